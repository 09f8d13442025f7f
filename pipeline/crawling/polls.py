"""When a source is polled again, and when it is enough to ask it for what has changed.

A *poll* asks a source once what it announces. What it came to is kept with the source, and decides about the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.crawling.politeness import MAX_RETRY_AFTER_SECONDS, poll_gap_seconds
from pipeline.crawling.urls import host_of
from pipeline.locations import is_web_address
from pipeline.model import Source, Validators

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.errors import TransientError

UNCONDITIONAL_AFTER = timedelta(hours=18)
"""Feeds lie about being unchanged, so a nightly poll asks for the whole, until the marks of the source have proved true."""
WHOLE_AFTER = timedelta(hours=66)
"""On the third night at the latest a source is asked for the whole, whatever its marks: caches go wrong, too."""

_LONGEST_ASKED_FOR = timedelta(seconds=MAX_RETRY_AFTER_SECONDS) + timedelta(hours=1)
"""A host is left alone for so long at most; a time further ahead was set by a clock that went ahead."""

_ANSWERED = frozenset({"ok", "unchanged", "incomplete", "not_a_feed"})
"""Outcomes of polls for which a host did its work, besides those named after an HTTP status."""

GOOD_OUTCOMES = frozenset({"ok", "unchanged", None})
"""Outcomes of a poll that went well; None before the first one."""


@dataclass(frozen=True, slots=True)
class PollState:
    """What the last poll of a source came to: its named outcome, and how its last good answer was marked.

    Before `due_at` its host wishes not to be asked. `body_sha256` is of that last good answer, which came whole at
    `whole_at`; `marks_proved` is 1 once the marks changed with the body, and -1 for good once they did not.
    """

    polled_at: datetime | None = None
    outcome: str | None = None
    due_at: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    body_sha256: str | None = None
    whole_at: datetime | None = None
    marks_proved: int = 0


@dataclass(frozen=True, slots=True)
class RegisteredSource(Source):
    """A source of the warehouse, with what its last poll came to.

    `location` is where it is asked, `given_location` where a person put it; they differ once it moved.
    """

    is_enabled: bool = True
    given_location: str = ""
    last_poll: PollState = field(default_factory=PollState)

    @property
    def is_address(self) -> bool:
        """Whether it is asked over the web, and not read from a file."""
        return is_web_address(self.location)


def may_poll(source: RegisteredSource, now: datetime) -> bool:
    """Return whether a source's host has not asked to be left alone until later."""
    due_at = source.last_poll.due_at
    return due_at is None or due_at <= now or due_at - now > _LONGEST_ASKED_FOR


def was_just_polled(source: RegisteredSource, now: datetime) -> bool:
    """Return whether a source gave an answer so short a time ago that asking again would be rude.

    One that gave none may be asked again: its host did no work for us. Files are read as often as anybody likes.
    """
    outcome, polled_at = source.last_poll.outcome, source.last_poll.polled_at
    if not source.is_address or polled_at is None or outcome is None:
        return False
    if not (outcome in _ANSWERED or outcome.startswith("http_")):
        return False
    gap = timedelta(seconds=poll_gap_seconds(host_of(source.location)))
    # A moment to come was written by a clock that went wrong.
    return timedelta(0) <= now - polled_at < gap


def answered_at(source: RegisteredSource) -> datetime | None:
    """Return when a source was last polled, where that poll was answered with a feed, a sitemap or a list."""
    last = source.last_poll
    return last.polled_at if last.outcome in {"ok", "unchanged", "incomplete"} else None


def validators_for(source: RegisteredSource, now: datetime) -> Validators | None:
    """Return what the last good answer was marked with, where a conditional poll is enough."""
    last = source.last_poll
    if last.validators == Validators() or last.polled_at is None or last.marks_proved < 0:
        return None
    is_recent = now - last.polled_at < UNCONDITIONAL_AFTER
    is_proved = last.marks_proved > 0 and last.whole_at is not None and now - last.whole_at < WHOLE_AFTER
    return last.validators if is_recent or is_proved else None


def proof_of_marks(last: PollState, marks: Validators, body_sha256: str) -> int:
    """Return whether the marks of a source can be believed, after a whole answer with these marks."""
    if last.marks_proved < 0 or last.body_sha256 in {None, body_sha256} or last.validators == Validators():
        return last.marks_proved
    before = last.validators.etag or last.validators.last_modified
    return 1 if (marks.etag or marks.last_modified) != before else -1


def poll_again_at(failure: TransientError, now: datetime) -> datetime | None:
    """Return the moment before which a source is not polled, when its host asked for that."""
    seconds = failure.retry_after_seconds
    return now + timedelta(seconds=seconds) if seconds else None
