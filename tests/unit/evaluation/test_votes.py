"""What votes cut of text that several pages have, on tables small enough to count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.evaluation.votes import cut_by_votes

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
