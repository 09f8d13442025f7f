"""The fork server, from which parser processes are spawned: it loads the parsers once, and each process is one fork.

It talks with its owner over a socket, and gives each child another socket of its own. It is started by `exec`, not by
`multiprocessing`: that way it works inside daemonic and forked processes such as scheduler tasks, and the owner's main
module is never run again. When the owner goes, however it goes, the socket closes and everything here ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedIOBase

LENGTH = struct.Struct("!Q")
"""Every message between owner and child is its length, then its pickled bytes."""

_CONTROL_BYTES = 4096


def main(arguments: list[str]) -> None:
    """Serve the owner at the other end of the socket whose descriptor is the first argument, until it goes."""
    control = socket.socket(fileno=int(arguments[0]))
    function = _load(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who then closes the socket
    gc.freeze()
    children: set[int] = set()
    try:
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, _CONTROL_BYTES, 1)
            if not message:
                return
            order = json.loads(message)
            if "kill" in order:
                _kill(order["kill"], children)
                control.sendall(b"{}")
                continue
            pid = os.fork()
            if pid == 0:
                control.close()
                _serve(socket.socket(fileno=descriptors[0]), function, order["memory_bytes"])
            children.add(pid)
            os.close(descriptors[0])
            control.sendall(json.dumps({"pid": pid}).encode())
    except ConnectionError:  # the owner went while something was on its way
        return
    finally:
        for pid in list(children):
            _kill(pid, children)


def _load(name: str) -> Callable[[Any], Any]:
    """Return the function of that name ("module:function"), its module warmed up if it has a `warm_up`."""
    path, _, attribute = name.partition(":")
    module = import_module(path)
    if warm_up := getattr(module, "warm_up", None):
        warm_up()
    loaded: Callable[[Any], Any] = getattr(module, attribute)
    return loaded


def _kill(pid: int, children: set[int]) -> None:
    """Kill a child of ours and wait for it, so that no other process has its number before the owner knows."""
    if pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        children.discard(pid)


def _serve(channel: socket.socket, function: Callable[[Any], Any], memory_bytes: int) -> None:
    """Answer what comes through the channel until it closes, if only in the middle of a message; never return."""
    _limit(memory_bytes)
    stream = channel.makefile("rwb")
    with contextlib.suppress(ConnectionError):
        while (message := _next_message(stream)) is not None:
            answer = pickle.dumps(_answer(function, pickle.loads(message)))  # noqa: S301 - from our owner
            stream.write(LENGTH.pack(len(answer)) + answer)
            stream.flush()
    os._exit(0)


def _next_message(stream: BufferedIOBase) -> bytes | None:
    """Return the next message, or None where the stream ends before it is whole."""
    header = stream.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(header)
    message = stream.read(size)
    return message if len(message) == size else None


def _answer(function: Callable[[Any], Any], task: Any) -> tuple[str, Any]:
    """Return the name of the outcome, and the result, the exception, or the text of an unforeseen one."""
    from pipeline.errors import NewsfoldError  # noqa: PLC0415 - the function has loaded it already

    try:
        return "done", function(task)
    except NewsfoldError as error:
        return "raised", (type(error), error.args, error.__dict__)
    except MemoryError:
        return "memory", ""
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever it was, the owner records it
        return "failed", f"{type(error).__name__}: {error}"[:500]


def _limit(added_bytes: int) -> None:
    """Let this process grow by so many bytes; where the system cannot (macOS), the time limit alone protects."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + added_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    main(sys.argv[1:])
