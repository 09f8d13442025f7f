"""Events from scored pairs: average link on log-odds, inside the components of pairs that reach the limit.

Connected components alone chain: a report of two events joins both. The average of all pairs between two groups asks
each member of either. What people call different is never joined; what they call one event joins the events of both
whole, as the texts make them: the others of either do not fall out because they do not resemble the others of the other
one. Only where that would put together what people call different do the judged ones come first, and the rest settle
around them. The result is a function of the pairs alone, whatever the order in which they come.
"""

from __future__ import annotations

from itertools import pairwise
from math import isinf
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.folding.disjoint_sets import components

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Pair = tuple[str, str]
    Score = Callable[[str, str], float]

_MOST_MEMBERS: Final = 600
"""Members of a component that are clustered at once: a table of so many squared. Larger ones lose their weakest pairs."""
_STEP: Final = 0.75
_NEVER: Final = -1e9
_ALWAYS: Final = 1e9
"""Log-odds of pairs that people judged."""


def log_odds_components(
    members: Iterable[str], pairs: Mapping[Pair, float], floor: float
) -> list[frozenset[str]]:
    """Return the components of pairs with log-odds of `floor` and more; those too large are parted at a higher floor.

    What people joined has infinite log-odds and is parted by no floor.
    """
    strong = {ends: odds for ends, odds in pairs.items() if odds >= floor}
    found = []
    for component in components(members, strong):
        inside = (
            {ends: odds for ends, odds in strong.items() if component.issuperset(ends)}
            if len(component) > _MOST_MEMBERS
            else {}
        )
        if all(map(isinf, inside.values())):
            found.append(component)
        else:
            found += log_odds_components(component, inside, floor + _STEP)
    return sorted(found, key=min)


def average_link(
    members: Collection[str],
    log_odds: Score,
    limit: float,
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """Return groups of members such that no two more have pairs of `limit` log-odds on average.

    `log_odds` scores any two members. Groups with a pair in `same` are one, groups with a pair in `different` never join;
    a pair that is in both is different. The groups are sorted, as are their members.
    """
    ordered = sorted(members)
    place = {member: number for number, member in enumerate(ordered)}
    table = np.full((len(ordered), len(ordered)), -np.inf)
    for left in range(len(ordered)):
        for right in range(left + 1, len(ordered)):
            table[left, right] = table[right, left] = log_odds(ordered[left], ordered[right])
    groups = _agglomerated(ordered, _judged(table, place, {_NEVER: different}), limit)
    if not same:
        return groups
    joined = [tuple(sorted(group)) for group in components(ordered, [*same, *_chains(groups)])]
    if not any({*pair} <= {*group} for group in joined for pair in different):
        return sorted(joined)
    return _agglomerated(ordered, _judged(table, place, {_ALWAYS: same, _NEVER: different}), limit)


def _judged(
    table: NDArray[np.float64], place: Mapping[str, int], judged: Mapping[float, Collection[Pair]]
) -> NDArray[np.float64]:
    """Return a copy of the table in which judged pairs have these log-odds; of a pair in two, the last."""
    found = table.copy()
    for value, pairs in judged.items():
        for one, other in pairs:
            found[place[one], place[other]] = found[place[other], place[one]] = value
    return found


def _chains(groups: Iterable[Sequence[str]]) -> Iterable[Pair]:
    return (pair for group in groups for pair in pairwise(group))


def _agglomerated(ordered: Sequence[str], table: NDArray[np.float64], limit: float) -> list[tuple[str, ...]]:
    groups = [[member] for member in ordered]
    sizes = np.ones(len(ordered))
    while len(ordered) > 1:
        best = int(table.argmax())
        left, right = sorted(divmod(best, len(ordered)))
        if table[left, right] < limit:
            break
        merged = (sizes[left] * table[left] + sizes[right] * table[right]) / (sizes[left] + sizes[right])
        judged = np.minimum(table[left], table[right]) <= _NEVER / 2
        merged[judged] = _NEVER
        together = (np.maximum(table[left], table[right]) >= _ALWAYS / 2) & ~judged
        merged[together] = _ALWAYS
        table[left], table[:, left] = merged, merged
        table[left, left] = -np.inf
        table[right], table[:, right] = -np.inf, -np.inf
        sizes[left] += sizes[right]
        groups[left] += groups[right]
        groups[right] = []
    return sorted(tuple(sorted(group)) for group in groups if group)
