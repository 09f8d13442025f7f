"""A server in a process of its own, so that what is measured in this one is the client alone."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def port_of(serve: Callable[[str], None]) -> Iterator[int]:
    """Give the port that `serve` writes into the file it is given, once it listens; its process ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        port_file = Path(folder) / "port"
        server = get_context("spawn").Process(target=serve, args=(str(port_file),), daemon=True)
        server.start()
        try:
            while not (port_file.exists() and port_file.read_text("ascii")):
                if not server.is_alive():
                    raise RuntimeError("the server ended before it listened")
                time.sleep(0.05)
            yield int(port_file.read_text("ascii"))
        finally:
            server.terminate()
            server.join()
