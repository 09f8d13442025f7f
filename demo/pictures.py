"""`python -m demo.pictures`: the pictures of the README, taken of made-up nights. Needs the development tools and Chromium.

The same nights as the tutorial's are loaded into a home that is gone afterwards, so that a picture shows what a reader of
the tutorial sees. Take them anew when the pages look otherwise.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from demo.homes import ROOT
from newsroom import Press
from newsroom.write import write_warc
from pipeline.model import Request, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from pipeline.web.app import create_app
from pipeline.web.security import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.runtime import Runtime

FOLDER = ROOT / "docs" / "pictures"
_WIDTH, _HEIGHT = 1000, 820  # about as wide as a page shows a picture, and no taller than a screen


def main() -> int:
    """Take the pictures; return the exit code."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print("no Chromium is installed")  # noqa: T201 - a tool for a terminal
        return 1
    with tempfile.TemporaryDirectory(prefix="newsfold-") as home:
        runtime = _loaded(Path(home))
        with _served(runtime) as address:
            _take(program, {"stories": address, "pair": address + _pair(runtime)})
    return 0


def _loaded(home: Path) -> Runtime:
    """Return a runtime whose warehouse holds the nights of the tutorial."""
    runtime = build(Settings.from_environment({"NEWSFOLD_HOME": str(home / "home")}))
    runtime.warehouse.migrate()
    nights = write_warc(Press(seed=3, nights=2, reports_per_night=10), home / "press")
    with runtime.warehouse.write() as db:
        register(db, [Source(file.stem, SourceKind.WARC, str(file)) for file in nights], runtime.clock())
    for _ in runner.run_all(Request("pictures"), runtime):
        pass
    return runtime


def _pair(runtime: Runtime) -> str:
    """Return the address of a pair that folds and whose texts differ in more than a word."""
    with runtime.warehouse.read() as db:
        (found, *_) = db.rows("demo/find_example_fold")
    return "/pair/{}/{}".format(*sorted((found["article_id"], found["matched_article_id"])))


@contextmanager
def _served(runtime: Runtime) -> Iterator[str]:
    app = create_app(runtime, lambda: User("ana"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _take(program: str, addresses: dict[str, str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light")
        for name, address in addresses.items():
            page.goto(address)
            page.screenshot(path=str(FOLDER / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
