"""The connected components of stored pairs that fold, and of SAME judgements: what may become one story.

A judgement is about stories, and joins clean texts alone. Drafts are a function of their pages: a person's word among
them would count for what is cleaned after it and not for what was cleaned before, so that labels would depend on when
it was said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.folding.disjoint_sets import components
from pipeline.matching.pairs import CLEAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.ports import Connection


def components_around(db: Connection, corpus: str, article_ids: Iterable[str]) -> list[frozenset[str]]:
    """Return the connected components that these articles belong to, found breadth first."""
    seen = set(article_ids)
    edges: set[tuple[str, str]] = set()
    frontier = seen
    while frontier:
        rows = db.rows("matching/list_folding_ends", corpus=corpus, articles=frontier)
        found = {(row["left_id"], row["right_id"]) for row in rows}
        if corpus == CLEAN:
            same = db.rows("matching/list_same_of_articles", articles=frontier)
            found |= {(row["left_id"], row["right_id"]) for row in same}
        edges |= found
        frontier = {end for edge in found for end in edge} - seen
        seen |= frontier
    return components(seen, edges)
