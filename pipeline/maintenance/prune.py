"""Prune: raw captures that are older than the settings keep them lose their bytes, and never their row.

What may go is decided by the settings alone, one for captures that were rejected and one for those that became articles
(which then can be cleaned and folded again, and no longer read again); by default everything is kept. A capture that
waits to be read is never touched, whatever its age.

Each WARC file is pruned on its own, in an order that may be cut off anywhere: what stays is copied, unchanged, into a
file beside it; one transaction says where it stands now and what was pruned; then the old file is removed, and the
pruned rows forget its name. A row that still names it is how the next pruning knows that it was cut off in between.
Files are written and removed by whoever holds the warehouse's write lock, as captures are, so that nobody appends to
a file that is about to go.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.errors import SourceError
from pipeline.reports import Report
from pipeline.steps.extract.store import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.ports import Connection, Runtime

_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_FILE = re.compile(r"(?P<name>.*?)(?:~(?P<number>\d+))?\.warc\.gz")
"""The `~` stands in no source's id, so that no source ever appends to the file of another."""
_COUNTED = ("captures", "rejected", "read", "body_bytes")


@dataclass(frozen=True, slots=True)
class _Limits:
    """Captures from before these moments may go, once this scheme has read them."""

    rejected_before_at: datetime
    read_before_at: datetime
    scheme: str = SCHEME


@dataclass(frozen=True, slots=True)
class _ArchivedCapture:
    """A capture that names an archive file, whether its bytes are pruned, and whether they may go."""

    capture_id: str
    archive_offset: int
    is_pruned: bool
    goes: bool


@dataclass(frozen=True, slots=True)
class _CaptureCount:
    """How many captures name an archive file, and how many of them have their bytes in it."""

    named: int
    held: int


def prune(
    runtime: Runtime,
    *,
    keep_rejected_days: int | None = None,
    keep_read_days: int | None = None,
    dry_run: bool = False,
) -> Report:
    """Remove the bytes of captures older than they are kept, None meaning as the settings say; a dry run counts them.

    `captures` = `rejected` + `read`; `body_bytes` is what their pages measure, uncompressed; `archives` are the files
    gone through, `unreadable` those left as they are because they are damaged.
    """
    settings = runtime.settings
    rejected_days = keep_rejected_days or settings.keep_rejected_days
    read_days = keep_read_days or settings.keep_read_days
    limits = _Limits(
        rejected_before_at=_moment_before(rejected_days, runtime.clock()),
        read_before_at=_moment_before(read_days, runtime.clock()),
    )
    with runtime.warehouse.read() as db:
        archives = db.rows("maintenance/list_archives_to_prune", **asdict(limits))
    counts: Counter[str] = Counter(dict.fromkeys(("archives", *_COUNTED), 0))
    notes = [f"rejected captures are kept {_kept(rejected_days)}, read ones {_kept(read_days)}"]
    with runtime.progress.track("prune", len(archives)) as advance:
        for row in archives:
            try:
                if not dry_run:
                    _prune_archive(row["archive"], limits, runtime)
            except SourceError as error:
                counts["unreadable"] += 1
                notes.append(f"left as it is: {error}")
            else:
                counts["archives"] += 1
                counts.update({name: row[name] for name in _COUNTED})
            advance()
    return Report("prune", dict(counts), tuple(notes))


def _moment_before(days: int | None, now: datetime) -> datetime:
    """Return before which moment captures may go: at midnight, so that a day goes as a whole."""
    return _NEVER if days is None else datetime.combine(now.date() - timedelta(days=days), time(), UTC)


def _kept(days: int | None) -> str:
    return "for ever" if days is None else f"for {days:,} days"


def _prune_archive(archive: str, limits: _Limits, runtime: Runtime) -> None:
    with runtime.warehouse.write() as db:
        captures = [
            _ArchivedCapture(
                row["capture_id"], row["archive_offset"], row["pruned_at"] is not None, row["goes"] == 1
            )
            for row in db.rows("maintenance/list_captures_of_archive", archive=archive, **asdict(limits))
        ]
        staying = [capture for capture in captures if not capture.goes]
        if staying:
            _move(staying, archive, runtime, db)
        pruned_at = runtime.clock()
        db.run_many(
            "maintenance/set_pruned",
            [
                {"capture_id": capture.capture_id, "pruned_at": pruned_at}
                for capture in captures
                if capture.goes and not capture.is_pruned
            ],
        )
    with runtime.warehouse.write() as db:
        if not _count_captures(archive, db).held:
            runtime.archive.remove(archive)
            db.run("maintenance/forget_archive", archive=archive)


def _move(staying: Iterable[_ArchivedCapture], archive: str, runtime: Runtime, db: Connection) -> None:
    """Copy what stays of an archive file into a new one, in the order in which it stands, and say so in its rows."""
    ordered = sorted(staying, key=lambda capture: capture.archive_offset)
    offsets = [capture.archive_offset for capture in ordered]
    copied = runtime.archive.copy(archive, offsets, _unused_name(archive, db))
    db.run_many(
        "maintenance/move_capture",
        [
            {"capture_id": capture.capture_id, "archive": name, "archive_offset": offset}
            for capture, (name, offset) in zip(ordered, copied, strict=True)
        ],
    )


def _unused_name(archive: str, db: Connection) -> str:
    """Return the first numbered name that no capture names; a file of that name was left by a pruning cut off."""
    found = _FILE.fullmatch(archive)
    if found is None:
        raise SourceError(f"{archive!r} is no file of the archive")
    number = int(found["number"] or 0) + 1
    while _count_captures(name := f"{found['name']}~{number}.warc.gz", db).named:
        number += 1
    return name


def _count_captures(archive: str, db: Connection) -> _CaptureCount:
    (row,) = db.rows("maintenance/count_captures_of_archive", archive=archive)
    return _CaptureCount(**row)
