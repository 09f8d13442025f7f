"""Imports: sources that already hold captures, WARC files and folders, read whole into the archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.sightings import Sighting, sight
from pipeline.crawling.urls import why_unfetchable
from pipeline.errors import Rejected, SourceError
from pipeline.steps import captures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import Fetched
    from pipeline.ports import Advance, Row, Runtime


def import_source(source: Row, runtime: Runtime, counts: Counter[str], notes: list[str]) -> None:
    """Store every record of this source, and count what became of each.

    `records` = `captured` + `held` + `refused`. Damage is noted and counted once for each source that has any; what
    is whole is kept.
    """
    refusals: Counter[str] = Counter()
    outcome = "ok"

    def sightings(advance: Advance) -> Iterator[Sighting]:
        nonlocal outcome
        records = runtime.reader.read(Path(source["location"]))
        try:
            for record in records:
                counts["records"] += 1
                advance()
                if reason := _why_refused(record):
                    refusals[reason] += 1
                elif not isinstance(record, Rejected):
                    yield sight(source["source_id"], record)
        except SourceError as error:
            outcome = "incomplete"
            notes.append(f"{source['source_id']}: {error}")

    with runtime.progress.track(f"read {source['source_id']}") as advance:
        for batch in captures.batches(sightings(advance)):
            with runtime.warehouse.write() as db:
                new = captures.keep(batch, runtime, db)
            counts["captured"] += len(new)
            counts["held"] += len(batch) - len(new)
    counts["refused"] += refusals.total()
    counts["incomplete"] += outcome == "incomplete"
    for reason, number in refusals.most_common():
        notes.append(f"{source['source_id']}: {number} refused, {reason}")
    with runtime.warehouse.write() as db:
        now = runtime.clock()
        db.run("record_reading", source_id=source["source_id"], polled_at=now, poll_outcome=outcome)


def _why_refused(record: Fetched | Rejected) -> str | None:
    if isinstance(record, Rejected):
        return record.reason
    if record.http_status != 200:
        return f"http_{record.http_status}"
    return None if record.url.startswith("file:///") else why_unfetchable(record.url)
