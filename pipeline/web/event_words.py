"""What a word on the events of two articles would change, shown before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import QuestionError
from pipeline.model import Verdict
from pipeline.review.event_judgements import judge_events, unjudge_events
from pipeline.web.judgement_effect import TAKE_BACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ports import Row, Runtime
    from pipeline.review.event_judgements import EventChange

ANSWERS = {
    "same": "One event",
    "different": "Different events",
    TAKE_BACK: "Take back what was said of the events",
}
"""What can be said of the events of two articles, as the pages put it."""


@dataclass(frozen=True, slots=True)
class EventWordPage:
    """A word that is not stored yet: what it would change, or why it is refused."""

    left_id: str
    right_id: str
    answer: str
    refusal: str
    before: Sequence[tuple[str, Sequence[Row]]]
    after: Sequence[tuple[str, Sequence[Row]]]

    @property
    def wording(self) -> str:
        """The answer as the pages put it."""
        return ANSWERS[self.answer]


def event_word_page(runtime: Runtime, ends: tuple[str, str], answer: str, by: str) -> EventWordPage:
    """Return what an answer of `ANSWERS` about two articles would change; nothing is stored."""
    left_id, right_id = sorted(ends)
    try:
        change = apply_word(runtime, ends, answer, by=by, dry_run=True)
    except QuestionError as error:
        return EventWordPage(left_id, right_id, answer, str(error), (), ())
    stories = {
        story for events in (change.before, change.after) for each in events.values() for story in each
    }
    with runtime.warehouse.read() as db:
        rows = db.rows("web/list_story_lines", stories=sorted(stories))
    before, after = (_with_lines(events, rows) for events in (change.before, change.after))
    return EventWordPage(left_id, right_id, answer, "", before, after)


def apply_word(
    runtime: Runtime, ends: Sequence[str], answer: str, *, by: str, note: str = "", dry_run: bool = False
) -> EventChange:
    """Store an answer of `ANSWERS` about the events of two articles, or try it, and return what it changes."""
    if answer == TAKE_BACK:
        return unjudge_events(runtime, ends, dry_run=dry_run)
    return judge_events(runtime, ends, Verdict(answer), by=by, note=note, dry_run=dry_run)


def _with_lines(
    events: Mapping[str, tuple[str, ...]], rows: Sequence[Row]
) -> list[tuple[str, Sequence[Row]]]:
    return [
        (event_id, [row for row in rows if row["story_id"] in members])
        for event_id, members in events.items()
    ]
