"""What the tables and views hold, as the SQL files say it: SQLite keeps no comments, so the files are the only place.

Migrations are read in their order as a database runs them: a table may be made, renamed, given a column, or dropped. A
comment stands above what it describes, or behind it on the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.adapters.sql_files import SqlFile, SqlFiles

_CREATE = re.compile(r"CREATE TABLE (\w+) \($")
_COLUMN = re.compile(r"  ([a-z_][a-z0-9_]*) [a-z]")
_ADD = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (\w+) ")
_RENAME = re.compile(r"ALTER TABLE (\w+) RENAME TO (\w+);")
_RENAME_COLUMN = re.compile(r"ALTER TABLE (\w+) RENAME COLUMN (\w+) TO (\w+);")
_DROP = re.compile(r"DROP TABLE (\w+);")
_DROP_COLUMN = re.compile(r"ALTER TABLE (\w+) DROP COLUMN (\w+);")


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view; `columns` maps the columns of a table to their comments, which may be empty.

    The comment of a view explains its columns, too, and keeps its lines.
    """

    name: str
    comment: str
    columns: dict[str, str] = field(default_factory=dict)
    is_view: bool = False

    @property
    def summary(self) -> str:
        """The first sentence of the comment."""
        return re.split(r"(?<=[.:])\s", self.comment, maxsplit=1)[0].rstrip(":.") + "."


def describe_all(files: SqlFiles) -> list[Described]:
    """Return every view and then every table, each kind by name."""
    views = [_view(file) for file in files.views]
    tables = _Tables()
    for file in files.migrations:
        tables.read(file.text.splitlines())
    return [*views, *sorted(tables.found.values(), key=lambda table: table.name)]


def _view(file: SqlFile) -> Described:
    comment = [
        line.removeprefix("--").removeprefix(" ") for line in _leading_comments(file.text.splitlines())
    ]
    return Described(file.name, "\n".join(comment), is_view=True)


def _leading_comments(lines: list[str]) -> list[str]:
    return lines[: next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))]


class _Tables:
    """The tables that migrations leave, by name; `_above` are the comment lines right above the present one."""

    def __init__(self) -> None:
        self.found: dict[str, Described] = {}
        self._above: list[str] = []

    def read(self, lines: Iterable[str]) -> None:
        """Take one migration."""
        table = ""
        for line in lines:
            stripped = line.strip()
            if stripped.startswith("--"):
                self._above.append(stripped.removeprefix("--").strip())
                continue
            if created := _CREATE.match(line):
                table = created[1]
                self.found[table] = Described(table, self._comment(""))
            elif table and line.startswith(")"):
                table = ""
            elif table and (column := _COLUMN.match(line)):
                self.found[table].columns[column[1]] = self._comment(line.partition(" -- ")[2].strip())
            elif not table:
                self._change(line)
            self._above = []

    def _comment(self, behind: str) -> str:
        return " ".join([*self._above, behind]).strip()

    def _change(self, line: str) -> None:
        found = self.found
        if added := _ADD.match(line):
            found[added[1]].columns[added[2]] = self._comment("")
        elif renamed := _RENAME.match(line):
            table = found.pop(renamed[1])
            found[renamed[2]] = replace(table, name=renamed[2], comment=self._comment("") or table.comment)
        elif renamed := _RENAME_COLUMN.match(line):
            columns = found[renamed[1]].columns
            columns[renamed[3]] = self._comment("") or columns[renamed[2]]
            del columns[renamed[2]]
        elif dropped := _DROP_COLUMN.match(line):
            del found[dropped[1]].columns[dropped[2]]
        elif dropped := _DROP.match(line):
            found.pop(dropped[1], None)
