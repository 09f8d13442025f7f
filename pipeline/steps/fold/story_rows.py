"""The rows of `stories`: for each story that changed its canonical article, its counts and its origin.

Whatever changes memberships writes them in its own transaction, so that nobody sees one without the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.crawling.urls import host_of
from pipeline.folding.headlines import have_like_titles
from pipeline.folding.wire import independent_origins
from pipeline.matching.page_relationship import original_of
from pipeline.matching.voices import voice_of
from pipeline.parsing.pages.history import WITHIN_THE_HOUR
from pipeline.steps.fold.members import CANONICAL, JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row

_STORIES_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class PublishedMember:
    """A member of a story, with what its article says of itself."""

    story_id: str
    article_id: str
    relation: str
    matched_article_id: str | None
    reason: str
    host: str
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    title: str | None
    canonical_url: str | None
    language: str | None
    wire_agency: str | None
    publisher: str | None


def publish_waiting(db: Connection) -> int:
    """Write the rows of the stories in the work queue, in the caller's transaction; return how many there are.

    They are put up to be linked.
    """
    waiting = sorted(row["subject_id"] for row in db.rows("fold/list_publish_work"))
    published = 0
    for start in range(0, len(waiting), _STORIES_AT_ONCE):
        rows = list(_stories(db, waiting[start : start + _STORIES_AT_ONCE]))
        published += len(rows)
        db.upsert("stories", rows)
    db.run("fold/delete_emptied_stories", stories=waiting)
    db.run("fold/delete_publish_work", stories=waiting)
    db.upsert("pending_work", ({"step": "link", "subject_id": story_id} for story_id in waiting))
    return published


def story_row(story_id: str, members: Sequence[PublishedMember]) -> Row:
    """Return the row of `stories` for a story of these members, one of which is canonical."""
    canonical = next(each for each in members if each.relation == CANONICAL)
    copies = [
        (each.article_id, each.matched_article_id)
        for each in members
        if each.matched_article_id and each.relation != JUDGED
    ]
    voices = [
        # A page of a folder has no site, and is nobody's but its own.
        (each.article_id, voice_of(each.host or each.article_id, each.wire_agency, each.publisher))
        for each in members
    ]
    return {
        "story_id": story_id,
        "canonical_article_id": canonical.article_id,
        "canonical_reason": canonical.reason,
        "title": canonical.title,
        "language": canonical.language,
        "article_count": len(members),
        "host_count": len({each.host for each in members}),
        "independent_origin_count": independent_origins(voices, copies),
        "origin": _origin(canonical, members),
        "unlike_titles": sum(not have_like_titles(canonical.title, each.title) for each in members),
        "first_at": min(each.article_at for each in members),
        "last_at": max(each.article_at for each in members),
        "first_is_exact": int(_is_first_exact(members)),
        "spread_seconds": _spread_seconds(members),
    }


def _stories(db: Connection, story_ids: Sequence[str]) -> Iterator[Row]:
    members = (PublishedMember(**row) for row in db.rows("fold/list_members_to_publish", stories=story_ids))
    for story_id, group in groupby(members, key=lambda member: member.story_id):
        yield story_row(story_id, list(group))


def _is_first_exact(members: Sequence[PublishedMember]) -> bool:
    """Whether it is known to the hour when the first of them appeared: no other may have appeared before."""
    earliest = [each.earliest_at for each in members if each.earliest_at is not None]
    return len(earliest) == len(members) and (
        min(each.latest_at for each in members) - min(earliest) <= WITHIN_THE_HOUR
    )


def _spread_seconds(members: Sequence[PublishedMember]) -> int | None:
    """Return how long it took from the first to the last, where the hour of each is known."""
    exact = all(
        each.earliest_at is not None and each.latest_at - each.earliest_at <= WITHIN_THE_HOUR
        for each in members
    )
    times = [each.article_at for each in members]
    return round((max(times) - min(times)).total_seconds()) if exact else None


def _origin(canonical: PublishedMember, members: Sequence[PublishedMember]) -> str | None:
    """Return who first wrote it.

    It is the agency that most members credit, the canonical article's first; else the host of the original that most
    name; else the canonical host.
    """
    credited: Counter[str] = Counter(each.wire_agency for each in members if each.wire_agency)
    if credited:
        return min(credited, key=lambda agency: (-credited[agency], agency != canonical.wire_agency, agency))
    named = Counter(
        host_of(original) for each in members if (original := original_of(each.host, each.canonical_url))
    )
    if named:
        return min(named, key=lambda host: (-named[host], host != canonical.host, host))
    return canonical.host or None
