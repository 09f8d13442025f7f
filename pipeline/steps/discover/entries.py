"""Feed entries: what of a poll's announcements becomes an entry, and how entries are kept.

Each announced item comes to one end, which the step counts: an entry that is new or known, collapsed onto an item of
the same page, left out for a named reason, or dropped for want of an address.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.crawling.entries import KnownEntry, is_due_again
from pipeline.crawling.polls import answered_at
from pipeline.crawling.selection import BEYOND, MAX_NEW, span_of
from pipeline.crawling.urls import url_key, why_unfetchable
from pipeline.model import FeedEntry
from pipeline.parsing.charset import printable
from pipeline.parsing.feeds.announcements import moment_of
from pipeline.parsing.feeds.newest import newest_first
from pipeline.steps.discover.moved_items import MovedItem, find_moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.crawling.polls import RegisteredSource
    from pipeline.model import Window
    from pipeline.parsing.feeds.announcements import Announcements, Item
    from pipeline.ports import Connection, Row


STILL_LISTED = timedelta(days=14)
"""A source that says that nothing changed still lists what is no older; one that did not change for longer is dead."""

NO_ADDRESS = "no_address"
"""Of an item without a link, or with one that is none of the web, as `javascript:` and `mailto:` are."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run takes of a poll's announcements, the newest first, and what became of the others.

    `example` names an item that collapsed, and onto which.
    """

    entries: Sequence[FeedEntry]
    collapsed: int
    dropped: Counter[str]
    left_out: Counter[str]
    example: str = ""


class StoredEntries(NamedTuple):
    """How many entries are new, known, or due again, and how many new ones a cap left out."""

    counts: Counter[str]
    notes: Sequence[str]


def take(source: RegisteredSource, found: Announcements, window: Window, now: datetime) -> Taken:
    """Return what a run over the window takes of these announcements."""
    reasons = [why_unfetchable(item.url) for item in found.items]
    items = [item for item, reason in zip(found.items, reasons, strict=True) if reason is None]
    moments = [item.changed_at for item in items if item.changed_at]
    span = span_of(window, moments, now=now, answered_at=answered_at(source))
    left_out = Counter({BEYOND: found.beyond} if found.beyond else {})
    entries: dict[str, FeedEntry] = {}
    collapsed = 0
    example = ""
    for place in newest_first([item.url for item in items], [moment_of(item) for item in items]):
        item = items[place]
        if reason := span.why_left_out(item.changed_at):
            left_out[reason] += 1
            continue
        entry = _entry(source.source_id, item)
        first = entries.setdefault(entry.url_key, entry)
        if first is not entry:
            collapsed += 1
            example = example or f"{item.url} onto {first.url}"
    dropped = Counter(reason for reason in reasons if reason)
    dropped.update({NO_ADDRESS: found.dropped} if found.dropped else {})
    return Taken(tuple(entries.values()), collapsed, dropped, left_out, example)


def store_entries(
    entries: Sequence[FeedEntry], db: Connection, now: datetime, horizon: datetime
) -> StoredEntries:
    """Write the announced entries, make those due again whose page is to be looked at again; count each once."""
    keys = [{"source_id": entry.source_id, "url_key": entry.url_key} for entry in entries]
    known = {
        row["url_key"]: KnownEntry(row["state"], row["due_at"], row["announced_at"])
        for row in db.rows("discover/list_known_entries", entries=keys)
    }
    moved = find_moved([entry for entry in entries if entry.url_key not in known], db)
    new = [entry for entry in entries if entry.url_key not in known and entry.url_key not in moved]
    beyond = {entry.url_key for entry in new[MAX_NEW:]}
    again = {
        held_key: entry.source_id
        for entry in entries
        for held_key, held in _held(entry, known, moved)
        if is_due_again(held, entry.published_at, horizon, now)
    }
    db.upsert(
        "feed_entries",
        [
            _row(entry, now, newer)
            for newer, entry in enumerate(entries)
            if entry.url_key not in beyond and entry.url_key not in moved
        ],
        keep=["state", "outcome", "attempts", "due_at", "announced_at", "newer_entries"],
    )
    db.upsert("feed_texts", [_text_row(entry) for entry in new[:MAX_NEW] if entry.content])
    db.run_many(
        "discover/make_entry_due",
        [{"source_id": source_id, "url_key": key, "due_at": now} for key, source_id in again.items()],
    )
    counts = Counter(
        new=len(new) - len(beyond),
        again=sum(key in known for key in again),
        known=sum(key not in again for key in known),
        left_out=len(beyond),
        collapsed=len(moved),
    )
    notes = [f"{len(beyond)} left out, {BEYOND}: later runs take them"] if beyond else []
    if moved:
        example = next(iter(moved.values()))
        notes.append(f"{len(moved)} collapsed by their id, the first {example.url} onto {example.held_url}")
    return StoredEntries(counts, notes)


def renew_entries(source_id: str, db: Connection, now: datetime, horizon: datetime) -> int:
    """Make those entries due again that an unchanged source still announces; return how many.

    It does not say what it announces, so what was announced within `STILL_LISTED` counts.
    """
    rows = db.rows(
        "discover/list_recent_entries",
        source_id=source_id,
        since=now - STILL_LISTED,
        latest=max(now, horizon),
    )
    again = [
        {"source_id": source_id, "url_key": row["url_key"], "due_at": now}
        for row in rows
        if is_due_again(
            KnownEntry(row["state"], row["due_at"], row["announced_at"]), row["published_at"], horizon, now
        )
    ]
    db.run_many("discover/make_entry_due", again)
    return len(again)


def _held(
    entry: FeedEntry, known: Mapping[str, KnownEntry], moved: Mapping[str, MovedItem]
) -> Iterator[tuple[str, KnownEntry]]:
    """Yield the entry that is held for an announced one, under its own address or under an earlier one."""
    if entry.url_key in known:
        yield entry.url_key, known[entry.url_key]
    elif item := moved.get(entry.url_key):
        yield item.held_key, item.held


def _entry(source_id: str, item: Item) -> FeedEntry:
    return FeedEntry(
        source_id,
        item.url,
        url_key(item.url),
        item.title,
        item.published_at,
        item.published_raw,
        item.guid,
        item.outlet,
        item.content,
    )


def _text_row(entry: FeedEntry) -> Row:
    return {
        "source_id": entry.source_id,
        "url_key": entry.url_key,
        "title": entry.title,
        "content": printable(entry.content or ""),
    }


def _row(entry: FeedEntry, now: datetime, newer_entries: int) -> Row:
    return {
        "source_id": entry.source_id,
        "url_key": entry.url_key,
        "url": entry.url,
        "title": entry.title,
        "published_at": entry.published_at,
        "published_raw": entry.published_raw,
        "guid": entry.guid,
        "outlet": entry.outlet,
        "state": "due",
        "outcome": None,
        "attempts": 0,
        "due_at": now,
        "announced_at": now,
        "newer_entries": newer_entries,
    }
