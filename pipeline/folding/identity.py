"""Which id each story has: a story keeps its first id through merges and splits.

Of the clusters with members of an old story, the one with its earliest member keeps its id. A cluster that would keep
several takes that of the oldest story, and the others are redirected to it. A cluster that keeps none has an id made
from its earliest member. Which articles are in a story does not depend on its id; the id alone depends on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.identifiers import content_id

Order = Callable[[str], tuple[object, str]]


@dataclass(frozen=True, slots=True)
class Naming:
    """The story id of each cluster, in their order, and where ids that are no longer used lead."""

    story_ids: tuple[str, ...]
    redirects: Mapping[str, str]


def name_stories(
    clusters: Sequence[Sequence[str]],
    story_of: Mapping[str, str],
    order: Order,
    is_taken: Callable[[str], bool],
    id_of: Callable[[str, int], str] | None = None,
) -> Naming:
    """Name the clusters.

    `story_of` gives the story an article was in, `order` the time and id by which articles are early or late, and
    `is_taken` says whether a story outside these clusters has an id. `id_of` makes the id of a new one from its earliest
    member and a number, as `story_id_of`, which is taken where none is given.
    """
    kept, merged = _keep_ids(clusters, story_of, order)
    used = set(kept.values())
    for place, members in enumerate(clusters):
        if place not in kept:
            kept[place] = _new_id(
                min(members, key=order), lambda each: each in used or is_taken(each), id_of or story_id_of
            )
            used.add(kept[place])
    return Naming(
        tuple(kept[place] for place in range(len(clusters))),
        {old: kept[place] for old, place in merged.items() if old not in used},
    )


def _keep_ids(
    clusters: Sequence[Sequence[str]], story_of: Mapping[str, str], order: Order
) -> tuple[dict[int, str], dict[str, int]]:
    """Return the old id that a cluster keeps, by its place, and the clusters that other old ids lead to."""
    cluster_of = {member: place for place, members in enumerate(clusters) for member in members}
    first_of: dict[str, str] = {}
    for member in sorted(cluster_of, key=order):
        if member in story_of:
            first_of.setdefault(story_of[member], member)
    kept: dict[int, str] = {}
    merged: dict[str, int] = {}
    for story_id, first in sorted(first_of.items(), key=lambda item: order(item[1])):
        place = cluster_of[first]
        if place in kept:
            merged[story_id] = place
        else:
            kept[place] = story_id
    return kept, merged


def story_id_of(earliest: str, number: int = 1) -> str:
    """Return the id of a new story with this earliest article; numbered from the second such story on."""
    return content_id("s", earliest) if number == 1 else content_id("s", earliest, str(number))


def _new_id(earliest: str, is_taken: Callable[[str], bool], id_of: Callable[[str, int], str]) -> str:
    # A story that began with this article may have kept its id and lost the article.
    return next(story_id for number in count(1) if not is_taken(story_id := id_of(earliest, number)))
