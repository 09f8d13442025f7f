"""`newsfold sources`: where news comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import text_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

if TYPE_CHECKING:
    from pipeline.ports import Connection

_SHOWN = ("source_id", "kind", "location", "language", "authority", "enabled", "polled_at", "poll_outcome")


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--disable", metavar="SOURCE", multiple=True, help="Stop asking this source; its articles stay."
)
@click.option("--enable", metavar="SOURCE", multiple=True, help="Ask this source again.")
@as_json
def sources(
    file: Path | None, *, disable: tuple[str, ...], enable: tuple[str, ...], wants_json: bool
) -> None:
    """List the sources of the warehouse; with FILE, first add or change those in that sources.toml.

    Paths in FILE are relative to the folder of FILE.
    """
    from pipeline.parsing.files.sources import parse_sources
    from pipeline.steps.discover.sources import register

    runtime = open_runtime(create=file is not None)
    with runtime.warehouse.write() as db:
        _set_enabled(db, disable, enabled=False)
        _set_enabled(db, enable, enabled=True)
    if file:
        found = parse_sources(text_of(file))
        with runtime.warehouse.write() as db:
            register(db, found, runtime.clock(), folder=file.absolute().parent)
    with runtime.warehouse.read() as db:
        rows = db.rows("shared/list_sources")
    if wants_json:
        print_json([dict(row) for row in rows])
    elif rows:
        console().print(table(_SHOWN, ([row[name] for name in _SHOWN] for row in rows)))
    else:
        console().print("no source yet: add some with  newsfold sources FILE  or  newsfold ingest --source …")


def _set_enabled(db: Connection, names: tuple[str, ...], *, enabled: bool) -> None:
    from pipeline.errors import NotFoundError

    for name in names:
        if not db.run("cli/set_source_enabled", source_id=name, enabled=int(enabled)):
            raise NotFoundError(f"no source is called {name!r}; `newsfold sources` lists them")
