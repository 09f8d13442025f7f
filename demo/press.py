"""The made-up press of the demo: its size, its port, and whether a warehouse has it as a source."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from newsroom.server import NewsroomServer
    from pipeline.ports import Warehouse

NIGHTS = 3
REPORTS_PER_NIGHT = 60
"""Enough for every kind of copy and look-alike to appear, and few enough to load in a minute."""

PORT = 8979
"""Fixed: an article is known by its address, and a second demo must find the articles of the first."""

ENVIRONMENT = {"NEWSFOLD_FETCH_PRIVATE_ADDRESSES": "1"}
"""The press is on this machine, where newsfold does not fetch without this setting."""


def open_press() -> NewsroomServer:
    """Return the press, before its first night; raise SettingsError when its port is taken."""
    # `make up` needs only names of this module, and should not wait for the imports of the press.
    from newsroom import Press  # noqa: PLC0415
    from newsroom.server import NewsroomServer  # noqa: PLC0415

    press = Press(nights=NIGHTS, reports_per_night=REPORTS_PER_NIGHT)
    try:
        return NewsroomServer(press, port=PORT, night=0)
    except OSError as error:
        raise SettingsError(
            f"the press needs port {PORT} of this machine: {error.strerror}. Another demo may be running, or the "
            "press that make up serves for the demo's home (make down stops it)"
        ) from error


def serving_command() -> list[str]:
    """Return the command that serves the press, all nights printed, until it is stopped."""
    size = ["--nights", str(NIGHTS), "--reports", str(REPORTS_PER_NIGHT)]
    return [sys.executable, "-m", "newsroom", "serve", *size, "--port", str(PORT)]


def is_known_to(warehouse: Warehouse) -> bool:
    """Whether this warehouse has the press among its sources."""
    with warehouse.read() as db:
        return any(f":{PORT}/" in row["location"] for row in db.rows("shared/list_sources"))
