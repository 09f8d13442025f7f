"""What is measured on labelled data, on tables small enough to count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.evaluation.cleaning import GoldPage, measure_page, summarise
from pipeline.evaluation.folds import cut_by_votes
from pipeline.model import Block, BlockKind, BlockLabel, Label, Page, PageKind, Region

LONG, SHORT = 200, 40


def table_of(*blocks):
    return pd.DataFrame(blocks, columns=["article_id", "version", "fingerprint", "characters", "label"])


def pairs_of(*pairs):
    return pd.DataFrame(pairs, columns=["label", "left_id", "right_id", "left_url", "right_url"])


AGENCY_COPIES = ("near_dup", "a", "b", "https://harbour.example/ferry", "https://valley.example/ferry")


def cut(blocks, *pairs):
    return cut_by_votes(blocks, pairs_of(*pairs)).set_index("text")


def test_text_that_two_hosts_have_in_common_counts_on_both():
    blocks = table_of(
        ("a", 1, 7, LONG, "body"),
        ("a", 1, 8, LONG, "body"),
        ("b", 1, 7, LONG, "boilerplate"),
        ("c", 1, 7, LONG, "boilerplate"),
    )
    found = cut(blocks, AGENCY_COPIES)
    assert found.loc["syndicated", ["blocks", "cut_blocks"]].tolist() == [2, 1]
    assert found.loc["syndicated", "cut_percent"] == 50
    assert found.loc["all text", ["blocks", "cut_blocks"]].tolist() == [4, 2]


@pytest.mark.parametrize(
    "pair",
    [
        ("near_dup", "a", "b", "https://harbour.example/ferry", "https://harbour.example/boats"),
        ("follow_up_shared_background", *AGENCY_COPIES[1:]),
    ],
)
def test_neither_a_host_nor_a_follow_up_syndicates_its_own_text(pair):
    blocks = table_of(("a", 1, 7, LONG, "boilerplate"), ("b", 1, 7, LONG, "boilerplate"))
    assert cut(blocks, pair).loc["syndicated", "blocks"] == 0


def test_a_short_line_is_no_syndicated_text():
    blocks = table_of(("a", 1, 7, SHORT, "boilerplate"), ("b", 1, 7, SHORT, "boilerplate"))
    assert cut(blocks, AGENCY_COPIES).loc["syndicated", "blocks"] == 0


def test_only_what_several_versions_of_one_page_say_is_repeated():
    blocks = table_of(
        ("a", 1, 7, LONG, "background"),
        ("a", 2, 7, LONG, "other_story"),
        ("a", 2, 8, SHORT, "boilerplate"),
        ("b", 1, 7, LONG, "boilerplate"),
    )
    found = cut(blocks, AGENCY_COPIES).loc["repeated by versions of a page"]
    assert found[["blocks", "cut_blocks", "cut_characters"]].tolist() == [2, 1, LONG]


def page_of(gold_set, gold, *blocks):
    page = Page(
        PageKind.ARTICLE,
        tuple(Block(at, BlockKind.PARAGRAPH, text, Region.MAIN, 0.0) for at, (text, _) in enumerate(blocks)),
    )
    labels = [BlockLabel(at, label, "made up") for at, (_, label) in enumerate(blocks)]
    return measure_page(GoldPage(gold_set, "1", "harbour.example", page, gold), labels)


def test_the_line_of_all_sets_counts_every_page_once():
    ferry, mill = "The ferry sails again on Sunday morning", "The mill burned down before dawn today"
    rows = [
        page_of("coast", ferry, (ferry, Label.BODY)),
        page_of("inland", mill, (mill, Label.BOILERPLATE)),
        page_of("inland", mill, (mill, Label.BODY), ("Read more about mills", Label.BODY)),
    ]
    found = summarise(rows).set_index("set")
    assert found.index.tolist() == ["coast", "inland", "all"]
    assert found["pages"].tolist() == [1, 2, 3]
    assert found["gold_lost_percent"].round(1).tolist() == [0, 50, 33.0]
    assert found["residue_percent"].round(1).tolist() == [0, 50, 33.3]
