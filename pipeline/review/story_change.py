"""What a decision changes in the stories, worked out by making the change, and rolled back when it was a dry run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.review.transaction import changed
from pipeline.steps.fold.gather import story_mates
from pipeline.steps.fold.regroup import apply_stories, plan_stories
from pipeline.steps.fold.story_rows import publish_waiting
from pipeline.steps.link.step import link_waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pipeline.ports import Connection, Runtime

_SHOWN = 20  # stories spelled out in words; counts tell the rest


@dataclass(frozen=True, slots=True)
class Move:
    """Articles that leave one story for another, which may be new. An empty `from_story_id` is no story."""

    from_story_id: str
    to_story_id: str
    articles: tuple[str, ...]
    is_new_story: bool


@dataclass(frozen=True, slots=True)
class StoryChange:
    """Stories before and after, by id, those that changed alone; `stayed` counts the others that were looked at."""

    what: str
    applied: bool
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merged: int = 0
    split: int = 0
    stayed: int = 0
    pairs_changed: int = 0

    @property
    def moves(self) -> tuple[Move, ...]:
        """Who joins a story, who leaves one and for which, the largest number first."""
        was = {member: story_id for story_id, members in self.before.items() for member in members}
        found: dict[tuple[str, str], list[str]] = {}
        for story_id, members in self.after.items():
            for member in members:
                if was.get(member) != story_id:
                    found.setdefault((was.get(member, ""), story_id), []).append(member)
        moves = [Move(*ends, tuple(members), ends[1] not in self.before) for ends, members in found.items()]
        return tuple(sorted(moves, key=lambda move: (-len(move.articles), move.articles)))

    def __str__(self) -> str:
        """Say what changed as a person reads it."""
        state = "" if self.applied else " (not applied)"
        counts = f"{self.merged} stories merge, {self.split} split, {self.stayed} stay as they are"
        lines = [f"{self.what}{state}: {counts}"]
        for sign, stories in (("-", self.before), ("+", self.after)):
            for story_id, members in list(stories.items())[:_SHOWN]:
                lines.append(f"{sign} {story_id}: {', '.join(members)}")
            if len(stories) > _SHOWN:
                lines.append(f"{sign} and {len(stories) - _SHOWN} more")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision touched: the articles around which stories are grouped again, and how many pairs it changed."""

    articles: Collection[str]
    pairs_changed: int = 0


def change_stories(
    runtime: Runtime, what: str, decide: Callable[[Connection], Decided], *, dry_run: bool
) -> StoryChange:
    """Apply `decide` and regroup around the articles it touched.

    All of it happens in one transaction, stories are published in it, and a `dry_run` takes it back.
    """

    def change(db: Connection) -> StoryChange:
        before, after, decided = _regroup(db, runtime, decide)
        return compared(what, before, after, decided.pairs_changed, applied=not dry_run)

    return changed(runtime, change, dry_run=dry_run)


def _regroup(
    db: Connection, runtime: Runtime, decide: Callable[[Connection], Decided]
) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]], Decided]:
    """Decide, regroup and publish; return the stories before and after by id."""
    decided = decide(db)
    plan = plan_stories(db, runtime, decided.articles)
    before = by_story(story_mates(db, plan.articles))
    apply_stories(db, runtime, plan)
    publish_waiting(db)
    link_waiting(db, runtime)
    return before, by_story({member.article_id: member.story_id for member in plan.members}), decided


def by_story(story_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the members of each story."""
    found: dict[str, list[str]] = {}
    for article_id, story_id in story_of.items():
        found.setdefault(story_id, []).append(article_id)
    return found


def compared(
    what: str,
    before: Mapping[str, Iterable[str]],
    after: Mapping[str, Iterable[str]],
    pairs_changed: int,
    *,
    applied: bool,
) -> StoryChange:
    """Return the change between two partitions of the same articles."""
    old = {story_id: tuple(sorted(members)) for story_id, members in sorted(before.items())}
    new = {story_id: tuple(sorted(members)) for story_id, members in sorted(after.items())}
    into, out_of = _stories_met(old, new), _stories_met(new, old)
    same = {story_id for story_id, members in old.items() if new.get(story_id) == members}
    return StoryChange(
        what,
        applied,
        {story_id: members for story_id, members in old.items() if story_id not in same},
        {story_id: members for story_id, members in new.items() if story_id not in same},
        merged=sum(len(sources) for sources in out_of.values() if len(sources) > 1),
        split=sum(1 for targets in into.values() if len(targets) > 1),
        stayed=len(same),
        pairs_changed=pairs_changed,
    )


def _stories_met(
    stories: Mapping[str, Iterable[str]], others: Mapping[str, Iterable[str]]
) -> dict[str, set[str]]:
    """Return for each story those of the others in which its members are."""
    other_of = {member: story_id for story_id, members in others.items() for member in members}
    return {
        story_id: {other_of[member] for member in members if member in other_of}
        for story_id, members in stories.items()
    }
