"""Stories from pairs: articles that resemble one article in their midst, whatever order the pairs came in.

Links that fold are taken from the strongest to the weakest, and each joins the two clusters it touches if
- no person has called any two of their members DIFFERENT, and no two of them are one form with other facts, and
- neither is a round-up: a text that holds two others whole which have nothing to do with each other, and
- some member of the joined cluster, its *centre*, folds with every other one. So a chain A-B-C whose ends do not
  resemble each other is one story only when B stands for all of it.

Texts that are equal, and articles a person has called SAME, count as one before that begins. The result depends on
the set of links and judgements alone. What else was tried, and what it cost, is in docs/decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

# A text is held by another when that has this much of it.
HELD: Final = 0.8
# Held texts looked at pair by pair; a page that holds more is a round-up by any two of them.
PARTS_LOOKED_AT: Final = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A verified pair as clustering sees it; a higher `strength` is joined first."""

    left: str
    right: str
    relation: Relation
    strength: float
    held: str = ""
    """The article whose text the other one holds nearly whole and is much longer than; empty if neither is."""

    @property
    def holder(self) -> str:
        """The article that holds the other one; empty if neither does."""
        return "" if not self.held else self.left if self.held == self.right else self.right


@dataclass(frozen=True, slots=True)
class Cluster:
    """The articles of one story, and those among them that resemble all the others, either way sorted."""

    members: tuple[str, ...]
    centres: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """A cluster being built out of units; `centres` are the units that fold with all others of it."""

    units: set[str]
    centres: set[str]
    apart: set[str]


def clusters(members: Iterable[str], links: Iterable[Link], judgements: Iterable[Judgement]) -> list[Cluster]:
    """Return the partition of the members, sorted by first member; links to articles outside only tell round-ups."""
    known = sorted(set(members))
    inside = set(known)
    near = links_within(inside, links)
    word = [each for each in judgements if each.left_id in inside and each.right_id in inside]
    units = units_of(known, near, word)
    groups = _joined(units, near, word)
    of_unit: dict[str, list[str]] = {}
    for member, unit in sorted(units.items()):
        of_unit.setdefault(unit, []).append(member)
    found = [
        Cluster(
            tuple(sorted(member for unit in group.units for member in of_unit[unit])),
            tuple(sorted(member for unit in group.centres for member in of_unit[unit])),
        )
        for group in groups
    ]
    return sorted(found, key=lambda cluster: cluster.members)


def links_within(members: AbstractSet[str], links: Iterable[Link]) -> list[Link]:
    """Return the links between members, the strongest first, but for those of a round-up with what it holds."""
    every = list(links)
    gathered = round_ups(every)
    near = (link for link in every if {link.left, link.right} <= members and link.holder not in gathered)
    return sorted(near, key=lambda link: (-link.strength, link.left, link.right))


def strength(jaccard: float, containment: float) -> float:
    """Return how strong a link is: a copy is joined before a cut one, a better before a worse."""
    return max(jaccard, containment - 0.3)


def round_ups(links: Iterable[Link]) -> set[str]:
    """Return the articles that hold two others which no link joins: several reports on one page."""
    return set(unlinked_parts(links))


def unlinked_parts(links: Iterable[Link]) -> dict[str, list[tuple[str, str]]]:
    """Return, by the article that holds them, pairs of held texts that no link joins.

    Whoever gathered the links makes sure that such a pair has nothing in common: two copies of one report may stand
    outside what was gathered, too far apart in time to be compared, or behind the representatives of their keys.
    """
    linked: set[tuple[str, str]] = set()
    held: dict[str, set[str]] = {}
    for link in links:
        linked |= {(link.left, link.right), (link.right, link.left)}
        if link.held:
            held.setdefault(link.holder, set()).add(link.held)
    found = {}
    for holder, parts in sorted(held.items()):
        looked_at = combinations(sorted(parts)[:PARTS_LOOKED_AT], 2)
        if unlinked := [pair for pair in looked_at if pair not in linked]:
            found[holder] = unlinked
    return found


def components(members: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the connected components of a graph, sorted by smallest member."""
    union = _Union(members)
    for left, right in edges:
        union.join(left, right)
    return [frozenset(group) for group in union.groups()]


class _Union:
    """Disjoint sets named by their smallest member."""

    def __init__(self, members: Iterable[str]) -> None:
        self.parent = {member: member for member in members}

    def find(self, member: str) -> str:
        root = member
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[member] != root:
            self.parent[member], member = root, self.parent[member]
        return root

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        self.parent[second] = first

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for member in sorted(self.parent):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())


def units_of(
    members: Iterable[str], links: Iterable[Link], judgements: Sequence[Judgement]
) -> dict[str, str]:
    """Return for each member the unit it belongs to: what people called SAME (the latest word first), then equals."""
    union = _Union(members)
    apart = _Apart(judgements)
    said_same = (each for each in judgements if each.verdict is Verdict.SAME)
    by_time = sorted(said_same, key=lambda each: (each.judged_at, each.left_id, each.right_id), reverse=True)
    equal = ((link.left, link.right) for link in links if link.relation is Relation.IDENTICAL)
    for left, right in [*((each.left_id, each.right_id) for each in by_time), *equal]:
        first, second = union.find(left), union.find(right)
        if first != second and not apart.between(first, second):
            union.join(first, second)
            apart.merge(first, second, into=union.find(first))
    return {member: union.find(member) for member in union.parent}


class _Apart:
    """Which sets may never be joined; a set passes its enemies on to the set it becomes part of."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.of: dict[str, set[str]] = {}
        for each in judgements:
            if each.verdict is Verdict.DIFFERENT:
                self.add(each.left_id, each.right_id)

    def add(self, left: str, right: str) -> None:
        self.of.setdefault(left, set()).add(right)
        self.of.setdefault(right, set()).add(left)

    def between(self, left: str, right: str) -> bool:
        return right in self.of.get(left, ())

    def merge(self, left: str, right: str, *, into: str) -> None:
        other = right if into == left else left
        for enemy in self.of.pop(other, set()):
            self.of[enemy].discard(other)
            self.add(into, enemy)


def _joined(units: Mapping[str, str], links: list[Link], judgements: list[Judgement]) -> list[_Group]:
    order = folding_units(units, links)
    folds = neighbours(units.values(), order)
    apart = neighbours(units.values(), _forbidden(units, links, judgements))
    of = {unit: _Group({unit}, {unit}, apart[unit]) for unit in sorted(folds)}
    for left, right in order:
        big, small = of[left], of[right]
        if big is small:
            continue
        if len(big.units) < len(small.units):
            big, small = small, big
        centres = _centres(big, small, folds)
        if centres and not _are_apart(big, small):
            big.units |= small.units
            big.centres = centres
            big.apart |= small.apart
            of.update(dict.fromkeys(small.units, big))
    return list({id(group): group for group in of.values()}.values())


def folding_units(units: Mapping[str, str], links: Iterable[Link]) -> list[tuple[str, str]]:
    """Return the pairs of units that a link folds, in the order of the links."""
    pairs = ((units[link.left], units[link.right]) for link in links if link.relation.folds)
    return [(left, right) for left, right in pairs if left != right]


def neighbours(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the nodes at the other ends of each node's edges."""
    beside: dict[str, set[str]] = {node: set() for node in nodes}
    for left, right in edges:
        beside[left].add(right)
        beside[right].add(left)
    return beside


def _forbidden(
    units: Mapping[str, str], links: Iterable[Link], judgements: Iterable[Judgement]
) -> Iterator[tuple[str, str]]:
    """Yield the units that may not share a story, by a person's word or because they are one form with other facts."""
    for each in judgements:
        if each.verdict is Verdict.DIFFERENT:
            yield units[each.left_id], units[each.right_id]
    for link in links:
        if link.relation is Relation.TEMPLATE and units[link.left] != units[link.right]:
            yield units[link.left], units[link.right]


def _centres(big: _Group, small: _Group, folds: Mapping[str, set[str]]) -> set[str]:
    kept = {unit for unit in big.centres if small.units <= folds[unit]}
    return kept | {unit for unit in small.centres if big.units <= folds[unit]}


def _are_apart(big: _Group, small: _Group) -> bool:
    return not big.apart.isdisjoint(small.units) or not small.apart.isdisjoint(big.units)
