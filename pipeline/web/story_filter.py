"""Which stories a reader asked for, as the address of the page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_DAY = datetime(1, 1, 2, tzinfo=UTC)
LAST_DAY = datetime(9999, 12, 30, tzinfo=UTC)
MAX_COUNT = 1_000_000_000
_MAX_TYPED = 200
_LONGEST_HOST = 253  # RFC 1035


class UnreadableError(ValueError):
    """An address asks for what cannot be shown; the message tells the reader what."""


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """What a reader asked for. Empty texts and a size of 1 leave a filter out; no day means every day."""

    day: date | None = None
    typed: str = ""
    source: str = ""
    host: str = ""
    language: str = ""
    size: int = 1
    order: str = "size"
    after: str = ""

    @property
    def start_at(self) -> datetime:
        """The first moment asked for."""
        return datetime.combine(self.day, datetime.min.time(), UTC) if self.day else FIRST_DAY

    @property
    def end_at(self) -> datetime:
        """The first moment after those asked for."""
        return self.start_at + timedelta(days=1) if self.day else LAST_DAY

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the day was asked for."""
        return bool(self.typed or self.source or self.host or self.language or self.size > 1)

    def query(self, **changes: object) -> dict[str, object]:
        """Return the parameters that ask for this filter, with some of them changed."""
        parameters: dict[str, object] = {
            "day": self.day or "all",
            "q": self.typed,
            "source": self.source,
            "host": self.host,
            "language": self.language,
            "size": self.size if self.size > 1 else "",
            "order": self.order if self.order != "size" else "",
        }
        return parameters | changes


def read_filter(asked: Mapping[str, str], front_day: date | None) -> StoryFilter:
    """Return the filter that the parameters of an address ask for.

    Without a day it is the one of the front page, or every day when words are searched for or the day is left empty. Other parameters that cannot be read
    are left out; a day that cannot be read raises UnreadableError, or the stories of another day would be taken for
    those of the day that was meant.
    """
    typed = asked.get("q", "").strip()[:_MAX_TYPED]
    day_text = asked.get("day", "")
    wants_every_day = day_text == "all" or (not day_text and (typed or "day" in asked))
    day = None if wants_every_day else read_day(day_text) if day_text else front_day
    size = asked.get("size", "")
    return StoryFilter(
        day=day,
        typed=typed,
        source=asked.get("source", "")[:_MAX_TYPED],
        host=asked_host(asked),
        language=asked.get("language", "")[:_MAX_TYPED],
        size=min(int(size), MAX_COUNT) if size.isascii() and size.isdigit() and 0 < len(size) < 10 else 1,
        order="time" if asked.get("order") == "time" else "size",
        after=asked.get("after", "")[:_MAX_TYPED],
    )


def asked_host(asked: Mapping[str, str]) -> str:
    """Return the host that the parameters of an address name, empty for none."""
    return asked.get("host", "").strip().lower()[:_LONGEST_HOST]


def read_day(text: str) -> date:
    """Return the day that an address names; raise UnreadableError for what is none, or lies at the end of all days."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableError(f"{text!r} is no day. Write a day as 2026-03-02.") from error
    if not FIRST_DAY.date() <= found < LAST_DAY.date():
        raise UnreadableError(f"There can be no story of {text}.")
    return found
