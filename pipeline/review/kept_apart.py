"""Why two articles whose texts would fold are in two stories, in a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.folding.cannot_link import CannotLink, Constraint, find_cannot_link
from pipeline.folding.clusters import digest_pages
from pipeline.steps.fold.gather import story_mates
from pipeline.steps.fold.links import judgements_among, links_of, pairs_to_group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.folding.clusters import Link
    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection


def apart_because(db: Connection, left_id: str, right_id: str, *, kernel: Kernel) -> str:
    """Return what keeps the stories of two articles apart; empty when they are in one story or in none.

    Empty, too, where a person called just these two different: the judgement says more, and by whom.
    """
    story_of = story_mates(db, [left_id, right_id])
    one, other = story_of.get(left_id), story_of.get(right_id)
    if one is None or other is None or one == other:
        return ""
    links = links_of(db, pairs_to_group(db, story_of), kernel=kernel)
    if digest := _digest_of(links, {left_id, right_id}):
        return f"{digest} holds two whole reports, and is a copy of neither"
    found = find_cannot_link(
        {each for each, story_id in story_of.items() if story_id == one},
        {each for each, story_id in story_of.items() if story_id == other},
        links,
        judgements_among(db, story_of),
    )
    return "" if found is None else _sentence(found, {left_id, right_id})


def _digest_of(links: Iterable[Link], ends: set[str]) -> str:
    """Return which of two articles is a digest page that contains the other; empty if neither is."""
    every = list(links)
    digests = digest_pages(every)
    between = (link for link in every if {link.left, link.right} == ends)
    return next((link.containing for link in between if link.containing in digests), "")


def _sentence(found: CannotLink, asked: set[str]) -> str:
    pair = f"{found.left} and {found.right}"
    if found.constraint is Constraint.JUDGED_DIFFERENT:
        return "" if {found.left, found.right} == asked else f"a person keeps {pair} apart"
    if found.constraint is Constraint.TEMPLATE:
        return f"{pair} are one form with other facts"
    return f"a story needs one article that all others resemble, and {found.left} comes nearest, but not {found.right}"
