"""The place in a list, as the address of its next page carries it: parts that strangers may have written."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_of(text: str) -> datetime:
    """Return the moment a part names, in UTC; raise ValueError for one that no calendar of ours holds."""
    there = datetime.fromisoformat(text)
    try:
        return there.replace(tzinfo=UTC) if there.tzinfo is None else there.astimezone(UTC)
    except OverflowError:  # the first or last day of all, in another zone
        raise ValueError(f"{text!r} is no moment") from None
