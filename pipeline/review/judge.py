"""A person's word on a pair: SAME joins, DIFFERENT parts, and both bind every later run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError, QuestionError
from pipeline.matching.page_relationship import page_addresses
from pipeline.model import Judgement, Verdict
from pipeline.review.event_words import contradicting, words_around
from pipeline.review.story_change import Decided, StoryChange, by_story, change_stories, compared
from pipeline.steps.fold.gather import story_mates
from pipeline.steps.fold.regroup import plan_stories

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipeline.ports import Connection, Runtime


def judge(
    runtime: Runtime,
    ends: Sequence[str],
    verdict: Verdict,
    *,
    by: str,
    note: str = "",
    dry_run: bool = False,
) -> StoryChange:
    """Store what `by` says of two articles, regroup their stories, and return what that changes.

    Raises NotFoundError for an article the warehouse does not hold, or one paired with itself, QuestionError where
    people said that the two are of different events.
    """
    left_id, right_id = sorted(ends)
    if left_id == right_id:
        raise NotFoundError(f"a judgement needs two articles, not {left_id} twice")
    judgement = Judgement(left_id, right_id, verdict, by, runtime.clock(), note)

    def decide(db: Connection) -> Decided:
        _refuse(db, judgement, _held(db, [judgement]))
        return Decided(_store(db, [judgement]))

    return change_stories(runtime, f"{verdict.value}: {left_id} and {right_id}", decide, dry_run=dry_run)


def _refuse(db: Connection, said: Judgement, held: Collection[str]) -> None:
    """Raise NotFoundError where an article is not held, QuestionError where it contradicts what was said of events."""
    for missing in sorted({said.left_id, said.right_id} - set(held)):
        raise NotFoundError(f"no article {missing!r}")
    if said.verdict == Verdict.SAME:
        _refuse_two_events(db, said.left_id, said.right_id)


def _refuse_two_events(db: Connection, left_id: str, right_id: str) -> None:
    """Raise QuestionError where people said that the two are of different events: those of one story are of one."""
    rows = db.rows("shared/list_story_mates", articles=[left_id, right_id])
    story_of = {row["article_id"]: row["story_id"] for row in rows}
    if not {left_id, right_id} <= story_of.keys():
        return
    stories = story_of[left_id], story_of[right_id]
    if against := contradicting(words_around(db, stories), *stories, Verdict.SAME):
        sentences = " ".join(word.sentence() for word in against)
        raise QuestionError(
            f"You say: {left_id} and {right_id} are one story, and so of one event. {sentences} Take one of them back."
        )


def preview(db: Connection, runtime: Runtime, ends: Sequence[str], verdict: Verdict | None) -> StoryChange:
    """Return what a judgement on two articles would change, or for None taking it back; nobody has to wait for it.

    It is what `judge` does, worked out in a transaction that only reads.
    """
    left_id, right_id = sorted(ends)
    said = [] if verdict is None else [Judgement(left_id, right_id, verdict, "", runtime.clock(), "")]

    def suppose(judgements: Sequence[Judgement]) -> Sequence[Judgement]:
        others = [each for each in judgements if (each.left_id, each.right_id) != (left_id, right_id)]
        return sorted([*others, *said], key=lambda each: (each.left_id, each.right_id))

    plan = plan_stories(db, runtime, [left_id, right_id], suppose=suppose)
    before = by_story(story_mates(db, plan.articles))
    after = by_story({member.article_id: member.story_id for member in plan.members})
    return compared(f"{left_id} and {right_id}", before, after, 0, applied=False)


def judge_again(
    runtime: Runtime, judgements: Sequence[Judgement], *, dry_run: bool = False
) -> tuple[StoryChange, list[str]]:
    """Store several judgements, with who made them and when, and regroup their stories.

    Return what that changes, and why each of the others was left out: an article is not held, or people said that the
    two are of different events.
    """
    left_out: list[str] = []

    def decide(db: Connection) -> Decided:
        held = _held(db, judgements)
        kept: list[Judgement] = []
        for each in judgements:
            try:
                _refuse(db, each, held)
            except (NotFoundError, QuestionError) as error:
                left_out.append(f"{each.left_id} {each.right_id}: {error}")
            else:
                kept.append(each)
        return Decided(_store(db, kept))

    return change_stories(runtime, "judged again", decide, dry_run=dry_run), left_out


def unjudge(runtime: Runtime, ends: Sequence[str], *, dry_run: bool = False) -> StoryChange:
    """Take a judgement back and return what that changes; raise NotFoundError where there is none."""
    left_id, right_id = sorted(ends)

    def decide(db: Connection) -> Decided:
        if not db.run("review/delete_judgement", left_id=left_id, right_id=right_id):
            raise NotFoundError(f"nobody judged {left_id} and {right_id}")
        return Decided((left_id, right_id))

    return change_stories(runtime, f"unjudged: {left_id} and {right_id}", decide, dry_run=dry_run)


def _held(db: Connection, judgements: Iterable[Judgement]) -> set[str]:
    """Return those articles of the judgements that the warehouse holds."""
    articles = {article_id for each in judgements for article_id in (each.left_id, each.right_id)}
    return set(page_addresses(db, articles))


def _store(db: Connection, judgements: Sequence[Judgement]) -> set[str]:
    """Store the judgements and return the articles they are about."""
    db.upsert("judgements", [asdict(each) for each in judgements])
    return {article_id for each in judgements for article_id in (each.left_id, each.right_id)}
