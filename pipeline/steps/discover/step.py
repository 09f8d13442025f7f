"""Discover: sources are asked what they announce, and what is new becomes a feed entry that is due.

A poll that fails changes no entry. A source that answered within the hour is not asked again, however often somebody
starts a run; its entries stand. Entries that were captured stay so, unless they are still announced a night later
while they are news: then their page is looked at again, so that new versions are seen.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.crawling.polls import PollState, may_poll, proof_of_marks, was_just_polled
from pipeline.errors import CheckFailedError
from pipeline.model import Request, Validators
from pipeline.parsing.charset import one_line
from pipeline.reports import Report
from pipeline.steps.discover.entries import Taken, renew_entries, store_entries, take
from pipeline.steps.discover.polling import POLLED, Poll, poll_sources
from pipeline.steps.discover.sources import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Runtime

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
    "collapsed",
    "left_out",
    "dropped",
)
SOURCES_AT_ONCE = 50
"""Polled and stored together: all feeds of a large press at once would fill the memory with their bodies."""
_MAX_NOTE = 400
_MAX_VALIDATOR = 300
"""Longer ETags are no marks but payloads."""


def run(request: Request, runtime: Runtime) -> Report:
    """Poll the chosen feeds, sitemaps and lists.

    `sources` = polled + unchanged + failed + not_due; `announced` = new + again + known + collapsed + left_out +
    dropped. Of a source that says that nothing changed, those count that are looked at again. `collapsed` counts what was announced under another address, too, `left_out` what is older than a run looks
    back to or beyond a cap, `dropped` what has no address we would ask for. Raise CheckFailedError where this does not
    add up.
    """
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    now = runtime.clock()
    with runtime.warehouse.read() as db:
        sources = [source for source in chosen(db, request) if source.kind in POLLED]
    allowed = [source for source in sources if may_poll(source, now)]
    due = [source for source in allowed if not was_just_polled(source, now)]
    due.sort(key=lambda source: source.location)  # sources of one location are asked by one request
    counts.update(sources=len(sources), not_due=len(sources) - len(due))
    notes = [f"{len(allowed) - len(due)} answered within the last hour"] if len(due) < len(allowed) else []
    with runtime.progress.track("discover", len(due)) as advance:
        for start in range(0, len(due), SOURCES_AT_ONCE):
            some = due[start : start + SOURCES_AT_ONCE]
            for poll in asyncio.run(poll_sources(some, runtime, now, request.window)):
                with runtime.warehouse.write() as db:
                    stored = _store(poll, db, now, request)
                counts.update(stored.counts)
                advance()
                if poll.detail or (poll.found is None and poll.outcome != "unchanged"):
                    notes.append(_note(poll, f"{poll.outcome}: {poll.detail}".removesuffix(": ")))
                notes += [_note(poll, note) for note in stored.notes]
    return Report("discover", counts=dict(counts), notes=tuple(notes))


def _note(poll: Poll, what: str) -> str:
    """Return what a person should read; servers choose part of it, so it is one line without controls."""
    return one_line(f"{poll.source.source_id}: {what}", _MAX_NOTE)


class _Stored(NamedTuple):
    """What one poll counts for, and what a person should read about it."""

    counts: Counter[str]
    notes: Sequence[str] = ()


def _store(poll: Poll, db: Connection, now: datetime, request: Request) -> _Stored:
    """Write what one poll brought, and return what it counts for."""
    state = _state_after(poll, now)
    _record_poll(poll.source.source_id, state, db)
    if poll.moved_to:
        db.run("discover/move_source", source_id=poll.source.source_id, location=poll.moved_to)
    is_unchanged = state.outcome == "unchanged"
    if poll.found is None:
        if not is_unchanged:
            return _Stored(Counter(["failed"]))
        again = renew_entries(poll.source.source_id, db, now, request.window.end or now)
        return _Stored(Counter(unchanged=1, announced=again, again=again))
    parts = [{"source_id": poll.source.source_id, "url": url, "read_at": now} for url in poll.parts_read]
    db.upsert("sitemap_parts", parts)
    taken = take(poll.source, poll.found, request.window, now)
    stored = store_entries(taken.entries, db, now, request.window.end or now)
    counts = stored.counts + Counter(
        announced=poll.found.announced,
        collapsed=taken.collapsed,
        left_out=taken.left_out.total(),
        dropped=taken.dropped.total(),
    )
    _check(poll, counts)
    counts["unchanged" if is_unchanged else "polled"] += 1
    return _Stored(counts, [*_notes(poll, taken), *stored.notes])


def _check(poll: Poll, counts: Counter[str]) -> None:
    """Raise CheckFailedError unless each item that was announced counts once."""
    ends = sum(counts[name] for name in ("new", "again", "known", "collapsed", "left_out", "dropped"))
    if counts["announced"] != ends:
        raise CheckFailedError(
            f"{poll.source.source_id} announced {counts['announced']} items, of which {ends} are accounted for: "
            f"{dict(counts)}"
        )


def _notes(poll: Poll, taken: Taken) -> Iterator[str]:
    assert poll.found is not None
    if poll.moved_to:
        yield f"asked at {poll.moved_to} from now on, {poll.why_moved}"
    if poll.found.repaired:
        yield f"repaired: {poll.found.repaired}"
    for reason, number in poll.parts_left_out.items():
        yield f"{number} parts of the index left out, {reason}"
    for reason, number in taken.left_out.items():
        yield f"{number} left out, {reason}"
    for reason, number in taken.dropped.items():
        yield f"{number} dropped, {reason}"
    if taken.collapsed:
        yield f"{taken.collapsed} collapsed, the first {taken.example}"


def _state_after(poll: Poll, now: datetime) -> PollState:
    """Return what a poll came to; one that brought the same bytes as the last good one is `unchanged`."""
    last, fetched = poll.source.last_poll, poll.fetched
    if fetched is None or poll.found is None:
        return replace(last, polled_at=now, outcome=poll.outcome, due_at=poll.due_at)
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    is_unchanged = poll.outcome == "ok" and sha256 == last.body_sha256
    marks = Validators(
        _sent_back(fetched.headers.get("etag")), _sent_back(fetched.headers.get("last-modified"))
    )
    return PollState(
        polled_at=now,
        outcome="unchanged" if is_unchanged else poll.outcome,
        due_at=poll.due_at,
        validators=marks,
        body_sha256=sha256,
        whole_at=now,
        marks_proved=proof_of_marks(last, marks, sha256),
    )


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
        whole_at=state.whole_at,
        marks_proved=state.marks_proved,
    )


def _sent_back(validator: str | None) -> str | None:
    """Return an ETag or date as we may send it back: short, and nothing but printable ASCII."""
    if validator and len(validator) <= _MAX_VALIDATOR and validator.isascii() and validator.isprintable():
        return validator
    return None
