"""Find an article or story by what a person types: an id, the start of one, or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.crawling.urls import url_key
from pipeline.errors import NotFoundError

if TYPE_CHECKING:
    from pipeline.ports import Connection, Row

_SHORTEST_START = 4
"""Fewer characters of an id name too many articles to be meant."""


def find_article(db: Connection, reference: str) -> Row:
    """Return the article that `reference` names; raise NotFoundError where none or several fit."""
    found = db.rows("review/find_article", reference=reference, url_key=url_key(reference))
    if not found:
        found = _by_start(db, "review/find_article_by_start", reference)
    if not found:
        raise NotFoundError(
            f"no article {reference!r}: name it by id, by the start of its id ({_SHORTEST_START} characters or more), "
            "or by address"
        )
    if len(found) > 1:
        raise _ambiguous(reference, "articles", [f"{row['article_id']} ({row['url']})" for row in found])
    return found[0]


def find_story(db: Connection, reference: str) -> Row | None:
    """Return the story of that id or start of an id, following a merge; None where `reference` names no story.

    Raise NotFoundError where several fit.
    """
    found = db.rows("review/find_story", story_id=reference) or _by_start(
        db, "review/find_story_by_start", reference
    )
    if len(found) > 1:
        raise _ambiguous(reference, "stories", [f"{row['story_id']} ({row['title']})" for row in found])
    return found[0] if found else None


def _by_start(db: Connection, query: str, reference: str) -> list[Row]:
    if len(reference) < _SHORTEST_START:
        return []
    return db.rows(query, start=reference, after=reference + "\x7f")


def _ambiguous(reference: str, kind: str, listed: list[str]) -> NotFoundError:
    return NotFoundError(f"{reference!r} fits several {kind}, among them {' and '.join(listed)}")
