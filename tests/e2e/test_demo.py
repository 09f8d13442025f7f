"""The tutorial shows what `make demo` prints; its nights are loaded here by the command line's runner, without Airflow."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console

from demo import press, summary
from newsroom import Press, day_of
from newsroom.server import NewsroomServer
from pipeline.crawling.windows import day_window
from pipeline.model import Request
from pipeline.parsing.files.sources import parse_sources
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from tests.e2e.typed_pages import ROOT

_SECONDS = re.compile(r"in \d+ s")


@pytest.mark.slow
def test_the_tutorial_shows_what_the_demo_prints(tmp_path):
    """On a port of its own: a demo may run beside it."""
    settings = {"NEWSFOLD_HOME": str(tmp_path)} | press.ENVIRONMENT
    runtime = build(Settings.from_environment(settings))
    runtime.warehouse.migrate()
    made = Press(nights=press.NIGHTS, reports_per_night=press.REPORTS_PER_NIGHT)
    with NewsroomServer(made, port=0, night=0) as newsroom:
        with runtime.warehouse.write() as db:
            register(db, parse_sources(newsroom.sources_toml), runtime.clock())
        for night in range(1, press.NIGHTS + 1):
            newsroom.set_night(night)
            for _ in runner.run_all(Request(f"night-{night}", day_window(day_of(night))), runtime):
                pass
    console = Console(file=StringIO(), width=200)
    summary.show(console, runtime, seconds=72.0)
    page = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    (shown,) = re.findall(r"^```\n(\d+ pages captured:.*?)^```$", page, re.MULTILINE | re.DOTALL)
    printed = _lines(console.file.getvalue())
    assert [line for line in _lines(shown) if line not in printed] == [], "\n".join(printed)


def _lines(text):
    """Return the lines that say something, without what only draws; the tutorial leaves some out."""
    lines = (" ".join(_SECONDS.sub("", line).replace("─", " ").split()) for line in text.splitlines())
    return [line for line in lines if line not in {"", "..."}]
