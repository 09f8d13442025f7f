"""Pairs are judged by their labels, and a page that became no article is told from a fold that was missed."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.evaluation.folds import (
    LabelledPair,
    Side,
    by_label,
    judge,
    label_of,
    score,
    score_sets,
    wish_of,
)
from pipeline.evaluation.loading import Stored

STORED = Stored(
    articles={"harbour.example/a": "a", "harbour.example/b": "b", "harbour.example/c": "c", "harbour.example/front": None},
    stories={"harbour.example/a": "s1", "harbour.example/b": "s1", "harbour.example/c": "s2", "harbour.example/front": None},
)  # fmt: skip


def judged(*pairs, name="harbour_pairs"):
    """Return the judged pairs of these (label, left, right)."""
    sides = [
        (label, *(Side(f"http://www.harbour.example/{page}", page.upper()) for page in two))
        for label, *two in pairs
    ]
    return judge([LabelledPair(name, *each) for each in sides], STORED)


def test_precision_is_of_scored_folds_and_recall_of_those_that_must_fold():
    found = score(
        judged(
            ("near_dup", "a", "b"),
            ("near_dup", "a", "c"),
            ("same_url_recapture", "a", "a"),
            ("page_chrome", "b", "a"),
            ("page_chrome", "a", "c"),
            ("same_story_partial", "a", "b"),
        )
    )
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["recall"] == pytest.approx(2 / 3)
    assert [(each["title1"], each["title2"]) for each in found["wrong"]] == [("B", "A")]
    assert [(each["title1"], each["title2"]) for each in found["missed"]] == [("A", "C")]


def test_a_page_that_became_no_article_is_missed_and_told_apart():
    pairs = judged(("near_dup", "a", "front"), ("page_chrome", "b", "front"))
    found = score(pairs)
    assert (found["precision"], found["recall"], found["wrong"]) == (None, 0, [])
    assert found["missed"][0]["no_article"] == ["http://www.harbour.example/front"]
    assert by_label(pairs)["no_article"].tolist() == [1, 1]


def test_a_set_of_pairs_that_must_not_fold_has_no_recall():
    found = score(judged(("template_lookalike", "a", "b"), name="wrong_folds"))
    assert (found["precision"], found["recall"], len(found["wrong"])) == (0, None, 1)


def test_sets_are_scored_one_by_one():
    pairs = pd.concat([judged(("3", "a", "b")), judged(("different", "a", "c"), name="mill_pairs")])
    assert [(each["set"], each["recall"]) for each in score_sets(pairs)] == [
        ("harbour_pairs", 1),
        ("mill_pairs", None),
    ]
    assert score_sets(pd.DataFrame()) == []


@pytest.mark.parametrize(("written", "wish"), [(3, "must fold"), (2.0, "must fold"), ("0.5", "must not fold"), (0.5, "must not fold"), (1, "may fold"), ("same_event_other_words", "must not fold"), ("revision_rewritten", "may fold"), ("kin", None), (None, None)])  # fmt: skip
def test_a_label_says_what_its_pairs_must_do_however_it_is_written(written, wish):
    assert wish_of(label_of({"label": written})) == wish
