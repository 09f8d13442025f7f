"""Judgements, refolding and explaining, through the warehouse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.errors import NotFoundError
from pipeline.model import Relation, Verdict
from pipeline.steps.explain import explain
from pipeline.steps.judge import judge, unjudge
from pipeline.steps.refold import refold
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, edited, ids, report

TEXT = report(1)
WIRE = Kept("wire", TEXT, FIRST_DAY, "wire.example")
COPY = Kept("copy", edited(TEXT, 5), FIRST_DAY + timedelta(hours=3), "daily.example")
OTHER = Kept("other", report(2), FIRST_DAY + timedelta(hours=5), "weekly.example")
HALF = Kept(
    "half", TEXT[: 2 * len(TEXT) // 3] + report(9, 100), FIRST_DAY + timedelta(hours=6), "late.example"
)


@pytest.fixture
def bench(warehouse):
    made = Bench(warehouse)
    made.night(WIRE, COPY, OTHER)
    return made


def test_different_parts_a_copy_and_no_later_run_joins_it_again(bench):
    judge(bench, *ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed", note="two events")
    assert bench.stories() == [["copy"], ["other"], ["wire"]]
    bench.night(WIRE, COPY, Kept("third", TEXT, FIRST_DAY + timedelta(days=1), "third.example"))
    assert bench.stories() == [["copy"], ["other"], ["third", "wire"]]


def test_same_joins_what_shares_no_word_and_survives_later_runs(bench):
    judge(bench, *ids([WIRE, OTHER]), Verdict.SAME, by="ed")
    assert bench.stories() == [["copy", "other", "wire"]]
    bench.night(WIRE, COPY, OTHER)
    assert bench.stories() == [["copy", "other", "wire"]]
    assert bench.table("SELECT independent_origin_count FROM stories") == [(2,)]
    assert bench.table("SELECT relation FROM story_members WHERE relation = 'judged'") == [("judged",)]


def test_a_judgement_taken_back_leaves_the_stories_the_texts_make(bench):
    before = bench.everything_but_ids()
    judge(bench, *ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed")
    unjudge(bench, *ids([WIRE, COPY]))
    assert bench.everything_but_ids() == before
    with pytest.raises(NotFoundError, match="nobody judged"):
        unjudge(bench, *ids([WIRE, COPY]))


def test_a_rehearsed_judgement_says_what_it_would_change_and_changes_nothing(bench):
    before = bench.everything_but_ids()
    change = judge(bench, *ids([WIRE, OTHER]), Verdict.SAME, by="ed", dry_run=True)
    assert (change.merged, change.split, change.applied) == (2, 0, False)
    assert "not applied" in str(change)
    assert bench.everything_but_ids() == before
    assert bench.table("SELECT COUNT(*) FROM judgements") == [(0,)]


def test_a_story_that_merges_leaves_a_redirect_and_gets_its_id_back_when_it_splits(bench):
    stories = dict(bench.table("SELECT canonical_article_id, story_id FROM stories"))
    judge(bench, *ids([WIRE, OTHER]), Verdict.SAME, by="ed")
    assert bench.table("SELECT story_id, into_story_id FROM story_redirects") == [
        (stories[OTHER.article_id], stories[WIRE.article_id])
    ]
    assert bench.table("SELECT COUNT(*) FROM stories") == [(1,)]
    unjudge(bench, *ids([WIRE, OTHER]))
    assert dict(bench.table("SELECT canonical_article_id, story_id FROM stories")) == stories
    assert bench.table("SELECT story_id FROM story_redirects") == []


def test_an_article_nobody_holds_cannot_be_judged(bench):
    with pytest.raises(NotFoundError, match="no article 'anone'"):
        judge(bench, "anone", WIRE.article_id, Verdict.SAME, by="ed")
    with pytest.raises(NotFoundError, match="twice"):
        judge(bench, WIRE.article_id, WIRE.article_id, Verdict.SAME, by="ed")


def test_refolding_shows_what_other_limits_would_change_and_applies_when_told(bench):
    before = bench.everything_but_ids()
    bench.night(HALF)
    assert ["half"] in bench.stories()
    loose = refold(bench, jaccard=0.3, dry_run=True)
    assert (loose.merged, loose.split) == (2, 0)
    assert ["half"] in bench.stories()
    refold(bench, jaccard=0.3, dry_run=False)
    assert bench.stories() == [["copy", "half", "wire"], ["other"]]
    refold(bench, dry_run=False)
    assert bench.stories() == [["copy", "wire"], ["half"], ["other"]]
    assert before[0] == [["copy", "wire"], ["other"]]


def test_a_fold_is_explained_by_scores_passages_and_shared_keys(bench):
    told = explain(bench, *ids([COPY, WIRE]))
    assert told.relation is Relation.NEAR_DUPLICATE
    assert told.in_one_story
    assert told.is_stored
    assert [step.relation for step in told.chain] == ["near_duplicate"]
    assert told.jaccard > 0.8 < told.estimate
    assert told.bands_shared
    assert told.samples_shared
    passage = told.evidence.passages[0]
    shown = passage.text.removesuffix("…")
    assert told.left.text[passage.left_start : passage.left_end].startswith(shown)
    assert told.right.text[passage.right_start : passage.right_end].startswith(shown)


def test_articles_that_never_met_are_explained_too(bench):
    told = explain(bench, *ids([OTHER, WIRE]))
    assert (told.relation, told.in_one_story, told.is_stored, told.chain) == (
        Relation.DISTINCT,
        False,
        False,
        (),
    )
    with pytest.raises(NotFoundError):
        explain(bench, "anone", WIRE.article_id)
