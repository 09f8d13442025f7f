"""`newsfold rebuild`: an empty warehouse made again from the captures."""

from __future__ import annotations

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import open_runtime


@click.command()
@click.option(
    "--from", "origin", type=click.Choice(["captures"]), required=True, help="What is taken as given."
)
@click.option(
    "--kept",
    metavar="FILE_OR_ADDRESS",
    help="A damaged warehouse or a backup, from which sources, judgements and ids are taken as far as it can be read.",
)
@as_json
def rebuild(*, origin: str, kept: str | None, wants_json: bool) -> None:
    """Make the warehouse again from its captures; it must hold none yet.

    Every whole record of the archive is read, cleaned, folded and linked again. What no capture says (sources, what
    feeds announced, judgements, boilerplate that people decided, ids of stories) comes from --kept.
    """
    from pipeline.cli.ingest import new_run_id, print_report
    from pipeline.maintenance.rebuild import rebuild as rebuild_from
    from pipeline.model import Request
    from pipeline.runtime import warehouse_at

    del origin
    runtime = open_runtime(create=True)
    former = warehouse_at(kept) if kept else None
    reports = []
    for report in rebuild_from(Request(run_id=new_run_id()), runtime, former):
        reports.append(report)
        if not wants_json:
            print_report(report)
    if wants_json:
        print_json(
            {report.step: {"counts": dict(report.counts), "notes": report.notes} for report in reports}
        )
    if any(report.notes for report in reports if report.step in {"kept", "captures"}):
        click.echo("newsfold: not all of it could be read; the lines above say what is lost", err=True)
        raise click.exceptions.Exit(1)
