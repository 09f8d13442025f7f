"""The rows of `events`: for each event that changed its title, its times and its counts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.matching.voices import voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Row
    from pipeline.steps.link.regroup import EventPlan


def publish_events(db: Connection, plan: EventPlan) -> int:
    """Write the rows of the events of a plan and delete those without stories; return how many were written."""
    event_of = {member.story_id: member.event_id for member in plan.members}
    hosts: dict[str, list[Row]] = defaultdict(list)
    for row in db.rows("link/list_stories_to_publish", stories=sorted(event_of)):
        hosts[event_of[row["story_id"]]].append(row)
    rows = [event_row(event_id, members) for event_id, members in sorted(hosts.items())]
    db.upsert("events", rows)
    db.run("link/delete_emptied_events", events=sorted(plan.touched))
    return len(rows)


def event_row(event_id: str, members: Sequence[Row]) -> Row:
    """Return the row of `events` from rows that each name a story and one host of it, the earliest story first."""
    stories = {row["story_id"]: row for row in members}
    title, language = next(
        ((row["title"], row["language"]) for row in members if row["title"]), (None, members[0]["language"])
    )
    return {
        "event_id": event_id,
        "title": title,
        "language": language,
        "first_at": min(row["first_at"] for row in members),
        "last_at": max(row["last_at"] for row in members),
        "story_count": len(stories),
        "article_count": sum(row["article_count"] for row in stories.values()),
        "host_count": len({row["host"] for row in members}),
        "independent_source_count": len({_voice(row) for row in stories.values()}),
    }


def _voice(story: Row) -> str:
    """Return who speaks in a story: the agency that wrote it, else the house of its canonical article, else its site."""
    site = story["canonical_host"] or story["story_id"]  # a page of a folder is nobody's but its own
    origin = story["origin"] or site
    if origin != site:  # an agency, or the host of an original that others name
        return voice_of(origin, None if "." in origin else origin, None)
    return voice_of(site, None, story["publisher"])
