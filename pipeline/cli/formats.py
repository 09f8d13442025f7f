"""JSON and CSV for scripts: what a terminal would obey is escaped in JSON, and times are in ISO 8601."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.terminal import OBEYED, console

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.review.event_judgements import EventChange
    from pipeline.review.story_change import StoryChange

_NOT_OF_CSV = (datetime, bytes, memoryview)
"""Values that CSV writes as JSON has them; numbers and the empty value it writes in its own way."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - also in full width
"""Letters at which spreadsheets begin to calculate."""

as_json = click.option("--json", "wants_json", is_flag=True, help="Print JSON for a script.")


def print_json(value: object) -> None:
    """Print a value as JSON. What a terminal would obey is escaped, and comes back unchanged."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=plain)
    click.echo(OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def write_json_lines(file: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write one JSON object a row, and return how many."""
    written = 0
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        file.write(json.dumps(record, ensure_ascii=False, default=plain) + "\n")
        written += 1
    return written


def write_csv(file: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write the columns' names and the rows as CSV, and return how many rows.

    A text that a spreadsheet would take for a formula has an apostrophe before it
    (https://owasp.org/www-community/attacks/CSV_Injection): headlines come from strangers.
    """
    writer = csv.writer(_PlainLines(file))
    writer.writerow(map(_of_csv, columns))
    written = 0
    for row in rows:
        writer.writerow(map(_of_csv, row))
        written += 1
    return written


class _PlainLines:
    """Ends lines as the tools of a shell read them; the writer itself, told so, would leave a lone CR unquoted."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, line: str) -> None:
        """Write one row, which ends with CR and LF."""
        self._file.write(line.removesuffix("\r\n") + "\n")


def _of_csv(value: Any) -> Any:
    if isinstance(value, _NOT_OF_CSV):
        return plain(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value


def plain(value: Any) -> Any:
    """Return a value of a database as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def print_change(change: StoryChange | EventChange, *, wants_json: bool) -> None:
    """Print what a person's decision does to the stories or events."""
    if wants_json:
        print_json(asdict(change))
    else:
        console().print(str(change), markup=False)
