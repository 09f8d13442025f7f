"""Every connection that this process opens, noted, and one address of this machine that stands for a public host."""

from __future__ import annotations

import sys

from pipeline.adapters import connector
from pipeline.crawling.networks import may_connect

SERVER = "127.0.0.1"
"""Stands for a public host; nothing else of this machine does."""

connected_to: list[object] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        connected_to.append(arguments[1])


sys.addaudithook(_note)  # for the life of the process: there is no way to take one back


def let_server_be_public(monkeypatch) -> None:
    """Let the test's server be public, no host need a pause, and the notes begin anew."""
    monkeypatch.setattr(
        connector,
        "may_connect",
        lambda address, *, allows_private: (
            address == SERVER or may_connect(address, allows_private=allows_private)
        ),
    )
    monkeypatch.setattr("pipeline.adapters.http.pause_seconds", lambda _host, _delay: 0.0)
    connected_to.clear()
