"""All postings under the keys of some articles, joined in memory: who represents a key, and who collides with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding.candidates import DAY_SECONDS, LEAST_SAMPLES, day_of
from pipeline.folding.postings import SAMPLES, Buckets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from pipeline.folding.postings import Collisions

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


# Views in memory before those of one pair are put together: some 100 MB.
_VIEWS_AT_ONCE: Final = 2_000_000


class SharedKeys(NamedTuple):
    """Pairs of articles, `left < right`, in order, each once, and how many keys of a kind they share."""

    left: Numbers
    right: Numbers
    shared: Numbers

    @classmethod
    def of(cls, parts: Iterable[SharedKeys]) -> SharedKeys:
        """Return the pairs of all parts; of one that stands in several, what the first says."""
        nothing = np.empty(0, np.int64)
        columns = zip((nothing,) * 3, *parts, strict=True)
        left, right, shared = (np.concatenate(column) for column in columns)
        order, firsts = _in_order(left, right)
        return cls(left[order][firsts], right[order][firsts], shared[order][firsts])


class Collided(NamedTuple):
    """Pairs of articles, in order, each once, and how many bands and samples they share."""

    left: Numbers
    right: Numbers
    bands: Numbers
    samples: Numbers

    @classmethod
    def of(cls, by_bands: SharedKeys, by_samples: SharedKeys) -> Collided:
        """Return the pairs that share keys of either kind."""
        left, right = (np.concatenate(side) for side in zip(by_bands[:2], by_samples[:2], strict=True))
        bands = np.concatenate([by_bands.shared, np.zeros_like(by_samples.shared)])
        samples = np.concatenate([np.zeros_like(by_bands.shared), by_samples.shared])
        order, firsts = _in_order(left, right)
        summed = (np.add.reduceat(each[order], firsts) for each in (bands, samples))
        return cls(left[order][firsts], right[order][firsts], *summed)


def _in_order(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Return the order of the pairs, in which equal ones stay as they stood, and where in it a new pair begins."""
    order = np.lexsort((right, left))
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (np.diff(left[order]) != 0) | (np.diff(right[order]) != 0)
    return order, np.flatnonzero(is_first)


class KeyPostings(NamedTuple):
    """All postings under the keys of some articles, the subjects, in the months around them.

    Articles are numbered by time and then by key: `times` and `articles` say which they are, `was_indexed` and
    `is_indexed` which are in the index before and after a change.
    """

    subjects: frozenset[int]
    articles: Numbers
    times: Numbers
    was_indexed: Flags
    is_indexed: Flags
    parts: list[Buckets]
    window_seconds: int

    def with_other_keys(self) -> set[int]:
        """Return the articles that came to represent a key, or ceased to, and were in the index all the time."""
        found = np.zeros(len(self.articles), np.bool_)
        for part in self.parts:
            changed = part.representing(self.was_indexed) != part.representing(self.is_indexed)
            found[part.articles[changed]] = True
        return set(self.articles[found & self.was_indexed & self.is_indexed].tolist())

    def collisions(self, probes: Collection[int]) -> tuple[SharedKeys, SharedKeys]:
        """Return who collides with those of the probes that are subjects, by bands and by samples."""
        asked = np.array([key for key in probes if key in self.subjects], np.int64)
        is_probe = self.is_indexed & np.isin(self.articles, asked)
        moments = self.times[is_probe]
        first, last = np.zeros((2, len(self.times)), np.int64)
        first[is_probe] = np.searchsorted(self.times, day_of(moments) - self.window_seconds)
        last[is_probe] = np.searchsorted(self.times, day_of(moments) + self.window_seconds + DAY_SECONDS)
        by_band = (
            found
            for part in self.parts[:SAMPLES]
            for found in part.collisions(self.is_indexed, is_probe, first, last, least=1)
        )
        by_sample = self.parts[SAMPLES].collisions(
            self.is_indexed, is_probe, first, last, least=LEAST_SAMPLES
        )
        return self._pairs(by_band), self._pairs(by_sample)

    def _pairs(self, collisions: Iterable[Collisions]) -> SharedKeys:
        """Return each pair once; of two probes that see each other, under the same keys, one view is enough."""
        views, shared = _counted(collisions)
        one, other = self.articles[views >> np.int64(32)], self.articles[views & np.int64(0xFFFFFFFF)]
        return SharedKeys.of([SharedKeys(np.minimum(one, other), np.maximum(one, other), shared)])


def _counted(collisions: Iterable[Collisions]) -> tuple[Numbers, Numbers]:
    """Return each view, which is a probe and whom it sees, and how many keys they share.

    Two copies share all bands, so views are counted as they come: all at once they took gigabytes.
    """
    views = shared = np.empty(0, np.int64)
    waiting: list[tuple[Numbers, Numbers]] = []
    for each in collisions:
        waiting.append((each.probes << np.int64(32) | each.others, each.shared))
        if sum(len(seen) for seen, _ in waiting) > _VIEWS_AT_ONCE:
            views, shared = _added(views, shared, waiting)
            waiting = []
    return _added(views, shared, waiting)


def _added(
    views: Numbers, shared: Numbers, more: Iterable[tuple[Numbers, Numbers]]
) -> tuple[Numbers, Numbers]:
    seen, counts = zip((views, shared), *more, strict=True)
    found, place = np.unique(np.concatenate(seen), return_inverse=True)
    return found, np.bincount(place, np.concatenate(counts), len(found)).astype(np.int64)
