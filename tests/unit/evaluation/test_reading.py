"""What is kept and lost of a page's text, on pages small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from pipeline.evaluation.pages import GoldPage
from pipeline.evaluation.reading import (
    FIGURES,
    LANGUAGE_PAGES,
    by_language,
    figures,
    summarise,
    summarise_cut,
)
from pipeline.evaluation.text import measure_text, word_f1
from pipeline.model import Block, BlockKind, BlockLabel, Label

FERRY, MILL = "The ferry sails again on Sunday morning", "The mill burned down before dawn today"
NOTHING_SAID = dict.fromkeys(("title_right", "date_exact", "date_wrong", "authors_right", "language_right"))


def scores_of(gold, *blocks, **said):
    """Return the scores of a page of these (text, label)."""
    page = GoldPage("1", "http://harbour.example/1", "1.html", datetime(2026, 3, 1, tzinfo=UTC), gold, **said)
    labels = [BlockLabel(at, label, "made up") for at, (_, label) in enumerate(blocks)]
    return measure_text(
        page, [Block(at, BlockKind.PARAGRAPH, text) for at, (text, _) in enumerate(blocks)], labels
    )


def test_a_cut_block_of_gold_is_lost_unless_the_kept_text_says_it_too():
    assert scores_of(FERRY, (FERRY, Label.BOILERPLATE)).lost == (("made up", FERRY),)
    assert scores_of(FERRY, (FERRY, Label.BODY), (FERRY, Label.BOILERPLATE)).lost == ()
    as_metadata = scores_of(FERRY, (FERRY, Label.METADATA))
    assert (as_metadata.lost, as_metadata.metadata_characters) == ((), len(FERRY))


def test_a_kept_line_that_looks_like_page_furniture_is_residue_unless_it_is_gold():
    line = "Read more about mills"
    assert scores_of(MILL, (MILL, Label.BODY), (line, Label.BODY)).has_residue
    assert not scores_of(f"{MILL} {line}", (MILL, Label.BODY), (line, Label.BODY)).has_residue
    assert not scores_of(MILL, (MILL, Label.BODY), (line, Label.BOILERPLATE)).has_residue


def test_a_related_line_that_is_kept_leaks_and_without_any_nothing_is_said():
    kept = (FERRY, Label.BODY), (MILL, Label.BODY)
    assert scores_of(FERRY, *kept, related=MILL).leaks is True
    assert scores_of(FERRY, kept[0], related=MILL).leaks is False
    assert scores_of(FERRY, *kept).leaks is None


@pytest.mark.parametrize(
    ("found", "gold", "f1"), [("a b", "b c", 0.5), ("", "", 1.0), ("a", "", 0.0), ("A a", "a", 2 / 3)]
)
def test_f1_is_of_multisets_of_words(found, gold, f1):
    assert word_f1(found, gold) == pytest.approx(f1)


def row_of(name, *, gold=100, lost=0, residue=False, f1=1.0, language="en", **said):
    text = {"f1_stock": f1 / 2, "f1_rules": f1, "f1": f1, "gold": gold, "lost": lost, "lost_by_rules": 0}
    residues = dict.fromkeys(("residue", "residue_by_rules", "residue_by_stock"), residue)
    leaks = dict.fromkeys(("leaks", "leaks_by_stock"))
    cut = [("tail", "x" * lost)] if lost else []
    return {"set": name, "language": language, "cut": cut} | text | residues | leaks | NOTHING_SAID | said


def test_every_page_counts_once_and_every_character_of_gold_once():
    each = pd.DataFrame(
        [row_of("coast"), row_of("inland", lost=30, f1=0.5), row_of("inland", gold=200, residue=True)]
    )
    found = summarise(each).set_index("set")
    assert found["pages"].tolist() == [1, 2]
    assert found["f1"].tolist() == [1, 0.75]
    assert found["lost_percent"].tolist() == [0, 10]
    assert found["residue_percent"].tolist() == [0, 50]
    assert summarise_cut(each)[["set", "rule", "characters"]].to_numpy().tolist() == [["inland", "tail", 30]]


def test_shares_are_of_the_pages_that_say_what_is_right_and_none_where_no_page_does():
    each = pd.DataFrame(
        [
            row_of("coast", date_exact=True, date_wrong=False),
            row_of("coast", date_exact=False),
            row_of("coast"),
        ]
    )
    (found,) = figures(each)
    assert list(found) == list(FIGURES)
    assert (found["date_exact"], found["title_right"]) == (0.5, None)
    assert figures(pd.DataFrame()) == []


def test_languages_are_told_apart_where_a_set_has_several():
    several = [row_of("inland", language=code) for code in ("ko", "fr") for _ in range(LANGUAGE_PAGES)]
    each = pd.DataFrame([row_of("coast"), *several, row_of("inland", language="it")])
    assert by_language(each)["language"].tolist() == ["fr", "ko"]
    assert by_language(each[each["set"] == "coast"]).empty
