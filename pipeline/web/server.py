"""The pages alone, for one person on one machine: no login, so only this machine's own names are answered."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pipeline.web.app import create_app
from pipeline.web.security import User

if TYPE_CHECKING:
    from fastapi import FastAPI

    from pipeline.ports import Runtime

_EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to


def local_app(runtime: Runtime, host: str = "127.0.0.1", *, editor: bool = False) -> FastAPI:
    """Return the application for whoever sits at this machine.

    Other host names are refused, lest a page elsewhere points its name at this machine and reads along. Somebody
    who binds every address has a proxy in front of it that knows the names.
    """
    someone = User(getpass.getuser(), may_judge=editor)
    app = create_app(runtime, lambda: someone)
    if host not in _EVERY_ADDRESS:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host])
    return app


def serve_pages(runtime: Runtime, host: str, port: int, *, editor: bool) -> None:
    """Serve the pages until interrupted."""
    uvicorn.run(
        local_app(runtime, host, editor=editor), host=host, port=port, log_level="warning", access_log=False
    )
