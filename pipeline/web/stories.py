"""The stories of a day, page by page, with the days around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.web import cursor
from pipeline.web.display import excerpt, short_day
from pipeline.web.plots import Columns, columns, every_day
from pipeline.web.story_filter import FIRST_DAY, LAST_DAY, MAX_COUNT, StoryFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.ports import Connection

PAGE_STORIES = 50  # a page one scrolls through, not a list one gets lost in
STRIP_DAYS = 14  # two weeks of nights, as wide as a telephone can show
_DAYS_AFTER = 3  # of these, days after the one that is shown
# Of the busiest day: on fourteen nights of ten US sites the slowest day, Christmas Eve, has .63; a day just begun, .03.
FULL_SHARE = 1 / 3
NAMED_HOSTS = 6  # beside a story: as tall as its opening
_STRIP_HEIGHT = 44.0
_MOST_HOSTS = 1_000  # offered while typing; any other host may be typed in full
_TITLE_CHARACTERS = 90  # of the opening, for a story without a title


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story in the list."""

    story_id: str
    title: str | None
    language: str | None
    article_count: int
    host_count: int
    independent_origin_count: int
    unlike_titles: int
    origin: str | None
    first_at: datetime
    last_at: datetime
    first_is_exact: int | None
    spread_seconds: int | None
    host: str
    url: str
    opening: str | None

    @property
    def heading(self) -> str:
        """The title, or else how the text begins, or else the address."""
        return self.title or excerpt(self.opening, _TITLE_CHARACTERS) or self.url

    @property
    def excerpt(self) -> str:
        """How the text begins, after its heading."""
        return excerpt((self.opening or "").strip().removeprefix(self.heading))

    @property
    def rank(self) -> str:
        """How large it is set: the more articles report it, the larger."""
        if self.article_count == 1:
            return "single"
        return "lead" if self.article_count >= 5 else "major" if self.article_count >= 3 else "several"


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was reported in a span of days."""

    stories: int
    articles: int
    stories_of_several: int
    independent_sources: int


@dataclass(frozen=True, slots=True)
class DaysAround:
    """The latest story of all, the last one before a span of days and the first one after it."""

    latest_at: datetime | None
    before_at: datetime | None
    after_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayPage:
    """A page of the list, with what surrounds it."""

    asked: StoryFilter
    lines: tuple[StoryLine, ...]
    next_after: str
    totals: Totals
    hosts_of: Mapping[str, tuple[str, ...]]
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
        return self.asked.day is None and not self.totals.stories


def front_day(db: Connection) -> date | None:
    """Return the day that the front page opens: the latest full one, or None while there is no story.

    A day is full when it has a third of the stories of the busiest of the two weeks that end with the latest.
    """
    latest = _days_around(db, FIRST_DAY, LAST_DAY).latest_at
    if latest is None:
        return None
    first = latest.date() - timedelta(days=STRIP_DAYS - 1)
    counted = {day: stories for day, (stories, _) in _stories_by_day(db, first, latest.date()).items()}
    busiest = max(counted.values())
    return date.fromisoformat(max(day for day, stories in counted.items() if stories >= FULL_SHARE * busiest))


def day_page(db: Connection, asked: StoryFilter) -> DayPage:
    """Return the page of stories that was asked for."""
    rows = db.rows("web/list_stories_page", **_parameters(asked))
    lines = tuple(StoryLine(**row) for row in rows[:PAGE_STORIES])
    around = _days_around(db, asked.start_at, asked.end_at)
    span = {"start_at": asked.start_at, "end_at": asked.end_at}
    strip, days = _strip(db, asked.day or (around.latest_at or asked.start_at).date())
    return DayPage(
        asked=asked,
        lines=lines,
        next_after=_cursor(lines[-1]) if len(rows) > PAGE_STORIES else "",
        hosts_of=_hosts_of(db, lines),
        totals=Totals(**db.rows("web/count_stories_page", **span)[0]),
        strip=strip,
        strip_days=days,
        day_before=around.before_at.date() if asked.day and around.before_at else None,
        day_after=around.after_at.date() if asked.day and around.after_at else None,
        languages=tuple(row["language"] for row in db.rows("web/list_story_languages", **span)),
        hosts=tuple(row["host"] for row in db.rows("web/list_hosts", at_most=_MOST_HOSTS)),
        sources=tuple(row["source_id"] for row in db.rows("shared/list_sources")),
    )


def _hosts_of(db: Connection, lines: Iterable[StoryLine]) -> dict[str, tuple[str, ...]]:
    """Return the hosts of each story that has several, who was first first; so many as stand beside it."""
    several = [line.story_id for line in lines if line.host_count > 1]
    found: dict[str, tuple[str, ...]] = {}
    for row in db.rows("web/list_hosts_of_stories", stories=several) if several else ():
        named = found.get(row["story_id"], ())
        if len(named) < NAMED_HOSTS:
            found[row["story_id"]] = (*named, row["host"] or "a file")
    return found


def _days_around(db: Connection, start_at: datetime, end_at: datetime) -> DaysAround:
    return DaysAround(**db.rows("web/find_days_around", start_at=start_at, end_at=end_at)[0])


def _parameters(asked: StoryFilter) -> dict[str, object]:
    count, moment, story_id = cursor.read(asked.after, int, cursor.moment, str) or (MAX_COUNT, LAST_DAY, "")
    return {
        "order": asked.order,
        "start_at": asked.start_at,
        "end_at": asked.end_at,
        "before_count": max(0, min(count, MAX_COUNT)),
        "before_at": moment,
        "before_id": story_id,
        "min_articles": asked.size,
        "language": asked.language,
        "host": asked.host,
        "source_id": asked.source,
        "at_most": PAGE_STORIES + 1,
        **_patterns(asked.typed),
    }


def _patterns(typed: str) -> dict[str, str]:
    """Return the LIKE patterns of what was typed: SQLite folds the case of ASCII alone, so three spellings are tried."""
    escaped = "".join(f"!{letter}" if letter in "%_!" else letter for letter in " ".join(typed.split()))
    spellings = {"lower_words": escaped.lower(), "typed_words": escaped, "capital_words": escaped.title()}
    return {name: f"%{spelling}%" if spelling else "" for name, spelling in spellings.items()}


def _cursor(last: StoryLine) -> str:
    return cursor.write(last.article_count, last.first_at, last.story_id)


def _strip(db: Connection, day: date) -> tuple[Columns, tuple[date, ...]]:
    """Return the days up to and around this one as columns: how many stories, and how many of several articles."""
    days_before = STRIP_DAYS - 1 - _DAYS_AFTER
    first = day - timedelta(days=min(days_before, (day - FIRST_DAY.date()).days))
    days = every_day(first, first + timedelta(days=min(STRIP_DAYS - 1, (LAST_DAY.date() - first).days)))
    counted = _stories_by_day(db, days[0], days[-1])
    values = [(short_day(one), *counted.get(str(one), (0, 0))) for one in days]
    return columns(values, _STRIP_HEIGHT), tuple(days)


def _stories_by_day(db: Connection, first: date, last: date) -> dict[str, tuple[int, int]]:
    """Return how many stories each day has, and how many of them have several articles; days without are left out."""
    start = datetime.combine(first, datetime.min.time(), UTC)
    end = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=1)
    return {
        row["day"]: (row["stories"], row["stories_of_several"])
        for row in db.rows("web/count_stories_by_day", start_at=start, end_at=end)
    }
