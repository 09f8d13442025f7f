"""What a person asks about events: one with its stories, those of a day, and why two articles are of one or are not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.linking.decision import LINK_LIMIT, QUESTION_LIMIT, RULES, model
from pipeline.linking.evidence import evidence_of
from pipeline.linking.profile import profile_of, read_story
from pipeline.model import Verdict
from pipeline.review.event_words import EventWord, binding, words_around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ports import Connection


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """Whether the stories of two articles are of one event, as things stand and as the present rule scores the pair.

    `evidence` is as `linking.evidence` gives it; `judgement` is what a person said of the two articles, if anything;
    `words` are what people said that makes one event of the two stories or parts them, with what it takes to follow.
    """

    left_story_id: str
    right_story_id: str
    in_one_event: bool
    score: float
    evidence: Mapping[str, Any]
    judgement: EventWord | None = None
    words: tuple[EventWord, ...] = ()
    rule_version: str = RULES

    def sentence(self) -> str:
        """Say in a sentence how the two stories stand, and then why: by a person's word, or by the score."""
        stand = "Two reports of one event" if self.in_one_event else "Different events"
        if not self.words:
            return f"{stand}: {self._by_score()}."
        said = " ".join(word.sentence() for word in self.words)
        wants_one = all(word.verdict == Verdict.SAME for word in self.words)
        if wants_one != self.in_one_event:
            said += " The next run of link applies it."
        return f"{stand}. {said} By themselves the texts score {self.score:.2f}; {LINK_LIMIT} links."

    def _by_score(self) -> str:
        if self.in_one_event:
            through = "" if self.score >= LINK_LIMIT else ", and the others of the event join them"
            return f"score {self.score:.2f} of 1{through}"
        if self.score >= LINK_LIMIT:
            return f"the pair alone would be one (score {self.score:.2f}), but the others of the events speak against it"
        doubt = ", which a person should look at" if self.score >= QUESTION_LIMIT else ""
        return f"score {self.score:.2f}, and {LINK_LIMIT} is needed{doubt}"

    def flat(self) -> dict[str, Any]:
        """Return everything as plain values by name."""
        return asdict(self)


def event_with_stories(db: Connection, reference: str) -> dict[str, Any]:
    """Return an event by its id, one it had before, or a story's id, with its stories; raise NotFoundError."""
    found = db.rows("review/find_event", reference=reference)
    if not found:
        raise NotFoundError(f"no event {reference!r}: name it by its id, or by the id of a story in it")
    event_id = found[0]["event_id"]
    stories = [dict(row) for row in db.rows("review/list_event_stories", event_id=event_id)]
    pairs = db.rows("shared/list_event_pairs", stories=[story["story_id"] for story in stories])
    inside = {story["story_id"] for story in stories}
    return {
        "event_id": event_id,
        "stories": stories,
        "pairs": [dict(pair) for pair in pairs if {pair["left_id"], pair["right_id"]} <= inside],
    }


def explain_events(db: Connection, left_id: str, right_id: str) -> EventExplanation | None:
    """Return why the stories of two articles are one event or not; None where they are one story or in none."""
    mates = db.rows("shared/list_story_mates", articles=[left_id, right_id])
    story_of = {row["article_id"]: row["story_id"] for row in mates}
    left, right = story_of.get(left_id), story_of.get(right_id)
    if left is None or right is None or left == right:
        return None
    rows = {row["story_id"]: row for row in db.rows("shared/list_story_texts", stories=[left, right])}
    one, other = (profile_of(read_story(rows[story])) for story in (left, right))
    decision = model().decide(one, other)
    events = _events_of(db, left, right)
    words = words_around(db, events[left] | events[right])
    ends = tuple(sorted((left_id, right_id)))
    return EventExplanation(
        left,
        right,
        right in events[left],
        decision.score,
        evidence_of(one, other, decision),
        next((word for word in words if (word.left_id, word.right_id) == ends), None),
        _what_binds(words, left, right, events),
    )


def _what_binds(
    words: Sequence[EventWord], left: str, right: str, events: Mapping[str, frozenset[str]]
) -> tuple[EventWord, ...]:
    """Return what people said of these two stories, or else of others that are in their events."""
    if (direct := binding(words, {left}, {right})) or right in events[left]:
        return direct
    return binding(words, events[left], events[right])


def _events_of(db: Connection, left: str, right: str) -> dict[str, frozenset[str]]:
    """Return for each of two stories those in its event, itself among them."""
    rows = db.rows("shared/list_event_mates", stories=[left, right])
    event_of = {row["story_id"]: row["event_id"] for row in rows}
    return {
        story: frozenset({story, *(mate for mate, event in event_of.items() if event == event_of.get(story))})
        for story in (left, right)
    }
