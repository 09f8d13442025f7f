"""An Airflow to open in a browser: where it is, who may log in, and how."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page


@dataclass(frozen=True)
class Airflow:
    """An api-server and its logins."""

    address: str
    passwords: Mapping[str, str]


def log_in(page: Page, airflow: Airflow, name: str) -> None:
    """Fill in the sign-in form that the page shows."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(airflow.passwords[name])
    page.get_by_role("button", name="Sign in").click()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
