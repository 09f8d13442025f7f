"""Runs the parsers in processes of their own, each page within a time and a size, and kills those that exceed them.

No size of a body bounds what a parser makes of it, and threads cannot be killed; processes can. A child that ran out
of time is killed and the page rejected; one that ran out of memory, or died, is replaced and the page tried once
more, alone with a fresh child, before it is rejected or left for a later run. All other pages go on meanwhile.

Tried and dropped: `ProcessPoolExecutor` cannot kill a worker and breaks as a whole when one dies; `multiprocessing`
refuses to start children from daemonic processes and runs the owner's main module again in each.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import select
import socket
import subprocess
import sys
import time
import weakref
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.adapters.fork_server import LENGTH
from pipeline.errors import Rejected, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.model import Fetched
    from pipeline.settings import Settings

WAITING_PER_WORKER = 4
"""Answers that may wait for a slow page before them: enough to keep all workers busy, few enough to hold in memory."""

PAGES_PER_WORKER = 2_000
"""A child that has read so many is replaced: whatever leaks in C libraries goes with it."""

_START_SECONDS = 60.0
"""Loading the parsers takes a second; a machine so busy that it takes a minute has other problems."""

_SECRET_PREFIXES = ("NEWSFOLD_", "AIRFLOW_", "PG")
"""Settings hold the warehouse's password, the scheduler's keys, or tell libpq where they are."""

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
        self._nursery: _Nursery | None = None
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
                worker.kill()

    def close(self) -> None:
        """End all processes."""
        for worker in self._idle:
            worker.channel.close()
        self._idle.clear()
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None

    @property
    def _most_slots(self) -> int:
        return self._workers * WAITING_PER_WORKER

    def _begin(self, slot: _Slot, busy: dict[int, _Worker]) -> None:
        worker = self._worker()
        worker.slot, worker.deadline = slot, time.monotonic() + self._timeout_seconds
        busy[worker.channel.fileno()] = worker
        try:
            worker.send(slot.fetched)
        except OSError:
            self._lost(worker, busy)

    def _worker(self) -> _Worker:
        if self._nursery is not None and not self._nursery.is_ours():
            self._idle.clear()  # a fork of the owner: the children belong to the other one
            self._nursery = None
        if self._idle:
            return self._idle.pop()
        if self._nursery is None:
            self._nursery = _Nursery(self._function)
        try:
            return self._nursery.birth(self._memory_bytes)
        except OSError:  # the nursery itself was killed
            self._nursery.close()
            self._idle.clear()
            self._nursery = _Nursery(self._function)
            return self._nursery.birth(self._memory_bytes)

    def _await(self, busy: dict[int, _Worker]) -> None:
        """Wait for the first answer or deadline, and settle it."""
        wait = max(0.0, min(worker.deadline for worker in busy.values()) - time.monotonic())
        watched = select.poll()  # select itself refuses descriptors from 1,024 on
        for number in busy:
            watched.register(number, select.POLLIN)
        for number, _ in watched.poll(wait * 1000):
            worker = busy[number]
            try:
                outcome, value = worker.receive()
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
        del busy[worker.channel.fileno()]
        worker.slot, worker.pages = None, worker.pages + 1
        if worker.pages < PAGES_PER_WORKER:
            self._idle.append(worker)
        else:
            worker.kill()

    def _lost(self, worker: _Worker, busy: dict[int, _Worker]) -> None:
        self._again(worker, busy, TransientError("parser_died", "its process ended without an answer"))

    def _again(self, worker: _Worker, busy: dict[int, _Worker], verdict: Exception) -> None:
        """Try the page once more in a fresh process, or give the verdict."""
        slot = worker.slot
        assert slot is not None
        self._drop(worker, busy)
        if slot.tries_left:
            slot.tries_left -= 1
            self._begin(slot, busy)
        else:
            slot.result = verdict

    def _drop(self, worker: _Worker, busy: dict[int, _Worker]) -> None:
        del busy[worker.channel.fileno()]
        worker.kill()


@dataclass(slots=True)
class _Slot:
    """A page on its way: its place in the order, and its result once there is one."""

    key: str
    fetched: Fetched
    result: Any = None
    tries_left: int = 1


@dataclass(slots=True)
class _Worker:
    """One parser process and the channel to it."""

    pid: int
    channel: socket.socket
    nursery: _Nursery
    slot: _Slot | None = None
    deadline: float = 0.0
    pages: int = field(default=0)

    def send(self, task: Any) -> None:
        message = pickle.dumps(task)
        self.channel.settimeout(max(0.01, self.deadline - time.monotonic()))
        self.channel.sendall(LENGTH.pack(len(message)) + message)

    def receive(self) -> tuple[str, Any]:
        """Return the answer; raise EOFError or OSError when the process ended, or stopped, in the middle of it."""
        (length,) = LENGTH.unpack(self._read(LENGTH.size))
        answer: tuple[str, Any] = pickle.loads(self._read(length))  # noqa: S301 - from our own child
        return answer

    def _read(self, length: int) -> bytes:
        chunks = []
        while length:
            self.channel.settimeout(max(0.01, self.deadline - time.monotonic()))
            chunk = self.channel.recv(min(length, 1 << 20))
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            length -= len(chunk)
        return b"".join(chunks)

    def kill(self) -> None:
        self.channel.close()
        with contextlib.suppress(OSError):
            self.nursery.kill(self.pid)


class _Nursery:
    """The owner's end of the process that bears the parsers (`pipeline.adapters.fork_server`)."""

    def __init__(self, function: str) -> None:
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_START_SECONDS)
        root = str(Path(pipeline.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                [sys.executable, "-m", "pipeline.adapters.fork_server", str(theirs.fileno()), function],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that Ctrl-C in a terminal reaches the owner alone
                env={**_without_secrets(os.environ), "PYTHONPATH": path},
            )
        self._finalizer = weakref.finalize(self, _end, self._owner, self._control, self._process)

    def is_ours(self) -> bool:
        """Whether this process started it: a fork inherits the object, but not the children."""
        return os.getpid() == self._owner

    def birth(self, memory_bytes: int) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            order = json.dumps({"memory_bytes": memory_bytes}).encode()
            socket.send_fds(self._control, [order], [theirs.fileno()])
            reply = self._control.recv(1024)
        if not reply:
            ours.close()
            raise OSError("the nursery has ended")
        return _Worker(json.loads(reply)["pid"], ours, self)

    def kill(self, pid: int) -> None:
        self._control.sendall(json.dumps({"kill": pid}).encode())
        self._control.recv(1024)

    def close(self) -> None:
        self._finalizer()


def _without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of processes that read what strangers wrote: passwords are not for them."""
    return {name: value for name, value in environment.items() if not name.startswith(_SECRET_PREFIXES)}


def _end(owner: int, control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    if os.getpid() == owner:
        process.wait()


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
