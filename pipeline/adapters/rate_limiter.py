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
from pipeline.model import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(slots=True)
class Pace:
    """One host: it may be asked from `next_at` on, and wishes not to be before `left_alone_until`."""

    next_at: float = 0.0
    left_alone_until: float = 0.0


class HostPaces:
    """The paces of all hosts, a file each below `folder`. A damaged file counts as none: the host is asked."""

    def __init__(self, folder: Path, tell: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._tell = tell

    def waits(self, place: str) -> tuple[float, float]:
        """Return how many seconds a host is to be left alone, and how many are left until somebody's next turn."""
        with self._locked(place) as (_, pace):
            now = self._tell()
            return max(pace.left_alone_until - now, 0.0), max(pace.next_at - now, 0.0)

    def take_turn(self, place: str, pause: float) -> bool:
        """Take the turn to ask, and return whether it was to be had."""
        with self._locked(place) as (file, pace):
            now = self._tell()
            if max(pace.next_at, pace.left_alone_until) > now:
                return False
            pace.next_at = now + pause
            _write(file, place, pace)
            return True

    def end_turn(self, place: str, pause: float) -> None:
        """Let the next turn begin a pause after this moment: a slow host is given its pause too."""
        with self._locked(place) as (file, pace):
            pace.next_at = max(pace.next_at, self._tell() + pause)
            _write(file, place, pace)

    def leave_alone(self, place: str, seconds: float) -> None:
        """Let nobody ask this host for so many seconds; an answer that asks for less shortens no other's wish."""
        with self._locked(place) as (file, pace):
            pace.left_alone_until = max(pace.left_alone_until, self._tell() + seconds)
            _write(file, place, pace)

    @contextmanager
    def _locked(self, place: str) -> Iterator[tuple[int, Pace]]:
        """Give the file of a host and what it says, while nobody else may have it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = os.open(self._folder / content_id("h", place), os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file, self._read(file, place)
            finally:
                os.close(file)
        except OSError as error:
            raise NewsfoldError(f"the pace of {place} cannot be kept in {self._folder}: {error}") from error

    def _read(self, file: int, place: str) -> Pace:
        try:
            next_at, left_alone_until = map(float, os.read(file, 100).split()[:2])
        except ValueError:
            return Pace()
        if not (math.isfinite(next_at) and math.isfinite(left_alone_until)):
            return Pace()
        # Further ahead than we ever set it, it was set before the clock was turned back: it counts from now on.
        now = self._tell()
        pace = Pace(
            min(next_at, now + MAX_PAUSE_SECONDS), min(left_alone_until, now + MAX_RETRY_AFTER_SECONDS)
        )
        if (pace.next_at, pace.left_alone_until) != (next_at, left_alone_until):
            _write(file, place, pace)
        return pace


def _write(file: int, place: str, pace: Pace) -> None:
    line = f"{pace.next_at!r} {pace.left_alone_until!r} {place}\n".encode()
    os.pwrite(file, line, 0)
    os.ftruncate(file, len(line))
