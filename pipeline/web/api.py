"""The JSON API gathers its records here: each function reads one page of them in the transaction it is given.

Lists are read in an order of their own keys, so that a script that pages through a growing warehouse sees nothing twice.
What a search found comes in numbered pages: a story that is found meanwhile moves the others on.
A cursor that cannot be read is refused: a script that was given the first page again would never end.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import NotFoundError
from pipeline.review.events import event_with_stories
from pipeline.review.lookup import find_article, find_story
from pipeline.review.search import MOST_HITS
from pipeline.review.search import search as find_stories
from pipeline.web import api_records as records
from pipeline.web import cursor
from pipeline.web.pairs import pair_page
from pipeline.web.sources import sources_page
from pipeline.web.story_filter import FIRST_DAY, LAST_DAY, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row
    from pipeline.review.search import FoundStory, SearchFilter

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: so many entries at most, after the one that the cursor names."""

    limit: int
    after: str = ""

    def begins(self, first: tuple[Any, ...], *readers: Callable[[str], Any]) -> tuple[Any, ...]:
        """Return the values of the cursor, `first` where there is none; raise UnreadableError for no cursor of ours."""
        if not self.after:
            return first
        found = cursor.read(self.after, *readers)
        if found is None:
            raise UnreadableError(f"{self.after!r} is no `next` that this list gave")
        return found

    def cut(self, rows: Sequence[Row], *keys: str) -> tuple[Sequence[Row], str | None]:
        """Return the rows of the page, and what names its last row where more follow."""
        page = rows[: self.limit]
        more = len(rows) > self.limit
        return page, cursor.write(*(page[-1][key] for key in keys)) if more else None


def list_stories(
    db: Connection, page: Page, first: date | None, last: date | None, **asked: object
) -> records.StoryList:
    """Return stories whose first article is of these days, the latest first."""
    before_at, before_id = page.begins((LAST_DAY, ""), cursor.moment, str)
    rows = db.rows(
        "web/list_stories_for_scripts",
        **_span(first, last),
        before_at=before_at,
        before_id=before_id,
        at_most=page.limit + 1,
        **asked,
    )
    found, following = page.cut(rows, "first_at", "story_id")
    return records.StoryList([_story(row) for row in found], following)


def show_story(db: Connection, story_id: str, page: Page) -> records.StoryDetail:
    """Return a story by its id, or one it had before; raise NotFoundError where there is none."""
    known = find_story(db, story_id)
    if known is None:
        raise NotFoundError(f"There is no story {story_id}.")
    (row,) = db.rows("web/show_story_for_scripts", story_id=known["story_id"])
    (after_place,) = page.begins((0,), int)
    rows = db.rows(
        "web/list_members_for_scripts",
        story_id=row["story_id"],
        after_place=max(0, min(after_place, 1 << 62)),
        at_most=page.limit + 1,
    )
    members, following = page.cut(rows, "place")
    return records.StoryDetail(
        story=_story(row),
        canonical_reason=row["canonical_reason"],
        byline=row["byline"],
        published_at=row["published_at"],
        text=row["text"],
        members=[_record(records.Member, member) for member in members],
        next=following,
    )


def list_pairs(db: Connection, page: Page, relation: str, article: str) -> records.PairList:
    """Return measured pairs in the order of their articles' ids, of one article where one is named."""
    after_left, after_right = page.begins(("", ""), str, str)
    rows = db.rows(
        "web/list_pairs_for_scripts",
        relation=relation,
        article_id=find_article(db, article)["article_id"] if article else "",
        after_left=after_left,
        after_right=after_right,
        at_most=page.limit + 1,
    )
    found, following = page.cut(rows, "left_id", "right_id")
    return records.PairList([_record(records.Pair, row) for row in found], following)


def show_pair(db: Connection, one: str, other: str, kernel: Kernel) -> records.PairDetail:
    """Return two articles with the evidence that is stored of them."""
    found = pair_page(db, one, other, kernel=kernel)
    pair, evidence = found.pair, found.evidence
    return records.PairDetail(
        pair=records.Pair(*(getattr(pair, each.name) for each in fields(records.Pair))),
        in_one_story=found.is_folded,
        reason=evidence.reason,
        passages=list(evidence.passages),
        only_left=list(evidence.only_left),
        only_right=list(evidence.only_right),
    )


def list_events(
    db: Connection, page: Page, first: date | None, last: date | None, least_stories: int
) -> records.EventList:
    """Return events whose first article is of these days, the latest first."""
    before_at, before_id = page.begins((LAST_DAY, ""), cursor.moment, str)
    rows = db.rows(
        "web/list_events_for_scripts",
        **_span(first, last),
        before_at=before_at,
        before_id=before_id,
        least_stories=least_stories,
        at_most=page.limit + 1,
    )
    found, following = page.cut(rows, "first_at", "event_id")
    return records.EventList([_record(records.Event, row) for row in found], following)


def show_event(db: Connection, event_id: str) -> records.EventDetail:
    """Return an event by its id, one it had before, or that of a story in it; raise NotFoundError where there is none."""
    found = event_with_stories(db, event_id)
    (row,) = db.rows("web/show_event", event_id=found["event_id"])
    stories = [_record(records.EventStory, story) for story in found["stories"]]
    return records.EventDetail(_record(records.Event, row), stories)


def list_sources(db: Connection) -> records.SourceList:
    """Return every source, those that fail first."""
    return records.SourceList(
        [
            _record(
                records.Source,
                {name: getattr(entry.source, name) for name in _SOURCE_FIELDS}
                | {
                    "enabled": bool(entry.source.enabled),
                    "advice": f"{entry.advice.means}: {entry.advice.do}" if entry.advice else None,
                },
            )
            for entry in sources_page(db).entries
        ]
    )


def search(db: Connection, asked: SearchFilter, page: Page) -> records.HitList:
    """Return the stories of which an article says what is asked for, the latest first."""
    (number,) = page.begins((1,), int)
    if not 0 < number <= MOST_HITS:
        raise UnreadableError(f"{page.after!r} is no `next` that this list gave")
    found = find_stories(db, asked, page=number, at_most=page.limit)
    more = number * page.limit < found.story_count
    return records.HitList(
        found.article_count, [_hit(each) for each in found.stories], str(number + 1) if more else None
    )


def _hit(found: FoundStory) -> records.Hit:
    article = found.article
    return records.Hit(
        story_id=found.story_id,
        title=found.title,
        article_count=found.article_count,
        host_count=found.host_count,
        independent_origin_count=found.independent_origin_count,
        found_count=found.found_count,
        article_id=article.article_id,
        url=article.url,
        host=article.host,
        article_at=article.article_at,
        said="".join(part.text for part in article.said),
    )


_SOURCE_FIELDS = [each.name for each in fields(records.Source) if each.name != "advice"]


def _span(first: date | None, last: date | None) -> dict[str, datetime]:
    """Return the moments between which the days lie; raise UnreadableError for days at the end of all days."""
    start = _midnight(first) if first else FIRST_DAY
    end = _midnight(last) + timedelta(days=1) if last else LAST_DAY
    return {"start_at": start, "end_at": end}


def _midnight(day: date) -> datetime:
    if not FIRST_DAY.date() <= day < LAST_DAY.date():
        raise UnreadableError(f"There can be nothing of {day}.")
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _story(row: Row) -> records.Story:
    return _record(records.Story, {**row, "first_is_exact": bool(row["first_is_exact"])})


def _record(kind: type[_Record], row: Row) -> _Record:
    """Return the record of a row that has its fields, and may have more."""
    return kind(**{each.name: row[each.name] for each in fields(kind)})  # type: ignore[arg-type]
