"""When each host may be asked again: a small locked file for each, seen by every process that shares the home folder.

Tasks of one night fetch side by side, and two of them may hold addresses of the same host; a host that asked to be
left alone for hours is still left alone by the next run. Times are of the machine's clock: seconds since 1970.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.politeness import MAX_PAUSE_SECONDS, MAX_RETRY_AFTER_SECONDS
from pipeline.model import content_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class Pace:
    """One host: it may be asked from `next_at` on, and wishes not to be before `left_alone_until`."""

    next_at: float = 0.0
    left_alone_until: float = 0.0


class HostPaces:
    """The paces of all hosts, a file each below `folder`. A damaged file counts as none: the host is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, place: str) -> Pace:
        """Return the pace of a host as it stands, without taking a turn."""
        with self._locked(place) as (_, pace):
            return pace

    def take_turn(self, place: str, pause: float) -> float:
        """Take the turn to ask and return 0; or return how many seconds are left until a turn may be had."""
        now = time.time()
        with self._locked(place) as (file, pace):
            wait = max(pace.next_at, pace.left_alone_until) - now
            if wait > 0:
                return wait
            pace.next_at = now + pause
            _write(file, place, pace)
            return 0.0

    def end_turn(self, place: str, pause: float) -> None:
        """Let the next turn begin a pause after this moment: a slow host is given its pause too."""
        with self._locked(place) as (file, pace):
            pace.next_at = max(pace.next_at, time.time() + pause)
            _write(file, place, pace)

    def leave_alone(self, place: str, seconds: float) -> None:
        """Let nobody ask this host for so many seconds."""
        with self._locked(place) as (file, pace):
            pace.left_alone_until = time.time() + seconds
            _write(file, place, pace)

    @contextmanager
    def _locked(self, place: str) -> Iterator[tuple[int, Pace]]:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self._folder / content_id("h", place), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file, _read(file)
        finally:
            os.close(file)


def _read(file: int) -> Pace:
    now = time.time()
    try:
        next_at, left_alone_until = map(float, os.read(file, 100).split()[:2])
    except ValueError:
        return Pace()
    # Further ahead than we ever set it, it was set before the clock was turned back.
    return Pace(
        next_at if next_at <= now + MAX_PAUSE_SECONDS else 0.0,
        left_alone_until if left_alone_until <= now + MAX_RETRY_AFTER_SECONDS else 0.0,
    )


def _write(file: int, place: str, pace: Pace) -> None:
    line = f"{pace.next_at!r} {pace.left_alone_until!r} {place}\n".encode()
    os.pwrite(file, line, 0)
    os.ftruncate(file, len(line))
