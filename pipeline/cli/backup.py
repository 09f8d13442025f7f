"""`newsfold backup` and `newsfold restore`: a copy of the embedded warehouse as it was at one moment."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.terminal import console
from pipeline.reports import counts_line

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write the embedded warehouse to FILE, as it is at this moment; runs may go on meanwhile.

    The raw captures are not in it: they are files that only grow, below the home folder. Copy these afterwards.
    """
    from pipeline.runtime import from_environment

    runtime = from_environment()
    counts = runtime.warehouse.back_up(file)
    console().print(f"{file}: {counts_line(counts)}", markup=False)
    console().print(
        f"Captures are not in it. Now copy them, too:  rsync -a {runtime.settings.home / 'captures'}/ ELSEWHERE/",
        markup=False,
        soft_wrap=True,
    )


@click.command()
@click.argument("file", type=_FILE)
def restore(file: Path) -> None:
    """Put a backup in the place of the embedded warehouse, where none stands.

    Nothing is overwritten: move a warehouse that is there away first, with its -wal and -shm.
    """
    from pipeline.runtime import from_environment

    runtime = from_environment()
    counts = runtime.warehouse.restore(file)
    runtime.warehouse.migrate()
    console().print(f"{runtime.settings.warehouse_shown}: {counts_line(counts)}", markup=False)
    console().print("`newsfold captures --verify` says whether every capture has its bytes.")
