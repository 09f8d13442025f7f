"""What the JSON API gives, field by field. Names and meanings stay: a script somewhere reads each of them.

Times are in UTC. A field may be added; one that must go first stays empty for a release, and the changelog says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - pydantic reads the types


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its canonical article (`article_id`, `url`, `host`, `title`).

    `independent_origin_count` counts copies of one agency report once; `first_is_exact` is whether it is known to the
    hour which article was first.
    """

    story_id: str
    title: str | None
    first_at: datetime
    last_at: datetime
    first_is_exact: bool
    article_count: int
    host_count: int
    independent_origin_count: int
    origin: str | None
    language: str | None
    article_id: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story.

    It appeared between `earliest_at` and `latest_at`; `relation` is to `matched_article_id`, and `canonical` for the
    canonical article. `seconds_after_first` is null where no hour is known.
    """

    article_id: str
    url: str
    host: str
    title: str | None
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    seconds_after_first: int | None
    wire_agency: str | None
    relation: str
    matched_article_id: str | None
    jaccard: float | None
    containment: float | None


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories; `next` is given as `after` for the following page, and null on the last."""

    stories: list[Story]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """A story with the text of its canonical article, and a page of its members."""

    story: Story
    canonical_reason: str
    byline: str | None
    published_at: datetime | None
    text: str | None  # None while a new version of the article waits to be cleaned
    members: list[Member]
    next: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that were measured, and what a person said of them, if anything."""

    left_id: str
    right_id: str
    relation: str | None
    jaccard: float | None
    containment: float | None
    shared_shingles: int | None
    rule_version: str | None
    verdict: str | None
    judged_by: str | None
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class PairList:
    """A page of pairs; `next` is given as `after` for the following page, and null on the last."""

    pairs: list[Pair]
    next: str | None


@dataclass(frozen=True, slots=True)
class PairDetail:
    """A pair with its evidence: why it has its relation, the passages both texts have, the words only one has."""

    pair: Pair
    in_one_story: bool
    reason: str
    passages: list[str]
    only_left: list[str]
    only_right: list[str]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that several stories, written independently, report."""

    event_id: str
    title: str | None
    first_at: datetime
    last_at: datetime
    story_count: int
    article_count: int
    host_count: int
    independent_source_count: int


@dataclass(frozen=True, slots=True)
class EventList:
    """A page of events; `next` is given as `after` for the following page, and null on the last."""

    events: list[Event]
    next: str | None


@dataclass(frozen=True, slots=True)
class EventStory:
    """A story of an event, with the story it is most like (`matched_story_id`) and the score of the two, 0 to 1."""

    story_id: str
    title: str | None
    first_at: datetime
    article_count: int
    host_count: int
    origin: str | None
    article_id: str
    url: str
    host: str
    matched_story_id: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class EventDetail:
    """An event with all its stories."""

    event: Event
    stories: list[EventStory]


@dataclass(frozen=True, slots=True)
class Source:
    """Where news comes from, and how its last poll went; `advice` says what is wrong, where anything is."""

    source_id: str
    kind: str
    location: str
    language: str | None
    publisher: str | None
    enabled: bool
    polled_at: datetime | None
    poll_outcome: str | None
    captures: int
    last_capture_at: datetime | None
    advice: str | None


@dataclass(frozen=True, slots=True)
class SourceList:
    """All sources, those that fail first."""

    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Hit:
    """A story with an article that says what was asked for: `said` is where; `found_count` articles of it say so."""

    story_id: str
    title: str | None
    article_count: int
    host_count: int
    independent_origin_count: int
    found_count: int
    article_id: str
    url: str
    host: str
    article_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class HitList:
    """A page of hits, the latest first, and how many articles there are in all; `next` as of the other lists."""

    article_count: int
    hits: list[Hit]
    next: str | None
