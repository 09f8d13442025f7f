"""Each check finds the fault it is for, and only where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pipeline.adapters.sql_files import SqlFiles
from pipeline.errors import CheckFailedError
from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.steps.check import step as check
from pipeline.steps.check import stored_bytes
from tests import made_rows as made
from tests.contract.morning import EIGHT

# A statement that breaks one promise, and every check that must notice.
FAULTS = {
    "a capture is lost": ("DELETE FROM rejections WHERE capture_id = 'c5'", {"captures_add_up"}),
    "a capture ends twice": (
        (
            "INSERT INTO rejections (capture_id, scheme, reason, rejected_at)"
            " VALUES ('c4', 'test', 'soft_404', '2026-03-02T08:00:00Z')"
        ),
        {"captures_add_up"},
    ),
    "an article has no latest version": (
        "UPDATE article_versions SET is_latest = 0 WHERE article_id = 'a4'",
        {"versions_in_order", "members_have_versions"},
    ),
    "numbers of versions have a gap": (
        "UPDATE article_versions SET version = 3 WHERE article_id = 'a4'",
        {"versions_in_order", "blocks_have_versions"},
    ),
    "a text comes from nowhere": (
        "DELETE FROM article_blocks WHERE capture_id = 'c1'",
        {"texts_have_blocks"},
    ),
    "a block names another version": (
        "UPDATE article_blocks SET version = 2 WHERE capture_id = 'c4' AND position = 1",
        {"blocks_have_versions"},
    ),
    "an article is in no story": (
        "DELETE FROM story_members WHERE article_id = 'a2'",
        {"articles_in_a_story", "stories_count_members"},
    ),
    "an article cannot be searched for": (
        "DELETE FROM article_words WHERE article_id = 'a2'",
        {"members_are_found"},
    ),
    "a story is gone": (
        "DELETE FROM stories WHERE story_id = 's2'",
        {"articles_in_a_story", "members_have_stories"},
    ),
    "the canonical article is of another story": (
        "UPDATE stories SET canonical_article_id = 'a4' WHERE story_id = 's1'",
        {"canonical_is_member"},
    ),
    "a story has no canonical member": (
        "UPDATE story_members SET relation = 'identical', matched_article_id = 'a2' WHERE article_id = 'a1'",
        {"canonical_is_member"},
    ),
    "a count is wrong": (
        "UPDATE stories SET article_count = 4 WHERE story_id = 's1'",
        {"stories_count_members"},
    ),
    "more voices than articles": (
        "UPDATE stories SET independent_origin_count = 2 WHERE story_id = 's2'",
        {"stories_count_members"},
    ),
    "a story begins too late": (
        "UPDATE stories SET first_at = '2026-03-02T08:00:01Z' WHERE story_id = 's1'",
        {"stories_count_members"},
    ),
    "a fold has no pair": ("DELETE FROM article_pairs WHERE right_id = 'a3'", {"members_have_evidence"}),
    "a fold rests on a pair that does not fold": (
        "UPDATE article_pairs SET relation = 'template' WHERE right_id = 'a3'",
        {"members_have_evidence"},
    ),
    "a fold names no other member": (
        "UPDATE story_members SET matched_article_id = 'a4' WHERE article_id = 'a3'",
        {"members_have_evidence"},
    ),
    "a judgement is broken": (
        (
            "INSERT INTO judgements (left_id, right_id, verdict, judged_by, judged_at)"
            " VALUES ('a2', 'a3', 'different', 'ed', '2026-03-02T08:00:00Z')"
        ),
        {"judgements_are_kept"},
    ),
    "a report from the future": (
        "UPDATE article_versions SET published_at = '2026-03-04T08:00:00Z' WHERE article_id = 'a1'",
        {"dates_before_capture"},
    ),
    "a script for an address": (
        "UPDATE articles SET url = 'javascript:alert(1)' WHERE article_id = 'a1'",
        {"addresses_are_safe"},
    ),
    "a redirect leads nowhere": ("DELETE FROM story_redirects WHERE story_id = 's9'", {"redirects_arrive"}),
    "redirects go round": (
        "UPDATE story_redirects SET into_story_id = 's0' WHERE story_id = 's9'",
        {"redirects_arrive"},
    ),
    "a living story is redirected": (
        (
            "INSERT INTO story_redirects (story_id, into_story_id, redirected_at)"
            " VALUES ('s2', 's1', '2026-03-02T08:00:00Z')"
        ),
        {"redirects_arrive"},
    ),
    "evidence about nobody": (
        (
            "INSERT INTO article_pairs (corpus, left_id, right_id, relation, jaccard, containment, shared_shingles, evidence,"
            " rule_version) VALUES ('draft', 'a1', 'gone', 'distinct', 0, 0, 0, '', 'test')"
        ),
        {"pairs_have_articles"},
    ),
    "a signature stands at another time": (
        "UPDATE article_signatures SET article_at = '2026-03-02T08:00:01Z'",
        {"signatures_keep_time"},
    ),
    "a story is in no event": (
        "DELETE FROM event_members WHERE story_id = 's2'",
        {"stories_in_an_event"},
    ),
    "an event is gone": ("DELETE FROM events WHERE event_id = 'e1'", {"stories_in_an_event"}),
    "work is left over": (
        "INSERT INTO pending_work (step, subject_id) VALUES ('fold', 'a1')",
        {"nothing_is_pending"},
    ),
}


def offended(warehouse):
    with warehouse.read() as db:
        return {name.removeprefix("checks/"): rows for name in warehouse.checks() if (rows := db.rows(name))}


def test_what_waits_and_was_never_read_is_not_lost(morning):
    spoil(morning, "DELETE FROM extract_retries")
    assert offended(morning) == {}


def spoil(warehouse, statement):
    with warehouse._database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_sound_warehouse_offends_no_check(morning):
    assert offended(morning) == {}


def test_an_empty_warehouse_offends_no_check(warehouse):
    assert offended(warehouse) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_the_check_for_it(morning, fault):
    statement, checks = FAULTS[fault]
    spoil(morning, statement)
    assert set(offended(morning)) == checks


class WholeArchive:
    """Has the bytes of every capture but those of `lost`."""

    lost: tuple[str, ...] = ()

    def lacks(self, archive, offsets):
        return list(offsets) if archive in self.lost else []


@dataclass
class Desk:
    """A runtime with a warehouse, and an archive that lacks nothing."""

    warehouse: object
    archive: WholeArchive = field(default_factory=WholeArchive)
    now: datetime = datetime(2031, 6, 1, tzinfo=UTC)

    def clock(self) -> datetime:
        return self.now

    progress: SilentProgress = field(default_factory=SilentProgress)


def failing(warehouse, run_id="r2"):
    """Give the checks by which a run fails."""
    try:
        check.run(Request(run_id), Desk(warehouse))
    except CheckFailedError as error:
        return set(re.findall(r"^- (\w+):", str(error), re.MULTILINE))
    return set()


def touch(warehouse, *subjects):
    with warehouse.write() as db:
        db.upsert("pending_work", [{"step": "check", "subject_id": each} for each in subjects])


# What no night can touch, only a check of everything finds.
SELDOM = {
    "a redirect leads nowhere",
    "redirects go round",
    "evidence about nobody",
}


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - SELDOM))
def test_a_run_finds_the_faults_in_what_it_touched(morning, fault):
    statement, checks = FAULTS[fault]
    spoil(morning, statement)
    touch(morning, "a1", "a2", "a4", "c5")
    assert failing(morning) == checks


def test_a_run_reads_nothing_it_did_not_touch(morning):
    spoil(morning, "DELETE FROM article_pairs WHERE right_id = 'a3'")
    touch(morning, "a4")
    assert failing(morning) == set()
    with pytest.raises(CheckFailedError, match="members_have_evidence"):
        check.check_everything(Desk(morning))


def test_other_articles_of_a_touched_story_are_looked_at(morning):
    spoil(morning, "DELETE FROM article_pairs WHERE right_id = 'a3'")
    touch(morning, "a1")
    assert failing(morning) == {"members_have_evidence"}


def test_what_offends_is_looked_at_until_it_is_mended_and_what_is_sound_once(morning):
    spoil(morning, "UPDATE stories SET article_count = 4 WHERE story_id = 's1'")
    touch(morning, "a1")
    assert failing(morning) == failing(morning) == {"stories_count_members"}
    spoil(morning, "UPDATE stories SET article_count = 3 WHERE story_id = 's1'")
    assert failing(morning) == set()
    assert morning.ask("SELECT subject_id FROM pending_work")[1] == []


def test_a_story_another_run_is_at_work_on_is_left_to_its_check(morning):
    """It has read a3 anew, so that times and texts are ahead of the story; its fold will put things right."""
    spoil(morning, "UPDATE articles SET article_at = '2026-03-02T07:00:00Z' WHERE article_id = 'a3'")
    with morning.write() as db:
        db.upsert(
            "runs",
            [
                {
                    "run_id": "other",
                    "step": "extract",
                    "started_at": EIGHT,
                    "seconds": 1.0,
                    "sources": "",
                    "report": "{}",
                }
            ],
        )
        db.upsert("pending_work", [{"step": "fold", "subject_id": "a3"}])
    touch(morning, "a1", "a4", "c1", "c4")
    assert failing(morning) == set()
    waiting = morning.ask("SELECT subject_id FROM pending_work WHERE step = 'check' ORDER BY subject_id")[1]
    assert waiting == [("a1",), ("c1",)]


def test_work_left_over_is_a_fault_when_no_run_is_on_its_way_there(morning):
    rows = [
        {"run_id": "r1", "step": step, "started_at": EIGHT, "seconds": 1.0, "sources": "", "report": "{}"}
        for step in ("clean", "fold")
    ]
    with morning.write() as db:
        db.upsert("runs", rows)
        db.upsert("pending_work", [{"step": "fold", "subject_id": "a3"}])
    assert failing(morning) == {"nothing_is_pending"}


def test_a_check_shows_a_few_rows_and_counts_the_rest_where_they_lie(morning):
    spoil(morning, "UPDATE articles SET url = 'javascript:alert(1)'")
    spoil(morning, "UPDATE captures SET url = 'javascript:alert(1)'")
    with morning.read() as db:
        rows, count = db.sample("checks/addresses_are_safe", 3)
    assert [row["row_id"] for row in rows] == ["a1", "a2", "a3"]
    assert count == 12


def test_every_check_has_a_fault_that_shows_it_works():
    known = {check.name for check in SqlFiles("sqlite").checks}
    assert set().union(*(checks for _, checks in FAULTS.values())) == known


def test_a_judged_same_is_evidence_enough(morning):
    spoil(morning, "DELETE FROM article_pairs WHERE right_id = 'a3'")
    spoil(
        morning,
        "INSERT INTO judgements (left_id, right_id, verdict, judged_by, judged_at)"
        " VALUES ('a1', 'a3', 'same', 'ed', '2026-03-02T08:00:00Z')",
    )
    assert offended(morning) == {}


@pytest.mark.parametrize(
    "url", ["data:text/html,x", "/etc/passwd", "ftp://a.example/x", "https://", "JavaScript:x", ""]
)
def test_no_address_but_http_https_and_file_is_safe(morning, url):
    spoil(morning, f"UPDATE captures SET url = '{url}' WHERE capture_id = 'c1'")
    assert set(offended(morning)) == {"addresses_are_safe"}


@pytest.mark.parametrize(
    "url", ["HTTPS://herald.example/", "file:///news/one.html", "file:one.txt", "http://a.example"]
)
def test_addresses_of_pages_and_files_are_safe(morning, url):
    spoil(morning, f"UPDATE captures SET url = '{url}' WHERE capture_id = 'c1'")
    assert offended(morning) == {}


def test_a_capture_without_its_bytes_is_noticed_by_a_night_and_by_the_check_of_everything(morning):
    desk = Desk(morning)
    check.run(Request("r1"), desk)
    (archive,) = {row[0] for row in morning.ask("SELECT archive FROM captures")[1]}
    desk.archive.lost = (archive,)
    with pytest.raises(CheckFailedError, match=r"captures_have_bytes: \d+ rows, first .*capture_id"):
        check.run(Request("r2"), desk)
    with pytest.raises(CheckFailedError, match="captures_have_bytes"):
        check.check_everything(desk)


def test_each_night_looks_at_another_sample(warehouse):
    """Of a thousand captures, fifty nights see nearly all."""
    captures = [
        made.capture(f"https://desk.example/{number}", "s", archive_offset=number) for number in range(1_000)
    ]
    made.insert(warehouse, {"sources": [made.source("s")], "captures": captures})
    desk = Desk(warehouse)
    seen: set[str] = set()
    desk.archive = SimpleNamespace(lacks=lambda _archive, offsets: list(offsets))
    with warehouse.read() as db:
        for night in range(50):
            seen |= {
                row["capture_id"] for row in stored_bytes.sample_without_bytes(db, desk, f"night-{night}")
            }
    assert len(seen) > 800


def test_what_a_clock_ahead_has_stamped_is_noticed_once_the_clock_is_right(warehouse):
    ahead = made.NOON + timedelta(days=3_650)
    made.insert(warehouse, {"runs": [made.run("wrong", "fetch", started_at=ahead)]})
    desk = Desk(warehouse, now=made.NOON)
    with pytest.raises(CheckFailedError, match=r"stamps_not_ahead: 1 rows, first .*wrong"):
        check.check_everything(desk)
    check.check_everything(Desk(warehouse, now=ahead))
