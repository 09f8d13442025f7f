"""A person's word on events: two articles report one event, or other events. It binds every later run.

It is kept on articles, since stories change. Two articles of one story are of one event. A word that contradicts what was
said before is refused, and all the sentences that contradict it are shown: whoever is wrong takes one back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError, QuestionError
from pipeline.model import Judgement, Verdict
from pipeline.review.event_words import claim, contradicting, words_around
from pipeline.review.transaction import changed
from pipeline.steps.link.step import link_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.ports import Connection, Runtime

    Events = Mapping[str, tuple[str, ...]]

_SHOWN = 20
"""Events spelled out in words; counts tell the rest."""


@dataclass(frozen=True, slots=True)
class EventChange:
    """Events before and after a word, by id with their stories, those that changed alone; and the two articles' events after it.

    The ids of these are empty where an article is in no story any more.
    """

    what: str
    applied: bool
    left_event_id: str
    right_event_id: str
    memberships_changed: int
    before: Events = field(default_factory=dict)
    after: Events = field(default_factory=dict)

    @property
    def is_one_event(self) -> bool:
        """Whether the two articles are of one event after it."""
        return self.left_event_id == self.right_event_id != ""

    def __str__(self) -> str:
        """Say it as a person reads it."""
        where = "one event" if self.is_one_event else "two events"
        state = "" if self.applied else " (not applied)"
        lines = [f"{self.what}{state}: {where}, {self.memberships_changed} stories moved"]
        for sign, events in (("-", self.before), ("+", self.after)):
            lines += [
                f"{sign} {event_id}: {', '.join(members)}"
                for event_id, members in list(events.items())[:_SHOWN]
            ]
            lines += [f"{sign} and {len(events) - _SHOWN} more"] if len(events) > _SHOWN else []
        return "\n".join(lines)


def judge_events(
    runtime: Runtime, ends: Sequence[str], verdict: Verdict, *, by: str, note: str = "", dry_run: bool = False
) -> EventChange:
    """Store what `by` says of the events of two articles, group the events around them again, and return the change.

    A `dry_run` changes nothing. Raise NotFoundError for an article in no story, QuestionError where it contradicts what was said before.
    """
    left_id, right_id = sorted(ends)

    def decide(db: Connection) -> EventChange:
        stories = _stories_of(db, left_id, right_id)
        _refuse_contradiction(db, left_id, right_id, stories, verdict)
        judgement = Judgement(left_id, right_id, verdict, by, runtime.clock(), note)
        db.upsert("event_judgements", [asdict(judgement)])
        what = f"{verdict.value} event: {left_id} and {right_id}"
        return _link_again(db, runtime, stories, what, applied=not dry_run)

    return changed(runtime, decide, dry_run=dry_run)


def judge_events_again(
    runtime: Runtime, judgements: Iterable[Judgement], *, dry_run: bool = False
) -> tuple[int, list[str]]:
    """Store words on events kept from another warehouse, with who said them and when.

    Return how many were stored, and why each of the others was left out: an article is not held, or it contradicts one
    that came before. A `dry_run` changes nothing.
    """

    def decide(db: Connection) -> tuple[int, list[str]]:
        stored, left_out = 0, []
        for each in sorted(judgements, key=lambda word: (word.judged_at, word.left_id, word.right_id)):
            try:
                stories = _stories_of(db, each.left_id, each.right_id)
                _refuse_contradiction(db, each.left_id, each.right_id, stories, each.verdict)
            except (NotFoundError, QuestionError) as error:
                left_out.append(f"{each.left_id} {each.right_id}: {error}")
                continue
            db.upsert("event_judgements", [asdict(each)])
            db.upsert("pending_work", [{"step": "link", "subject_id": story} for story in sorted({*stories})])
            stored += 1
        link_waiting(db, runtime)
        return stored, left_out

    return changed(runtime, decide, dry_run=dry_run)


def unjudge_events(runtime: Runtime, ends: Sequence[str], *, dry_run: bool = False) -> EventChange:
    """Take a word on events back; raise NotFoundError where there is none. A `dry_run` changes nothing."""
    left_id, right_id = sorted(ends)

    def decide(db: Connection) -> EventChange:
        if not db.run("review/delete_event_judgement", left_id=left_id, right_id=right_id):
            raise NotFoundError(f"nobody judged the events of {left_id} and {right_id}")
        what = f"unjudged: {left_id} and {right_id}"
        try:
            stories = _stories_of(db, left_id, right_id)
        except NotFoundError:  # one of them is in no story now: no event rests on the word
            return EventChange(what, not dry_run, "", "", 0)
        return _link_again(db, runtime, stories, what, applied=not dry_run)

    return changed(runtime, decide, dry_run=dry_run)


def _link_again(
    db: Connection, runtime: Runtime, stories: tuple[str, str], what: str, *, applied: bool
) -> EventChange:
    db.upsert("pending_work", [{"step": "link", "subject_id": each} for each in sorted(set(stories))])
    linked = link_waiting(db, runtime)
    before, after = _by_event(linked.event_before), _by_event(linked.event_after)
    return EventChange(
        what,
        applied,
        linked.event_after[stories[0]],
        linked.event_after[stories[1]],
        sum(linked.event_before.get(each) != event for each, event in linked.event_after.items()),
        {event_id: members for event_id, members in before.items() if after.get(event_id) != members},
        {event_id: members for event_id, members in after.items() if before.get(event_id) != members},
    )


def _by_event(event_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for story_id, event_id in sorted(event_of.items()):
        found[event_id].append(story_id)
    return {event_id: tuple(members) for event_id, members in sorted(found.items())}


def _stories_of(db: Connection, left_id: str, right_id: str) -> tuple[str, str]:
    if left_id == right_id:
        raise NotFoundError(f"a judgement needs two articles, not {left_id} twice")
    rows = db.rows("shared/list_story_mates", articles=[left_id, right_id])
    story_of = {row["article_id"]: row["story_id"] for row in rows}
    for missing in sorted({left_id, right_id} - story_of.keys()):
        raise NotFoundError(f"no article {missing!r} in any story")
    return story_of[left_id], story_of[right_id]


def _refuse_contradiction(
    db: Connection, left_id: str, right_id: str, stories: tuple[str, str], verdict: Verdict
) -> None:
    """Raise QuestionError where what is said and what was said before, with what follows from it, cannot both hold."""
    said = f"You say: {claim(left_id, right_id, verdict)}."
    if stories[0] == stories[1]:
        if verdict is Verdict.DIFFERENT:
            raise QuestionError(
                f"{said} But both are in story {stories[0]}: judge them different stories first."
            )
        return
    words = [
        word for word in words_around(db, stories) if (word.left_id, word.right_id) != (left_id, right_id)
    ]
    if against := contradicting(words, *stories, verdict):
        sentences = " ".join(word.sentence() for word in against)
        raise QuestionError(f"{said} {sentences} Take one of them back.")
