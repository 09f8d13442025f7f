"""Which id each story bears: a story keeps the id it was born with, through merges and splits.

Of the clusters that hold members of an old story, the one with its earliest member keeps its id. A cluster that would
keep several takes that of the oldest story, and the others lead to it. A cluster that keeps none is born with an id
made from its earliest member. Membership does not depend on this, and this alone remembers who came first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.model import content_id

Order = Callable[[str], tuple[object, str]]


@dataclass(frozen=True, slots=True)
class Naming:
    """The story id of each cluster, in their order, and where ids that are no longer borne lead."""

    story_ids: tuple[str, ...]
    redirects: Mapping[str, str]


def name_stories(
    clusters: Sequence[Sequence[str]],
    story_of: Mapping[str, str],
    order: Order,
    is_taken: Callable[[str], bool],
) -> Naming:
    """Name the clusters.

    `story_of` gives the story an article was in, `order` the time and id by which articles are early or late, and
    `is_taken` says whether a story outside these clusters bears an id.
    """
    cluster_of = {member: place for place, members in enumerate(clusters) for member in members}
    first_of: dict[str, str] = {}
    for member in sorted(cluster_of, key=order):
        if member in story_of:
            first_of.setdefault(story_of[member], member)
    kept: dict[int, str] = {}
    redirects: dict[str, int] = {}
    for story_id, first in sorted(first_of.items(), key=lambda item: order(item[1])):
        place = cluster_of[first]
        if place in kept:
            redirects[story_id] = place
        else:
            kept[place] = story_id
    borne = set(kept.values())
    for place, members in enumerate(clusters):
        if place not in kept:
            kept[place] = _new_id(min(members, key=order), lambda each: each in borne or is_taken(each))
            borne.add(kept[place])
    return Naming(
        tuple(kept[place] for place in range(len(clusters))),
        {old: kept[place] for old, place in redirects.items() if old not in borne},
    )


def birth_id(first: str, number: int = 1) -> str:
    """Return the id of a story born with this article; numbered from the second such story on."""
    return content_id("s", first) if number == 1 else content_id("s", first, str(number))


def _new_id(first: str, is_taken: Callable[[str], bool]) -> str:
    return next(
        story_id for number in count(1) if not is_taken(story_id := birth_id(first, number))
    )  # another story born with it may live
