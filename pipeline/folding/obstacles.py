"""What keeps two stories apart although some of their articles fold: the rules of `clusters`, asked afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.folding.clusters import components
from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipeline.folding.clusters import Link


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
    between = [
        link
        for link in sorted(links, key=lambda link: (-link.strength, link.left, link.right))
        if {link.left, link.right} <= {*ones, *others}
    ]
    words = list(judgements)
    for each in words:
        if each.verdict is Verdict.DIFFERENT and _lies_between(each.left_id, each.right_id, ones, others):
            return Obstacle(Rule.JUDGED, each.left_id, each.right_id)
    for link in between:
        if link.relation is Relation.TEMPLATE and _lies_between(link.left, link.right, ones, others):
            return Obstacle(Rule.FORM, link.left, link.right)
    return _without_centre([*ones, *others], between, words)


def _lies_between(left: str, right: str, ones: Collection[str], others: Collection[str]) -> bool:
    return (left in ones and right in others) or (left in others and right in ones)


def _without_centre(
    members: Sequence[str], links: Sequence[Link], judgements: Iterable[Judgement]
) -> Obstacle | None:
    """Return the article that comes nearest to standing for all of them, and the first it does not resemble."""
    equal = [(link.left, link.right) for link in links if link.relation is Relation.IDENTICAL]
    said = [
        (each.left_id, each.right_id)
        for each in judgements
        if each.verdict is Verdict.SAME and {each.left_id, each.right_id} <= set(members)
    ]
    unit = {member: min(group) for group in components(members, [*equal, *said]) for member in group}
    folds = {each: {each} for each in unit.values()}
    for link in links:
        if link.relation.folds:
            folds[unit[link.left]].add(unit[link.right])
            folds[unit[link.right]].add(unit[link.left])
    nearest = min(sorted(folds), key=lambda each: -len(folds[each]))
    missing = sorted(folds.keys() - folds[nearest])
    return Obstacle(Rule.CENTRE, nearest, missing[0]) if missing else None
