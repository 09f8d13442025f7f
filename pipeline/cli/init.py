"""`newsfold init`: the warehouse is made, or brought up to date."""

from __future__ import annotations

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console


@click.command()
@as_json
def init(*, wants_json: bool) -> None:
    """Create the warehouse, or bring it up to date.

    A second run changes nothing. The embedded warehouse is a file in NEWSFOLD_HOME; NEWSFOLD_WAREHOUSE names a server.
    """
    from pipeline.runtime import from_environment

    runtime = from_environment()
    applied = runtime.warehouse.migrate()
    if wants_json:
        print_json({"warehouse": runtime.settings.warehouse_shown, "applied": applied})
    elif applied:
        console().print(f"{runtime.settings.warehouse_shown}: applied {', '.join(applied)}", markup=False)
    else:
        console().print(f"{runtime.settings.warehouse_shown}: up to date", markup=False)
