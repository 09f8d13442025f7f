"""How answers become captures: the bytes into the archive first, then the row that says where they lie.

A crash in between leaves bytes nobody refers to, which is harmless; the other order would leave a row without bytes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.observations import HeldCapture, earliest, is_earlier
from pipeline.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.crawling.observations import FetchObservation, Observation
    from pipeline.model import Capture
    from pipeline.ports import Connection, Runtime

BATCH_RECORDS = 200
"""Answers kept in one transaction: little enough that a crash costs a second of work."""
BATCH_BYTES = 16 << 20
"""Bodies held in memory at once, whatever their number."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a batch of answers: the captures that are new, and those that cannot be kept, by capture id."""

    new: set[str]
    broken: Mapping[str, Rejected]


def keep(observations: Sequence[Observation], runtime: Runtime, db: Connection) -> Kept:
    """Store these answers as part of the transaction `db`; one that cannot be kept costs no other."""
    first = earliest(observations)
    held = {
        row["capture_id"]: HeldCapture(**row) for row in db.rows("fetch/list_held_captures", captures=first)
    }
    new = [observation for key, observation in first.items() if key not in held]
    corrected = [
        (observation, held[key])
        for key, observation in first.items()
        if key in held and is_earlier(observation, held[key])
    ]
    # One whose time is corrected is read again, and so needs its bytes again where they were pruned.
    again = [observation for observation, known in corrected if known.pruned_at]
    archived, broken = _archive([*new, *again], runtime)
    captures = [
        *archived,
        *(
            observation.capture(known.archive, known.archive_offset)
            for observation, known in corrected
            if not known.pruned_at
        ),
    ]
    db.upsert("captures", [{**asdict(capture), "pruned_at": None, "read_scheme": ""} for capture in captures])
    return Kept({observation.capture_id for observation in new} - broken.keys(), broken)


def batches(observations: Iterable[FetchObservation]) -> Iterator[list[FetchObservation]]:
    """Yield the observations in lists that are bounded in number and in bytes."""
    batch: list[FetchObservation] = []
    length = 0
    for observation in observations:
        batch.append(observation)
        length += len(observation.fetched.body)
        if len(batch) >= BATCH_RECORDS or length >= BATCH_BYTES:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _archive(
    observations: Iterable[Observation], runtime: Runtime
) -> tuple[list[Capture], dict[str, Rejected]]:
    """Append the answers to the archive, by source and day; return the captures, and what is broken."""
    by_file: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        day = observation.fetched_at.date()
        by_file[runtime.archive.file_for(observation.source_id, day)].append(observation)
    captures: list[Capture] = []
    broken: dict[str, Rejected] = {}
    for name, some in by_file.items():
        appended = runtime.archive.append(name, [observation.record for observation in some])
        for observation, location in zip(some, appended, strict=True):
            if isinstance(location, Rejected):
                broken[observation.capture_id] = location
            else:
                captures.append(observation.capture(*location))
    return captures, broken
