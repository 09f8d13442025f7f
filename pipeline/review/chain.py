"""How two articles of one story hang together: the shortest way through pairs that fold and SAME judgements."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.matching.components import components_around
from pipeline.matching.pairs import CLEAN, pairs_of_articles
from pipeline.model import Verdict
from pipeline.steps.fold.links import judgements_among

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.ports import Connection


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One pair on the way; what a person judged has no measures."""

    left_id: str
    right_id: str
    relation: str
    jaccard: float | None = None
    containment: float | None = None


def chain_between(db: Connection, left_id: str, right_id: str) -> tuple[ChainLink, ...]:
    """Return the shortest way from one article to the other."""
    (component,) = components_around(db, CLEAN, [left_id]) or [frozenset()]
    links: dict[str, dict[str, ChainLink]] = {}
    for link in _links(db, component):
        links.setdefault(link.left_id, {})[link.right_id] = link
        links.setdefault(link.right_id, {})[link.left_id] = link
    return _shortest(links, left_id, right_id)


def _links(db: Connection, component: frozenset[str]) -> Iterator[ChainLink]:
    for pair in pairs_of_articles(db, CLEAN, component):
        if pair.relation.folds:
            yield ChainLink(*pair.ends, pair.relation.value, pair.jaccard, pair.containment)
    for judgement in judgements_among(db, component):
        if judgement.verdict is Verdict.SAME:
            yield ChainLink(judgement.left_id, judgement.right_id, judgement.verdict.value)


def _shortest(links: Mapping[str, Mapping[str, ChainLink]], start: str, goal: str) -> tuple[ChainLink, ...]:
    """Search breadth first, neighbours in order of their ids."""
    came_by: dict[str, tuple[str, ChainLink]] = {}
    waiting = deque([start])
    while waiting and goal not in came_by:
        here = waiting.popleft()
        for there, link in sorted(links.get(here, {}).items()):
            if there != start and there not in came_by:
                came_by[there] = (here, link)
                waiting.append(there)
    way: list[ChainLink] = []
    while goal in came_by:
        goal, link = came_by[goal]
        way.append(link)
    return tuple(reversed(way))
