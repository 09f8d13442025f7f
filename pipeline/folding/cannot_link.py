"""The cannot-link constraint that keeps two stories apart although some of their articles fold.

These are the rules of `clusters`, asked afterwards, for a person who wonders why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.folding.clusters import folding_sets, links_within, must_link_sets, neighbours
from pipeline.model import Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.folding.clusters import Link
    from pipeline.model import Judgement


class Constraint(Enum):
    """What two stories would violate as one."""

    JUDGED_DIFFERENT = "judged different"
    TEMPLATE = "template"
    NO_STAR_CENTRE = "no star centre"


@dataclass(frozen=True, slots=True)
class CannotLink:
    """The constraint, and the pair that shows it.

    By `NO_STAR_CENTRE` these are the article that resembles most others, and one it does not resemble.
    """

    constraint: Constraint
    left: str
    right: str


def find_cannot_link(
    ones: Collection[str], others: Collection[str], links: Iterable[Link], judgements: Iterable[Judgement]
) -> CannotLink | None:
    """Return what would be violated if the members of two stories were one, None if nothing would be."""
    members = {*ones, *others}
    near = links_within(members, links)
    binding = [each for each in judgements if {each.left_id, each.right_id} <= members]
    for each in binding:
        if each.verdict is Verdict.DIFFERENT and (each.left_id in ones) != (each.right_id in ones):
            return CannotLink(Constraint.JUDGED_DIFFERENT, each.left_id, each.right_id)
    for link in near:
        if link.relation is Relation.TEMPLATE and (link.left in ones) != (link.right in ones):
            return CannotLink(Constraint.TEMPLATE, link.left, link.right)
    set_of = must_link_sets(members, near, binding)
    folds = neighbours(set_of.values(), folding_sets(set_of, near))
    nearest = min(sorted(folds), key=lambda each: -len(folds[each]))
    missing = sorted(folds.keys() - folds[nearest] - {nearest})
    return CannotLink(Constraint.NO_STAR_CENTRE, nearest, missing[0]) if missing else None
