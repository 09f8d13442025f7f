"""The rows of `stories`: for each story that changed its canonical article, its counts and its origin.

Whatever changes memberships writes them in its own transaction, so that nobody sees one without the other.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.folding.wire import independent_origins
from pipeline.steps.fold.regroup import CANONICAL, JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ports import Connection, Row

_STORIES_AT_ONCE: Final = 5_000


def publish_waiting(db: Connection) -> dict[str, int]:
    """Publish what the ledger holds, in the caller's transaction, and return the counts."""
    waiting = sorted(row["subject_id"] for row in db.rows("fold/list_publish_work"))
    published = changed = 0
    for start in range(0, len(waiting), _STORIES_AT_ONCE):
        rows = list(_stories(db, waiting[start : start + _STORIES_AT_ONCE]))
        published += len(rows)
        changed += db.upsert("stories", rows)
    emptied = db.run("fold/delete_emptied_stories", stories=waiting)
    db.run("fold/delete_publish_work", stories=waiting)
    return {
        "stories": len(waiting),
        "published": published,
        "rows_changed": changed,
        "emptied": emptied,
    }


def _stories(db: Connection, story_ids: Sequence[str]) -> Iterator[Row]:
    members = db.rows("fold/list_members_to_publish", stories=story_ids)
    for story_id, group in groupby(members, key=lambda row: row["story_id"]):
        yield story_row(story_id, list(group))


def story_row(story_id: str, members: Sequence[Row]) -> Row:
    """Return the row of `stories` for a story of these members, one of which is canonical."""
    canonical = next(row for row in members if row["relation"] == CANONICAL)
    copies = [
        (row["article_id"], row["matched_article_id"])
        for row in members
        if row["matched_article_id"] and row["relation"] != JUDGED
    ]
    origins = [(row["article_id"], row["wire_agency"]) for row in members]
    return {
        "story_id": story_id,
        "canonical_article_id": canonical["article_id"],
        "canonical_reason": canonical["reason"],
        "title": canonical["title"],
        "language": canonical["language"],
        "article_count": len(members),
        "host_count": len({row["host"] for row in members}),
        "independent_origin_count": independent_origins(origins, copies),
        "origin": _origin(canonical, members),
        "first_at": min(row["article_at"] for row in members),
        "last_at": max(row["article_at"] for row in members),
    }


def _origin(canonical: Row, members: Sequence[Row]) -> str | None:
    """Return the agency that most members credit, the canonical article's first, or the host that stands first."""
    credited: Counter[str] = Counter(row["wire_agency"] for row in members if row["wire_agency"])
    if credited:
        return min(
            credited, key=lambda agency: (-credited[agency], agency != canonical["wire_agency"], agency)
        )
    host: str = canonical["host"]
    return host or None
