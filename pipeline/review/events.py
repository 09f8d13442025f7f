"""What a person asks about events: one with its stories, those of a day, and why two articles are of one or are not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.linking.decision import LINK_LIMIT, QUESTION_LIMIT, RULES, model
from pipeline.linking.evidence import evidence_of
from pipeline.linking.profile import profile_of, read_story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ports import Connection, Row, Runtime


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """Whether the stories of two articles are of one event, as things stand and as the present rule scores the pair.

    `evidence` is as `linking.evidence` gives it; `judgement` is what a person said of the two articles, if anything.
    """

    left_story_id: str
    right_story_id: str
    in_one_event: bool
    score: float
    evidence: Mapping[str, Any]
    judgement: Mapping[str, Any] | None
    rule_version: str = RULES

    def sentence(self) -> str:
        """Say in one sentence how the two stories stand, and why."""
        if self.in_one_event:
            return f"Two reports of one event: score {self.score:.2f} of 1."
        if self.score >= LINK_LIMIT:
            return f"The pair alone would be one event (score {self.score:.2f}), but the others of the events speak against it."
        doubt = ", which a person should look at" if self.score >= QUESTION_LIMIT else ""
        return f"Different events: score {self.score:.2f}, and {LINK_LIMIT} is needed{doubt}."

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


def explain_events(runtime: Runtime, left_id: str, right_id: str) -> EventExplanation | None:
    """Return why the stories of two articles are one event or not; None where they are one story or in none."""
    with runtime.warehouse.read() as db:
        story_of = {
            row["article_id"]: row["story_id"]
            for row in db.rows("shared/list_story_mates", articles=[left_id, right_id])
        }
        left, right = story_of.get(left_id), story_of.get(right_id)
        if left is None or right is None or left == right:
            return None
        rows = {row["story_id"]: row for row in db.rows("shared/list_story_texts", stories=[left, right])}
        event_of = _event_of(db, left), _event_of(db, right)
        first, second = sorted((left_id, right_id))
        judged = db.rows("review/find_event_judgement", left_id=first, right_id=second)
    one, other = (profile_of(read_story(rows[story])) for story in (left, right))
    decision = model().decide(one, other)
    return EventExplanation(
        left,
        right,
        event_of[0] is not None and event_of[0] == event_of[1],
        decision.score,
        evidence_of(one, other, decision),
        dict(judged[0]) if judged else None,
    )


def _event_of(db: Connection, story_id: str) -> str | None:
    rows: list[Row] = db.rows("shared/list_event_mates", stories=[story_id])
    return next((row["event_id"] for row in rows if row["story_id"] == story_id), None)
