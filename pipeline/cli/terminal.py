"""The terminal: the runtime with a progress bar, and tables for people.

Texts come from strangers, and a terminal obeys what it is sent: no control character but our own line ends and colours
reaches it, whoever prints.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table

    from pipeline.ports import Advance
    from pipeline.runtime import Runtime

_NEVER_WRAPPED = 24
"""Characters: columns with no longer cells, such as identifiers and times, stay on one line."""

_MOST_LINES = 3
"""Lines of a cell of a table on a terminal: longer texts are easier to read one below the other."""

_GAP = 2
"""Spaces between two columns."""

_WIDTH_OF_A_FILE = 400
"""Characters in a line of a table that goes to a file or a pipe, where wrapped text would hide from grep."""

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Characters a terminal acts on instead of showing: controls except the line feed, and those that turn text."""


@cache
def console() -> Console:
    """Return the terminal that results are printed on; plain text when it is a file or a pipe."""
    from rich.console import Console
    from rich.segment import Segment

    class Terminal(Console):
        def render(self, *arguments: Any, **options: Any) -> Iterable[Segment]:
            for text, style, control in super().render(*arguments, **options):
                yield Segment(text if control else harmless(text), style, control)

    return Terminal(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)


def shows_colour() -> bool:
    """Return whether what is printed may carry meaning by colour alone: not in a file or pipe, nor with NO_COLOR."""
    out = console()
    return out.color_system is not None and not out.no_color


def harmless(text: str) -> str:
    """Return the text with a space for each character that a terminal would obey."""
    return OBEYED.sub(" ", text)


def open_runtime(*, create: bool = False) -> Runtime:
    """Return the runtime the environment asks for, its warehouse up to date.

    A command that may `create` the embedded warehouse does so; one that only asks reports that there is none. A
    server's warehouse is made by `newsfold init` alone, since the account of a nightly run may not change tables.
    """
    from pipeline.runtime import from_environment

    runtime = from_environment(progress=TerminalProgress())
    if runtime.settings.is_embedded:
        runtime.warehouse.migrate(create=create)
    return runtime


class Rows:
    """Rows under their columns, printed as a table where it fits, and else one record after another, a field a line.

    A terminal that is too narrow for a table would leave out columns and the ends of numbers without a sign. Of a table
    with columns to spare, these are left out first, and a line says so.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        *,
        title: str | None = None,
        spare: Sequence[str] = (),
    ) -> None:
        """Take all rows: the form depends on the widest. `spare` are the columns that may go, the first one first."""
        self._columns, self._title, self._spare = list(columns), title, spare
        values = [list(row) for row in rows]
        self._rows = [[_cell(value) for value in row] for row in values]
        self._numeric = [
            bool(values) and all(isinstance(row[column], int | float | None) for row in values)
            for column in range(len(self._columns))
        ]

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Give what the printing console is wide enough for."""
        from rich.cells import cell_len
        from rich.text import Text

        widths = [max(map(cell_len, cells)) for cells in zip(self._columns, *self._rows, strict=True)]
        for count in range(len(self._spare) + 1):
            left_out = self._spare[:count]
            shown = [place for place, name in enumerate(self._columns) if name not in left_out]
            least = _least_width([widths[place] for place in shown], is_terminal=options.is_terminal)
            if least <= options.max_width:
                yield self._table(shown, widths)
                if left_out:
                    yield Text(f"too narrow for {', '.join(left_out)}; --json has them", style="dim")
                return
        yield self._records()

    def _table(self, shown: Sequence[int], widths: Sequence[int]) -> Table:
        from rich.table import Table
        from rich.text import Text

        made = Table(title=self._title, title_justify="left", header_style="bold", box=None, pad_edge=False)
        for place in shown:
            justify: Literal["left", "right"] = "right" if self._numeric[place] else "left"
            is_short = widths[place] <= _NEVER_WRAPPED
            made.add_column(self._columns[place], justify=justify, overflow="fold", no_wrap=is_short)
        for row in self._rows:
            made.add_row(*(Text(row[place]) for place in shown))
        return made

    def _records(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        made = Table.grid(padding=(0, 2, 0, 0))
        made.title, made.title_justify = self._title, "left"
        made.add_column(style="bold", overflow="fold")
        made.add_column(overflow="fold")
        for number, row in enumerate(self._rows):
            if number:
                made.add_row()
            for column, value in zip(self._columns, row, strict=True):
                made.add_row(Text(column), Text(value))
        return made


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str | None = None,
    spare: Sequence[str] = (),
) -> Rows:
    """Return rows ready to print; numbers are aligned right. On a narrow terminal the `spare` columns go first."""
    return Rows(columns, rows, title=title, spare=spare)


def _least_width(widths: Sequence[int], *, is_terminal: bool) -> int:
    """Return how wide a table must be to show columns of these widths whole.

    On a terminal only the widest column is wrapped, to a few lines; in a file every long one.
    """
    if is_terminal:
        widest = max(widths, default=0)
        saved = widest - max(min(widest, _NEVER_WRAPPED), ceil(widest / _MOST_LINES))
    else:
        saved = sum(max(width - _NEVER_WRAPPED, 0) for width in widths)
    return sum(widths) - saved + _GAP * (len(widths) - 1)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return harmless(str(value)).replace("\n", " ")


class TerminalProgress:
    """Progress bars on standard error; nothing where standard error is no terminal."""

    @contextmanager
    def track(self, label: str, total: int | None = None, /) -> Iterator[Advance]:
        """Show a bar for the length of the block."""
        if not sys.stderr.isatty():
            yield _nothing
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        with bar:
            task = bar.add_task(label, total=total)

            def advance(steps: int = 1, /) -> None:
                bar.advance(task, steps)

            yield advance


def _nothing(steps: int = 1, /) -> None: ...
