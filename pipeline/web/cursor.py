"""The cursor of a list: what sorts the last entry of a page, in the address of the next page.

Addresses come from strangers, so a cursor that cannot be read is as good as none: the list then starts at its beginning.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = "~"


def write(*values: object) -> str:
    """Return the cursor of an entry that is sorted by these values."""
    return _BETWEEN.join(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)


def read(cursor: str, *readers: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """Return the values of a cursor, each as its reader reads it; None for a cursor that cannot be read."""
    texts = cursor.split(_BETWEEN, len(readers) - 1)
    if len(texts) != len(readers):
        return None
    try:
        return tuple(reader(text) for reader, text in zip(readers, texts, strict=True))
    except ValueError:
        return None


def moment(text: str) -> datetime:
    """Return the moment a text names, in UTC; raise ValueError for one outside the calendar."""
    there = datetime.fromisoformat(text)
    try:
        return there.replace(tzinfo=UTC) if there.tzinfo is None else there.astimezone(UTC)
    except OverflowError:  # the first or last day of all, in another zone
        raise ValueError(f"{text!r} is no moment") from None
