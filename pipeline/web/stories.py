"""The stories of a day: which ones a reader asked for, page by page, and the days around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.web.cursor import moment_of
from pipeline.web.display import excerpt, short_day
from pipeline.web.plots import Columns, columns, every_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ports import Connection, Row

PAGE_STORIES = 50  # a page one scrolls through, not a list one gets lost in
STRIP_DAYS = 14  # two weeks of nights, as wide as a telephone can show
_STRIP_HEIGHT = 44.0
_MOST_HOSTS = 1_000  # offered while typing; any other host may be typed in full
_FIRST_DAY = datetime(1, 1, 2, tzinfo=UTC)
_LAST_DAY = datetime(9999, 12, 30, tzinfo=UTC)
_MAX_TYPED = 200
_MAX_COUNT = 1_000_000_000


class UnreadableError(ValueError):
    """An address asks for what cannot be shown; the message says it to the reader."""


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
        return datetime.combine(self.day, datetime.min.time(), UTC) if self.day else _FIRST_DAY

    @property
    def end_at(self) -> datetime:
        """The first moment after those asked for."""
        return self.start_at + timedelta(days=1) if self.day else _LAST_DAY

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the day was asked for."""
        return bool(self.typed or self.source or self.host or self.language or self.size > 1)

    def query(self, **changes: object) -> dict[str, object]:
        """Return the filter as an address says it, with some values changed."""
        said: dict[str, object] = {
            "day": self.day or "all",
            "q": self.typed,
            "source": self.source,
            "host": self.host,
            "language": self.language,
            "size": self.size if self.size > 1 else "",
            "order": self.order if self.order != "size" else "",
        }
        return said | changes


def read_filter(asked: Mapping[str, str], latest_day: date | None) -> StoryFilter:
    """Return the filter an address asks for; what cannot be read is as if it had not been said, but for the day.

    Without a day it is the latest one, or every day when words are searched for. Raise UnreadableError for a day that
    is none: another one's stories would be taken for its own.
    """
    typed = asked.get("q", "").strip()[:_MAX_TYPED]
    said_day = asked.get("day", "")
    every_day_is_meant = said_day == "all" or (typed and not said_day)
    day = None if every_day_is_meant else _day(said_day) if said_day else latest_day
    size = asked.get("size", "")
    return StoryFilter(
        day=day,
        typed=typed,
        source=asked.get("source", "")[:_MAX_TYPED],
        host=asked.get("host", "").strip().lower()[:_MAX_TYPED],
        language=asked.get("language", "")[:_MAX_TYPED],
        size=min(int(size), _MAX_COUNT) if size.isascii() and size.isdigit() and 0 < len(size) < 10 else 1,
        order="time" if asked.get("order") == "time" else "size",
        after=asked.get("after", "")[:_MAX_TYPED],
    )


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableError(
            f"{text!r} is no day. A day is written like 2026-03-02; all means every day."
        ) from error
    if not _FIRST_DAY.date() <= found < _LAST_DAY.date():
        raise UnreadableError(f"No story can be of {text}.")
    return found


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story in the list."""

    story_id: str
    title: str
    language: str | None
    article_count: int
    host_count: int
    voices: int
    origin: str | None
    first_at: datetime
    last_at: datetime
    host: str
    opening: str

    @property
    def rank(self) -> str:
        """How large it is set: what many report is told larger."""
        if self.article_count == 1:
            return "single"
        return "lead" if self.article_count >= 5 else "major" if self.article_count >= 3 else "several"


@dataclass(frozen=True, slots=True)
class DayPage:
    """A page of the list, with what surrounds it."""

    asked: StoryFilter
    lines: tuple[StoryLine, ...]
    next_after: str
    totals: Row
    strip: Columns
    strip_days: tuple[date, ...]
    day_before: date | None
    day_after: date | None
    languages: tuple[str, ...]
    hosts: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def is_of_nothing(self) -> bool:
        """Whether every day was asked for and none has a story."""
        return self.asked.day is None and not self.totals["stories"]


def latest_day(db: Connection) -> date | None:
    """Return the day of the latest story, or None while there is none."""
    found = db.rows("web/find_days_around", start_at=_FIRST_DAY, end_at=_LAST_DAY)[0]["latest_at"]
    return found.date() if found else None


def day_page(db: Connection, asked: StoryFilter) -> DayPage:
    """Return the page of stories that was asked for."""
    found = db.rows(
        "web/list_stories_page" if asked.order == "time" else "web/list_stories_page_by_size",
        **_parameters(asked),
    )
    lines = tuple(_line(row) for row in found[:PAGE_STORIES])
    around = db.rows("web/find_days_around", start_at=asked.start_at, end_at=asked.end_at)[0]
    span = {"start_at": asked.start_at, "end_at": asked.end_at}
    strip, days = _strip(db, asked.day or (around["latest_at"] or asked.start_at).date())
    return DayPage(
        asked=asked,
        lines=lines,
        next_after=_place(lines[-1]) if len(found) > PAGE_STORIES else "",
        totals=db.rows("web/count_stories_page", **span)[0],
        strip=strip,
        strip_days=days,
        day_before=around["before_at"].date() if asked.day and around["before_at"] else None,
        day_after=around["after_at"].date() if asked.day and around["after_at"] else None,
        languages=tuple(row["language"] for row in db.rows("web/list_story_languages", **span)),
        hosts=tuple(row["host"] for row in db.rows("web/list_hosts", at_most=_MOST_HOSTS)),
        sources=tuple(row["source_id"] for row in db.rows("shared/list_sources")),
    )


def _parameters(asked: StoryFilter) -> dict[str, object]:
    count, moment, story_id = _read_place(asked.after)
    parameters: dict[str, object] = {
        "start_at": asked.start_at,
        "end_at": asked.end_at,
        "before_at": moment,
        "before_id": story_id,
        "min_articles": asked.size,
        "language": asked.language,
        "host": asked.host,
        "source_id": asked.source,
        "at_most": PAGE_STORIES + 1,
        **_patterns(asked.typed),
    }
    return parameters if asked.order == "time" else parameters | {"before_count": count}


def _patterns(typed: str) -> dict[str, str]:
    """Return the LIKE patterns of what was typed: SQLite folds the case of ASCII alone, so three spellings are tried."""
    escaped = "".join(f"!{letter}" if letter in "%_!" else letter for letter in " ".join(typed.split()))
    spellings = {"lower_words": escaped.lower(), "typed_words": escaped, "capital_words": escaped.title()}
    return {name: f"%{spelling}%" if spelling else "" for name, spelling in spellings.items()}


def _place(line: StoryLine) -> str:
    """Return the place of a story in the list, as an address carries it."""
    return f"{line.article_count}~{line.first_at.isoformat()}~{line.story_id}"


def _read_place(text: str) -> tuple[int, datetime, str]:
    """Return the place an address carries; the very beginning where it cannot be read."""
    count, _, rest = text.partition("~")
    moment, _, story_id = rest.partition("~")
    try:
        return max(0, min(int(count), _MAX_COUNT)), moment_of(moment), story_id
    except ValueError:
        return _MAX_COUNT, _LAST_DAY, ""


def _line(row: Mapping[str, Any]) -> StoryLine:
    title = row["title"] or excerpt(row["opening"], 90) or row["url"]
    opening = (row["opening"] or "").strip()
    return StoryLine(
        story_id=row["story_id"],
        title=title,
        language=row["language"],
        article_count=row["article_count"],
        host_count=row["host_count"],
        voices=row["independent_origin_count"],
        origin=row["origin"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        host=row["host"],
        opening=excerpt(opening.removeprefix(title)),
    )


def _strip(db: Connection, day: date) -> tuple[Columns, tuple[date, ...]]:
    """Return the days up to and around this one as columns: how many stories, and how many of several articles."""
    first = day - timedelta(days=min(STRIP_DAYS - 4, (day - _FIRST_DAY.date()).days))
    days = every_day(first, first + timedelta(days=min(STRIP_DAYS - 1, (_LAST_DAY.date() - first).days)))
    start = datetime.combine(days[0], datetime.min.time(), UTC)
    end = datetime.combine(days[-1], datetime.min.time(), UTC) + timedelta(days=1)
    counted = {
        row["day"]: (row["stories"], row["stories_of_several"])
        for row in db.rows("web/count_stories_by_day", start_at=start, end_at=end)
    }
    values = [(short_day(one), *counted.get(str(one), (0, 0))) for one in days]
    return columns(values, _STRIP_HEIGHT), tuple(days)
