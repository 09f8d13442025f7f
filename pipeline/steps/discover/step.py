"""Discover: sources are asked what they announce, and what is new becomes a feed entry that is due.

A poll that fails changes no entry. A source that answered within the hour is not asked again, however often somebody
starts a run; its entries stand. Entries that were captured stay so, unless they are still announced a night later
while they are news: then their page is looked at again, so that new versions are seen.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.crawling.entries import is_due_again, was_just_polled
from pipeline.crawling.urls import url_key, why_unfetchable
from pipeline.model import FeedEntry, Report, Request
from pipeline.parsing.charset import one_line
from pipeline.steps.discover.polling import POLLED, Poll, is_address, poll_sources
from pipeline.steps.discover.sources import chosen

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.ports import Connection, Row, Runtime

_COUNTED = (
    "sources",
    "polled",
    "unchanged",
    "failed",
    "not_due",
    "announced",
    "new",
    "again",
    "known",
    "dropped",
)
SOURCES_AT_ONCE = 50
"""Polled and stored together: all feeds of a large press at once would fill the memory with their bodies."""
_MAX_NOTE = 400
_MAX_MARK = 300
"""Longer ETags are no marks but payloads."""


def run(request: Request, runtime: Runtime) -> Report:
    """Poll the chosen feeds, sitemaps and lists.

    `sources` = polled + unchanged + failed + not_due; `announced` = new + again + known. `dropped` counts what was
    announced without an address we would ask for, or beyond a cap.
    """
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    now = runtime.clock()
    horizon = request.window.end or now
    with runtime.warehouse.read() as db:
        sources = [row for row in chosen(db, request) if row["kind"] in POLLED]
    allowed = [row for row in sources if row["due_at"] is None or row["due_at"] <= now]
    due = [row for row in allowed if not (is_address(row) and was_just_polled(row, now))]
    due.sort(key=lambda row: str(row["location"]))  # sources of one location are asked by one request
    counts.update(sources=len(sources), not_due=len(sources) - len(due))
    notes = [f"{len(allowed) - len(due)} answered within the last hour"] if len(due) < len(allowed) else []
    with runtime.progress.track("discover", len(due)) as advance:
        for start in range(0, len(due), SOURCES_AT_ONCE):
            for poll in asyncio.run(poll_sources(due[start : start + SOURCES_AT_ONCE], runtime, now)):
                with runtime.warehouse.write() as db:
                    counts.update(_store(poll, db, now, horizon))
                advance()
                if poll.detail or (poll.found is None and poll.outcome != "unchanged"):
                    notes.append(_note(poll))
    return Report("discover", counts=dict(counts), notes=tuple(notes))


def _note(poll: Poll) -> str:
    """Return what a person should read; servers choose part of it, so it is one line without controls."""
    text = f"{poll.source['source_id']}: {poll.outcome}: {poll.detail}".removesuffix(": ")
    return one_line(text, _MAX_NOTE)


def _store(poll: Poll, db: Connection, now: datetime, horizon: datetime) -> Counter[str]:
    """Write what one poll brought, and return what it counts for."""
    counts: Counter[str] = Counter()
    is_unchanged = _record_poll(poll, db, now)
    if poll.found is None and not is_unchanged:
        counts["failed"] += 1
        return counts
    counts["unchanged" if is_unchanged else "polled"] += 1
    if poll.found is not None:
        counts["dropped"] += poll.found.dropped
        entries = _entries(poll, counts)
        counts["announced"] += len(entries)
        counts.update(_store_entries(entries, db, now, horizon))
    return counts


def _record_poll(poll: Poll, db: Connection, now: datetime) -> bool:
    """Write when the source was asked and what came of it; return whether it said nothing new."""
    source, fetched = poll.source, poll.fetched
    etag, last_modified, sha256 = source["etag"], source["last_modified"], source["body_sha256"]
    is_unchanged = poll.outcome == "unchanged"
    if fetched is not None and poll.found is not None:
        etag, last_modified = _mark(fetched.headers.get("etag")), _mark(fetched.headers.get("last-modified"))
        sha256 = hashlib.sha256(fetched.body).hexdigest()
        is_unchanged = poll.outcome == "ok" and sha256 == source["body_sha256"]
    db.run(
        "discover/record_poll",
        source_id=source["source_id"],
        polled_at=now,
        poll_outcome="unchanged" if is_unchanged else poll.outcome,
        due_at=poll.due_at,
        etag=etag,
        last_modified=last_modified,
        body_sha256=sha256,
    )
    return is_unchanged


def _entries(poll: Poll, counts: Counter[str]) -> dict[str, FeedEntry]:
    """Return the announced pages by url key, the first announcement of each."""
    entries: dict[str, FeedEntry] = {}
    source_id = str(poll.source["source_id"])
    for item in poll.found.items if poll.found else ():
        if why_unfetchable(item.url):
            counts["dropped"] += 1
            continue
        key = url_key(item.url)
        entries.setdefault(
            key,
            FeedEntry(source_id, item.url, key, item.title, item.published_at, item.published_raw, item.guid),
        )
    return entries


def _store_entries(
    entries: dict[str, FeedEntry], db: Connection, now: datetime, horizon: datetime
) -> Counter[str]:
    keys = [{"source_id": entry.source_id, "url_key": entry.url_key} for entry in entries.values()]
    known = {row["url_key"]: row for row in db.rows("discover/list_known_entries", entries=keys)}
    again = [
        {"source_id": entry.source_id, "url_key": key, "due_at": now}
        for key, entry in entries.items()
        if key in known and is_due_again(known[key], entry.published_at, horizon)
    ]
    db.upsert(
        "feed_entries",
        [_row(entry, now) for entry in entries.values()],
        keep=["state", "outcome", "attempts", "due_at", "announced_at"],
    )
    db.run_many("discover/make_entry_due", again)
    return Counter(new=len(entries) - len(known), again=len(again), known=len(known) - len(again))


def _row(entry: FeedEntry, now: datetime) -> Row:
    return {
        "source_id": entry.source_id,
        "url_key": entry.url_key,
        "url": entry.url,
        "title": entry.title,
        "published_at": entry.published_at,
        "published_raw": entry.published_raw,
        "guid": entry.guid,
        "state": "due",
        "outcome": None,
        "attempts": 0,
        "due_at": now,
        "announced_at": now,
    }


def _mark(value: str | None) -> str | None:
    """Return an ETag or date as we may send it back: short, and nothing but printable ASCII."""
    if value and len(value) <= _MAX_MARK and value.isascii() and value.isprintable():
        return value
    return None
