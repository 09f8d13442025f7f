"""An Airflow to open in a browser: where it is, who may log in, and how."""

from __future__ import annotations

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
