"""Search: the stories of which an article says what was typed, the latest first, with the place where it says so.

Every member of a story is searched, and a story is listed once, at its latest article that fits. Words may stand in any
order. Hits are counted exactly; of very many the latest are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from pipeline.searching.snippets import Part, marked, snippet
from pipeline.searching.typed import read_typed
from pipeline.searching.words import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ports import Connection, Row
    from pipeline.searching.typed import Phrases

PAGE_STORIES: Final = 20
MOST_HITS: Final = 10_000
"""Articles that are gathered to stories: nobody reads so far, and reading them takes a fifth of a second at most
(`benchmarks/search.py`). The count goes on."""
_FIRST_KEY: Final = 0
_LAST_KEY: Final = (1 << 63) - 1
_KEYS_OF_A_DAY: Final = key_of(datetime(1970, 1, 2, tzinfo=UTC)) - key_of(datetime(1970, 1, 1, tzinfo=UTC))
"""Counted in numbers: there is no time after the last day of all."""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is searched for. An empty host is every host; `since` and `until` are the first and the last day (UTC)."""

    typed: str
    host: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def from_key(self) -> int:
        """The first number of the index that is asked about."""
        return key_of(_start_of(self.since)) if self.since else _FIRST_KEY

    @property
    def before_key(self) -> int:
        """The first number of the index behind those asked about."""
        return key_of(_start_of(self.until)) + _KEYS_OF_A_DAY if self.until else _LAST_KEY


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """The article by which a story was found; `title` and `said` are plain text in parts, what was asked for apart."""

    article_id: str
    url: str
    host: str
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    language: str | None
    title: tuple[Part, ...]
    said: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story, how many of its articles fit, and one of them: the canonical one where it does, else the latest."""

    story_id: str
    title: str | None
    article_count: int
    host_count: int
    independent_origin_count: int
    found_count: int
    newest_at: datetime
    article: FoundArticle


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found: how many articles, in how many stories, and a page of these.

    `story_count` counts the stories of the latest articles, where these are more than are gathered (`is_cut`).
    """

    asked: SearchFilter
    article_count: int
    story_count: int
    stories: tuple[FoundStory, ...]
    page: int

    @property
    def is_cut(self) -> bool:
        """Whether only the latest hits are listed."""
        return self.article_count > MOST_HITS

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.story_count // PAGE_STORIES)


def search(
    db: Connection, asked: SearchFilter, *, page: int = 1, at_most: int = PAGE_STORIES
) -> SearchResult:
    """Return the page of stories, `at_most` each, that were found; nothing is found for signs without a word."""
    phrases = read_typed(asked.typed)
    if not phrases.phrases:
        return SearchResult(asked, 0, 0, (), page)
    bounds = {
        "asked": phrases.of_host(asked.host),
        "from_key": asked.from_key,
        "before_key": asked.before_key,
    }
    hits = db.rows("review/list_hits", **bounds, at_most=MOST_HITS + 1)
    count = len(hits)
    if count > MOST_HITS:
        count = int(db.rows("review/count_hits", **bounds)[0]["articles"])
    by_story: dict[str, list[str]] = {}
    for hit in hits[:MOST_HITS]:
        by_story.setdefault(hit["story_id"], []).append(hit["article_id"])
    shown = list(by_story)[(page - 1) * at_most : page * at_most]
    found = _found(db, {story_id: by_story[story_id] for story_id in shown}, phrases)
    return SearchResult(asked, count, len(by_story), found, page)


def _found(
    db: Connection, articles_of: Mapping[str, Sequence[str]], phrases: Phrases
) -> tuple[FoundStory, ...]:
    """Return the stories in their order, with the articles that fit, the latest first."""
    stories = {row["story_id"]: row for row in db.rows("review/list_found_stories", stories=articles_of)}
    chosen = {
        story_id: canonical
        if (canonical := stories[story_id]["canonical_article_id"]) in articles
        else articles[0]
        for story_id, articles in articles_of.items()
    }
    latest = {articles[0] for articles in articles_of.values()}
    rows = db.rows("review/list_found_articles", articles=sorted({*chosen.values(), *latest}))
    articles = {row["article_id"]: row for row in rows}
    return tuple(
        FoundStory(
            story_id,
            stories[story_id]["title"],
            stories[story_id]["article_count"],
            stories[story_id]["host_count"],
            stories[story_id]["independent_origin_count"],
            len(found),
            articles[found[0]]["article_at"],
            _article(articles[chosen[story_id]], phrases),
        )
        for story_id, found in articles_of.items()
    )


def _article(row: Row, phrases: Phrases) -> FoundArticle:
    return FoundArticle(
        row["article_id"],
        row["url"],
        row["host"],
        row["article_at"],
        row["earliest_at"],
        row["latest_at"],
        row["language"],
        marked(row["title"] or "", phrases),
        snippet(row["text"], phrases),
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
