"""`newsfold sources`: where news comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import text_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table
from pipeline.model import Request

if TYPE_CHECKING:
    from pipeline.ports import Connection

_SHOWN = ("source_id", "kind", "location", "language", "authority", "enabled", "polled_at", "poll_outcome")


class _Sources(click.Group):
    """Takes what is no command's name for the arguments of `list`, so that `newsfold sources FILE` loads a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Sources)
def sources() -> None:
    """List sources, or read them from a file; ask again for pages that were refused.

    `newsfold sources` and `newsfold sources FILE` are short for `newsfold sources list`.
    """


@sources.command("retry")
@click.argument("source", nargs=-1)
def retry(source: tuple[str, ...]) -> None:
    """Make every page that was refused, or waits to be tried again, due at once: of each SOURCE, or of all."""
    from pipeline.steps.discover.sources import chosen

    runtime = open_runtime()
    with runtime.warehouse.write() as db:
        named = [each.source_id for each in chosen(db, Request("retry", sources=source))]
        due = sum(
            db.run("cli/retry_entries", source_id=source_id, due_at=runtime.clock()) for source_id in named
        )
    console().print(f"{due} pages are due; `newsfold ingest` fetches them")


@sources.command("list")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--disable", metavar="SOURCE", multiple=True, help="Stop asking this source; its articles stay."
)
@click.option("--enable", metavar="SOURCE", multiple=True, help="Ask this source again.")
@as_json
def list_sources(
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
