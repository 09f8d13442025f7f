"""Runs the parsers in processes of their own, each page within a time and a size, and kills those that exceed them.

No size of a body bounds what a parser makes of it, and threads cannot be killed; processes can. A child that ran out
of time is killed and the page rejected; one that ran out of memory, or died, is replaced and the page tried once
more, alone with a fresh child, before it is rejected or left for a later run. All other pages go on meanwhile.

Tried and dropped: `ProcessPoolExecutor` cannot kill a worker and breaks as a whole when one dies; `multiprocessing`
refuses to start children from daemonic processes and runs the owner's main module again in each.
"""

from __future__ import annotations

import os
import select
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.adapters.fork_server_client import ForkServerClient
from pipeline.errors import Rejected, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.adapters.fork_server_client import ParserProcess
    from pipeline.model import Fetched
    from pipeline.settings import Settings

WAITING_PER_WORKER = 4
"""Answers that may wait for a slow page before them: enough to keep all workers busy, few enough to hold in memory."""

PAGES_PER_WORKER = 2_000
"""A child that has read so many is replaced: whatever leaks in C libraries goes with it."""

READ_PAGE = "pipeline.parsing.pages.document:parse"
READ_FEED = "pipeline.parsing.feeds.sitemap:read_announcements"


class BoundedParser:
    """The ports `PageParser` and `FeedParser`, by the function that is given what was fetched.

    Starts its processes at the first page and keeps them until `close`.
    """

    def __init__(self, settings: Settings, *, workers: int | None = None, function: str = READ_PAGE) -> None:
        self._timeout_seconds = settings.parse_timeout_seconds
        self._memory_bytes = settings.parse_memory_bytes
        self._workers = workers or _cores()
        self._function = function
        self._server: ForkServerClient | None = None
        self._idle: list[_Worker] = []

    def parse_all(self, fetched: Iterable[tuple[str, Fetched]], /) -> Iterator[tuple[str, Any]]:
        """Yield (key, what was read, or Rejected or TransientError) for every (key, fetched), in order."""
        busy: dict[int, _Worker] = {}
        slots: deque[_Slot] = deque()
        source = iter(fetched)
        exhausted = False
        try:
            while True:
                while not exhausted and len(busy) < self._workers and len(slots) < self._most_slots:
                    if (waiting := next(source, None)) is None:
                        exhausted = True
                    else:
                        slots.append(_Slot(*waiting))
                        self._begin(slots[-1], busy)
                while slots and slots[0].result is not None:
                    slot = slots.popleft()
                    assert slot.result is not None
                    yield slot.key, slot.result
                if busy:
                    self._await(busy)
                elif exhausted and not slots:
                    return
        finally:
            for worker in busy.values():  # only when the consumer stopped early, or was interrupted
                worker.process.kill()

    def close(self) -> None:
        """End all processes."""
        for worker in self._idle:
            worker.process.channel.close()
        self._idle.clear()
        if self._server is not None:
            self._server.close()
            self._server = None

    @property
    def _most_slots(self) -> int:
        return self._workers * WAITING_PER_WORKER

    def _begin(self, slot: _Slot, busy: dict[int, _Worker]) -> None:
        worker = self._worker()
        worker.begin(slot, self._timeout_seconds)
        busy[worker.descriptor] = worker
        try:
            worker.send()
        except OSError:
            self._lost(worker, busy)

    def _worker(self) -> _Worker:
        if self._server is not None and not self._server.is_ours():
            self._idle.clear()  # a fork of the owner: the children belong to the other one
            self._server = None
        if self._idle:
            return self._idle.pop()
        if self._server is None:
            self._server = ForkServerClient(self._function)
        try:
            return _Worker(self._server.spawn(self._memory_bytes))
        except OSError:  # the server itself was killed
            self._server.close()
            self._idle.clear()
            self._server = ForkServerClient(self._function)
            return _Worker(self._server.spawn(self._memory_bytes))

    def _await(self, busy: dict[int, _Worker]) -> None:
        """Wait for the first answer or deadline, and settle it."""
        wait = max(0.0, min(worker.deadline for worker in busy.values()) - time.monotonic())
        watched = select.poll()  # select itself refuses descriptors from 1,024 on
        for number in busy:
            watched.register(number, select.POLLIN)
        for number, _ in watched.poll(wait * 1000):
            worker = busy[number]
            try:
                outcome, value = worker.process.receive(worker.deadline)
            except (OSError, EOFError):
                self._lost(worker, busy)
                continue
            self._settle(worker, busy, outcome, value)
        now = time.monotonic()
        for worker in [worker for worker in busy.values() if worker.deadline <= now]:
            assert worker.slot is not None
            worker.slot.result = Rejected("parser_timeout", f"more than {self._timeout_seconds:g} seconds")
            self._drop(worker, busy)

    def _settle(self, worker: _Worker, busy: dict[int, _Worker], outcome: str, value: Any) -> None:
        slot = worker.slot
        assert slot is not None
        if outcome == "memory":
            self._again(worker, busy, Rejected("parser_memory", f"more than {self._memory_bytes:,} bytes"))
            return
        if outcome == "done":
            slot.result = value
        elif outcome == "raised":
            slot.result = _raised(*value)
        else:
            slot.result = TransientError("parser_failed", value)
        del busy[worker.descriptor]
        worker.slot, worker.pages = None, worker.pages + 1
        if worker.pages < PAGES_PER_WORKER:
            self._idle.append(worker)
        else:
            worker.process.kill()

    def _lost(self, worker: _Worker, busy: dict[int, _Worker]) -> None:
        self._again(worker, busy, TransientError("parser_died", "its process ended without an answer"))

    def _again(self, worker: _Worker, busy: dict[int, _Worker], failure: Exception) -> None:
        """Try the page once more in a fresh process, or let it have failed."""
        slot = worker.slot
        assert slot is not None
        self._drop(worker, busy)
        if slot.tries_left:
            slot.tries_left -= 1
            self._begin(slot, busy)
        else:
            slot.result = failure

    def _drop(self, worker: _Worker, busy: dict[int, _Worker]) -> None:
        del busy[worker.descriptor]
        worker.process.kill()


@dataclass(slots=True)
class _Slot:
    """A page in the order of its answer, and its result once there is one."""

    key: str
    fetched: Fetched
    result: Any = None
    tries_left: int = 1


@dataclass(slots=True)
class _Worker:
    """A parser process, the page it reads, and by when it has to have read it."""

    process: ParserProcess
    slot: _Slot | None = None
    deadline: float = 0.0
    pages: int = 0

    @property
    def descriptor(self) -> int:
        return self.process.channel.fileno()

    def begin(self, slot: _Slot, seconds: float) -> None:
        self.slot, self.deadline = slot, time.monotonic() + seconds

    def send(self) -> None:
        assert self.slot is not None
        self.process.send(self.slot.fetched, self.deadline)


def _raised(kind: type[Exception], arguments: tuple[Any, ...], state: dict[str, Any]) -> Exception:
    """Return the exception as it was raised; those with arguments of their own do not survive pickling."""
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
