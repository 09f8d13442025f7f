"""Trying sources without storing anything: what each gives now, what is wrong with it, and what to do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.poll_advice import Advice, advice_on
from pipeline.crawling.polls import PollState
from pipeline.model import Window
from pipeline.parsing.feeds.announcements import moment_of
from pipeline.parsing.files.sources import DAY
from pipeline.steps.discover.polling import POLLED, Poll, poll_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.crawling.polls import RegisteredSource
    from pipeline.ports import Runtime

STALE_AFTER = timedelta(days=30)
"""A source of news whose newest item is older has moved, or ended; weekly and monthly papers are younger."""


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What one source gives now: the named outcome, how many items and of when, and advice where something is wrong."""

    source_id: str
    location: str
    outcome: str
    items: int
    newest_at: datetime | None
    detail: str
    advice: Advice

    @property
    def is_good(self) -> bool:
        """Whether nothing has to be done."""
        return not self.advice.do


def check_sources(sources: Sequence[RegisteredSource], runtime: Runtime) -> Iterator[SourceCheck]:
    """Yield a check for each of these sources. Each feed and sitemap is asked once, for the whole; nothing is stored."""
    for source in sources:
        if source.kind in POLLED:
            # Without marks it is asked for the whole; a site whose feed is still to be found is one at its first poll.
            fresh = replace(source, last_poll=PollState(outcome=source.last_poll.outcome))
            (poll,) = asyncio.run(poll_sources([fresh], runtime, runtime.clock(), Window()))
            yield _of_poll(poll, runtime.clock())
        else:
            yield _of_files(source)


def _of_poll(poll: Poll, now: datetime) -> SourceCheck:
    items = poll.found.items if poll.found else ()
    newest_at = max((moment for item in items if (moment := moment_of(item))), default=None)
    outcome = poll.outcome
    if outcome == "ok" and not items:
        outcome = "nothing"
    elif outcome == "ok" and newest_at and newest_at < now - STALE_AFTER:
        outcome = "stale"
    detail = f"found at {poll.moved_to}, {poll.why_moved}" if poll.moved_to else poll.detail
    return SourceCheck(
        poll.source.source_id,
        poll.source.location,
        outcome,
        len(items),
        newest_at,
        detail,
        advice_on(outcome),
    )


def _of_files(source: RegisteredSource) -> SourceCheck:
    """Return whether the files of a source are there; they are read by a run alone."""
    if source.is_address:  # large, so it is asked for by a run alone
        outcome = source.last_poll.outcome or "ok"
        return SourceCheck(
            source.source_id, source.location, outcome, 0, None, "not tried", advice_on(outcome)
        )
    path = Path(source.location)
    is_there = path.parent.exists() if DAY in source.location else path.exists()
    outcome = "ok" if is_there else "unreadable"
    return SourceCheck(source.source_id, source.location, outcome, 0, None, "", advice_on(outcome))
