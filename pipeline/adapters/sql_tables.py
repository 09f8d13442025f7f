"""Rows of the warehouse as pandas tables, and tables as rows; apart from the rest because pandas is slow to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def table_of(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Return the rows as a table: `_at` columns are UTC times, whole numbers stay whole beside NULL."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame({name: _series(name, values) for name, values in zip(names, columns, strict=True)})


def _series(name: str, values: Sequence[Any]) -> pd.Series[Any]:
    if name.endswith("_at"):
        moments = [None if value is None else value.replace(tzinfo=None) for value in values]
        return pd.Series(np.array(moments, dtype="datetime64[us]")).dt.tz_localize("UTC")
    kinds = set(map(type, values))
    if kinds == {int, type(None)}:  # as floats, keys of 64 bits would lose digits
        return pd.Series(values, dtype="Int64")
    return pd.Series(values)


def columns_of_table(
    table: pd.DataFrame, columns: Sequence[str] | None, chunk_rows: int
) -> Iterator[tuple[Sequence[str], Iterable[Sequence[Any]]]]:
    """Yield the values of chunks of a table, column by column; raise WarehouseError where a column is missing."""
    names = list(columns or table.columns)
    if missing := set(names) - set(table.columns):
        raise WarehouseError(f"the table lacks the column {min(missing)!r}")
    for start in range(0, len(table), chunk_rows):
        chunk = table.iloc[start : start + chunk_rows]
        yield names, [chunk[name].tolist() for name in names]
