"""Whether the last run was good, and what to do where it was not: one sentence a fault, and one for its remedy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pipeline.crawling.polls import GOOD_OUTCOMES
from pipeline.steps.runner import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row

# A nightly run that is this late did not start: a night, and half a day for whoever looks.
LATE_AFTER: Final = timedelta(hours=36)
# A step records itself when it ends; the longest nights take hours.
STOPPED_AFTER: Final = timedelta(hours=6)
_NAMED: Final = 3  # sources or reasons named in a sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what a person can do about it."""

    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run that fetched anything; `started_at` is None before the first, `is_ended` False while it goes on."""

    started_at: datetime | None
    is_ended: bool
    faults: tuple[Fault, ...]

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        if self.faults:
            things = "One thing needs" if len(self.faults) == 1 else f"{len(self.faults)} things need"
            return f"{things} a look."
        return "The last run was good." if self.is_ended else "A run is under way; nothing is wrong so far."


def last_run(db: Connection, now: datetime) -> LastRun:
    """Return the last run of the steps, with everything that needs a person's look."""
    steps = db.rows("review/list_last_ingest")
    if not steps:
        nothing = Fault("Nothing has been run yet.", "Start with: newsfold ingest --source PLACE")
        return LastRun(None, is_ended=True, faults=(nothing,))
    started_at = min(row["started_at"] for row in steps)
    is_ended = ORDER[-1] in {row["step"] for row in steps}
    faults = (
        *_late(db, started_at, now),
        *_stopped(steps, is_ended, now),
        *_failed_steps(steps),
        *_failed_checks(db, steps[0]["run_id"]),
        *_sources(db),
        *_empty_day(db, steps, is_ended),
    )
    return LastRun(started_at, is_ended, faults)


def _late(db: Connection, started_at: datetime, now: datetime) -> Iterator[Fault]:
    is_nightly = any(row["enabled"] and row["kind"] in {"feed", "sitemap"} for row in _polled(db))
    if is_nightly and now - started_at > LATE_AFTER:
        yield Fault(
            f"The last run started {(now - started_at).days} days ago."
            if now - started_at >= timedelta(days=2)
            else "The last run started more than a day ago.",
            "Look in Airflow whether ingest_news is paused or its task plan failed, or run: newsfold ingest",
        )


def _stopped(steps: Sequence[Row], is_ended: bool, now: datetime) -> Iterator[Fault]:  # noqa: FBT001
    latest = max(row["started_at"] for row in steps)
    if not is_ended and now - latest > STOPPED_AFTER:
        last = max((row["step"] for row in steps if row["step"] in ORDER), key=ORDER.index)
        yield Fault(
            f"The last run stopped after the step {last}.",
            "Run it again: what was done is kept, and the rest is taken up where it stopped.",
        )


def _failed_steps(steps: Iterable[Row]) -> Iterator[Fault]:
    for row in steps:
        report = json.loads(row["report"])
        if report["counts"] == {"failed": 1}:  # as the runner records a step that raised
            said = "; ".join(report["notes"]) or "no reason was given"
            yield Fault(f"The step {row['step']} failed: {said}", "Mend what it names, and run it again.")


def _failed_checks(db: Connection, run_id: str) -> Iterator[Fault]:
    for row in db.rows("shared/list_failed_checks", run_id=run_id):
        sample = f", such as {row['sample']}" if row["sample"] else ""
        yield Fault(
            f"The check {row['check_name']} found {_counted(row['offending'], 'row')}{sample}.",
            f"The comment of sql/checks/{row['check_name']}.sql says what it means; the runbook says what to do.",
        )


def _sources(db: Connection) -> Iterator[Fault]:
    enabled = [row for row in _polled(db) if row["enabled"]]
    failing = [row for row in enabled if row["poll_outcome"] not in GOOD_OUTCOMES]
    if failing:
        named = _named([f"{row['source_id']} ({row['poll_outcome']})" for row in failing])
        yield Fault(
            f"{_counted(len(failing), 'source')} failed at the last poll: {named}.",
            "Ask what is wrong with: newsfold sources check ID; leave one out with: newsfold sources disable ID",
        )
    never = [row["source_id"] for row in enabled if row["polled_at"] is None]
    if never:
        is_or_are = "source has" if len(never) == 1 else "sources have"
        yield Fault(
            f"{len(never)} enabled {is_or_are} never been polled: {_named(never)}.",
            "The next run takes them: newsfold ingest",
        )
    silent = [row["source_id"] for row in db.rows("review/list_silent_sources")]
    if silent:
        yield Fault(
            f"{_counted(len(silent), 'source')} brought nothing on the last day, and usually something: {_named(silent)}.",
            "Look whether the site has changed, with: newsfold sources check ID",
        )


def _empty_day(db: Connection, steps: Sequence[Row], is_ended: bool) -> Iterator[Fault]:  # noqa: FBT001
    starts = [row["window_start_at"] for row in steps if row["window_start_at"]]
    ends = [row["window_end_at"] for row in steps if row["window_end_at"]]
    if not (is_ended and starts and ends):
        return
    span = {"start_at": min(starts), "end_at": max(ends)}
    if not db.rows("review/find_article_of_days", **span):
        yield Fault(
            f"The last run loaded {_days(**span)}, and no article of that time has come.",
            "Feeds announce the last days only; load older days from an archive (WARC) or a sitemap that reaches back.",
        )


def _polled(db: Connection) -> Sequence[Row]:
    return db.rows("review/list_polled_sources")


def _days(start_at: datetime, end_at: datetime) -> str:
    first, last = start_at.date(), (end_at - timedelta(seconds=1)).date()
    return f"{first}" if first == last else f"{first} to {last}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
