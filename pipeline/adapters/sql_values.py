"""Values on their way into and out of the warehouse: the same value in, the same value out, whatever the database.

Times are cut to whole seconds, as the SQLite warehouse keeps them as `YYYY-MM-DDTHH:MM:SSZ` text, which sorts as time
does. NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, become U+FFFD: one character for one, so offsets
into a text stay true. NaN and NaT are NULL, True is 1, and NumPy scalars are plain numbers.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import WarehouseError
from pipeline.searching.typed import Phrases
from pipeline.searching.words import IndexedWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_REFUSED = re.compile("[\x00\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return the text with NUL and lone surrogates replaced by U+FFFD."""
    if "\x00" not in text:
        if text.isascii():
            return text
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _REFUSED.sub("\ufffd", text)


def utc_seconds(moment: datetime) -> datetime:
    """Return the moment in UTC, cut to whole seconds; raise WarehouseError when it has no time zone."""
    if moment.tzinfo is None:
        raise WarehouseError(f"{moment.isoformat()} has no time zone, and only aware times are stored")
    return moment.astimezone(UTC).replace(microsecond=0)


@lru_cache(maxsize=1 << 16)  # a batch of bands repeats the time of its article
def time_text(moment: datetime) -> str:
    """Return the moment as the SQLite warehouse keeps it."""
    return utc_seconds(moment).replace(tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=1 << 16)
def _time_of(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def read_time(value: Any) -> Any:
    """Return what a column ending in `_at` holds: an aware UTC datetime, or None; raise ValueError for other text."""
    if isinstance(value, str):
        return _time_of(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def with_times(names: Sequence[str], rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows with the times of columns that end in `_at`."""
    times = _times_of(names)
    return [_with_times(row, times, read_time) for row in rows] if times else rows


def with_likely_times(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a person's own question: what stands in a column ending in `_at` is a time where it reads so."""
    times = _times_of(names)
    yield from (_with_times(row, times, _time_or_same) for row in rows) if times else rows


def _times_of(names: Sequence[str]) -> list[int]:
    return [index for index, name in enumerate(names) if name.endswith("_at")]


def _time_or_same(value: Any) -> Any:
    try:
        return read_time(value)
    except ValueError:  # a person may call any column ..._at
        return value


def _with_times(row: tuple[Any, ...], times: Sequence[int], read: Callable[[Any], Any]) -> tuple[Any, ...]:
    values = list(row)
    for index in times:
        values[index] = read(values[index])
    return tuple(values)


def _same(value: Any) -> Any:
    return value


def _number(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124 - only NaN differs from itself


_PLAIN = {int, bytes, type(None)}
_KNOWN: dict[type, Callable[[Any], Any]] = {
    type(None): _same,
    int: _same,
    bytes: _same,
    bool: int,
    str: clean_text,
    float: _number,
}


def encoder(
    of_time: Callable[[datetime], Any],
    of_words: Callable[[IndexedWords], str],
    of_phrases: Callable[[Phrases], str],
) -> Callable[[Any], Any]:
    """Return the function that makes a value ready to be bound, times and what is searched in the database's own form.

    It raises WarehouseError for a value that no column can hold.
    """
    known = _KNOWN | {datetime: of_time, IndexedWords: of_words, Phrases: of_phrases}

    def encode(value: Any) -> Any:
        ready = known.get(type(value))
        return ready(value) if ready else odd(value)

    def odd(value: Any) -> Any:
        for plain in (str, int, float):
            if isinstance(value, plain):
                return encode(plain(value))
        if isinstance(value, bytes | bytearray | memoryview):
            return bytes(value)
        import numpy as np  # noqa: PLC0415 - whoever only reads needs neither of these
        import pandas as pd  # noqa: PLC0415

        if value is pd.NaT or value is pd.NA:
            return None
        if isinstance(value, pd.Timestamp):
            return of_time(value.to_pydatetime(warn=False))
        if isinstance(value, datetime):
            return of_time(value)
        if isinstance(value, np.generic):
            return encode(value.item())
        raise WarehouseError(f"a {type(value).__name__} cannot be stored: {value!r}")

    return encode


def encode_columns(columns: Iterable[Sequence[Any]], encode: Callable[[Any], Any]) -> Iterator[Sequence[Any]]:
    """Yield each column ready to be bound; one of whole numbers, as in the indexes, passes at the cost of a look.

    A member of an enumeration that is a text goes as the plain text it is.
    """
    for values in columns:
        kinds = set(map(type, values))
        if kinds <= _PLAIN:
            yield values
        elif all(issubclass(kind, str) for kind in kinds):
            yield list(map(clean_text, map(str.__str__, values)))
        else:
            yield list(map(encode, values))
