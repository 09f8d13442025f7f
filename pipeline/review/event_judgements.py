"""A person's word on events: two articles report one event, or other events. It binds every later run.

It is kept on articles, since stories change. Two articles of one story are of one event. A word that contradicts what was
said before is refused, and both sentences are shown: whoever is right takes the other one back.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError, QuestionError
from pipeline.folding.disjoint_sets import DisjointSets
from pipeline.model import Judgement, Verdict
from pipeline.steps.link.step import Linked, link_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Row, Runtime


@dataclass(frozen=True, slots=True)
class EventChange:
    """What a word on events changed: the events of the two articles' stories after it, and how many stories moved."""

    what: str
    left_event_id: str
    right_event_id: str
    memberships_changed: int

    def __str__(self) -> str:
        """Say it as a person reads it."""
        where = "one event" if self.left_event_id == self.right_event_id else "two events"
        return f"{self.what}: {where}, {self.memberships_changed} stories moved"


def judge_events(
    runtime: Runtime, ends: Sequence[str], verdict: Verdict, *, by: str, note: str = ""
) -> EventChange:
    """Store what `by` says of the events of two articles, group the events around them again, and return the change.

    Raise NotFoundError for an article in no story, QuestionError where it contradicts what was said before.
    """
    left_id, right_id = sorted(ends)
    with runtime.warehouse.write() as db:
        stories = _stories_of(db, left_id, right_id)
        _refuse_contradiction(db, left_id, right_id, stories, verdict)
        judgement = Judgement(left_id, right_id, verdict, by, runtime.clock(), note)
        db.upsert("event_judgements", [asdict(judgement)])
        linked = _link_again(db, runtime, stories)
        what = f"{verdict.value} event: {left_id} and {right_id}"
        return EventChange(what, *_events_of(db, stories), linked.changed)


def unjudge_events(runtime: Runtime, ends: Sequence[str]) -> EventChange:
    """Take a word on events back; raise NotFoundError where there is none."""
    left_id, right_id = sorted(ends)
    with runtime.warehouse.write() as db:
        if not db.run("review/delete_event_judgement", left_id=left_id, right_id=right_id):
            raise NotFoundError(f"nobody judged the events of {left_id} and {right_id}")
        stories = _stories_of(db, left_id, right_id)
        linked = _link_again(db, runtime, stories)
        return EventChange(f"unjudged: {left_id} and {right_id}", *_events_of(db, stories), linked.changed)


def _link_again(db: Connection, runtime: Runtime, stories: tuple[str, str]) -> Linked:
    db.upsert("pending_work", [{"step": "link", "subject_id": each} for each in sorted(set(stories))])
    return link_waiting(db, runtime)


def _stories_of(db: Connection, left_id: str, right_id: str) -> tuple[str, str]:
    rows = db.rows("shared/list_story_mates", articles=[left_id, right_id])
    story_of = {row["article_id"]: row["story_id"] for row in rows}
    for missing in sorted({left_id, right_id} - story_of.keys()):
        raise NotFoundError(f"no article {missing!r} in any story")
    return story_of[left_id], story_of[right_id]


def _events_of(db: Connection, stories: tuple[str, str]) -> tuple[str, str]:
    rows = db.rows("shared/list_event_mates", stories=stories)
    event_of = {row["story_id"]: row["event_id"] for row in rows}
    return event_of[stories[0]], event_of[stories[1]]


def _refuse_contradiction(
    db: Connection, left_id: str, right_id: str, stories: tuple[str, str], verdict: Verdict
) -> None:
    """Raise QuestionError where what is said and what was said before, with what follows from it, cannot both hold."""
    said = f"{left_id} and {right_id} are of {'one event' if verdict is Verdict.SAME else 'different events'}"
    if stories[0] == stories[1]:
        if verdict is Verdict.DIFFERENT:
            raise QuestionError(
                f"You say: {said}. But both are in story {stories[0]}: judge them different stories first."
            )
        return
    before = [
        row for row in _reachable(db, stories) if (row["left_id"], row["right_id"]) != (left_id, right_id)
    ]
    sets = DisjointSets(
        {*stories, *(row[end] for row in before for end in ("left_story_id", "right_story_id"))}
    )
    for row in before:
        if row["verdict"] == Verdict.SAME:
            sets.join(row["left_story_id"], row["right_story_id"])
    if verdict is Verdict.DIFFERENT and sets.find(stories[0]) == sets.find(stories[1]):
        against = next(
            row
            for row in before
            if row["verdict"] == Verdict.SAME and sets.find(row["left_story_id"]) == sets.find(stories[0])
        )
        raise QuestionError(f"You say: {said}. {_sentence(against)} Take one of them back.")
    if verdict is Verdict.SAME:
        sets.join(*stories)
        for row in before:
            if row["verdict"] == Verdict.DIFFERENT and sets.find(row["left_story_id"]) == sets.find(
                row["right_story_id"]
            ):
                raise QuestionError(f"You say: {said}. {_sentence(row)} Take one of them back.")


def _reachable(db: Connection, stories: Sequence[str]) -> list[Row]:
    """Return all that people said of the events of these stories, and of those that these words lead to."""
    seen: set[str] = set()
    found: dict[tuple[str, str], Row] = {}
    frontier = set(stories)
    while frontier:
        seen |= frontier
        rows = db.rows("shared/list_event_judgements", stories=sorted(frontier))
        found |= {(row["left_id"], row["right_id"]): row for row in rows}
        frontier = {row[end] for row in rows for end in ("left_story_id", "right_story_id")} - seen
    return [found[key] for key in sorted(found)]


def _sentence(row: Row) -> str:
    which = "one event" if row["verdict"] == Verdict.SAME else "different events"
    note = f" ({row['note']})" if row["note"] else ""
    return f"{row['judged_by']} said on {row['judged_at']:%Y-%m-%d}: {row['left_id']} and {row['right_id']} are of {which}{note}."
