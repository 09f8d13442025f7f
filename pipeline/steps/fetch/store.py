"""How answers become captures: the bytes into the archive first, then the row that names their place.

A crash in between leaves bytes nobody refers to, which is harmless; the other order would leave a row without bytes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.crawling.observations import Sighting, earliest, is_earlier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import Capture
    from pipeline.ports import Connection, Runtime

BATCH_RECORDS = 200
"""Answers kept in one transaction: little enough that a crash costs a second of work."""
BATCH_BYTES = 16 << 20
"""Bodies held in memory at once, whatever their number."""


def keep(sightings: Sequence[Sighting], runtime: Runtime, db: Connection) -> set[str]:
    """Store these answers as part of the transaction `db`; return the ids of the captures that are new."""
    first = earliest(sightings)
    held = {row["capture_id"]: row for row in db.rows("fetch/list_held_captures", captures=first)}
    new = [sighting for key, sighting in first.items() if key not in held]
    corrected = [
        sighting for key, sighting in first.items() if key in held and is_earlier(sighting, held[key])
    ]
    # One whose time is corrected is read again, and so needs its bytes again where they were pruned.
    again = [sighting for sighting in corrected if held[sighting.capture_id]["pruned_at"]]
    rows = [asdict(capture) for capture in _archive([*new, *again], runtime)]
    rows += [
        asdict(sighting.capture(row["archive"], row["archive_offset"]))
        for sighting in corrected
        if not (row := held[sighting.capture_id])["pruned_at"]
    ]
    db.upsert("captures", [{**row, "pruned_at": None, "read_scheme": ""} for row in rows])
    return {sighting.capture_id for sighting in new}


def batches(sightings: Iterable[Sighting]) -> Iterator[list[Sighting]]:
    """Yield the sightings in lists that are bounded in number and in bytes."""
    batch: list[Sighting] = []
    length = 0
    for sighting in sightings:
        batch.append(sighting)
        length += len(sighting.fetched.body)
        if len(batch) >= BATCH_RECORDS or length >= BATCH_BYTES:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _archive(sightings: Iterable[Sighting], runtime: Runtime) -> Iterator[Capture]:
    """Append the answers to the archive, one file for each source and day, and yield the captures they make."""
    by_file: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        day = f"{sighting.fetched.fetched_at:%Y/%m/%d}"
        by_file[f"captures/{day}/{sighting.source_id}.warc.gz"].append(sighting)
    for name, waiting in by_file.items():
        places = runtime.archive.append(name, [sighting.fetched for sighting in waiting])
        for sighting, (archive, offset) in zip(waiting, places, strict=True):
            yield sighting.capture(archive, offset)
