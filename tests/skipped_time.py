"""An event loop that skips the time in which nobody does anything: sleeps cost nothing, and no load makes them longer.

For code that waits and does nothing else; an answer from a socket or a process would come too late.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

_T = TypeVar("_T")


class _Skipping(selectors.DefaultSelector):
    """Waits for nothing, and remembers how long it should have waited."""

    skipped = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.skipped += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        """Tell the time that was slept, and no other."""
        return self._skipping.skipped


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run this to its end, as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
