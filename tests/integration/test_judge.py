"""Judgements, refolding and explaining, through the warehouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.errors import NotFoundError, SettingsError
from pipeline.folding.relations import RULES
from pipeline.maintenance.refold import refold
from pipeline.model import Judgement, Relation, Verdict
from pipeline.review.explain import explain
from pipeline.review.judge import judge, judge_again, preview, unjudge
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
    judge(bench, ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed", note="two events")
    assert bench.stories() == [["copy"], ["other"], ["wire"]]
    bench.night(WIRE, COPY, Kept("third", TEXT, FIRST_DAY + timedelta(days=1), "third.example"))
    assert bench.stories() == [["copy"], ["other"], ["third", "wire"]]


def test_same_joins_what_shares_no_word_and_survives_later_runs(bench):
    judge(bench, ids([WIRE, OTHER]), Verdict.SAME, by="ed")
    assert bench.stories() == [["copy", "other", "wire"]]
    bench.night(WIRE, COPY, OTHER)
    assert bench.stories() == [["copy", "other", "wire"]]
    assert bench.table("SELECT independent_origin_count FROM stories") == [(2,)]
    assert bench.table("SELECT relation FROM story_members WHERE relation = 'judged'") == [("judged",)]


def test_a_judgement_taken_back_leaves_the_stories_the_texts_make(bench):
    before = bench.everything_but_ids()
    judge(bench, ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed")
    unjudge(bench, ids([WIRE, COPY]))
    assert bench.everything_but_ids() == before
    with pytest.raises(NotFoundError, match="nobody judged"):
        unjudge(bench, ids([WIRE, COPY]))


def test_judgements_of_another_warehouse_bind_as_they_were_made_and_those_of_strangers_are_named(bench):
    moment = FIRST_DAY - timedelta(days=9)
    apart = Judgement(*sorted(ids([WIRE, COPY])), Verdict.DIFFERENT, "ana", moment, "two events")
    strange = Judgement("a0", ids([WIRE])[0], Verdict.SAME, "ana", moment)
    change, left_out = judge_again(bench, [apart, strange])
    assert (change.split, left_out) == (1, [f"a0 {ids([WIRE])[0]}: no article 'a0'"])
    assert bench.stories() == [["copy"], ["other"], ["wire"]]
    assert bench.table("SELECT judged_by, judged_at, note FROM judgements") == [("ana", moment, "two events")]
    assert judge_again(bench, [apart])[0].split == 0


def test_a_judgement_in_a_dry_run_says_what_it_would_change_and_changes_nothing(bench):
    before = bench.everything_but_ids()
    change = judge(bench, ids([WIRE, OTHER]), Verdict.SAME, by="ed", dry_run=True)
    assert (change.merged, change.split, change.applied) == (2, 0, False)
    assert "not applied" in str(change)
    assert bench.everything_but_ids() == before
    assert bench.table("SELECT COUNT(*) FROM judgements") == [(0,)]


def test_a_story_that_merges_leaves_a_redirect_and_gets_its_id_back_when_it_splits(bench):
    stories = dict(bench.table("SELECT canonical_article_id, story_id FROM stories"))
    judge(bench, ids([WIRE, OTHER]), Verdict.SAME, by="ed")
    assert bench.table("SELECT story_id, into_story_id FROM story_redirects") == [
        (stories[OTHER.article_id], stories[WIRE.article_id])
    ]
    assert bench.table("SELECT COUNT(*) FROM stories") == [(1,)]
    unjudge(bench, ids([WIRE, OTHER]))
    assert dict(bench.table("SELECT canonical_article_id, story_id FROM stories")) == stories
    assert bench.table("SELECT story_id FROM story_redirects") == []


def test_an_article_nobody_holds_cannot_be_judged(bench):
    with pytest.raises(NotFoundError, match="no article 'anone'"):
        judge(bench, ("anone", WIRE.article_id), Verdict.SAME, by="ed")
    with pytest.raises(NotFoundError, match="twice"):
        judge(bench, (WIRE.article_id, WIRE.article_id), Verdict.SAME, by="ed")


def test_refolding_shows_what_other_limits_would_change(bench):
    bench.night(HALF)
    before = bench.everything_but_ids()
    loose = refold(bench, jaccard=0.3)
    assert (loose.merged, loose.split, loose.applied) == (2, 0, False)
    assert bench.everything_but_ids() == before


def test_limits_that_later_runs_would_not_fold_by_are_not_applied(bench):
    with pytest.raises(SettingsError, match=r"NEWSFOLD_FOLD_JACCARD=0\.3 NEWSFOLD_FOLD_CONTAINMENT=0\.8"):
        refold(bench, jaccard=0.3, dry_run=False)


def test_refolding_under_changed_settings_is_folding_all_under_them(bench):
    """Those settings hold for the nights after it, too; and the way back leads to where it began."""
    bench.night(HALF)
    before = bench.everything_but_ids()
    loose = bench.with_settings(fold_jaccard=0.3)
    refold(loose, dry_run=False)
    assert bench.stories() == [["copy", "half", "wire"], ["other"]]
    again = loose.everything_but_ids()
    loose.night(WIRE, COPY, OTHER, HALF)
    assert loose.everything_but_ids() == again
    assert bench.table("SELECT DISTINCT rule_version FROM article_pairs") == [(f"{RULES}/j0.3/c0.8",)]
    refold(bench, dry_run=False)
    assert bench.everything_but_ids() == before


def test_judgements_bind_when_stories_are_folded_again_under_other_limits(bench):
    bench.night(HALF)
    judge(bench, ids([WIRE, HALF]), Verdict.DIFFERENT, by="ed")
    judge(bench, ids([COPY, OTHER]), Verdict.SAME, by="ed")
    refold(bench.with_settings(fold_jaccard=0.3), dry_run=False)
    stories = bench.stories()
    assert not any({"wire", "half"} <= set(story) for story in stories)
    assert any({"copy", "other"} <= set(story) for story in stories)


def test_different_binds_when_a_third_article_would_join_both(bench):
    """The copy joins one of the two, and never leads the other in."""
    judge(bench, ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed")
    bench.night(Kept("third", TEXT, FIRST_DAY + timedelta(days=1), "third.example"))
    judge(bench, ids([OTHER, WIRE]), Verdict.SAME, by="ed")
    judge(bench, ids([OTHER, COPY]), Verdict.SAME, by="ed")
    stories = bench.stories()
    assert not any({"wire", "copy"} <= set(story) for story in stories)
    unjudge(bench, ids([WIRE, COPY]))
    assert bench.stories() == [["copy", "other", "third", "wire"]]


def test_same_binds_when_the_texts_part(bench):
    """One of the two is rewritten: they stay one story by the person's word alone, until it is taken back."""
    judge(bench, ids([WIRE, COPY]), Verdict.SAME, by="ed")
    bench.night(replace(COPY, text=report(8)))
    assert bench.stories() == [["copy", "wire"], ["other"]]
    unjudge(bench, ids([WIRE, COPY]))
    assert bench.stories() == [["copy"], ["other"], ["wire"]]


def test_a_story_that_a_digest_leaves_keeps_its_id(bench):
    page = Kept("page", f"{TEXT}\n{report(6)}", FIRST_DAY + timedelta(hours=9), "late.example")
    bench.night(page)
    (before,) = bench.table(f"SELECT story_id FROM story_members WHERE article_id = '{WIRE.article_id}'")
    assert ["copy", "page", "wire"] in bench.stories()
    bench.night(Kept("second", report(6), FIRST_DAY + timedelta(days=2), "second.example"))
    assert ["copy", "wire"] in bench.stories()
    story_of = dict(bench.table("SELECT article_id, story_id FROM story_members"))
    assert story_of[WIRE.article_id] == before[0] != story_of[page.article_id]
    told = explain(bench, page.article_id, WIRE.article_id)
    assert told.pair.relation.folds
    assert told.apart_because == f"{page.article_id} holds two whole reports, and is a copy of neither"
    judge(bench, (page.article_id, WIRE.article_id), Verdict.SAME, by="ed")
    assert explain(bench, page.article_id, WIRE.article_id).apart_because == ""
    assert bench.stories() == [["copy", "page", "wire"], ["other"], ["second"]]


def test_what_keeps_two_articles_apart_that_fold_is_said(bench):
    third = Kept("third", TEXT, FIRST_DAY + timedelta(days=1), "third.example")
    judge(bench, ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed")
    told = explain(bench, *ids([WIRE, COPY]))
    assert (told.apart_because, told.known.judgement.judged_by) == ("", "ed")
    bench.night(third)
    assert ["third", "wire"] in bench.stories()
    left, right = sorted(ids([WIRE, COPY]))
    assert explain(bench, *ids([third, COPY])).apart_because == f"a person keeps {left} and {right} apart"


def test_a_fold_is_explained_by_scores_passages_and_shared_keys(bench):
    told = explain(bench, *ids([COPY, WIRE]))
    assert told.pair.relation is Relation.NEAR_DUPLICATE
    assert told.known.in_one_story
    assert told.known.is_stored
    assert [link.relation for link in told.known.chain] == ["near_duplicate"]
    assert told.pair.jaccard > 0.8 < told.collision.estimate
    assert told.collision.bands_shared
    assert told.collision.samples_shared
    passage = told.pair.evidence.passages[0]
    shown = passage.text.removesuffix("…")
    assert told.left.text[passage.left_start : passage.left_end].startswith(shown)
    assert told.right.text[passage.right_start : passage.right_end].startswith(shown)


def test_articles_that_never_collided_are_explained_too(bench):
    told = explain(bench, *ids([OTHER, WIRE]))
    assert (told.pair.relation, told.known.in_one_story, told.known.is_stored, told.known.chain) == (
        Relation.DISTINCT,
        False,
        False,
        (),
    )
    with pytest.raises(NotFoundError):
        explain(bench, "anone", WIRE.article_id)


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT])
@pytest.mark.parametrize("pair", [(WIRE, COPY), (WIRE, OTHER), (COPY, OTHER)], ids=lambda pair: pair[0].name)
def test_what_is_shown_before_is_what_is_done_and_undone(bench, pair, verdict):
    ends, before = ids(pair), bench.everything_but_ids()
    with bench.warehouse.read() as db:
        shown = preview(db, bench, ends, verdict)
    done = judge(bench, ends, verdict, by="ed")
    assert (shown.before, shown.after, shown.moves) == (done.before, done.after, done.moves)
    assert (not shown.applied, done.applied) == (True, True)
    with bench.warehouse.read() as db:
        shown = preview(db, bench, ends, None)
    done = unjudge(bench, ends)
    assert (shown.before, shown.after) == (done.before, done.after)
    assert bench.everything_but_ids() == before


def test_a_change_says_who_leaves_and_who_joins(bench):
    change = judge(bench, ids([WIRE, OTHER]), Verdict.SAME, by="ed")
    (move,) = change.moves
    assert (move.articles, move.is_new_story) == ((OTHER.article_id,), False)
    change = judge(bench, ids([WIRE, COPY]), Verdict.DIFFERENT, by="ed")
    assert [(move.articles, move.is_new_story) for move in change.moves] == [((COPY.article_id,), True)]
