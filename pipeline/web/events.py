"""The events of a day, and one event: its stories side by side in time, who was first, and on which facts they agree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.linking.decision import LINK_LIMIT, QUESTION_LIMIT
from pipeline.model import Verdict
from pipeline.review.event_words import words_around
from pipeline.review.events import event_with_stories
from pipeline.web.story_filter import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pipeline.ports import Connection, Row
    from pipeline.review.event_words import EventWord

MOST_EVENTS = 200
"""Events of a day that are listed: more than anybody reads; those of most sources come first."""


@dataclass(frozen=True, slots=True)
class EventsPage:
    """The events of a day, the days beside it, and questions: pairs of stories that may be one event."""

    day: date
    before: date | None
    after: date | None
    events: Sequence[Row]
    questions: Sequence[Row]


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two stories of an event: their score, and what they have in common and differ in."""

    left_id: str
    right_id: str
    score: float
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event with its stories in time, the evidence of each pair of them, the strongest first, and what people said."""

    event: Row
    stories: Sequence[Mapping[str, Any]]
    pairs: Sequence[PairLine]
    words: Sequence[EventWord]

    def letter_of(self, story_id: str) -> str:
        """Return the letter by which the page names a story."""
        place = next(place for place, story in enumerate(self.stories) if story["story_id"] == story_id)
        return chr(ord("A") + place) if place < 26 else f"A{place}"

    def article_of(self, story_id: str) -> str:
        """Return the article that stands for a story of the event."""
        return str(next(story["article_id"] for story in self.stories if story["story_id"] == story_id))


def events_page(db: Connection, day: str, now: datetime) -> EventsPage:
    """Return the events whose first article is of this day; the latest day with events where none is named.

    Raise UnreadableError for a day that cannot be read.
    """
    latest = db.rows("web/find_latest_event_day")[0]["first_at"]
    asked = read_day(day) if day else (latest or now).date()
    start = datetime(asked.year, asked.month, asked.day, tzinfo=UTC)
    span = {"start_at": start, "end_at": start + timedelta(days=1)}
    around = db.rows("web/find_days_beside", **span)[0]
    return EventsPage(
        asked,
        around["before_at"].date() if around["before_at"] else None,
        around["after_at"].date() if around["after_at"] else None,
        db.rows("shared/list_events", **span, least_stories=2, at_most=MOST_EVENTS),
        db.rows("web/list_event_questions", **span, lowest=QUESTION_LIMIT, highest=LINK_LIMIT),
    )


def event_page(db: Connection, reference: str) -> EventPage:
    """Return an event by its id; raise NotFoundError where there is none."""
    found = event_with_stories(db, reference)
    (event,) = db.rows("web/show_event", event_id=found["event_id"])
    inside = [story["story_id"] for story in found["stories"]]
    rows = db.rows("web/list_evidence_of_event", stories=inside)
    pairs = [
        PairLine(row["left_id"], row["right_id"], row["score"], json.loads(row["evidence"])) for row in rows
    ]
    words = [
        word
        for word in words_around(db, inside)
        if word.verdict == Verdict.SAME and {word.left_story_id, word.right_story_id} <= set(inside)
    ]
    return EventPage(event, found["stories"], pairs, words)
