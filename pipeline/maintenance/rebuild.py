"""Rebuild: everything the captures say is made again, in a warehouse that is empty, as if they came tonight.

The archive is gone through record by record, so a capture is found whether or not a row of it is left. What no capture
says is taken over from a damaged warehouse or a backup, as far as that can be read (`kept`).

Not to be had again: pages whose bytes were pruned, and the history of runs. Without a warehouse to take over from, also
sources with their settings, judgements, dates and titles that a feed alone gave, and ids of stories that were merged or
split: an id is made of the earliest article.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.crawling.observations import observe
from pipeline.errors import NewsfoldError, Rejected
from pipeline.maintenance.kept import CAPTURES, read_kept, take_over_ids, take_over_told
from pipeline.model import ArchiveLocation
from pipeline.reports import Report
from pipeline.steps import runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.crawling.observations import FetchObservation
    from pipeline.maintenance.kept import Kept
    from pipeline.model import Request
    from pipeline.ports import Connection, Row, Runtime, Warehouse

_SOURCE: Final = re.compile(
    r"captures/\d{4}/\d\d/\d\d/(?!pages-[0-9a-f]{32}\.)(?P<source>.+?)(?:~\d+)?\.warc\.gz"
)
"""What is left out is an object of a store, which is named by its content."""


class _Found(NamedTuple):
    """A capture whose bytes were found, and what orders the records that make it."""

    rank: tuple[object, ...]
    row: Row


def rebuild(request: Request, runtime: Runtime, former: Warehouse | None = None) -> Iterator[Report]:
    """Make an empty warehouse again from the archive, and from what a former one says; yield a report for each part.

    Raise NewsfoldError where the warehouse holds captures. One that was cut off begins again in an empty warehouse.
    """
    with runtime.warehouse.read() as db:
        if db.rows("maintenance/list_kept_captures"):
            raise NewsfoldError(
                f"{runtime.settings.warehouse_shown} holds captures already: rebuilding is for an empty warehouse. "
                "Move that one away first, and name it with --kept"
            )
    kept = read_kept(former)
    with runtime.warehouse.write() as db:
        told = take_over_told(kept, db)
    yield Report("kept", told, tuple(kept.unread))
    yield _find_captures(runtime, kept)
    yield from (runner.run_step(name, request, runtime) for name in ("extract", "clean"))
    with runtime.warehouse.write() as db:
        take_over_ids(kept, db)
    yield from (runner.run_step(name, request, runtime) for name in ("fold", "link", "check"))


def _find_captures(runtime: Runtime, kept: Kept) -> Report:
    """Go through the archive, and give every whole record in it its row: the one it had, or one made of what it says.

    `found` = `known` + `without_row`; `lost` are rows whose bytes are nowhere, among them those that were pruned.
    """
    known = {row["capture_id"]: row for row in kept.rows.get(CAPTURES, [])}
    found: dict[str, _Found] = {}
    damaged: list[str] = []
    archives = runtime.archive.files()
    with runtime.progress.track("captures", len(archives)) as advance:
        for archive in archives:
            for observation, location in _records(runtime, archive, damaged):
                each = _found(observation, location, known.get(observation.capture_id))
                if (other := found.get(observation.capture_id)) is None or each.rank < other.rank:
                    found[observation.capture_id] = each
            advance()
    with runtime.warehouse.write() as db:
        _add_sources(db, {str(each.row["source_id"]) for each in found.values()}, runtime)
        db.upsert(CAPTURES, [each.row for each in found.values()])
    again = len(found.keys() & known.keys())
    counts = {
        "found": len(found),
        "known": again,
        "without_row": len(found) - again,
        "lost": len(known) - again,
    }
    return Report("captures", counts, tuple(damaged))


def _found(observation: FetchObservation, location: ArchiveLocation, known: Row | None) -> _Found:
    """Return the row of a record: the one it had, where that is known. A place that a row names comes before others."""
    made = {**asdict(observation.capture(*location)), "pruned_at": None, "read_scheme": ""}
    if known is None:
        return _Found((1, *observation.rank, *location), made)
    is_there = (known["archive"], known["archive_offset"]) == location
    place = {name: made[name] for name in ("archive", "archive_offset", "pruned_at", "read_scheme")}
    return _Found((0 if is_there else 1, *observation.rank, *location), {**known, **place})


def _records(
    runtime: Runtime, archive: str, damaged: list[str]
) -> Iterator[tuple[FetchObservation, ArchiveLocation]]:
    """Yield what the whole records of an archive file make; what is damaged is named in the list."""
    source_id = _source_of(archive)
    for offset, record in runtime.archive.records(archive):
        if isinstance(record, Rejected):
            damaged.append(f"{archive}: {record.reason} at byte {offset}")
        else:
            yield observe(source_id, record), ArchiveLocation(archive, offset)


def _source_of(archive: str) -> str:
    """Return the source whose captures a file is named after; in a store of objects all sources share theirs."""
    named = _SOURCE.fullmatch(archive)
    return named["source"] if named else "rebuilt"


def _add_sources(db: Connection, named: set[str], runtime: Runtime) -> None:
    """Register sources that captures alone tell of, and leave them disabled: where they are is not known."""
    there = {row["source_id"] for row in db.rows("maintenance/list_kept_sources")}
    now = runtime.clock()
    db.upsert(
        "sources",
        [
            {
                "source_id": each,
                "kind": "warc",
                "location": f"(found in the archive: {each})",
                "enabled": 0,
                "added_at": now,
            }
            for each in sorted(named - there)
        ],
    )
