"""What `make demo` prints at its end."""

from __future__ import annotations

import re
from io import StringIO

from rich.console import Console

from demo import summary
from newsroom import Press
from newsroom.write import write_warc
from pipeline.model import Request, Source, SourceKind, Window
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.sources import register


def test_every_captured_page_is_accounted_for(tmp_path):
    """As an article, as a later version of one, or as rejected."""
    runtime = build(Settings.from_environment({"NEWSFOLD_HOME": str(tmp_path / "home")}))
    runtime.warehouse.migrate()
    nights = write_warc(Press(seed=3, nights=2, reports_per_night=6), tmp_path / "press")
    with runtime.warehouse.write() as db:
        register(db, [Source(night.stem, SourceKind.WARC, str(night)) for night in nights], runtime.clock())
    list(runner.run_all(Request("run", Window(None, None)), runtime))
    console = Console(file=StringIO(), width=200)
    summary.show(console, runtime, seconds=1.0)
    said = console.file.getvalue()
    numbers = re.search(
        r"(\d+) pages captured: (\d+) articles, (\d+) later versions of them, (\d+) rejected", said
    )
    captured, *parts = map(int, numbers.groups())
    assert captured == sum(parts)
    assert min(parts) > 0
