"""The owner's end of the fork server: it starts the server, and has it spawn and kill parser processes."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import socket
import subprocess
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.adapters.fork_server import LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping

_START_SECONDS = 60.0
"""Loading the parsers takes a second; a machine so busy that it takes a minute has other problems."""

_MIN_SECONDS = 0.01
"""A socket takes no timeout of zero: that is how it is told not to wait at all."""

_REPLY_BYTES = 1024
_CHUNK_BYTES = 1 << 20

_SECRET_PREFIXES = ("NEWSFOLD_", "AIRFLOW_", "PG")
"""Settings hold the warehouse's password, the scheduler's keys, or tell libpq where they are."""


class ForkServerClient:
    """A fork server of our own (`pipeline.adapters.fork_server`), whose children call the named function."""

    def __init__(self, function: str) -> None:
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_START_SECONDS)
        root = str(Path(pipeline.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                [sys.executable, "-m", "pipeline.adapters.fork_server", str(theirs.fileno()), function],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that Ctrl-C in a terminal reaches the owner alone
                env={**_without_secrets(os.environ), "PYTHONPATH": path},
            )
        self._finalizer = weakref.finalize(self, _end, self._owner, self._control, self.process)

    def is_ours(self) -> bool:
        """Whether this process started it: a fork inherits the object, but not the children."""
        return os.getpid() == self._owner

    def spawn(self, memory_bytes: int) -> ParserProcess:
        """Return a new process that may grow by so many bytes; raise OSError when the server has ended."""
        ours, theirs = socket.socketpair()
        with theirs:
            order = json.dumps({"memory_bytes": memory_bytes}).encode()
            socket.send_fds(self._control, [order], [theirs.fileno()])
            reply = self._control.recv(_REPLY_BYTES)
        if not reply:
            ours.close()
            raise OSError("the fork server has ended")
        return ParserProcess(json.loads(reply)["pid"], ours, self)

    def kill(self, pid: int) -> None:
        """Kill a process it spawned, and wait until it is gone."""
        self._control.sendall(json.dumps({"kill": pid}).encode())
        self._control.recv(_REPLY_BYTES)

    def close(self) -> None:
        """End the server and all it spawned."""
        self._finalizer()


@dataclass(slots=True)
class ParserProcess:
    """One parser process and the channel to it."""

    pid: int
    channel: socket.socket
    server: ForkServerClient

    def send(self, task: Any, deadline: float) -> None:
        """Give it a task; raise OSError when it has ended, or does not take the task by the deadline."""
        message = pickle.dumps(task)
        self._end_by(deadline)
        self.channel.sendall(LENGTH.pack(len(message)) + message)

    def receive(self, deadline: float) -> tuple[str, Any]:
        """Return its answer; raise EOFError or OSError when it ended, or stopped, in the middle of it."""
        (length,) = LENGTH.unpack(self._read(LENGTH.size, deadline))
        answer: tuple[str, Any] = pickle.loads(self._read(length, deadline))  # noqa: S301 - from our own child
        return answer

    def _read(self, length: int, deadline: float) -> bytes:
        chunks = []
        while length:
            self._end_by(deadline)
            chunk = self.channel.recv(min(length, _CHUNK_BYTES))
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            length -= len(chunk)
        return b"".join(chunks)

    def _end_by(self, deadline: float) -> None:
        self.channel.settimeout(max(_MIN_SECONDS, deadline - time.monotonic()))

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.channel.close()
        with contextlib.suppress(OSError):
            self.server.kill(self.pid)


def _without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of processes that read what strangers wrote: passwords are not for them."""
    return {name: value for name, value in environment.items() if not name.startswith(_SECRET_PREFIXES)}


def _end(owner: int, control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    if os.getpid() == owner:
        process.wait()
