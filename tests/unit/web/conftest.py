"""A small press in a warehouse on each database, and the pages served from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.settings import Settings
from pipeline.web.app import create_app
from pipeline.web.security import User
from tests.made_rows import insert
from tests.unit.web import small_press

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.adapters.warehouse import SqlWarehouse
    from pipeline.folding.kernel import Kernel


@dataclass(frozen=True)
class PagesRuntime:
    """The part of the runtime that pages use."""

    settings: Settings
    warehouse: SqlWarehouse
    kernel: Kernel = field(default_factory=CompiledKernel)

    def clock(self) -> datetime:
        return small_press.NOW


@pytest.fixture
def runtime(warehouse: SqlWarehouse, warehouse_url: str, tmp_path: Path) -> PagesRuntime:
    """Give a runtime on a warehouse that holds the small press."""
    insert(warehouse, small_press.small_press().rows)
    return PagesRuntime(Settings(home=tmp_path, warehouse=warehouse_url), warehouse)


@pytest.fixture
def empty_runtime(warehouse: SqlWarehouse, warehouse_url: str, tmp_path: Path) -> PagesRuntime:
    """Give a runtime on a warehouse that holds nothing."""
    return PagesRuntime(Settings(home=tmp_path, warehouse=warehouse_url), warehouse)


Opener = Callable[..., TestClient]


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Give a function that opens the pages of a runtime for a user."""
    clients: list[TestClient] = []

    def open_pages(runtime: PagesRuntime, *, editor: bool = False) -> TestClient:
        user = User("ana" if editor else "reader", may_judge=editor)
        app = create_app(runtime, lambda: user, secret=b"a key of the tests")
        clients.append(TestClient(app, base_url="http://pages.example", follow_redirects=False))
        return clients[-1]

    yield open_pages
    for client in clients:
        client.close()


@pytest.fixture
def as_reader(runtime: PagesRuntime, opened: Opener) -> TestClient:
    """Give the pages as a reader sees them."""
    return opened(runtime)


@pytest.fixture
def as_editor(runtime: PagesRuntime, opened: Opener) -> TestClient:
    """Give the pages as an editor sees them."""
    return opened(runtime, editor=True)
