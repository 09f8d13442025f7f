"""`newsfold status`: what the warehouse holds and how the last run went."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime
from pipeline.reports import counts_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Row
    from pipeline.review.last_run import LastRun


@click.command()
@as_json
def status(*, wants_json: bool) -> None:
    """Say what the warehouse holds and how the last run went."""
    from pipeline.review.last_run import last_run

    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        counts = dict(db.rows("shared/count_everything")[0])
        reasons = {row["reason"]: row["captures"] for row in db.rows("shared/list_rejection_reasons")}
        steps = db.rows("cli/list_last_run")
        failed = db.rows("shared/list_failed_checks", run_id=steps[0]["run_id"]) if steps else []
        latest = last_run(db, runtime.clock())
    if wants_json:
        print_json(
            {
                "warehouse": runtime.settings.warehouse_shown,
                "counts": counts,
                "rejections": reasons,
                "last_run": [{**row, "report": json.loads(row["report"])} for row in steps],
                "failed_checks": [dict(row) for row in failed],
                "needs_a_look": [asdict(fault) for fault in latest.faults],
            }
        )
        return
    out = console()
    out.print(runtime.settings.warehouse_shown, style="bold", markup=False)
    out.print(counts_line(counts) if any(counts.values()) else "empty")
    if reasons:
        out.print(f"rejected: {counts_line(reasons)}")
    if steps:
        _print_run(steps)
    _print_health(latest)


def _print_health(latest: LastRun) -> None:
    out = console()
    out.print(f"\n{latest.headline}", style="bold red" if latest.faults else "bold green")
    for fault in latest.faults:
        out.print(f"- {fault.sentence}\n  {fault.remedy}", markup=False)


def _print_run(steps: Sequence[Row]) -> None:
    from pipeline.steps.runner import reports_of

    out = console()
    out.print(f"\nlast run [bold]{steps[0]['run_id']}[/bold], {steps[0]['started_at']:%Y-%m-%d %H:%M} UTC")
    for report in reports_of(steps):
        out.print(f"  {report.step:9} {counts_line(report.counts)}")
