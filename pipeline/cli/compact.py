"""`newsfold compact`: old captures are pruned, and the storage of the warehouse is put in order."""

from __future__ import annotations

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime
from pipeline.reports import counts_line
from pipeline.settings import KEPT_DAYS

_DAYS = click.IntRange(*KEPT_DAYS)


@click.command()
@click.option(
    "--keep-rejected-days",
    type=_DAYS,
    metavar="N",
    help="Prune rejected captures that are older. Default: the setting.",
)
@click.option(
    "--keep-read-days",
    type=_DAYS,
    metavar="N",
    help="Prune older captures that became articles: they can never be read again. Default: the setting.",
)
@click.option("--shrink", is_flag=True, help="Give free space back to the disk; all others wait meanwhile.")
@click.option("--apply", "applies", is_flag=True, help="Do it; without it nothing is changed.")
@as_json
def compact(
    *,
    keep_rejected_days: int | None,
    keep_read_days: int | None,
    shrink: bool,
    applies: bool,
    wants_json: bool,
) -> None:
    """Prune old captures and put the storage in order; without --apply only show what would be pruned.

    Nothing is pruned unless an option, NEWSFOLD_KEEP_REJECTED_DAYS or NEWSFOLD_KEEP_READ_DAYS says how long captures
    are kept.
    """
    from pipeline.maintenance.compact import compact_storage
    from pipeline.maintenance.prune import prune

    runtime = open_runtime()
    pruned = prune(
        runtime, keep_rejected_days=keep_rejected_days, keep_read_days=keep_read_days, dry_run=not applies
    )
    reports = [pruned, compact_storage(runtime, shrink=shrink, dry_run=not applies)]
    if wants_json:
        print_json({report.step: dict(report.counts) for report in reports})
        return
    for report in reports:
        console().print(f"[bold]{report.step:9}[/bold] {counts_line(report.counts)}")
        for note in report.notes:
            console().print(f"          {note}", markup=False)
    if not applies:
        console().print("\nNothing was changed. To do it, add  --apply")
