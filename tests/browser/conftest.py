"""A real browser, and the pages served to it from a small made-up press.

Skipped where no Chromium is installed, unless NEWSFOLD_REQUIRE_BROWSER=1. With NEWSFOLD_SCREENSHOTS=FOLDER, what the
browser saw is kept there.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.web.server import local_app
from tests.made_rows import insert
from tests.unit.web import small_press

if TYPE_CHECKING:
    from pipeline.runtime import Runtime

_START_SECONDS = 60  # a machine with every core busy
CLICK_SECONDS = 60
"""Until a page has done what a click asks of it, on the same machine."""

expect.set_options(timeout=CLICK_SECONDS * 1000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a Chromium for the session."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing = "no Chromium is installed"
        if os.environ.get("NEWSFOLD_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


def press_at(home: Path) -> Runtime:
    """Return a runtime whose warehouse below `home` holds the small press."""
    runtime = build(Settings.from_environment({"NEWSFOLD_HOME": str(home)}))
    runtime.warehouse.migrate()
    insert(runtime.warehouse, small_press.small_press().rows)
    return runtime


@dataclass(frozen=True)
class Site:
    """The pages at an address."""

    address: str
    runtime: Runtime


def _served(runtime: Runtime, *, editor: bool) -> Iterator[Site]:
    server = uvicorn.Server(
        uvicorn.Config(local_app(runtime, editor=editor), host="127.0.0.1", port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the pages were not served in time"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", runtime)
    server.should_exit = True
    thread.join(_START_SECONDS)


@pytest.fixture(scope="module")
def reader_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the pages as a reader sees them."""
    yield from _served(press_at(tmp_path_factory.mktemp("reading")), editor=False)


@pytest.fixture(scope="module")
def editor_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the pages as an editor sees them."""
    yield from _served(press_at(tmp_path_factory.mktemp("editing")), editor=True)


PageMaker = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[PageMaker]:
    """Give a function that opens a page; the test fails if one complained in the console or threw."""
    complaints: list[str] = []
    contexts = []

    def make(width: int = 1200, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(CLICK_SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def keep() -> Callable[[Page, str], None]:
    """Give a function that keeps a picture of a page where pictures are wanted."""

    def keep_picture(page: Page, name: str) -> None:
        if folder := os.environ.get("NEWSFOLD_SCREENSHOTS"):
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep_picture
