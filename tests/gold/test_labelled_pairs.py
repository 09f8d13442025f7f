"""Real pages through the whole pipeline: labelled pairs fold and stay apart as their labels say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.evaluation.folds import PairScores, load_labelled_pages, score_pairs
from pipeline.runtime import build
from pipeline.settings import Settings

pytestmark = pytest.mark.gold


@pytest.fixture(scope="module")
def scores(gold, tmp_path_factory) -> PairScores:
    """Load the labelled pages the ordinary way, and judge the stories."""
    home = tmp_path_factory.mktemp("labelled")
    settings = Settings.from_environment({"NEWSFOLD_HOME": str(home)})
    runtime = build(replace(settings, warehouse=f"sqlite:///{home / 'warehouse.db'}"))
    runtime.warehouse.migrate()
    load_labelled_pages(runtime, gold)
    return score_pairs(runtime, gold)


def told(scores: PairScores, *, is_folded: bool) -> str:
    wrong = scores.pairs[scores.pairs["folded"].eq(is_folded)]
    return wrong[["label", "left_title", "right_title"]].to_string()


def test_pairs_that_share_a_site_or_its_background_alone_do_not_fold(scores):
    assert scores.precision >= 0.97, told(scores, is_folded=True)


def test_copies_and_later_captures_fold(scores):
    """Pages without an article, as a section's front, are rightly rejected, and are counted apart."""
    assert scores.recall_of_articles >= 0.99, told(scores, is_folded=False)
    assert scores.recall >= 0.95
