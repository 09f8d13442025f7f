"""Two runs at once on one warehouse leave what one leaves, and whoever reads meanwhile sees whole stories."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Request
from pipeline.steps import runner
from pipeline.steps.extract import step as extract
from tests.integration.crashing import Failpoint, Points, contents, ended_by_kill, start_child
from tests.integration.crashing_nights import EVERY_ROW, SECOND_NIGHT, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.model import Fetched, Page
    from pipeline.ports import PageParser
    from tests.integration.crashing import World

WARC = Request("warc", sources=("night-2",))
LIST = Request("list", sources=("list",))
OF_A_RUN = {"runs", "check_results"}
"""What is written under a run's name."""

PARTITION = """(
  SELECT l.article_id, r.article_id AS other_id, l.relation, l.matched_article_id, l.jaccard, l.containment, l.reason
  FROM story_members AS l INNER JOIN story_members AS r ON l.story_id = r.story_id
) AS partition_of_articles"""
WHATEVER_THE_IDS = {table: columns for table, columns in EVERY_ROW.items() if table not in OF_A_RUN} | {
    # A story keeps the id it was born with: which run bore it is the one thing that may differ.
    "stories": "canonical_article_id, canonical_reason, title, language, article_count, host_count,"
    " independent_origin_count, origin, first_at, last_at",
    "story_members": "article_id, relation, matched_article_id, jaccard, containment, reason",
    PARTITION: "*",
}
del WHATEVER_THE_IDS["story_redirects"]


def rows_of_articles(world: World) -> dict[str, list[str]]:
    return contents(world.url, WHATEVER_THE_IDS)


def test_two_processes_that_load_the_same_night_leave_the_rows_of_one(worlds, nights, undisturbed):
    """Checks wait until both are done: what one has still to do would look like a fault to the other."""
    world = worlds.copy(undisturbed.before["discover"])
    runs = [replace(SECOND_NIGHT, run_id=name) for name in ("one", "two")]
    children = [start_child(partial(nights.run_steps, world, run, runner.ORDER[:-1])) for run in runs]
    assert [ended_by_kill(child) for child in children] == [False, False]
    nights.run_steps(world, SECOND_NIGHT, ["check"])
    left, alone = rows_of(world), undisturbed.after["check"]
    assert {name: rows for name, rows in left.items() if name not in OF_A_RUN} == {
        name: rows for name, rows in alone.items() if name not in OF_A_RUN
    }
    worlds.remove(world)


@pytest.fixture(scope="module")
def one_after_the_other(worlds, nights, undisturbed) -> tuple[Points, dict[str, list[str]]]:
    """Load one source, then the other; give the boundaries of the first run and the rows at the end."""
    world = worlds.copy(undisturbed.before["discover"])
    points = Points()
    nights.run(world, WARC, points)
    nights.run(world, LIST)
    return points, rows_of_articles(world)


def run_through(worlds, nights, undisturbed, number: int, until: int) -> dict[str, list[str]]:
    """Load one source; amid it, after its n-th commit, the other run comes to its step `until`; return the rows."""
    world = worlds.copy(undisturbed.before["discover"])
    meanwhile = partial(nights.run_steps, world, LIST, runner.ORDER[:until])
    nights.run(world, WARC, Points(Failpoint("write", number, "after"), meanwhile))
    nights.run_steps(world, LIST, runner.ORDER[until:])
    rows = rows_of_articles(world)
    worlds.remove(world)
    return rows


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75])
def test_a_whole_run_amid_another_leaves_what_both_leave_in_turn(
    worlds, nights, undisturbed, one_after_the_other, share
):
    points, rows = one_after_the_other
    number = 1 + int(share * points.passed["write"])
    assert run_through(worlds, nights, undisturbed, number, len(runner.ORDER)) == rows


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75])
def test_pages_read_amid_another_run_are_cleaned_by_one_of_both(
    worlds, nights, undisturbed, one_after_the_other, share
):
    points, rows = one_after_the_other
    number = 1 + int(share * points.passed["write"])
    assert run_through(worlds, nights, undisturbed, number, runner.ORDER.index("clean")) == rows


@dataclass
class InterruptedParser:
    """The port `PageParser`; once, when it has parsed a chunk, something else happens before anybody is told."""

    inner: PageParser
    meanwhile: Callable[[], None] | None

    def parse_all(self, pages: Iterable[tuple[str, Fetched]], /) -> Iterator[tuple[str, Page | Exception]]:
        results = list(self.inner.parse_all(pages))
        if happens := self.meanwhile:
            self.meanwhile = None
            happens()
        yield from results


def test_a_chunk_another_run_has_read_and_cleaned_is_not_written_again(worlds, nights, undisturbed):
    world = worlds.copy(undisturbed.before["extract"])
    finish = partial(nights.run_steps, world, SECOND_NIGHT, runner.ORDER[runner.ORDER.index("extract") :])
    runtime = nights.runtime(world)
    report = extract.run(SECOND_NIGHT, replace(runtime, parser=InterruptedParser(runtime.parser, finish)))
    runtime.warehouse.close()
    assert report.counts["captures"] == 0
    assert rows_of(world) == undisturbed.after["check"]
    worlds.remove(world)


def test_who_reads_meanwhile_sees_the_stories_before_or_after_and_nothing_between(
    worlds, nights, undisturbed
):
    """Members and stories change in one moment: whoever joins them never sees a story that does not fit its members."""
    world = worlds.copy(undisturbed.before["discover"])
    joined = (
        "(SELECT m.*, s.canonical_article_id, s.title, s.article_count, s.first_at, s.last_at FROM story_members AS m"
        " LEFT JOIN stories AS s ON m.story_id = s.story_id) AS members_and_stories"
    )
    before = contents(world.url, {joined: "*"})
    child = start_child(partial(nights.run, world, SECOND_NIGHT))
    seen: list[dict[str, list[str]]] = []
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        state = contents(world.url, {joined: "*"})
        if not seen or seen[-1] != state:
            seen.append(state)
    assert not ended_by_kill(child)
    after = contents(world.url, {joined: "*"})
    assert before != after
    assert {str(state) for state in seen} <= {str(before), str(after)}
    worlds.remove(world)
