"""Folding through the warehouse: partition, canonical articles and evidence, on both databases."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.model import Source, SourceKind, Verdict
from pipeline.review.judge import judge
from pipeline.steps.discover.sources import register
from tests import made_rows as made
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, edited, ids, report, version_of


@pytest.fixture
def bench(warehouse):
    return Bench(warehouse)


def at(day: float):
    return FIRST_DAY + timedelta(days=day)


def family(seed: int, day: float = 0.0) -> list[Kept]:
    """Give a report, an edited copy, an equal copy and a cut one, on four hosts."""
    text = report(seed)
    return [
        Kept(f"wire{seed}", text, at(day), "wire.example", wire_agency="ap"),
        Kept(f"edited{seed}", edited(text, seed), at(day + 0.2), "daily.example"),
        Kept(f"equal{seed}", text, at(day + 0.3), "weekly.example"),
        Kept(f"cut{seed}", "\n".join(text.split("\n")[:3]), at(day + 0.4), "small.example"),
    ]


def test_copies_of_one_report_become_one_story_and_others_stay_apart(bench):
    bench.night(*family(1), *family(2), Kept("alone", report(3)))
    assert bench.stories() == [
        ["alone"],
        ["cut1", "edited1", "equal1", "wire1"],
        ["cut2", "edited2", "equal2", "wire2"],
    ]


def test_a_page_written_anew_under_another_headline_stays_one_story(bench):
    kept, later = report(1, 160), report(2, 80)
    bench.night(
        Kept("41230077-bridge-to-close", f"{report(3, 60)}\n{kept}"),
        Kept("41230077-bridge-stays-open", f"{later}\n{kept}", at(1)),
        Kept("41230078-bridge-in-the-news", f"{report(4, 80)}\n{kept}", at(1)),
    )
    assert bench.stories() == [
        ["41230077-bridge-stays-open", "41230077-bridge-to-close"],
        ["41230078-bridge-in-the-news"],
    ]
    assert bench.table("SELECT relation FROM story_members WHERE relation <> 'canonical'") == [("revision",)]


def test_every_membership_names_its_relation_and_the_article_it_matched(bench):
    bench.night(*family(1))
    wire = family(1)[0].article_id
    rows = bench.table(
        "SELECT a.url, m.relation, m.matched_article_id FROM story_members AS m"
        " JOIN articles AS a ON a.article_id = m.article_id"
    )
    found = {url.rsplit("/", 1)[1]: (relation, matched) for url, relation, matched in rows}
    assert found == {
        "wire1": ("canonical", None),
        "edited1": ("near_duplicate", wire),
        "equal1": ("identical", wire),
        "cut1": ("abridged", wire),
    }


def test_a_second_run_changes_no_row(bench):
    articles = [*family(1), *family(2)]
    bench.night(*articles)
    before = (
        bench.everything_but_ids(),
        bench.table("SELECT article_id, story_id FROM story_members ORDER BY 1"),
    )
    again = bench.night(*articles)
    assert again.counts["memberships_changed"] == 0
    assert (
        bench.everything_but_ids(),
        bench.table("SELECT article_id, story_id FROM story_members ORDER BY 1"),
    ) == before


@pytest.mark.parametrize("seed", range(3))
def test_nights_in_any_order_give_the_same_stories_pairs_and_canonical_articles(bench, seed, tmp_path):
    articles = [each for number in range(5) for each in family(number, day=2 * number)]
    bench.night(*articles)
    together = bench.everything_but_ids()

    dice = random.Random(seed)
    dice.shuffle(articles)
    with bench.warehouse.write() as db:
        db.upsert("pending_work", [{"step": "fold", "subject_id": each.article_id} for each in articles])
    bench.load([Kept(each.name, "", each.article_at, each.host) for each in articles])
    bench.fold()
    assert bench.stories() == []
    while articles:
        night = [articles.pop() for _ in range(min(len(articles), dice.randint(1, 6)))]
        bench.night(*night)
    assert bench.everything_but_ids() == together


def test_a_title_in_common_joins_nothing(bench):
    bench.night(
        Kept("one", report(1), at(0), "daily.example", "The week in the dale"),
        Kept("two", report(2), at(7), "daily.example", "The week in the dale"),
    )
    assert bench.stories() == [["one"], ["two"]]


def test_other_titles_over_one_text_part_nothing(bench):
    titles = ["Build the bridge", "Opinion | Build the bridge", "Op-Ed Columnist: Build the bridge"]
    bench.night(*(Kept(f"a{n}", report(1), at(n), "daily.example", title) for n, title in enumerate(titles)))
    assert bench.stories() == [["a0", "a1", "a2"]]


def test_a_copy_printed_days_later_joins_its_story(bench):
    bench.night(Kept("online", report(1), at(0), "daily.example"))
    bench.night(Kept("print", edited(report(1), 2), at(9), "daily.example"))
    assert bench.stories() == [["online", "print"]]


@pytest.mark.parametrize("latest_first", [True, False])
def test_a_page_of_two_versions_is_measured_on_the_latest_whichever_was_read_first(bench, latest_first):
    copy, page = (
        Kept("copy", report(1), at(0.1), "daily.example"),
        Kept("page", report(1), at(0), "wire.example"),
    )
    earlier = version_of(replace(page, text=report(2))) | {"version": 1, "is_latest": 0}
    later = version_of(page) | {"version": 2}
    bench.load([copy, page])
    with bench.warehouse.write() as db:
        db.upsert("captures", [made.capture(page.url, page.source_id, body="other")])
        if latest_first:
            earlier["capture_id"] = made.capture(page.url, page.source_id, body="other")["capture_id"]
        else:
            later["capture_id"] = made.capture(page.url, page.source_id, body="other")["capture_id"]
        db.upsert("article_versions", [later, earlier] if latest_first else [earlier, later])
    with bench.warehouse.read() as db:
        found = db.rows("matching/list_texts_of_articles", corpus="clean", articles=[page.article_id])
    assert [row["folding_text"] for row in found] == [page.text]
    bench.fold()
    assert bench.table("SELECT relation, jaccard FROM article_pairs") == [("identical", 1.0)]
    assert bench.stories() == [["copy", "page"]]


def on_one_page(*texts: str) -> str:
    return "\n".join(texts)


def test_a_page_of_two_whole_reports_is_a_story_of_its_own_whenever_the_second_comes(bench):
    """Until the second report is known the page is a copy with more; it leaves the story when that arrives."""
    first, second = report(1), report(2)
    copy = Kept("copy", edited(first, 1), at(0.1), "daily.example")
    page = Kept("page", on_one_page(first, second), at(0.2), "weekly.example")
    bench.night(Kept("wire", first), copy, page)
    assert bench.stories() == [["copy", "page", "wire"]]
    bench.night(Kept("second", second, at(3), "late.example"))
    assert bench.stories() == [["copy", "wire"], ["page"], ["second"]]


def test_a_page_that_is_mostly_one_report_stays_with_it_and_never_stands_for_it(bench):
    """It is the longest and the earliest; when the short second report is known, another copy stands for the story."""
    first, brief = report(1, 260), report(2, 45)
    page = Kept("page", on_one_page(first, brief), at(0), "weekly.example")
    wire = Kept("wire", first, at(0.1), "wire.example")
    bench.night(page, wire)
    assert bench.table("SELECT canonical_article_id FROM stories") == [(page.article_id,)]
    bench.night(Kept("brief", brief, at(2), "late.example"))
    assert bench.stories() == [["brief"], ["page", "wire"]]
    assert bench.table("SELECT canonical_reason FROM stories WHERE article_count = 2") == [("one_report",)]
    assert (wire.article_id,) in bench.table("SELECT canonical_article_id FROM stories")


def test_a_report_that_holds_an_older_one_with_its_copies_is_no_round_up(bench):
    """The two held texts are copies of each other, though they are too far apart in time to have been compared."""
    old, new = report(1, 120), report(2, 400).split("\n")
    follow_up = Kept("follow_up", on_one_page(*new[:5], old, *new[5:]), at(20), "wire.example")
    short = Kept("short", on_one_page(*new[:5], old), at(20.1), "small.example")
    bench.night(
        Kept("old", old, at(0)), Kept("again", edited(old, 3, 2), at(40), "weekly.example"), follow_up, short
    )
    assert bench.stories() == [["again"], ["follow_up", "short"], ["old"]]


def test_what_stands_in_several_stories_makes_no_article_more_complete(bench):
    text = report(1)
    with_background = Kept("long", on_one_page(text, report(3, 100)), at(0.2), "b.example")
    bench.load([Kept("wire", text, at(0.1)), with_background])
    with bench.warehouse.write() as db:
        db.upsert("article_versions", [version_of(with_background) | {"folding_text": text}])
    bench.fold()
    assert bench.table("SELECT canonical_reason FROM stories") == [("earliest",)]


def test_an_article_that_lost_its_text_leaves_its_story(bench):
    articles = family(1)
    bench.night(*articles)
    bench.night(Kept(articles[1].name, "", articles[1].article_at, articles[1].host))
    assert bench.stories() == [["cut1", "equal1", "wire1"]]
    assert bench.table("SELECT article_count FROM stories") == [(3,)]


@pytest.mark.parametrize(
    ("hours", "is_met"), [(30 * 24 + 17.9, True), (30 * 24 + 18.1, False)], ids=["day 30", "day 31"]
)
def test_articles_meet_up_to_the_last_hour_of_the_windows_last_day(bench, hours, is_met):
    """The first stands at six in the morning."""
    text = report(1)
    bench.night(Kept("early", text, at(0)), Kept("late", edited(text, 1), at(hours / 24), "late.example"))
    assert bench.stories() == ([["early", "late"]] if is_met else [["early"], ["late"]])


def test_an_equal_text_is_met_though_the_first_of_its_day_stands_further_away(bench):
    """Of equal texts of one day the first stands for all; thirty days later and late in the day it is still met."""
    text = report(1)
    morning, evening = Kept("morning", text, at(0)), Kept("evening", text, at(0.6), "b.example")
    late = Kept("late", edited(text, 1), at(30.5), "late.example")
    bench.night(late, evening)
    assert bench.stories() == [["evening", "late"]]
    bench.night(morning)
    assert bench.stories() == [["evening", "late", "morning"]]


def test_a_story_counts_one_voice_for_copies_of_one_wire_report(bench):
    bench.night(*family(1))
    assert bench.table("SELECT article_count, host_count, independent_origin_count, origin FROM stories") == [
        (4, 4, 1, "ap")
    ]


HOUSES = ((None, None, 2), ("Quay Press", "quay  PRESS", 1), ("Quay Press", "Dale Press", 2))


@pytest.mark.parametrize(("one_house", "other_house", "voices"), HOUSES)
def test_reports_of_one_house_that_a_person_joined_are_one_voice(bench, one_house, other_house, voices):
    one = Kept("one", report(1), at(0), "one.example", publisher=one_house)
    other = Kept("other", report(2), at(0.1), "other.example", publisher=other_house)
    bench.night(one, other)
    judge(bench, ids([one, other]), Verdict.SAME, by="ana")
    assert bench.table("SELECT article_count, independent_origin_count FROM stories") == [(2, voices)]


def test_pages_of_one_site_are_one_voice_and_those_that_credit_an_agency_are_the_agencys(bench):
    one = Kept("one", report(1), at(0), "news.quay.example")
    other = Kept("other", report(2), at(0.1), "www.quay.example")
    wire = Kept("wire", report(3), at(0.2), "www.quay.example", wire_agency="ap")
    bench.night(one, other, wire)
    for each in (other, wire):
        judge(bench, ids([one, each]), Verdict.SAME, by="ana")
    assert bench.table("SELECT article_count, independent_origin_count FROM stories") == [(3, 2)]


def test_the_page_of_a_source_that_is_an_agency_stands_for_its_story_in_any_order(bench):
    text = report(1)
    copy = Kept("copy", text + " More from our desk in the harbour this evening.", at(0), "daily.example")
    own = Kept("own", text, at(0.1), "small-agency.example", agency=True)
    for each in (copy, own):
        bench.night(each)
    assert bench.table("SELECT canonical_article_id, canonical_reason, origin FROM stories") == [
        (own.article_id, "agency_own_copy", "small-agency.example")
    ]


def test_what_is_said_of_a_source_later_counts_for_what_it_brought_before(bench):
    one = Kept("one", report(1), at(0), "one.example", authority=1)
    other = Kept("other", report(2), at(0.1), "other.example", authority=2)
    bench.night(one, other)
    judge(bench, ids([one, other]), Verdict.SAME, by="ana")

    def say(publisher):
        with bench.warehouse.write() as db:
            sources = [
                Source(each.source_id, SourceKind.FEED, each.source["location"], None, each.authority)
                for each in (one, other)
            ]
            register(db, [replace(each, publisher=publisher) for each in sources], bench.clock())
        bench.fold()
        return bench.table("SELECT independent_origin_count FROM stories")

    assert [say(None), say("Quay Press"), say(None)] == [[(2,)], [(1,)], [(2,)]]
    with bench.warehouse.write() as db:
        assert db.rows("fold/list_fold_work") == []


def test_the_host_that_copies_name_as_their_original_is_the_origin_also_when_it_is_not_held(bench):
    text, own = report(1), "https://wire.example/original"
    bench.night(
        Kept("one", text, at(0), "one.example", canonical_url=own),
        Kept("two", text, at(0.1), "two.example", canonical_url=own),
    )
    assert bench.table("SELECT origin, canonical_reason FROM stories") == [("wire.example", "earliest")]
    bench.night(Kept("original", text, at(0.2), "wire.example", canonical_url=own))
    assert bench.table("SELECT origin, canonical_reason FROM stories") == [("wire.example", "named_original")]
    assert bench.table("SELECT COUNT(*) FROM syndication WHERE copying_host = 'wire.example'") == [(0,)]
    assert bench.table("SELECT COUNT(*) FROM story_members WHERE relation = 'revision'") == [(0,)]


def test_a_story_counts_its_members_under_unlike_titles(bench):
    text = report(1)
    bench.night(
        Kept("one", text, at(0), "one.example", title="Ferry sinks off Marrowick"),
        Kept("two", text, at(0.1), "two.example", title="Ferry lost off Marrowick"),
        Kept("three", text, at(0.2), "three.example", title="Bread is dearer"),
    )
    assert bench.table("SELECT article_count, unlike_titles FROM stories") == [(3, 1)]


def test_a_later_copy_never_moves_the_story(bench):
    articles = family(1)
    bench.night(*articles[:2])
    (before,) = bench.table("SELECT story_id, canonical_article_id FROM stories")
    bench.night(*articles[2:])
    assert bench.table("SELECT story_id, canonical_article_id FROM stories") == [before]
