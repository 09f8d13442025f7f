"""The tables as the database declares them: what an upsert needs to know, read once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GIVEN = "given_"
"""A query reads the list `articles` that it takes as `given_articles`."""

_SUFFIXES = {"_at": "timestamptz", "_key": "bigint", "_offset": "bigint", "position": "bigint"}

Answer = tuple[list[str], "Iterator[tuple[Any, ...]]"]
"""Column names, and rows as they come."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its declared type, and its position in the primary key from 1, or 0."""

    table: str
    name: str
    type: str
    key_position: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table: column types by name, and the primary key in order."""

    name: str
    types: dict[str, str]
    key: tuple[str, ...]

    @classmethod
    def gather(cls, columns: Iterable[Column]) -> dict[str, Table]:
        """Return the tables by name, from columns sorted by table."""
        found = {}
        for name, group in groupby(columns, key=lambda column: column.table):
            own = list(group)
            keyed = sorted((column.key_position, column.name) for column in own if column.key_position)
            types = {column.name: column.type for column in own}
            found[name] = cls(name, types, tuple(column for _, column in keyed))
        return found

    def check(self, columns: Sequence[str], keep: Sequence[str]) -> None:
        """Raise WarehouseError unless rows of these columns can be upserted."""
        for column in (*columns, *keep):
            if column not in self.types:
                raise WarehouseError(f"table {self.name} has no column {column!r}")
        missing = [column for column in self.key if column not in columns]
        if missing or not self.key:
            raise WarehouseError(
                f"an upsert into {self.name} needs its primary key: {missing or 'it has none'}"
            )


def list_types(tables: Mapping[str, Table], columns: Sequence[str]) -> dict[str, str]:
    """Return the type of each column of a list that a query takes.

    A name that the warehouse's tables use with one type has that type; any other follows its suffix, else is text.
    """
    types = {}
    for column in columns:
        known = {table.types[column] for table in tables.values() if column in table.types}
        suffix = next((kind for ending, kind in _SUFFIXES.items() if column.endswith(ending)), "text")
        types[column] = known.pop() if len(known) == 1 else suffix
    return types


def agreed_types(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return the type of each column by its name, where all tables that have it agree on it."""
    found: dict[str, set[str]] = {}
    for table in tables.values():
        for column, kind in table.types.items():
            found.setdefault(column, set()).add(kind)
    return {column: kinds.pop() for column, kinds in found.items() if len(kinds) == 1}


def upsert_clause(table: Table, columns: Sequence[str], keep: Sequence[str], *, differs: str) -> str:
    """Return the ON CONFLICT clause that updates only a row in which some column differs."""
    written = [column for column in columns if column not in table.key and column not in keep]
    target = ", ".join(table.key)
    if not written:
        return f"ON CONFLICT ({target}) DO NOTHING"
    changes = ", ".join(f"{column} = excluded.{column}" for column in written)
    changed = " OR ".join(f"{table.name}.{column} {differs} excluded.{column}" for column in written)
    return f"ON CONFLICT ({target}) DO UPDATE SET {changes} WHERE {changed}"
