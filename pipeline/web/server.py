"""The pages for one person on one machine: without a login, so only the names of this machine are answered."""

from __future__ import annotations

import getpass
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pipeline.errors import NewsfoldError
from pipeline.web.app import create_app
from pipeline.web.half_open import CONNECTIONS, BoundedProtocol
from pipeline.web.security import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from pipeline.ports import Runtime

_HOST = "127.0.0.1"


def local_app(runtime: Runtime, *, editor: bool = False) -> FastAPI:
    """Return the application for the user of this machine.

    Other host names are refused: a foreign page could give its own name the address of this machine, and read the pages.
    """
    user = User(getpass.getuser(), may_judge=editor)
    app = create_app(runtime, lambda: user)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[_HOST, "localhost", "[::1]"])
    return app


def serve_pages(runtime: Runtime, port: int, announce: Callable[[str], None], *, editor: bool) -> None:
    """Serve the pages until interrupted; `announce` gets their address once the port is open."""
    try:
        listening = socket.create_server((_HOST, port))
    except OSError as error:
        raise NewsfoldError(f"port {port} of {_HOST} cannot be used: {error.strerror}") from error
    settings = uvicorn.Config(
        local_app(runtime, editor=editor),
        http=BoundedProtocol,
        limit_concurrency=CONNECTIONS,
        log_level="warning",
        access_log=False,
    )
    with listening, suppress(KeyboardInterrupt):
        announce(f"http://{_HOST}:{port}")
        uvicorn.Server(settings).run([listening])
