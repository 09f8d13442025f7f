"""`newsfold export`: a view, a table or the answer to a question, as a file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.arguments import day_of
from pipeline.cli.formats import write_csv, write_json_lines
from pipeline.cli.terminal import console, open_runtime
from pipeline.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Warehouse

    Ask = Callable[[str], tuple[list[str], Iterator[tuple[Any, ...]]]]

_FORMS = ("csv", "jsonl", "parquet")
_TIMES = ("article_at", "first_at", "day", "captured_at", "fetched_at")
"""Columns that place a row in a night, the best first; of a view or table without these, its first that ends in `_at`."""


@click.command()
@click.argument("relation", metavar="[VIEW_OR_TABLE]", required=False)
@click.option(
    "--out", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@click.option("--query", metavar="SQL", help="The answer to a question, instead of a view or table.")
@click.option("--from", "first", metavar="DAY", help="Only from this day (UTC).")
@click.option("--to", "last", metavar="DAY", help="Only until this day, which is included.")
@click.option(
    "--by", metavar="COLUMN", help=f"Which time the days are of. Default: {', '.join(_TIMES)}, or the first."
)
@click.option(
    "--format", "form", type=click.Choice(_FORMS), help="Default: by the ending of the file's name."
)
def export(
    *,
    relation: str | None,
    path: Path,
    query: str | None,
    first: str | None,
    last: str | None,
    by: str | None,
    form: str | None,
) -> None:
    """Write a view, a table or the answer to a question to a CSV, JSON Lines or Parquet file.

    The file appears whole or not at all, and may be larger than the memory. In CSV a text that a spreadsheet would
    take for a formula has an apostrophe before it; JSON Lines and Parquet hold every text as it is.
    """
    form = form or path.suffix.removeprefix(".")
    if form not in _FORMS:
        raise click.BadParameter(
            f"{path.name} ends in none of .{', .'.join(_FORMS)}: say --format", param_hint="--out"
        )
    if form == "parquet":
        from pipeline.cli.parquet import need_parquet

        need_parquet()
    asked = _asked(relation, query)
    warehouse = open_runtime().warehouse
    with warehouse.exporting() as ask:
        try:
            statement = _within(ask, asked, first, last, by)
            written = _write(path, form, lambda: ask(statement), warehouse)
        except QuestionError as error:
            if query:
                raise
            raise click.BadParameter(
                f"the warehouse has no view or table {relation!r}: {error.__cause__ or error}",
                param_hint="VIEW_OR_TABLE",
            ) from error
    console().print(f"{path}: {written:,} rows of {relation or 'the answer'}", markup=False)


def _asked(relation: str | None, query: str | None) -> str:
    """Return the statement of what is exported; raise BadParameter unless it is one thing."""
    if (relation is None) == (query is None):
        raise click.UsageError(
            "name a view or table, or ask with --query; `newsfold tables` lists what there is"
        )
    if query:
        return query.strip().rstrip(";")
    assert relation
    if not relation.replace("_", "").isalnum():
        raise click.BadParameter(f"{relation!r} is no name of a view or table", param_hint="VIEW_OR_TABLE")
    return f"SELECT * FROM {relation}"  # noqa: S608 - a bare name, read only


def _within(ask: Ask, statement: str, first: str | None, last: str | None, by: str | None) -> str:
    """Return the statement narrowed to the days, if any are given."""
    if not (first or last):
        return statement
    columns, _ = ask(f"SELECT * FROM ({statement}\n) AS exported LIMIT 0")  # noqa: S608 - asked of a reader
    column = by or _time_among(columns)
    if column not in columns:
        raise click.BadParameter(
            f"there is no column {column!r}; there are {', '.join(columns)}", param_hint="--by"
        )
    name = column.replace('"', '""')
    bounds = []
    if first:
        bounds.append(f"\"{name}\" >= '{_moment(column, day_of(first, '--from'))}'")
    if last:
        bounds.append(f"\"{name}\" < '{_moment(column, _day_after(last, '--to'))}'")
    return f"SELECT * FROM ({statement}\n) AS exported WHERE {' AND '.join(bounds)}"  # noqa: S608 - as above


def _day_after(day: str, option: str) -> datetime:
    try:
        return day_of(day, option) + timedelta(days=1)
    except OverflowError:
        raise click.BadParameter(f"no day comes after {day}", param_hint=option) from None


def _time_among(columns: Sequence[str]) -> str:
    named = [
        *(name for name in _TIMES if name in columns),
        *(name for name in columns if name.endswith("_at")),
    ]
    if not named:
        raise click.BadParameter(
            f"no time is among the columns ({', '.join(columns)}): say which one is a day", param_hint="--by"
        )
    return named[0]


def _moment(column: str, day: datetime) -> str:
    """Return the first moment of a day as the column writes it: a day alone, or a time in UTC."""
    return f"{day:%Y-%m-%d}" + ("T00:00:00Z" if column.endswith("_at") else "")


def _write(
    path: Path,
    form: str,
    read: Callable[[], tuple[list[str], Iterator[tuple[Any, ...]]]],
    warehouse: Warehouse,
) -> int:
    """Write what is read to the file, whole or not at all, and return how many rows."""
    from pipeline.adapters.whole_file import whole_file

    with whole_file(path) as part:
        if form == "parquet":
            from pipeline.cli.parquet import write_parquet

            return write_parquet(part, read, warehouse.column_types())
        columns, rows = read()
        write = write_csv if form == "csv" else write_json_lines
        with part.open("w", encoding="utf-8", newline="") as file:
            return write(file, columns, rows)
