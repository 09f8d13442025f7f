"""`newsfold export`: a view or table as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.formats import write_csv, write_json_lines
from pipeline.cli.terminal import console, open_runtime
from pipeline.errors import NewsfoldError, QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WRITERS: dict[str, Callable[[Any, Sequence[str], Sequence[Sequence[Any]]], None]] = {
    "csv": write_csv,
    "jsonl": write_json_lines,
}


@click.command()
@click.argument("relation", metavar="VIEW_OR_TABLE")
@click.option(
    "--out", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@click.option(
    "--format", "form", type=click.Choice(list(_WRITERS)), help="Default: by the ending of the file's name."
)
def export(relation: str, path: Path, form: str | None) -> None:
    """Write a view or table to a CSV or JSON Lines file.

    The file appears whole or not at all.
    """
    if not relation.replace("_", "").isalnum():
        raise click.BadParameter(f"{relation!r} is no name of a view or table", param_hint="VIEW_OR_TABLE")
    form = form or path.suffix.removeprefix(".")
    if form not in _WRITERS:
        raise click.BadParameter(
            f"{path.name} ends in neither .csv nor .jsonl: say --format", param_hint="--out"
        )
    try:
        statement = f"SELECT * FROM {relation}"  # noqa: S608 - a bare name, read only
        columns, rows = open_runtime().warehouse.ask(statement, exports=True)
    except QuestionError as error:
        raise click.BadParameter(
            f"the warehouse has no view or table {relation!r}: {error.__cause__}",
            param_hint="VIEW_OR_TABLE",
        ) from error
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            _WRITERS[form](file, columns, rows)
        part.replace(path)
    except OSError as error:
        raise NewsfoldError(f"{path} cannot be written: {error.strerror}") from error
    console().print(f"{path}: {len(rows):,} rows of {relation}")
