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
    found = db.rows("find_article", reference=reference, url_key=url_key(reference))
    if not found and len(reference) >= _SHORTEST_START:
        found = db.rows("find_article_by_start", start=reference, after=reference + "\x7f")
    if not found:
        raise NotFoundError(f"no article {reference!r}: name it by id, by the start of its id, or by address")
    if len(found) > 1:
        listed = " and ".join(f"{row['article_id']} ({row['url']})" for row in found)
        raise NotFoundError(f"{reference!r} fits several articles, among them {listed}")
    return found[0]


def find_story(db: Connection, reference: str) -> Row | None:
    """Return the story of that id, following a merge; None where `reference` is no story id."""
    found = db.rows("find_story", story_id=reference)
    return found[0] if found else None
