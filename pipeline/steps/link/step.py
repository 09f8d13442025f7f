"""Link: stories that report one event, written independently, become members of it.

Reads the work queue, texts of stories and what people said of events; writes profiles, keys, pairs, memberships and
events. Everything but event ids is a pure function of stories, times and judgements. A night touches
the stories that it changed, those they may share an event with, and nothing older than the window of `linking.candidates`.

A night makes profiles and scores pairs part by part, each in a transaction of its own (`part_by_part`), and groups the
stories in one. What a person says of a pair is linked in the transaction that keeps the word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.reports import Report
from pipeline.steps.link.index import SCHEME, StoryIndex, replace_stories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Request
    from pipeline.ports import Connection, Runtime


@dataclass(frozen=True, slots=True)
class Linked:
    """How many stories were looked at, pairs scored, memberships changed, events merged, events written.

    `event_before` and `event_after` have the event of each story that was grouped again.
    """

    stories: int = 0
    pairs: int = 0
    changed: int = 0
    merged: int = 0
    events: int = 0
    event_before: Mapping[str, str] = field(default_factory=dict)
    event_after: Mapping[str, str] = field(default_factory=dict)


def run(request: Request, runtime: Runtime) -> Report:  # noqa: ARG001 - what is linked is in the work queue, not the window
    """Link every story in the work queue and return what became of them."""
    with runtime.warehouse.read() as db:
        waiting = [row["story_id"] for row in db.rows("link/list_link_work", scheme=SCHEME)]
    linked = Linked()
    if waiting:
        from pipeline.steps.link.part_by_part import score_waiting

        scored = score_waiting(runtime, waiting)
        with runtime.warehouse.write() as db:
            linked = _group(db, runtime, StoryIndex(db, compared=scored.pairs), scored.stories)
            if scored.is_latest(db):
                db.run("link/delete_score_work", stories=scored.stories)
    return Report(
        "link",
        {
            "stories": linked.stories,
            "pairs_compared": linked.pairs,
            "memberships_changed": linked.changed,
            "events_merged": linked.merged,
            "events_published": linked.events,
        },
    )


def link_waiting(db: Connection, runtime: Runtime) -> Linked:
    """Link the stories in the work queue in the caller's transaction."""
    waiting = [row["story_id"] for row in db.rows("link/list_link_work", scheme=SCHEME)]
    if not waiting:
        return Linked()
    linked = _group(db, runtime, replace_stories(db, waiting), waiting)
    db.run("link/delete_link_work", stories=waiting)
    db.run("link/delete_score_work", stories=waiting)
    return linked


def _group(db: Connection, runtime: Runtime, index: StoryIndex, stories: Sequence[str]) -> Linked:
    """Group the events around these stories, whose pairs are scored."""
    from pipeline.steps.link.event_rows import publish_events
    from pipeline.steps.link.regroup import apply_events, plan_events

    plan = plan_events(db, index, stories)
    changed = apply_events(db, runtime, plan)
    events = publish_events(db, plan)
    return Linked(
        len(stories),
        index.compared,
        changed,
        len(plan.redirects),
        events,
        plan.event_before,
        {member.story_id: member.event_id for member in plan.members},
    )
