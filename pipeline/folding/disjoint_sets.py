"""Disjoint sets by union-find with path compression (Tarjan 1975), and the connected components they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class DisjointSets:
    """Sets named by their smallest member; each member begins as a set of its own."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}

    def __contains__(self, member: str) -> bool:
        return member in self._parent

    def find(self, member: str) -> str:
        """Return the name of the set of this member."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, left: str, right: str) -> None:
        """Make one set of the sets of these two members."""
        first, second = sorted((self.find(left), self.find(right)))
        self._parent[second] = first

    def groups(self) -> list[list[str]]:
        """Return the members of each set, sorted, the sets by their names."""
        found: dict[str, list[str]] = {}
        for member in sorted(self._parent):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())


def components(members: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the connected components of a graph, sorted by smallest member."""
    sets = DisjointSets(members)
    for left, right in edges:
        sets.join(left, right)
    return [frozenset(group) for group in sets.groups()]
