"""When an announced page is fetched: at once, again on later nights while it is news, and after failures ever later.

Two clocks are used. Retries go by the real time, in which hosts recover. Whether a captured page is fetched again goes
by the *horizon* of a run, the end of its window: a night that is loaded again asks for nothing again, and nights loaded
one after the other within a minute still see what changed between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.errors import Rejected, TransientError

if TYPE_CHECKING:
    from datetime import datetime

NEWS_AGE = timedelta(days=2)
"""Corrections and updates come within two days, as long as a sitemap for news lists a page."""

LOOK_AGAIN = timedelta(hours=20)
"""Once a night, though one night's run may start earlier than the last."""

FIRST_RETRY = timedelta(minutes=15)
MAX_RETRY = timedelta(hours=24)
MAX_ATTEMPTS = 6
"""About two days of trying, with each pause four times the one before; then the page is gone for us."""

_DONE = frozenset({"captured", "unchanged"})
_NOT_ASKED = frozenset({"left_alone", "host_time_over"})


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A feed entry whose page is to be fetched, after so many failures in a row."""

    source_id: str
    url_key: str
    url: str
    attempts: int


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """A feed entry that is held, and how far its fetching has come."""

    state: str
    due_at: datetime
    announced_at: datetime


@dataclass(frozen=True, slots=True)
class EntryState:
    """What an attempt made of a feed entry, in the columns of `feed_entries`."""

    state: str
    outcome: str
    attempts: int
    due_at: datetime


def after_answer(*, is_new: bool, horizon: datetime) -> EntryState:
    """Return the state of an entry whose page came: `captured` when its bytes are new, else `unchanged`."""
    state = "captured" if is_new else "unchanged"
    return EntryState(state, "ok", 0, horizon + LOOK_AGAIN)


def after_failure(failure: TransientError | Rejected, attempts: int, now: datetime) -> EntryState:
    """Return the state of an entry whose page did not come, after `attempts` earlier failures in a row."""
    if isinstance(failure, Rejected):
        return EntryState("refused", failure.reason, attempts + 1, now)
    if failure.outcome in _NOT_ASKED:  # so this is no attempt
        return EntryState("retry", failure.outcome, attempts, now + _asked_for(failure))
    if attempts + 1 >= MAX_ATTEMPTS:
        return EntryState("refused", failure.outcome, attempts + 1, now)
    pause = min(FIRST_RETRY * 4**attempts, MAX_RETRY)
    return EntryState("retry", failure.outcome, attempts + 1, now + max(pause, _asked_for(failure)))


def is_due_again(known: KnownEntry, published_at: datetime | None, horizon: datetime) -> bool:
    """Return whether a captured page that is still announced is to be looked at again in this run."""
    age = horizon - (published_at or known.announced_at)
    return known.state in _DONE and known.due_at <= horizon and age < NEWS_AGE


def _asked_for(failure: TransientError) -> timedelta:
    return timedelta(seconds=failure.retry_after_seconds or 0)
