"""What a decision changes in the stories, worked out by making the change, and undone again when it was a rehearsal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.steps.fold.regroup import Regrouping, apply_stories, plan_stories
from pipeline.steps.fold.story_rows import publish_waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.ports import Connection, Runtime

_SHOWN = 20  # stories spelled out in words; counts tell the rest


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


class _RehearsedError(Exception):
    """Ends a rehearsal: leaving the transaction by an exception rolls it back."""

    def __init__(self, change: StoryChange) -> None:
        super().__init__(change.what)
        self.change = change


def change_stories(
    runtime: Runtime,
    what: str,
    decide: Callable[[Connection], tuple[Iterable[str], int]],
    *,
    dry_run: bool,
) -> StoryChange:
    """Apply `decide`, which returns the articles it touched and how many pairs it changed, and regroup around them.

    All of it happens in one transaction, stories are published in it, and a `dry_run` takes it back.
    """
    try:
        with runtime.warehouse.write() as db:
            touched, pairs_changed = decide(db)
            change = _regroup(db, runtime, what, set(touched), pairs_changed, applied=not dry_run)
            if dry_run:
                raise _RehearsedError(change)  # noqa: TRY301 - this is how the transaction is taken back
            return change
    except _RehearsedError as rehearsed:
        return rehearsed.change


def _regroup(
    db: Connection, runtime: Runtime, what: str, touched: set[str], pairs_changed: int, *, applied: bool
) -> StoryChange:
    plan = plan_stories(db, runtime, touched)
    before = stories_of(db, plan)
    apply_stories(db, runtime, plan)
    publish_waiting(db)
    after: dict[str, list[str]] = {}
    for row in plan.members:
        after.setdefault(row["story_id"], []).append(row["article_id"])
    return compared(what, before, after, pairs_changed, applied=applied)


def stories_of(db: Connection, plan: Regrouping) -> dict[str, list[str]]:
    """Return the stories, as they are stored, of the articles of a plan."""
    ids = [*(row["article_id"] for row in plan.members), *plan.left]
    found: dict[str, list[str]] = {}
    for row in db.rows("shared/list_story_mates", articles=ids):
        found.setdefault(row["story_id"], []).append(row["article_id"])
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
    new_of = {member: story_id for story_id, members in new.items() for member in members}
    old_of = {member: story_id for story_id, members in old.items() for member in members}
    into = {
        story_id: {new_of[each] for each in members if each in new_of} for story_id, members in old.items()
    }
    from_ = {
        story_id: {old_of[each] for each in members if each in old_of} for story_id, members in new.items()
    }
    same = {story_id for story_id, members in old.items() if new.get(story_id) == members}
    return StoryChange(
        what,
        applied,
        {story_id: members for story_id, members in old.items() if story_id not in same},
        {story_id: members for story_id, members in new.items() if story_id not in same},
        merged=sum(len(sources) for sources in from_.values() if len(sources) > 1),
        split=sum(1 for targets in into.values() if len(targets) > 1),
        stayed=len(same),
        pairs_changed=pairs_changed,
    )
