"""A port of this machine for a server of another process, which nobody else is given meanwhile."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def held_port() -> Iterator[int]:
    """Give a port that is ours for as long as the block lasts.

    A port that was only found free may be handed to any connection of this machine before the server listens. This one
    stays bound; who sets SO_REUSEADDR, as every server here does, may listen on it all the same.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
