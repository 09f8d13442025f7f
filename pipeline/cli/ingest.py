"""`newsfold ingest`: sources become stories."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import day_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime
from pipeline.reports import counts_line

if TYPE_CHECKING:
    from pipeline.model import Source, Window
    from pipeline.reports import Report
    from pipeline.runtime import Runtime

_NEXT = (
    "newsfold stories",
    "newsfold status",
    'newsfold sql "SELECT title, host, article_count FROM canonical_stories"',
)


@click.command()
@click.option(
    "--source",
    "locations",
    multiple=True,
    metavar="PLACE",
    help="A folder of .html and .txt files, a WARC file or a folder of them, a list of addresses or of feeds (OPML), "
    "a file of extracted articles (JSON Lines, Parquet), a page, the address of a feed, a sitemap or a site; - is standard "
    "input. May be given several times. Default: every enabled source of the warehouse.",
)
@click.option("--day", metavar="YYYY-MM-DD", help="Only what was published before the end of this day (UTC).")
@as_json
def ingest(locations: tuple[str, ...], day: str | None, *, wants_json: bool) -> None:
    """Fetch, clean and fold: sources to stories, all seven steps.

    A second run on the same input changes no row. A run that was stopped has lost nothing: run it again.
    Exits with 1 when a source failed or was incomplete, after storing what the others gave.
    """
    from pipeline.model import Request
    from pipeline.steps import runner
    from pipeline.steps.discover.from_stdin import STDIN, source_from_stdin
    from pipeline.steps.discover.infer import infer_sources
    from pipeline.steps.discover.sources import set_enabled

    piped = [location for location in locations if location == STDIN]
    named = [source for location in locations if location != STDIN for source in infer_sources(location)]
    runtime = open_runtime(create=True)
    window = _window(day, runtime.clock())
    once = [source_from_stdin(sys.stdin.buffer, runtime.settings.home)] if piped else []
    named += once
    _register(runtime, named)
    for source in once:  # what comes by a pipe comes once: later runs do not read it again
        set_enabled(runtime, source.source_id, enabled=False)
    chosen = tuple(source.source_id for source in named)
    request = Request(run_id=new_run_id(), window=window, sources=chosen)
    reports: list[Report] = []
    for report in runner.run_all(request, runtime):
        reports.append(report)
        if not wants_json:
            print_report(report)
    if wants_json:
        print_json({"run_id": request.run_id, "steps": {each.step: _as_json(each) for each in reports}})
    else:
        console().print("\nNext:  " + "\n       ".join(_NEXT), markup=False)
    failed = sum(report.counts.get("failed", 0) + report.counts.get("incomplete", 0) for report in reports)
    if failed:
        click.echo(f"newsfold: sources failed or incomplete: {failed}; what they gave is stored", err=True)
        _suggest_disabling(runtime, chosen)
        raise click.exceptions.Exit(1)


def _as_json(report: Report) -> dict[str, object]:
    return {"counts": dict(report.counts), "notes": report.notes, "seconds": report.seconds}


def new_run_id() -> str:
    """Return a new run id that says where the run was started, and when."""
    return f"cli-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def _register(runtime: Runtime, named: list[Source]) -> None:
    from pipeline.errors import SourceError
    from pipeline.steps.discover.sources import register

    with runtime.warehouse.write() as db:
        register(db, named, runtime.clock())
        if not db.rows("shared/list_sources"):
            raise SourceError(
                "no source yet: name one with  newsfold ingest --source PLACE  or load some with  newsfold sources FILE"
            )


def _suggest_disabling(runtime: Runtime, chosen: tuple[str, ...]) -> None:
    """Name the sources that fail: a mistyped one is stored, and would fail in every later run."""
    from pipeline.crawling.polls import GOOD_OUTCOMES

    with runtime.warehouse.read() as db:
        rows = [row for row in db.rows("shared/list_sources") if row["enabled"]]
    failing = [row["source_id"] for row in rows if row["poll_outcome"] not in GOOD_OUTCOMES]
    asked = [f"--disable {source_id}" for source_id in failing if not chosen or source_id in chosen]
    if asked:
        click.echo(
            f"To stop asking a source that will never answer:  newsfold sources {' '.join(asked)}", err=True
        )


def _window(day: str | None, now: datetime) -> Window:
    from pipeline.crawling.windows import day_window
    from pipeline.model import Window

    if not day:
        return Window()
    start = day_of(day)
    if start > now:
        raise click.BadParameter(f"{day} is after today, {now:%Y-%m-%d} (UTC)", param_hint="--day")
    return day_window(start.date())


def print_report(report: Report) -> None:
    """Print what a step did, and below it what a person should read."""
    console().print(
        f"[bold]{report.step:9}[/bold] {counts_line(report.counts)}  [dim]{report.seconds:.1f} s[/dim]"
    )
    for note in report.notes:
        console().print(f"          {note}", style="yellow", markup=False)
