"""The time of one fetch: it runs while a host may answer, and stands still while we wait for our turn to ask."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

MAX_STILL_SECONDS = 60.0
"""In all, for one fetch: two hops at the longest pause. A host must not keep a run waiting by asking to be waited for."""


class Stopwatch:
    """Ends a fetch by `asyncio.timeout` when its time has run out."""

    def __init__(self, limit: asyncio.Timeout) -> None:
        self._limit = limit
        self._still_seconds = MAX_STILL_SECONDS

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Take no time of the fetch for this block, up to the most that a fetch may wait in all."""
        tell = asyncio.get_running_loop().time
        began, ends_at = tell(), self._limit.when()
        assert ends_at is not None
        self._limit.reschedule(ends_at + self._still_seconds)
        try:
            yield
        finally:
            waited = min(tell() - began, self._still_seconds)
            self._still_seconds -= waited
            if not self._limit.expired():
                self._limit.reschedule(ends_at + waited)


_running: ContextVar[Stopwatch] = ContextVar("stopwatch of the fetch under way")


@asynccontextmanager
async def fetch_time(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError when the block takes longer, not counting what it stands still."""
    async with asyncio.timeout(seconds) as limit:
        before = _running.set(Stopwatch(limit))
        try:
            yield
        finally:
            _running.reset(before)


@contextmanager
def standing_still() -> Iterator[None]:
    """Let the time of the fetch under way stand still for this block."""
    with _running.get().standing_still():
        yield
