"""When each host may be asked again: a small locked file for each, seen by every process that shares the home folder.

Tasks of one night fetch side by side, and two of them may hold addresses of the same host; a host that asked to be
left alone for hours is still left alone by the next run. Times are of the machine's clock: seconds since 1970. When
that clock is turned back, a host is left alone for at most as long again as it could have asked for, never shorter.

The lock is `flock`: held for microseconds, freed by whatever end a process meets, and kept by NFS since Linux 2.6.12.
Where a folder knows no locks there is no fetching; the error says so.
"""

from __future__ import annotations

import fcntl
import math
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.politeness import MAX_PAUSE_SECONDS, MAX_RETRY_AFTER_SECONDS
from pipeline.errors import NewsfoldError
from pipeline.identifiers import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MAX_LINE_BYTES = 100
"""The two numbers at the beginning of a file take less; the host behind them is for people."""


@dataclass(slots=True)
class _Limit:
    """One host: it may be asked from `next_at` on, and wishes not to be before `left_alone_until`."""

    next_at: float = 0.0
    left_alone_until: float = 0.0


class RateLimiter:
    """The limits of all hosts, a file each below `folder`. A damaged file counts as none: the host is asked.

    A host is its name with its port, as politeness goes by.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock

    def waits(self, host: str) -> tuple[float, float]:
        """Return how many seconds a host is to be left alone, and how many are left until somebody's next turn."""
        with self._locked(host) as (_, limit):
            now = self._clock()
            return max(limit.left_alone_until - now, 0.0), max(limit.next_at - now, 0.0)

    def take_turn(self, host: str, pause: float) -> bool:
        """Take the turn to ask, and return whether it was to be had."""
        with self._locked(host) as (file, limit):
            now = self._clock()
            if max(limit.next_at, limit.left_alone_until) > now:
                return False
            limit.next_at = now + pause
            _write(file, host, limit)
            return True

    def end_turn(self, host: str, pause: float) -> None:
        """Let the next turn begin a pause after this moment: a slow host is given its pause too."""
        with self._locked(host) as (file, limit):
            limit.next_at = max(limit.next_at, self._clock() + pause)
            _write(file, host, limit)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Let nobody ask this host for so many seconds; an answer that asks for less shortens no other's wish."""
        with self._locked(host) as (file, limit):
            limit.left_alone_until = max(limit.left_alone_until, self._clock() + seconds)
            _write(file, host, limit)

    @contextmanager
    def _locked(self, host: str) -> Iterator[tuple[int, _Limit]]:
        """Give the file of a host and the limit in it, while nobody else may have it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self._folder / content_id("h", host), os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file, self._read(file, host)
            finally:
                os.close(file)
        except OSError as error:
            raise NewsfoldError(
                f"the rate limit of {host} cannot be kept in {self._folder}: {error}"
            ) from error

    def _read(self, file: int, host: str) -> _Limit:
        try:
            next_at, left_alone_until = map(float, os.read(file, _MAX_LINE_BYTES).split()[:2])
        except ValueError:
            return _Limit()
        if not (math.isfinite(next_at) and math.isfinite(left_alone_until)):
            return _Limit()
        # Further ahead than we ever set it, it was set before the clock was turned back: it counts from now on.
        now = self._clock()
        limit = _Limit(
            min(next_at, now + MAX_PAUSE_SECONDS), min(left_alone_until, now + MAX_RETRY_AFTER_SECONDS)
        )
        if (limit.next_at, limit.left_alone_until) != (next_at, left_alone_until):
            _write(file, host, limit)
        return limit


def _write(file: int, host: str, limit: _Limit) -> None:
    line = f"{limit.next_at!r} {limit.left_alone_until!r} {host}\n".encode()
    os.pwrite(file, line, 0)
    os.ftruncate(file, len(line))
