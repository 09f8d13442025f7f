"""Imports: sources that already hold captures, WARC files and folders, read whole into the archive.

A location may name a ``{day}``: then only the days of the run's window are read, so that a folder which gets one file
a night is not gone through from its beginning every night.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.observations import Sighting, sight
from pipeline.crawling.urls import why_unfetchable, without_login
from pipeline.crawling.windows import days_between
from pipeline.errors import Rejected, SourceError
from pipeline.parsing.charset import one_line
from pipeline.parsing.files.sources import DAY
from pipeline.steps.fetch import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.model import Fetched, Window
    from pipeline.ports import Advance, Row, Runtime

CLOCK_SKEW = timedelta(days=1)
"""A capture dated further ahead than any two clocks differ was dated wrong, and would be the latest news for years."""

_MAX_NOTE = 1_000
_MAX_PLACE = 200


def import_source(
    source: Row, window: Window, runtime: Runtime, counts: Counter[str], notes: list[str]
) -> None:
    """Store every record of this source, and count what became of each.

    `records` = `captured` + `held` + `refused`. Damage is noted and counted once for each source that has any; what
    is whole is kept.
    """
    refusals: Counter[str] = Counter()
    examples: dict[str, str] = {}
    outcome = "ok"
    before = counts["records"]

    def sightings(advance: Advance) -> Iterator[Sighting]:
        nonlocal outcome
        for place in _places(source["location"], window):
            try:
                for record in _records(place, runtime):
                    counts["records"] += 1
                    advance()
                    if reason := _why_refused(record, runtime.clock() + CLOCK_SKEW):
                        refusals[reason] += 1
                        examples.setdefault(reason, _named(record))
                    elif not isinstance(record, Rejected):
                        yield sight(source["source_id"], record)
            except SourceError as error:
                outcome = "incomplete"
                notes.append(f"{source['source_id']}: {one_line(str(error), _MAX_NOTE)}")

    with runtime.progress.track(f"read {source['source_id']}") as advance:
        for batch in store.batches(sightings(advance)):
            with runtime.warehouse.write() as db:
                new = store.keep(batch, runtime, db)
            counts["captured"] += len(new)
            counts["held"] += len(batch) - len(new)
    counts["refused"] += refusals.total()
    counts["incomplete"] += outcome == "incomplete"
    if outcome == "ok" and counts["records"] == before:
        what = "no page (.html, .txt) and no capture of a WARC file"
        notes.append(f"{source['source_id']}: {source['location']} holds {what}")
    for reason, number in refusals.most_common():
        notes.append(f"{source['source_id']}: {number} refused, {reason}: {examples[reason]}")
    with runtime.warehouse.write() as db:
        now = runtime.clock()
        db.run("fetch/record_reading", source_id=source["source_id"], polled_at=now, poll_outcome=outcome)


def _places(location: str, window: Window) -> list[Path]:
    """Return where to read: once for each day of the window where the location names a day.

    A window that is open at one side has no days to go through; the location is then given as it stands.
    """
    if DAY not in location or window.start is None or window.end is None:
        return [Path(location)]
    last = (window.end - timedelta(microseconds=1)).date()
    return [Path(location.replace(DAY, f"{day}")) for day in days_between(window.start.date(), last)]


def _records(place: Path, runtime: Runtime) -> Iterator[Fetched | Rejected]:
    if DAY in str(place):
        raise SourceError(f"{place} names a {DAY}, and this run has none: give --day")
    yield from runtime.reader.read(place)


def _why_refused(record: Fetched | Rejected, latest: datetime) -> str | None:
    if isinstance(record, Rejected):
        return record.reason
    if record.fetched_at > latest:
        return "capture_date_ahead"
    if record.http_status != 200:
        return f"http_{record.http_status}"
    return None if record.url.startswith("file:///") else why_unfetchable(record.url)


def _named(record: Fetched | Rejected) -> str:
    """Return what a person may look for: the place of a record that was refused."""
    place = record.detail if isinstance(record, Rejected) else without_login(record.url)
    return one_line(place, _MAX_PLACE)
