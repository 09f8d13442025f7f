"""Linking keeps the promises of folding: however stories come, the events are those of all at once; twice is once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import QuestionError
from pipeline.model import Request, Verdict
from pipeline.review.event_judgements import judge_events, unjudge_events
from pipeline.review.events import event_with_stories, explain_events
from pipeline.review.judge import judge
from pipeline.steps.link import part_by_part
from pipeline.steps.link import step as link
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept
from tests.integration.test_any_order import bench_from

ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh"]
SUBJECTS = ("grain convoys", "the sailors", "fishing rights", "a pipeline", "customs rules")


def call(number: int) -> list[Kept]:
    """Return two reports of one call, by two writers who share its facts and no sentence."""
    day = FIRST_DAY + timedelta(days=3 * number)
    ordinal, subject = ORDINALS[number], SUBJECTS[number]
    wire = (
        f"Premier Orla Vane of Tarrin and President Kesto Brandal of Ulmia spoke by telephone on {day:%A} for an hour "
        f"about {subject}, the palace in Ulmia said.\nIt was their {ordinal} publicly known conversation since the "
        f"Saltmarsh blockade began. Vane asked for {subject} to be settled first."
    )
    paper = (
        f"{subject.capitalize()} led the {ordinal} disclosed contact between the leaders of Tarrin and Ulmia this {day:%A}.\n"
        f"An adviser to Kesto Brandal told reporters that Orla Vane rang at noon and that the Saltmarsh blockade came up, "
        f"too. Both sides want {subject} off the table, he said."
    )
    return [
        Kept(f"wire-{number}", wire, day, "wire.example", f"Vane and Brandal talk about {subject}"),
        Kept(f"paper-{number}", paper, day + timedelta(hours=4), "paper.example", f"Leaders on {subject}"),
    ]


REPORTS = [each for number in range(len(ORDINALS)) for each in call(number)]


def night(bench: Bench, *articles: Kept) -> None:
    """Store articles, fold and link them."""
    bench.night(*articles)
    link.run(Request("night"), bench)


def events(bench: Bench) -> set[frozenset[str]]:
    """Return the events as sets of the articles that stand for their stories."""
    _, rows = bench.warehouse.ask(
        "SELECT m.event_id, s.canonical_article_id FROM event_members AS m INNER JOIN stories AS s ON m.story_id = s.story_id"
    )
    found: dict[str, set[str]] = {}
    for event_id, article_id in rows:
        found.setdefault(event_id, set()).add(article_id)
    return {frozenset(each) for each in found.values()}


def event_ids(bench: Bench) -> set[str]:
    """Return the ids of all events."""
    return {event_id for (event_id,) in bench.table("SELECT event_id FROM events")}


def test_two_writers_of_one_call_are_one_event_and_no_two_calls_are(sqlite_template):
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        wanted = {frozenset(each.article_id for each in call(number)) for number in range(len(ORDINALS))}
        assert events(bench) == wanted
        _, counts = bench.warehouse.ask(
            "SELECT story_count, host_count, independent_source_count FROM events"
        )
        assert set(counts) == {(2, 2, 2)}


def test_reports_of_one_house_are_one_independent_source_of_an_event(sqlite_template):
    with bench_from(sqlite_template) as bench:
        first, second = call(0)
        night(bench, replace(first, publisher="Quay Press"), replace(second, publisher="Quay press"))
        night(bench, *call(1))
        _, counts = bench.warehouse.ask(
            "SELECT story_count, independent_source_count FROM events ORDER BY first_at"
        )
        assert counts == [(2, 1), (2, 2)]


def test_linking_again_changes_no_row(sqlite_template):
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        tables = ("event_members", "events", "event_pairs", "story_profiles", "story_keys", "event_redirects")
        before = {name: sorted(bench.warehouse.ask(f"SELECT * FROM {name}")[1]) for name in tables}
        with bench.warehouse.write() as db:
            stories = {row[0] for row in before["event_members"]}
            db.upsert("pending_work", ({"step": "link", "subject_id": each} for each in stories))
        link.run(Request("again"), bench)
        assert {name: sorted(bench.warehouse.ask(f"SELECT * FROM {name}")[1]) for name in tables} == before


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations(REPORTS), cuts=st.sets(st.integers(1, len(REPORTS) - 1), max_size=4))
def test_stories_in_any_order_and_nights_leave_the_events_of_all_at_once(sqlite_template, order, cuts):
    with bench_from(sqlite_template) as bench, bench_from(sqlite_template) as other:
        night(bench, *REPORTS)
        for start, end in pairwise([0, *sorted(cuts), len(order)]):
            night(other, *order[start:end])
        assert events(other) == events(bench)


def test_a_merged_event_leaves_a_redirect_until_it_is_parted_again(sqlite_template):
    """A person says that two calls were one, and then takes it back."""
    first, later = call(0)[0], call(3)[0]
    ends = [first.article_id, later.article_id]
    with bench_from(sqlite_template) as bench:
        night(bench, first, later)
        before = event_ids(bench)
        assert len(before) == 2
        change = judge_events(bench, ends, Verdict.SAME, by="ed")
        (kept,) = event_ids(bench)
        assert change.left_event_id == change.right_event_id == kept
        (merged,) = before - {kept}
        with bench.warehouse.read() as db:
            assert event_with_stories(db, merged)["event_id"] == kept
        unjudge_events(bench, ends)
        assert event_ids(bench) == before
        assert bench.table("SELECT event_id FROM event_redirects") == []


def test_a_word_that_contradicts_another_is_refused_and_changes_nothing(sqlite_template):
    """That two calls were one, as was the second with a third, and that the first and the third were not."""
    first, second, third = (call(number)[0].article_id for number in (0, 2, 4))
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        judge_events(bench, [first, second], Verdict.SAME, by="ana")
        judge_events(bench, [second, third], Verdict.SAME, by="ana")
        said = events(bench)
        with pytest.raises(QuestionError, match="ana said on"):
            judge_events(bench, [first, third], Verdict.DIFFERENT, by="ed")
        assert events(bench) == said
        assert bench.table("SELECT judged_by FROM event_judgements") == [("ana",), ("ana",)]
        unjudge_events(bench, [second, third])
        judge_events(bench, [first, third], Verdict.DIFFERENT, by="ed")
        with pytest.raises(QuestionError, match="ed said on"):
            judge_events(bench, [second, third], Verdict.SAME, by="ana")


def test_a_word_on_an_article_that_left_its_story_can_be_taken_back(sqlite_template):
    """Its page became none; were it to come back, a word that nobody could withdraw would bind it."""
    first, later = (call(number)[0].article_id for number in (0, 3))
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        judge_events(bench, [first, later], Verdict.SAME, by="ed")
        captures = bench.table(f"SELECT capture_id FROM article_versions WHERE article_id = '{first}'")
        with bench.warehouse.write() as db:
            db.run("shared/delete_versions_of_captures", captures=[row[0] for row in captures])
            db.upsert("pending_work", [{"step": "fold", "subject_id": first}])
        bench.fold()
        change = unjudge_events(bench, [first, later])
        assert (change.applied, change.is_one_event, change.memberships_changed) == (True, False, 0)
        assert bench.table("SELECT * FROM event_judgements") == []


def test_a_word_is_tried_without_changing_a_row(sqlite_template):
    first, later = (call(number)[0].article_id for number in (0, 3))
    tables = ("event_members", "events", "event_judgements", "event_redirects", "pending_work")
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        before = {name: sorted(bench.warehouse.ask(f"SELECT * FROM {name}")[1]) for name in tables}
        tried = judge_events(bench, [first, later], Verdict.SAME, by="ed", dry_run=True)
        assert {name: sorted(bench.warehouse.ask(f"SELECT * FROM {name}")[1]) for name in tables} == before
        done = judge_events(bench, [first, later], Verdict.SAME, by="ed")
        assert not tried.applied
        assert replace(tried, applied=True) == done
        assert sorted(map(len, done.before.values())) == [2, 2]
        assert sorted(map(len, done.after.values())) == [4]
        undone = unjudge_events(bench, [first, later], dry_run=True)
        assert (undone.before, undone.after) == (done.after, done.before)


def test_a_refusal_quotes_the_words_that_contradict_and_no_others(sqlite_template):
    """Of three calls said to be one, two are said to differ; that a fourth is of them has nothing to do with it."""
    first, second, third, fourth = (call(number)[0].article_id for number in (0, 1, 2, 3))
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        judge_events(bench, [first, fourth], Verdict.SAME, by="the fourth")
        judge_events(bench, [first, second], Verdict.SAME, by="ana")
        judge_events(bench, [second, third], Verdict.SAME, by="bo")
        with pytest.raises(QuestionError) as refused:
            judge_events(bench, [first, third], Verdict.DIFFERENT, by="ed")
        assert "ana said" in str(refused.value)
        assert "bo said" in str(refused.value)
        assert "the fourth said" not in str(refused.value)


def test_two_of_different_events_cannot_be_judged_one_story(sqlite_template):
    first, second = (call(number)[0].article_id for number in (0, 1))
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        judge_events(bench, [first, second], Verdict.DIFFERENT, by="ana", note="two days")
        with pytest.raises(QuestionError, match=r"ana said on .* are of different events"):
            judge(bench, [first, second], Verdict.SAME, by="ed")
        assert bench.table("SELECT left_id FROM judgements") == []
        unjudge_events(bench, [first, second])
        judge(bench, [first, second], Verdict.SAME, by="ed")
        with pytest.raises(QuestionError, match="judge them different stories first"):
            judge_events(bench, [first, second], Verdict.DIFFERENT, by="ana")


def explained(bench, left, right):
    with bench.warehouse.read() as db:
        return explain_events(db, left.article_id, right.article_id)


def test_the_reason_that_is_shown_is_the_word_of_a_person_where_there_is_one(sqlite_template):
    (wire, paper), (other, other_paper) = call(0), call(1)
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        assert explained(bench, wire, paper).sentence().startswith("Two reports of one event: score 1.00")
        assert explained(bench, wire, other).sentence().startswith("Different events: score 0.")
        judge_events(bench, [wire.article_id, other.article_id], Verdict.SAME, by="ana", note="one call")
        assert "ana said" in explained(bench, wire, other).sentence()
        assert "(one call)" in explained(bench, wire, other).sentence()
        joined = explained(bench, paper, other_paper).sentence()
        assert joined.startswith("Two reports of one event: score")
        assert "others of the event" in joined
        unjudge_events(bench, [wire.article_id, other.article_id])
        judge_events(bench, [wire.article_id, paper.article_id], Verdict.DIFFERENT, by="bo")
        parted = explained(bench, wire, paper)
        assert parted.sentence().startswith("Different events. bo said")
        assert parted.judgement.judged_by == "bo"
        assert not parted.in_one_event
        assert parted.score > 0.8


def test_scores_of_other_rules_are_made_anew(sqlite_template, monkeypatch):
    with bench_from(sqlite_template) as bench:
        night(bench, *call(0))
        with bench.warehouse.write() as db:
            pairs = [dict(zip(*each, strict=True)) for each in _rows(bench, "event_pairs")]
            db.upsert("event_pairs", [{**pair, "score": 0.3} for pair in pairs])
        assert link.run(Request("again"), bench).counts["stories"] == 0
        monkeypatch.setattr("pipeline.steps.link.step.SCHEME", "of other rules")
        monkeypatch.setattr("pipeline.steps.link.index.SCHEME", "of other rules")
        assert link.run(Request("after"), bench).counts["stories"] == 2
        assert [dict(zip(*each, strict=True)) for each in _rows(bench, "event_pairs")] == pairs


def test_however_stories_are_cut_into_transactions_the_events_and_scores_are_the_same(
    sqlite_template, monkeypatch
):
    everything = "SELECT left_id, right_id, score, evidence FROM event_pairs ORDER BY left_id, right_id"
    with bench_from(sqlite_template) as bench:
        bench.night(*REPORTS)
        compared = link.run(Request("night"), bench).counts["pairs_compared"]
        whole = events(bench), bench.table(everything)
    for bound in ("STORIES_AT_ONCE", "MEETINGS_AT_ONCE", "PAIRS_AT_ONCE"):
        monkeypatch.setattr(part_by_part, bound, 1)
        with bench_from(sqlite_template) as bench:
            bench.night(*REPORTS)
            assert link.run(Request("night"), bench).counts["pairs_compared"] == compared > 0
            assert (events(bench), bench.table(everything)) == whole
            assert bench.table("SELECT step FROM pending_work WHERE step IN ('link', 'score')") == []


def test_a_run_that_is_cut_off_while_it_scores_is_gone_on_with(sqlite_template, monkeypatch):
    with bench_from(sqlite_template) as bench:
        night(bench, *REPORTS)
        whole = events(bench)
    with bench_from(sqlite_template) as bench:
        bench.night(*REPORTS)
        with monkeypatch.context() as broken:
            broken.setattr(part_by_part, "score_stories", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                link.run(Request("cut off"), bench)
        assert {step for (step,) in bench.table("SELECT step FROM pending_work")} >= {"score"}
        link.run(Request("after"), bench)
        assert events(bench) == whole


def _rows(bench, table):
    names, rows = bench.warehouse.ask(f"SELECT * FROM {table}")
    return [(names, row) for row in rows]
