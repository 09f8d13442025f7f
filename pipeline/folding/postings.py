"""The LSH index in memory: sorted postings of many articles, who represents a key, and who collides under it.

A segment holds the postings of some articles in 33 parts, one for each band and one for sampled shingles: keys in
ascending order, each with the number of its article in the segment. A part stands for what all its keys have in
common, so 32 bits of each are kept; two that agree in these by chance make a candidate that is measured and dropped.

In each month the first `REPRESENTATIVES` articles of a key represent it; all later ones are compared with these
alone, so a key that a hundred thousand articles share costs as much for each of them as any other. First is by time
and then by article, never by arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding.bands import BANDS, band_keys
from pipeline.folding.candidates import MONTH_SECONDS, REPRESENTATIVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Articles = NDArray[np.int32]
    Months = NDArray[np.int16]
    Flags = NDArray[np.bool_]
    Keys = NDArray[np.uint32]

SAMPLES: Final = BANDS
"""The number of the part that holds sampled shingles; those before it hold a band each."""
PARTS: Final = BANDS + 1
REMOVED: Final = np.iinfo(np.int64).min
"""The time of an article that was taken out of its segment."""

# Collisions in memory at once: they stay in the cache of the processor, which spares a fifth.
_COLLISIONS_AT_ONCE: Final = 500_000
# Of the postings read, nine in ten fall through a table of sixteen places a wanted key, which costs least.
_PLACES_A_KEY_BITS: Final = 4
_MOST_PLACES_BITS: Final = 24
_LOW: Final = np.int64(32)
_ARTICLE: Final = np.int64(0xFFFFFFFF)


class Part(NamedTuple):
    """Postings of one part of a segment: keys in ascending order, and the number of the article of each."""

    keys: Keys
    owners: Keys


@dataclass(frozen=True, slots=True)
class Segment:
    """Articles by time and then by key, their times in seconds, and their postings by part."""

    articles: Numbers
    times: Numbers
    parts: tuple[Part, ...]


class Collisions(NamedTuple):
    """Pairs of numbers of articles, as columns, and how many keys of a kind they share."""

    probes: Numbers
    others: Numbers
    shared: Numbers


def segment_of(
    articles: Numbers, times: Numbers, signatures: Keys, samples: Keys, sample_bounds: Numbers
) -> Segment:
    """Return the segment of n articles: signatures n x 128, the samples of all in one row with n + 1 bounds."""
    numbers = np.arange(len(articles), dtype=np.uint32)
    banded = band_keys(signatures)
    unsorted = [Part(banded[:, band], numbers) for band in range(BANDS)]
    unsorted.append(Part(samples, np.repeat(numbers, np.diff(sample_bounds))))
    return joined([Segment(articles, times, tuple(unsorted))])


def joined(segments: Sequence[Segment]) -> Segment:
    """Return one segment of all articles that were not taken out of these."""
    articles = np.concatenate([each.articles for each in segments])
    times = np.concatenate([each.times for each in segments])
    is_left = times != REMOVED
    order = np.lexsort((articles, times))
    order = order[is_left[order]]
    number_of = np.zeros(len(articles), np.uint64)
    number_of[order] = np.arange(len(order), dtype=np.uint64)
    starts = np.cumsum([0, *(len(each.articles) for each in segments)])
    parts = []
    for part in range(PARTS):
        keys = np.concatenate([each.parts[part].keys for each in segments])
        owners = np.concatenate(
            [each.parts[part].owners + start for each, start in zip(segments, starts, strict=False)]
        ).astype(np.int64)
        kept = is_left[owners]
        codes = np.sort(keys[kept].astype(np.uint64) << np.uint64(32) | number_of[owners[kept]])
        parts.append(Part((codes >> np.uint64(32)).astype(np.uint32), codes.astype(np.uint32)))
    return Segment(articles[order], times[order], tuple(parts))


class WantedKeys:
    """Keys of one part that are looked for, given in ascending order."""

    def __init__(self, keys: Keys) -> None:
        self.keys: Keys = keys[np.diff(keys, prepend=keys[:1] - np.uint32(1)) != 0]
        bits = min(len(self.keys).bit_length() + _PLACES_A_KEY_BITS, _MOST_PLACES_BITS)
        self._shift = np.uint32(32 - bits)
        self._may_be_wanted = np.zeros(1 << bits, np.bool_)
        self._may_be_wanted[self.keys >> self._shift] = True

    def find_in(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """Return the places of postings whose key is wanted, and the number of that key among those wanted."""
        if not len(self.keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        places = np.flatnonzero(self._may_be_wanted[keys >> self._shift])
        likely = keys[places]
        numbers = np.searchsorted(self.keys, likely)
        numbers[numbers == len(self.keys)] = 0
        is_wanted = self.keys[numbers] == likely
        return places[is_wanted], numbers[is_wanted]


class Buckets:
    """Postings of one part in buckets: by key, in each by article; articles are numbered by time and then by key."""

    def __init__(self, postings: Sequence[Numbers], months: Months) -> None:
        """Take postings as `encoded_postings` gives them, and the month of each article."""
        codes = np.concatenate(postings)
        codes.sort()
        self._codes = codes
        # Little endian: of each code the article lies first.
        articles, numbers = codes.view(np.int32).reshape(-1, 2).T
        self.articles: Articles = articles.copy()
        of_article = months[self.articles]
        begins = np.ones(len(codes), np.bool_)
        begins[1:] = numbers[1:] != numbers[:-1]
        begins[1:] |= of_article[1:] != of_article[:-1]
        self._starts: Numbers = np.flatnonzero(begins)
        self._sizes: Numbers = np.diff(np.append(self._starts, len(codes)))

    def representing(self, is_indexed: Flags) -> Flags:
        """Return which postings represent their key in its month, when these articles are in the index."""
        counts = is_indexed[self.articles]
        rank = np.cumsum(counts, dtype=np.int32)
        rank -= counts
        rank -= np.repeat(rank[self._starts], self._sizes)
        represents: Flags = counts & (rank < REPRESENTATIVES)
        return represents

    def collisions(
        self, is_indexed: Flags, is_probe: Flags, first: Numbers, last: Numbers, least: int
    ) -> Iterator[Collisions]:
        """Yield who collides with the probes under at least so many keys, both ways where both are probes.

        The window of an article reaches from the article `first` to before the article `last`. Of two that collide,
        one at least represents the key.
        """
        represents = self.representing(is_indexed)
        crowd = is_indexed[self.articles] & ~represents
        mine = np.flatnonzero(is_indexed[self.articles] & is_probe[self.articles])
        probes = self.articles[mine]
        bucket = self._codes[mine] - probes
        order = np.argsort(probes)
        counts = np.zeros(len(mine), np.int64)
        spans = []
        for others, may_collide in ((represents, True), (crowd, represents[mine])):
            codes = self._codes[others]
            begin = np.searchsorted(codes, bucket | first[probes])  # sought in the order in which they lie
            size = (np.searchsorted(codes, bucket | last[probes]) - begin) * may_collide
            spans.append((self.articles[others], begin[order], size[order]))
            counts += size[order]
        probes = probes[order]
        for some in _slices(probes, counts):
            yield _counted(
                probes[some], [(others, begin[some], size[some]) for others, begin, size in spans], least
            )


def encoded_postings(keys: Numbers, articles: Articles) -> Numbers:
    """Return postings as one number each: of its key above, of its article below."""
    codes = keys << _LOW
    codes |= articles
    return codes


def _slices(probes: Articles, collisions: Numbers) -> Iterator[slice]:
    """Yield slices of postings with a bounded number of collisions, where all postings of a probe stay together."""
    ends = np.flatnonzero(np.diff(probes, append=-1)) + 1
    until = np.cumsum(collisions)[ends - 1]
    start = done = 0
    while start < len(probes):
        place = max(int(np.searchsorted(until, done + _COLLISIONS_AT_ONCE, side="right")) - 1, 0)
        place = max(place, int(np.searchsorted(ends, start, side="right")))
        yield slice(start, int(ends[place]))
        start, done = int(ends[place]), int(until[place])


def _counted(probes: Articles, spans: Iterable[tuple[Articles, Numbers, Numbers]], least: int) -> Collisions:
    views = []
    for others, begin, size in spans:
        place = np.arange(size.sum()) + np.repeat(begin - np.cumsum(size) + size, size)
        views.append(np.repeat(probes << _LOW, size) | others[place])
    pairs, shared = np.unique(np.concatenate(views), return_counts=True)
    probe, other = pairs >> _LOW, pairs & _ARTICLE
    counts = (shared >= least) & (probe != other)
    return Collisions(probe[counts], other[counts], shared[counts])


def months_of(times: Numbers) -> Months:
    """Return the month in which each time lies."""
    months: Months = (times // MONTH_SECONDS).astype(np.int16)
    return months
