"""A timeout for one fetch, which runs while a host may answer and is paused while we wait for our turn to ask it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

MAX_PAUSED_SECONDS = 60.0
"""In all, for one fetch: two hops at the longest pause. A host must not hold a run up by asking it to wait."""


class _PausableTimeout:
    """Moves the deadline of an `asyncio.timeout` by the time for which it was paused."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._timeout = timeout
        self._may_pause_seconds = MAX_PAUSED_SECONDS

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Count no time for this block, up to the most that a fetch may wait in all."""
        time = asyncio.get_running_loop().time
        began, ends_at = time(), self._timeout.when()
        assert ends_at is not None
        self._timeout.reschedule(ends_at + self._may_pause_seconds)
        try:
            yield
        finally:
            waited = min(time() - began, self._may_pause_seconds)
            self._may_pause_seconds -= waited
            if not self._timeout.expired():
                self._timeout.reschedule(ends_at + waited)


_running: ContextVar[_PausableTimeout] = ContextVar("timeout of the fetch under way")


@asynccontextmanager
async def pausable_timeout(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError when the block takes longer, not counting the time for which it is `paused`."""
    async with asyncio.timeout(seconds) as timeout:
        before = _running.set(_PausableTimeout(timeout))
        try:
            yield
        finally:
            _running.reset(before)


@contextmanager
def paused() -> Iterator[None]:
    """Pause the timeout of the fetch under way for this block."""
    with _running.get().paused():
        yield
