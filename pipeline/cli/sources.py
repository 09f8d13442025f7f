"""`newsfold sources`: where news comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import sources_more
from pipeline.cli.arguments import text_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Source

_SHOWN = ("source_id", "kind", "location", "language", "authority", "enabled", "polled_at", "poll_outcome")
_SPARE = ("authority", "language", "kind", "polled_at")


class _Sources(click.Group):
    """Takes what is no command's name for the arguments of `list`, so that `newsfold sources FILE` loads a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Sources)
def sources() -> None:
    """List sources, find and add those of a site, or read them from a file; try them, ask again.

    `newsfold sources` and `newsfold sources FILE` are short for `newsfold sources list`.
    """


sources.add_command(sources_more.add)
sources.add_command(sources_more.check)
sources.add_command(sources_more.retry)
sources.add_command(sources_more.export)


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
    """List the sources of the warehouse; with FILE, first add or change those in that sources.toml or OPML.

    Paths in FILE are relative to the folder of FILE.
    """
    from pipeline.steps.discover.known_sources import note_known_sources
    from pipeline.steps.discover.sources import register, set_enabled

    runtime = open_runtime(create=file is not None)
    for name in disable:
        set_enabled(runtime, name, enabled=False)
    for name in enable:
        set_enabled(runtime, name, enabled=True)
    if file:
        found = _sources_in(file)
        with runtime.warehouse.write() as db:
            register(db, found, runtime.clock(), folder=file.absolute().parent)
    note_known_sources(runtime)
    with runtime.warehouse.read() as db:
        rows = db.rows("shared/list_sources")
    if wants_json:
        print_json([dict(row) for row in rows])
    elif rows:
        console().print(table(_SHOWN, ([row[name] for name in _SHOWN] for row in rows), spare=_SPARE))
    else:
        console().print(
            "no source yet: add some with  newsfold sources add ADDRESS  or  newsfold sources FILE"
        )


def _sources_in(file: Path) -> Sequence[Source]:
    from pipeline.parsing.files.opml import is_opml
    from pipeline.parsing.files.sources import parse_sources
    from pipeline.steps.discover.infer import sources_of_opml

    body = file.read_bytes()
    return sources_of_opml(body) if is_opml(body) else parse_sources(text_of(file))
