"""Reprocess: a window's captures are read again, or its blocks cleaned again, and everything after follows.

Nothing is fetched. What is to be done again is only marked; the steps of the night find the marks and do the work, so
an interrupted reprocessing is finished by the next night. `dry_run` sets the same marks and runs the same steps in a
transaction that is rolled back, and says what would become of the stories.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.errors import NewsfoldError
from pipeline.maintenance.dry_run import rolled_back
from pipeline.reports import Report
from pipeline.review.story_change import compared
from pipeline.steps import runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Request
    from pipeline.ports import Row, Runtime

_AFTER_FETCH = ("extract", "clean", "fold")

_STAY = "those that stay are counted in the whole warehouse, not in these days alone"


class Origin(StrEnum):
    """What is taken as given, and everything after it made again."""

    CAPTURES = "captures"
    BLOCKS = "blocks"


def mark(request: Request, runtime: Runtime, origin: Origin) -> Report:
    """Mark what was captured in the window: to be read again, or to be cleaned again."""
    if request.window.start is None or request.window.end is None:
        raise NewsfoldError(
            "a window with a first and a last day is needed: all captures at once is no window"
        )
    window = {"start_at": request.window.start, "end_at": request.window.end}
    with runtime.warehouse.write() as db:
        held = db.rows("maintenance/count_captures_of_window", **window)[0]
        if origin is Origin.BLOCKS:
            db.run("maintenance/mark_drafts_to_make_again", **window)
            counts = {"articles": db.run("maintenance/mark_articles_to_clean_again", **window)}
        else:
            counts = {
                "versions": db.run("maintenance/mark_versions_to_read_again", **window),
                "rejections": db.run("maintenance/mark_rejections_to_read_again", **window),
                "pruned": held["pruned"],
            }
    return Report("mark", counts, tuple(_notes(held, origin)))


def _notes(held: Row, origin: Origin) -> Iterator[str]:
    if not held["captures"]:
        yield (
            "no capture in these days: they are the days on which pages were fetched, "
            "and a story may be of another day"
        )
    if held["pruned"] and origin is Origin.CAPTURES:
        yield f"{held['pruned']:,} captures were pruned and stay as they were read"


def dry_run(request: Request, runtime: Runtime, origin: Origin) -> Report:
    """Say how the stories would change, and change nothing; the counts of the steps stand in the notes."""
    with rolled_back(runtime) as tried:
        before = _stories(tried)
        reports = [mark(request, tried, origin)]
        reports += [runner.run_step(name, request, tried) for name in _AFTER_FETCH]
        what = f"again from {origin}, {request.window.start:%Y-%m-%d} to before {request.window.end:%Y-%m-%d}"
        change = compared(what, before, _stories(tried), 0, applied=False)
    counts = {"merged": change.merged, "split": change.split, "stayed": change.stayed}
    return Report("dry_run", counts, (*reports[0].notes, *map(_line, reports), str(change), _STAY))


def _stories(runtime: Runtime) -> dict[str, list[str]]:
    stories: dict[str, list[str]] = {}
    with runtime.warehouse.read() as db:
        for row in db.rows("maintenance/list_stories_with_members"):
            stories.setdefault(row["story_id"], []).append(row["article_id"])
    return stories


def _line(report: Report) -> str:
    return f"{report.step}: " + ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
