"""Stories from pairs: articles that resemble one article in their midst, whatever order the pairs came in.

Every story is a star (Aslam, Pelekhov, Rus, "The star clustering algorithm", 2004). Links that fold are taken from the
strongest to the weakest, as in agglomerative clustering, and each joins the two stars it touches if
- no constraint keeps them apart (Wagstaff, Cardie, "Clustering with instance-level constraints", 2000): no person has
  called any two of their members DIFFERENT, and no two of them are one form with other facts, and
- neither is a digest page: one that contains two texts whole which have nothing to do with each other, and
- some member of the joined star, its *centre*, folds with every other one. So a chain A-B-C whose ends do not
  resemble each other is one story only when B resembles all of it.

Texts that are equal, and articles a person has called SAME, are linked by must-link constraints: they count as one
before that begins. The result depends on the set of links and judgements alone. What else was tried, and what it cost,
is in decision 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipeline.folding.disjoint_sets import DisjointSets
from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

# A text is contained in another when that has this much of it.
CONTAINED_SHARE: Final = 0.8
# Contained texts looked at pair by pair; a page that contains more is a digest by any two of them.
CONTAINED_LOOKED_AT: Final = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A verified pair as clustering sees it; a higher `strength` is joined first."""

    left: str
    right: str
    relation: Relation
    strength: float
    contained: str = ""
    """The article whose text the other one contains nearly whole and is much longer than; empty if neither is."""

    @property
    def containing(self) -> str:
        """The article that contains the other one; empty if neither does."""
        if not self.contained:
            return ""
        return self.left if self.contained == self.right else self.right


@dataclass(frozen=True, slots=True)
class Cluster:
    """The articles of one story, and those among them that resemble all the others, either way sorted."""

    members: tuple[str, ...]
    centres: tuple[str, ...]


@dataclass(slots=True)
class _Star:
    """A cluster being built out of must-link sets; `centres` are those that fold with all others of it."""

    sets: set[str]
    centres: set[str]
    kept_apart: set[str]


def clusters(members: Iterable[str], links: Iterable[Link], judgements: Iterable[Judgement]) -> list[Cluster]:
    """Return the partition of the members, sorted by first member; links to articles outside only tell digest pages."""
    known = sorted(set(members))
    inside = set(known)
    near = links_within(inside, links)
    binding = [each for each in judgements if each.left_id in inside and each.right_id in inside]
    set_of = must_link_sets(known, near, binding)
    members_of: dict[str, list[str]] = {}
    for member, its_set in sorted(set_of.items()):
        members_of.setdefault(its_set, []).append(member)
    found = [
        Cluster(
            tuple(sorted(member for each in star.sets for member in members_of[each])),
            tuple(sorted(member for each in star.centres for member in members_of[each])),
        )
        for star in _stars(set_of, near, binding)
    ]
    return sorted(found, key=lambda cluster: cluster.members)


def links_within(members: AbstractSet[str], links: Iterable[Link]) -> list[Link]:
    """Return the links between members, the strongest first, but for those of a digest page with what it contains."""
    every = list(links)
    digests = digest_pages(every)
    near = (link for link in every if {link.left, link.right} <= members and link.containing not in digests)
    return sorted(near, key=lambda link: (-link.strength, link.left, link.right))


def strength(jaccard: float, containment: float) -> float:
    """Return how strong a link is: a copy is joined before a cut one, a better before a worse."""
    return max(jaccard, containment - 0.3)


def digest_pages(links: Iterable[Link]) -> set[str]:
    """Return the articles that contain two others which no link joins: several reports on one page."""
    return set(unlinked_contents(links))


def unlinked_contents(links: Iterable[Link]) -> dict[str, list[tuple[str, str]]]:
    """Return, by the article that contains them, pairs of texts that no link joins.

    Whoever gathered the links makes sure that such a pair has nothing in common: two copies of one report may lie
    outside what was gathered, too far apart in time to be compared, or behind the representatives of their keys.
    """
    linked: set[tuple[str, str]] = set()
    contents: dict[str, set[str]] = {}
    for link in links:
        linked |= {(link.left, link.right), (link.right, link.left)}
        if link.contained:
            contents.setdefault(link.containing, set()).add(link.contained)
    found = {}
    for containing, contained in sorted(contents.items()):
        looked_at = combinations(sorted(contained)[:CONTAINED_LOOKED_AT], 2)
        if unlinked := [pair for pair in looked_at if pair not in linked]:
            found[containing] = unlinked
    return found


def must_link_sets(
    members: Collection[str], links: Iterable[Link], judgements: Sequence[Judgement]
) -> dict[str, str]:
    """Return for each member the set it belongs to: what people called SAME (the latest word first), then equal texts."""
    union = DisjointSets(members)
    enemies = _Enemies(judgements)
    called_same = (each for each in judgements if each.verdict is Verdict.SAME)
    by_time = sorted(
        called_same, key=lambda each: (each.judged_at, each.left_id, each.right_id), reverse=True
    )
    equal = ((link.left, link.right) for link in links if link.relation is Relation.IDENTICAL)
    for left, right in [*((each.left_id, each.right_id) for each in by_time), *equal]:
        first, second = union.find(left), union.find(right)
        if first != second and not enemies.between(first, second):
            union.join(first, second)
            enemies.merge(first, second, into=union.find(first))
    return {member: union.find(member) for member in members}


class _Enemies:
    """Which sets a person called DIFFERENT; a set passes its enemies on to the set it becomes part of."""

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


def _stars(set_of: Mapping[str, str], links: list[Link], judgements: list[Judgement]) -> list[_Star]:
    order = folding_sets(set_of, links)
    folds = neighbours(set_of.values(), order)
    kept_apart = neighbours(set_of.values(), _cannot_links(set_of, links, judgements))
    star_of = {each: _Star({each}, {each}, kept_apart[each]) for each in sorted(folds)}
    for left, right in order:
        big, small = star_of[left], star_of[right]
        if big is small:
            continue
        if len(big.sets) < len(small.sets):
            big, small = small, big
        centres = _centres(big, small, folds)
        if centres and not _are_kept_apart(big, small):
            big.sets |= small.sets
            big.centres = centres
            big.kept_apart |= small.kept_apart
            star_of.update(dict.fromkeys(small.sets, big))
    return list({id(star): star for star in star_of.values()}.values())


def folding_sets(set_of: Mapping[str, str], links: Iterable[Link]) -> list[tuple[str, str]]:
    """Return the pairs of must-link sets that a link folds, in the order of the links."""
    pairs = ((set_of[link.left], set_of[link.right]) for link in links if link.relation.folds)
    return [(left, right) for left, right in pairs if left != right]


def neighbours(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the nodes at the other ends of each node's edges."""
    found: dict[str, set[str]] = {node: set() for node in nodes}
    for left, right in edges:
        found[left].add(right)
        found[right].add(left)
    return found


def _cannot_links(
    set_of: Mapping[str, str], links: Iterable[Link], judgements: Iterable[Judgement]
) -> Iterator[tuple[str, str]]:
    """Yield the sets that may not share a story, by a person's word or because they are one form with other facts."""
    for each in judgements:
        if each.verdict is Verdict.DIFFERENT:
            yield set_of[each.left_id], set_of[each.right_id]
    for link in links:
        if link.relation is Relation.TEMPLATE and set_of[link.left] != set_of[link.right]:
            yield set_of[link.left], set_of[link.right]


def _centres(big: _Star, small: _Star, folds: Mapping[str, set[str]]) -> set[str]:
    kept = {each for each in big.centres if small.sets <= folds[each]}
    return kept | {each for each in small.centres if big.sets <= folds[each]}


def _are_kept_apart(big: _Star, small: _Star) -> bool:
    return not big.kept_apart.isdisjoint(small.sets) or not small.kept_apart.isdisjoint(big.sets)
