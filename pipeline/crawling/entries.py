"""When an announced page is fetched: at once, again on later nights while it is news, and after failures ever later.

A refusal is not the end either. A page that is not there yet, a host that was asked too hard, rules that were closed for
a night: each comes back while its source goes on announcing the page, after a time that goes by the outcome and grows.

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
"""About two days of trying, with each pause four times the one before; then the page is refused."""

_HOUR = timedelta(hours=1)
COMES_BACK_AFTER = {
    "robots": timedelta(0),  # asking costs nothing but the host's robots.txt, which a run reads once
    "http_404": 2 * _HOUR,  # caches that have not caught up; pages announced before they are published
    "http_403": 4 * _HOUR,  # a host that was asked too hard
    "http_401": 12 * _HOUR,
    "http_410": 24 * _HOUR,
    "http_451": 24 * _HOUR,
    "lands_on_the_front": 6 * _HOUR,  # as a 404 does, where a site answers for dead links with its front page
    "too_many_redirects": 6 * _HOUR,
    "redirect_refused": 12 * _HOUR,
    "body_damaged": 6 * _HOUR,
    "unknown_encoding": 24 * _HOUR,
    "private_address": 24 * _HOUR,
    "no_text": 7 * 24 * _HOUR,  # as with the two below, the page itself would have to change
    "body_too_large": 7 * 24 * _HOUR,
    "url_invalid": 7 * 24 * _HOUR,
}
"""How long a page that was refused waits for its next attempt, by outcome, the first time."""
COMES_BACK_OTHERWISE = 12 * _HOUR
"""For any other refusal, and for a page that did not come in all its attempts."""
GROWS = 3
"""Each further refusal in a row waits so many times as long as the one before."""
MAX_COMES_BACK = timedelta(days=7)
"""A list of addresses announces dead pages for ever; one attempt a week is cheap."""

LONGEST_WAIT = MAX_COMES_BACK + timedelta(days=1)
"""From a run to the time it sets, at most; a time further ahead was set by a clock that went ahead."""

_MAX_GROWTH = 10
"""Beyond this any time is longer than the longest."""
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


def after_answer(*, is_new: bool, horizon: datetime, outcome: str = "ok") -> EntryState:
    """Return the state of an entry whose page came: `captured` when its bytes are new, else `unchanged`."""
    state = "captured" if is_new else "unchanged"
    return EntryState(state, outcome, 0, horizon + LOOK_AGAIN)


def after_failure(failure: TransientError | Rejected, attempts: int, now: datetime) -> EntryState:
    """Return the state of an entry whose page did not come, after `attempts` earlier failures in a row."""
    if isinstance(failure, Rejected):
        return _refused(failure.reason, attempts, attempts, now)
    if failure.outcome in _NOT_ASKED:  # so this is no attempt
        return EntryState("retry", failure.outcome, attempts, now + _asked_for(failure))
    if attempts + 1 >= MAX_ATTEMPTS:
        return _refused(failure.outcome, attempts, attempts + 1 - MAX_ATTEMPTS, now)
    pause = min(FIRST_RETRY * 4**attempts, MAX_RETRY)
    return EntryState("retry", failure.outcome, attempts + 1, now + max(pause, _asked_for(failure)))


def is_due_again(known: KnownEntry, published_at: datetime | None, horizon: datetime, now: datetime) -> bool:
    """Return whether a page that is still announced is to be looked at again in this run.

    A captured one is while it is news; one that was refused is when its time has come.
    """
    if known.state == "refused":
        return known.due_at <= now or is_beyond_policy(known.due_at, now)
    age = horizon - (published_at or known.announced_at)
    is_time = known.due_at <= horizon or is_beyond_policy(known.due_at, max(horizon, now))
    return known.state in _DONE and is_time and age < NEWS_AGE


def is_beyond_policy(due_at: datetime, now: datetime) -> bool:
    """Return whether no policy of ours lets anything wait so long: a clock that went ahead wrote it, and it is due."""
    return due_at - now > LONGEST_WAIT


def _refused(outcome: str, attempts: int, refusals: int, now: datetime) -> EntryState:
    first = COMES_BACK_AFTER.get(outcome, COMES_BACK_OTHERWISE)
    growth = GROWS ** min(refusals, _MAX_GROWTH)
    return EntryState("refused", outcome, attempts + 1, now + min(first * growth, MAX_COMES_BACK))


def _asked_for(failure: TransientError) -> timedelta:
    return timedelta(seconds=failure.retry_after_seconds or 0)
