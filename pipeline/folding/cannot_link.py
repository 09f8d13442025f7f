"""What keeps two stories apart although some of their articles fold: the rules of `clusters`, asked afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.folding.clusters import folding_units, links_within, neighbours, units_of
from pipeline.model import Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.folding.clusters import Link
    from pipeline.model import Judgement


class Rule(StrEnum):
    """The rule that two stories would break as one."""

    JUDGED = "judged"
    FORM = "form"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The rule, and the pair that shows it: by `CENTRE` the article that resembles most others, and one it does not."""

    rule: Rule
    left: str
    right: str


def obstacle(
    ones: Collection[str], others: Collection[str], links: Iterable[Link], judgements: Iterable[Judgement]
) -> Obstacle | None:
    """Return what would be broken if the members of two stories were one, None if nothing would be."""
    members = {*ones, *others}
    near = links_within(members, links)
    word = [each for each in judgements if {each.left_id, each.right_id} <= members]
    for each in word:
        if each.verdict is Verdict.DIFFERENT and (each.left_id in ones) != (each.right_id in ones):
            return Obstacle(Rule.JUDGED, each.left_id, each.right_id)
    for link in near:
        if link.relation is Relation.TEMPLATE and (link.left in ones) != (link.right in ones):
            return Obstacle(Rule.FORM, link.left, link.right)
    units = units_of(members, near, word)
    folds = neighbours(units.values(), folding_units(units, near))
    nearest = min(sorted(folds), key=lambda unit: -len(folds[unit]))
    missing = sorted(folds.keys() - folds[nearest] - {nearest})
    return Obstacle(Rule.CENTRE, nearest, missing[0]) if missing else None
