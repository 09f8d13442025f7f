"""Loading: shards become the rows that `ingest` writes, in whatever order they come.

Requirements
    A warehouse that was loaded from shards is the one that plain `ingest` makes of the same sources: captures, versions,
    blocks, labels, texts, and what the later steps make of them. Loading twice is loading once, and one that was cut off
    goes on where it stopped.

How it works
    A group of a shard, at most 200 captures, is kept as fetch keeps answers (`steps.fetch.store`) and stored as extract
    stores what it read (`steps.extract.step`); only the reading is taken from the shard. What it says holds for the
    observation it was made of. Where the warehouse knows an earlier one of the same bytes, or a feed announced the page,
    the page is read again from the archive, as extract would. Captures that are read, or that a parser failed on before,
    are left as they are; a group of which nothing waits costs a look at four of its columns.

    Every shard is opened before anything is written: one that is missing, cut, or made by other rules is named, and
    nothing is loaded.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import SourceError
from pipeline.model import PackedRecord
from pipeline.reports import Report
from pipeline.shards.plan import PLAN_SUFFIX, SHARD_SUFFIX, pieces_of_plan, source_told
from pipeline.shards.shard_file import open_shard
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from pipeline.steps.extract.outcomes import Outcomes, ReadPage, WaitingCapture, read_captures
from pipeline.steps.extract.step import Tally, store_outcomes
from pipeline.steps.fetch import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.crawling.observations import Rank
    from pipeline.model import Capture, Request
    from pipeline.ports import Advance, Connection, Runtime, ShardPlace
    from pipeline.shards.shard_file import About
    from pipeline.shards.table import Prepared
    from pipeline.steps.extract.outcomes import Outcome

AFTERWARDS = ("clean", "fold", "link", "check")
"""The steps that make stories of what was loaded; they look at all of the warehouse."""


class LoadedShard(NamedTuple):
    """A shard to be loaded, and what it says of itself."""

    place: ShardPlace
    name: str
    about: About
    rows: int


@dataclass(frozen=True, slots=True)
class _Packed:
    """An observation whose record is packed already."""

    seen: Capture
    member: bytes

    @property
    def capture_id(self) -> str:
        return self.seen.capture_id

    @property
    def source_id(self) -> str:
        return self.seen.source_id

    @property
    def fetched_at(self) -> datetime:
        return self.seen.fetched_at

    @property
    def rank(self) -> Rank:
        return self.seen.fetched_at, self.seen.url, self.seen.source_id

    @property
    def record(self) -> PackedRecord:
        return PackedRecord(self.member)

    def capture(self, archive: str, offset: int) -> Capture:
        return replace(self.seen, archive=archive, archive_offset=offset)


class _Held(NamedTuple):
    """A capture as the warehouse holds it, and whether it waits to be read for the first time."""

    capture: WaitingCapture
    waits: bool


def find_shards(place: ShardPlace, only: Sequence[str] = ()) -> list[LoadedShard]:
    """Return the shards of a place, or those named `only`; raise SourceError for one that is missing or cannot be loaded.

    Where plans lie beside them, it is those that the plans list, all of which must be there; else it is every shard.
    """
    there = place.names()
    names = list(only)
    for plan in sorted(name for name in there if name.endswith(PLAN_SUFFIX) and not only):
        with place.reading(plan) as path:
            listed = pieces_of_plan(path.read_text(encoding="utf-8"), f"{place.address}/{plan}")
        if missing := [name for name in listed if name not in there]:
            raise SourceError(
                f"{place.address}: {len(missing)} of the {len(listed)} shards of {plan} are missing, "
                f"{missing[0]} the first: make them with `newsfold prepare`"
            )
        names += listed
    names = names or sorted(name for name in there if name.endswith(SHARD_SUFFIX))
    if not names:
        raise SourceError(f"{place.address} holds no shard (*{SHARD_SUFFIX})")
    return [_found(place, name) for name in dict.fromkeys(names)]


def load(shards: Sequence[LoadedShard], request: Request, runtime: Runtime) -> list[Report]:
    """Load these shards; return and record what became of their records, under the names of the steps that ingest runs."""
    started_at, began = runtime.clock(), time.monotonic()
    with runtime.warehouse.write() as db:
        _register(db, [each.about for each in shards], started_at)
    fetched: Counter[str] = Counter(
        dict.fromkeys(("records", "captured", "held", "refused", "incomplete"), 0)
    )
    read = Tally()
    with runtime.progress.track("load", sum(each.rows for each in shards)) as advance:
        for each in shards:
            fetched.update(_load(each, read, runtime, advance))
    with runtime.warehouse.write() as db:
        _note_readings(db, [each.about for each in shards], runtime.clock())
    notes = tuple(note for each in shards for note in _notes(each))
    reports = (Report("fetch", dict(fetched), notes), read.report())
    return [runner.record(request, runtime, report, started_at, began) for report in reports]


def load_and_fold(shards: Sequence[LoadedShard], request: Request, runtime: Runtime) -> Iterator[Report]:
    """Load these shards and run the steps that follow, yielding each report as it is ready."""
    yield from load(shards, request, runtime)
    for name in AFTERWARDS:
        yield runner.run_step(name, request, runtime)


def _found(place: ShardPlace, name: str) -> LoadedShard:
    with place.reading(name) as path, open_shard(path, f"{place.address}/{name}") as shard:
        return LoadedShard(place, name, shard.about, shard.rows)


def _load(each: LoadedShard, read: Tally, runtime: Runtime, advance: Advance) -> Counter[str]:
    """Load one shard; return what became of its records: captured + held + refused."""
    new = broken = 0
    called = f"{each.place.address}/{each.name}"
    with each.place.reading(each.name) as path, open_shard(path, called) as shard:
        for group in shard.groups:
            rows = shard.observations(group)
            if not _are_loaded(rows, runtime):
                kept = _load_group(shard.prepared(group), read, runtime)
                new, broken = new + len(kept.new), broken + len(kept.broken)
            advance(len(rows))
    refused = sum(each.about.refusals.values()) + broken
    records = each.about.records
    return Counter(
        records=records,
        captured=new,
        held=records - new - refused,
        refused=refused,
        incomplete=1 if each.about.damages else 0,
    )


def _are_loaded(rows: Sequence[Mapping[str, Any]], runtime: Runtime) -> bool:
    """Whether the warehouse holds all of these captures by the same or an earlier observation, and none waits."""
    with runtime.warehouse.read() as db:
        held = _held(db, [row["capture_id"] for row in rows])
    for row in rows:
        known = held.get(row["capture_id"])
        if known is None or known.waits:
            return False
        if (row["fetched_at"], row["url"], row["source_id"]) < _rank(known.capture):
            return False
    return True


def _load_group(prepared: Sequence[Prepared], read: Tally, runtime: Runtime) -> store.Kept:
    """Keep the captures of a group and store what they were read to."""
    observations = [_Packed(each.capture, each.member) for each in prepared]
    with runtime.warehouse.write() as db:
        kept = store.keep(observations, runtime, db)
    with runtime.warehouse.read() as db:
        held = _held(db, {each.capture_id for each in observations})
    waiting = {key: each.capture for key, each in held.items() if each.waits}
    outcomes = {
        each.capture.capture_id: _of_capture(each.outcome, waiting[each.capture.capture_id])
        for each in prepared
        if each.capture.capture_id in waiting and _holds_for(each, waiting[each.capture.capture_id])
    }
    others = [capture for key, capture in waiting.items() if key not in outcomes]
    again = read_captures(others, runtime, lambda _steps=1, /: None) if others else ()
    if every := [*outcomes.values(), *again]:
        read.add(store_outcomes(Outcomes.of(every), runtime))
    return kept


def _held(db: Connection, captures: Iterable[str]) -> dict[str, _Held]:
    found = {}
    for row in db.rows("shards/list_captures_of_shard", captures=captures):
        said = dict(row)
        waits = bool(said.pop("waits"))
        found[row["capture_id"]] = _Held(WaitingCapture(**said), waits)
    return found


def _holds_for(each: Prepared, waiting: WaitingCapture) -> bool:
    """Whether a page was read as it would be now: from the same observation, with nothing announced of it."""
    seen = each.outcome.capture
    is_announced = waiting.announced_title is not None or waiting.announced_at is not None
    return _rank(seen) == _rank(waiting) and not is_announced


def _of_capture(outcome: Outcome, capture: WaitingCapture) -> Outcome:
    """Return the outcome as that of the capture that the warehouse holds."""
    if isinstance(outcome, ReadPage):
        return replace(outcome, capture=capture)
    return outcome._replace(capture=capture)


def _rank(capture: WaitingCapture) -> Rank:
    return capture.fetched_at, capture.url, capture.source_id


def _register(db: Connection, shards: Iterable[About], now: datetime) -> None:
    """Register the sources that nobody registered, and leave them disabled: their files are loaded, and may be elsewhere."""
    there = {row["source_id"] for row in db.rows("shared/list_sources")}
    told = {about.source["source_id"]: source_told(about.source) for about in shards}
    new = [source for source_id, source in told.items() if source_id not in there]
    register(db, new, now)
    for source in new:
        db.run("shared/set_source_enabled", source_id=source.source_id, enabled=0)


def _note_readings(db: Connection, shards: Sequence[About], now: datetime) -> None:
    damaged = {about.source["source_id"] for about in shards if about.damages}
    for source_id in sorted({about.source["source_id"] for about in shards}):
        outcome = "incomplete" if source_id in damaged else "ok"
        db.run("shared/record_reading", source_id=source_id, polled_at=now, poll_outcome=outcome)


def _notes(each: LoadedShard) -> Iterator[str]:
    about = each.about
    yield from (f"{about.source['source_id']}: {damage}" for damage in about.damages)
    for reason, number in about.refusals.items():
        yield f"{about.source['source_id']}: {number} refused, {reason}: {about.examples.get(reason, '')}"
