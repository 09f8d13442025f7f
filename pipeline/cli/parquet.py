"""Rows as a Parquet file, with one type a column, written in groups so that few are held at once.

A column has the type that the warehouse's tables give its name; one that they do not know has that of its values. Types
are found in a pass of their own over the same rows: what is NULL in a million of them may be a text in the next.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.cli.formats import plain
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_GROUP_ROWS = 10_000
"""Rows held at once and written as one row group: at texts of several KB some tens of MB."""

_KINDS: dict[str, type] = {
    "text": str,
    "smallint": int,
    "integer": int,
    "bigint": int,
    "real": float,
    "double precision": float,
    "timestamptz": datetime,
    "bytea": bytes,
    "blob": bytes,
}
"""What Python holds for each type that the tables declare, on either database."""

_MOST_INTEGER = (1 << 63) - 1


def need_parquet() -> None:
    """Raise SettingsError where Parquet cannot be written, before anything is asked."""
    try:
        import pyarrow.parquet  # noqa: F401 - an extra that few need
    except ImportError as error:
        raise SettingsError(
            "to write Parquet, install newsfold[parquet]; CSV and JSON Lines need nothing"
        ) from error


def write_parquet(
    path: Path,
    read: Callable[[], tuple[Sequence[str], Iterable[Sequence[Any]]]],
    declared: Mapping[str, str],
) -> int:
    """Write the rows that `read` gives under their names, the same ones each time, and return how many there were.

    `declared` maps names of columns to the types that the warehouse's tables give them.
    """
    import pyarrow as pa
    from pyarrow import parquet

    columns, rows = read()
    kinds = _kinds(columns, rows, declared)
    types = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bytes: pa.binary(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in zip(columns, kinds, strict=True)])
    written = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _groups(read()[1]):
            values = [
                [_as(kind, value) for value in column]
                for kind, column in zip(kinds, zip(*group, strict=True), strict=True)
            ]
            file.write_batch(pa.record_batch(values, schema=schema))
            written += len(group)
    return written


def _kinds(columns: Sequence[str], rows: Iterable[Sequence[Any]], declared: Mapping[str, str]) -> list[type]:
    """Return the type of each column: the declared one where all values have it, else one that holds them all."""
    seen: list[set[type]] = [set() for _ in columns]
    for row in rows:
        for kinds, value in zip(seen, row, strict=True):
            if value is not None:
                kinds.add(str if type(value) is int and abs(value) > _MOST_INTEGER else type(value))
    return [
        _kind(kinds, datetime if name.endswith("_at") else _KINDS.get(declared.get(name, "")))
        for name, kinds in zip(columns, seen, strict=True)
    ]


def _kind(seen: set[type], declared: type | None) -> type:
    if declared and (seen <= {declared} or (declared is float and seen <= {int, float})):
        return declared
    if seen <= {int, float}:
        return float if float in seen else int if seen else str
    return next(iter(seen)) if len(seen) == 1 and seen <= set(_KINDS.values()) else str


def _as(kind: type, value: Any) -> Any:
    if value is None or type(value) is kind:
        return value
    return float(value) if kind is float else plain(value)


def _groups(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    waiting = iter(rows)
    while group := list(islice(waiting, _GROUP_ROWS)):
        yield group
