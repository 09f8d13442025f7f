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

from pipeline.crawling.entries import KnownEntry, is_due_again
from pipeline.crawling.polls import PollState, may_poll, was_just_polled
from pipeline.crawling.urls import url_key, why_unfetchable
from pipeline.model import FeedEntry, Report, Request, Validators
from pipeline.parsing.charset import one_line
from pipeline.steps.discover.polling import POLLED, Poll, poll_sources
from pipeline.steps.discover.sources import chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from pipeline.parsing.feeds.announcements import Item
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
_MAX_VALIDATOR = 300
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
        sources = [source for source in chosen(db, request) if source.kind in POLLED]
    allowed = [source for source in sources if may_poll(source, now)]
    due = [source for source in allowed if not was_just_polled(source, now)]
    due.sort(key=lambda source: source.location)  # sources of one location are asked by one request
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
    text = f"{poll.source.source_id}: {poll.outcome}: {poll.detail}".removesuffix(": ")
    return one_line(text, _MAX_NOTE)


def _store(poll: Poll, db: Connection, now: datetime, horizon: datetime) -> Counter[str]:
    """Write what one poll brought, and return what it counts for."""
    state = _state_after(poll, now)
    _record_poll(poll.source.source_id, state, db)
    is_unchanged = state.outcome == "unchanged"
    if poll.found is None:
        return Counter(["unchanged" if is_unchanged else "failed"])
    items = [item for item in poll.found.items if why_unfetchable(item.url) is None]
    entries = _entries(poll.source.source_id, items)
    counts = _store_entries(entries, db, now, horizon)
    counts["unchanged" if is_unchanged else "polled"] += 1
    counts.update(announced=len(entries), dropped=poll.found.dropped + len(poll.found.items) - len(items))
    return counts


def _state_after(poll: Poll, now: datetime) -> PollState:
    """Return what a poll came to; one that brought the same bytes as the last good one is `unchanged`."""
    last, fetched = poll.source.last_poll, poll.fetched
    if fetched is None or poll.found is None:
        return PollState(now, poll.outcome, poll.due_at, last.validators, last.body_sha256)
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    is_unchanged = poll.outcome == "ok" and sha256 == last.body_sha256
    validators = Validators(
        _sent_back(fetched.headers.get("etag")), _sent_back(fetched.headers.get("last-modified"))
    )
    return PollState(now, "unchanged" if is_unchanged else poll.outcome, poll.due_at, validators, sha256)


def _record_poll(source_id: str, state: PollState, db: Connection) -> None:
    db.run(
        "discover/record_poll",
        source_id=source_id,
        polled_at=state.polled_at,
        poll_outcome=state.outcome,
        due_at=state.due_at,
        etag=state.validators.etag,
        last_modified=state.validators.last_modified,
        body_sha256=state.body_sha256,
    )


def _entries(source_id: str, items: Iterable[Item]) -> dict[str, FeedEntry]:
    """Return the announced pages by url key, the first announcement of each."""
    entries: dict[str, FeedEntry] = {}
    for item in items:
        key = url_key(item.url)
        entries.setdefault(
            key,
            FeedEntry(source_id, item.url, key, item.title, item.published_at, item.published_raw, item.guid),
        )
    return entries


def _store_entries(
    entries: Mapping[str, FeedEntry], db: Connection, now: datetime, horizon: datetime
) -> Counter[str]:
    """Write the announced entries, make those due again whose page is to be looked at again; count both kinds."""
    keys = [{"source_id": entry.source_id, "url_key": entry.url_key} for entry in entries.values()]
    known = {
        row["url_key"]: KnownEntry(row["state"], row["due_at"], row["announced_at"])
        for row in db.rows("discover/list_known_entries", entries=keys)
    }
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


def _sent_back(validator: str | None) -> str | None:
    """Return an ETag or date as we may send it back: short, and nothing but printable ASCII."""
    if validator and len(validator) <= _MAX_VALIDATOR and validator.isascii() and validator.isprintable():
        return validator
    return None
