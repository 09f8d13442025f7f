"""Which pairs of stories are looked at: those that share two keys and may lie at most two weeks apart.

A page that does not say when it was published may be as old as can be, but no younger than when it was first seen.

Nothing else makes a pair: no caps, no nearest neighbours. So whether two stories are compared depends on them alone,
and never on what else is held. Stories in two languages share no keys; a source of candidates across languages would
be another function beside `meeting`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.linking.profile import StoryProfile

WINDOW: Final = timedelta(days=14)
"""Reports of one event follow within days; later ones tell of it as background, for another event."""
SHARED_KEYS: Final = 2
"""One key in common is a place or a name; two make a subject."""


def may_meet(left: StoryProfile, right: StoryProfile) -> bool:
    """Whether two stories are of one language and may have been published within the window of one another."""
    if left.language != right.language:
        return False
    earlier, later = sorted((left, right), key=lambda each: each.article_at)
    return earlier.article_at + WINDOW >= later.article_at or later.published_at is None


def meeting(profiles: Iterable[StoryProfile]) -> list[tuple[StoryProfile, StoryProfile]]:
    """Return the candidate pairs among some stories, each once, by their ids."""
    by_key: dict[tuple[str, str], list[StoryProfile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda each: each.story_id):
        for key in profile.keys:
            by_key[profile.language, key].append(profile)
    shared: Counter[tuple[str, str]] = Counter()
    known = {}
    for group in by_key.values():
        for left, right in combinations(group, 2):
            if may_meet(left, right):
                shared[left.story_id, right.story_id] += 1
                known[left.story_id], known[right.story_id] = left, right
    return [
        (known[one], known[other]) for (one, other), count in sorted(shared.items()) if count >= SHARED_KEYS
    ]
