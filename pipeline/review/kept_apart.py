"""Why two articles whose texts would fold stand in two stories, in a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.folding.cannot_link import Rule, obstacle
from pipeline.folding.clusters import round_ups
from pipeline.steps.fold.regroup import judgement_of, links_of

if TYPE_CHECKING:
    from pipeline.folding.cannot_link import Obstacle
    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection


def apart_because(db: Connection, left_id: str, right_id: str, *, kernel: Kernel) -> str:
    """Return what keeps the stories of two articles apart; empty when they are in one story or in none.

    Empty, too, where a person called just these two different: the judgement says more, and by whom.
    """
    mates = db.rows("shared/list_story_mates", articles=(left_id, right_id))
    story_of = {row["article_id"]: row["story_id"] for row in mates}
    one, other = story_of.get(left_id), story_of.get(right_id)
    if one is None or other is None or one == other:
        return ""
    judgements = [
        judgement_of(row) for row in db.rows("shared/list_judgements_of_articles", articles=story_of)
    ]
    links = links_of(db, db.rows("shared/list_pairs_to_group", articles=story_of), kernel)
    gathered = round_ups(links)
    for link in links:
        if {link.left, link.right} == {left_id, right_id} and link.holder in gathered:
            return f"{link.holder} holds two whole reports, and is a copy of neither"
    found = obstacle(
        {each for each, story_id in story_of.items() if story_id == one},
        {each for each, story_id in story_of.items() if story_id == other},
        links,
        judgements,
    )
    return "" if found is None else _said(found, {left_id, right_id})


def _said(found: Obstacle, asked: set[str]) -> str:
    pair = f"{found.left} and {found.right}"
    if found.rule is Rule.JUDGED:
        return "" if {found.left, found.right} == asked else f"a person keeps {pair} apart"
    if found.rule is Rule.FORM:
        return f"{pair} are one form with other facts"
    return f"a story needs one article that all others resemble, and {found.left} comes nearest, but not {found.right}"
