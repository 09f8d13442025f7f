"""The LSH index in the warehouse: segments of postings, read in the order they lie in and joined in memory.

Each article is indexed under the 32 bands of its signature and under its sampled shingles. Nothing is sought row by
row: whoever looks for collisions reads the segments of the months around, 8 bytes a key, and none that is older. A
small segment is merged into the next that is as large (as in a log-structured merge tree, O'Neil et al. 1996), so there
are few. Who represents a key follows from the postings themselves (`folding.postings`); where a change makes others
represent it, these are reported, to be matched again.

Tried and dropped: a row for each key, joined in SQL. A night's keys fall all over such an index, so that each dirties
a page of its own: 50,000 articles against a million cost a minute, and an article took 11 KB of PostgreSQL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding.postings import (
    PARTS,
    REMOVED,
    Buckets,
    Segment,
    WantedKeys,
    encoded_postings,
    joined,
    months_of,
    segment_of,
)
from pipeline.folding.signatures import SCHEME
from pipeline.matching.key_postings import KeyPostings, SharedKeys
from pipeline.matching.segments import PERIOD_SECONDS, SegmentStore, periods_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.folding.postings import Part
    from pipeline.matching.segments import StoredSegment
    from pipeline.matching.signatures import SignedArticle
    from pipeline.ports import Connection

    Numbers = NDArray[np.int64]

# A segment of so many articles is merged into no other: some 25 MB to be read and written at once.
_LARGE: Final = 1 << 16


class LshIndex:
    """The index of one corpus, in an open transaction."""

    def __init__(self, db: Connection, corpus: str, window_seconds: int) -> None:
        self._store, self._window_seconds = SegmentStore(db, corpus), window_seconds
        self._known: KeyPostings | None = None  # of the last change: what it asked for need not be read again

    def replace(self, removed: Sequence[SignedArticle], added: Sequence[SignedArticle]) -> set[int]:
        """Take `removed` out of the index and put `added` in; return the other articles that now have other keys."""
        old, new = ({each.article_key: each for each in those} for those in (removed, added))
        same = {key for key in old.keys() & new.keys() if _identity(old[key]) == _identity(new[key])}
        leaving = [each for each in removed if each.article_key not in same]
        coming = [each for each in added if each.article_key not in same]
        if not leaving and not coming:
            return set()
        fresh = _segment(coming)
        asked = fresh if len(coming) == len(removed) + len(added) else _segment([*removed, *added])
        loaded = self._load_around(asked, leaving)
        self._known = self._gather(asked, loaded, fresh)
        self._store.set_times((each.segment.segment_key, each.times) for each in loaded if each.is_changed)
        self._put_in(fresh)
        return self._known.with_other_keys() - self._known.subjects

    def collisions(self, probes: Sequence[SignedArticle]) -> tuple[SharedKeys, SharedKeys]:
        """Return who shares bands, and who shares samples, with the probes.

        One sample in common is a phrase, and makes no pair.
        """
        known = self._known
        keys = [each.article_key for each in probes]
        rest = [each for each in probes if known is None or each.article_key not in known.subjects]
        found = [known.collisions(keys)] if known and len(rest) < len(probes) else []
        if rest:
            asked = _segment(rest)
            gathered = self._gather(asked, self._load_around(asked, ()), _segment([]))
            found.append(gathered.collisions([each.article_key for each in rest]))
        return SharedKeys.of(bands for bands, _ in found), SharedKeys.of(samples for _, samples in found)

    def _load_around(self, asked: Segment, leaving: Iterable[SignedArticle]) -> list[_LoadedSegment]:
        """Return the segments that lie within the windows of the asked, with what leaves taken out."""
        gone = np.array([each.article_key for each in leaving], np.int64)
        stored = self._store.of_periods(periods_around(asked.times, self._window_seconds))
        return [_LoadedSegment.of(segment, gone) for segment in stored]

    def _gather(self, asked: Segment, loaded: Sequence[_LoadedSegment], fresh: Segment) -> KeyPostings:
        """Read every posting under the keys of the asked, and join those of what is fresh."""
        articles = np.concatenate([*(each.segment.articles for each in loaded), fresh.articles])
        times = np.concatenate([*(each.segment.times for each in loaded), fresh.times])
        order = np.lexsort((articles, times))
        number_of = np.empty(len(order), np.int32)  # half the memory that postings are looked up in
        number_of[order] = np.arange(len(order))
        ends = np.cumsum([len(each.segment.articles) for each in loaded])
        *numbers_of, numbers_of_fresh = np.split(number_of, ends)
        numbers_in = {
            each.segment.segment_key: numbers for each, numbers in zip(loaded, numbers_of, strict=True)
        }
        was = [*(each.segment.times != REMOVED for each in loaded), np.zeros(len(fresh.articles), np.bool_)]
        now = [*(each.times != REMOVED for each in loaded), np.ones(len(fresh.articles), np.bool_)]
        months = months_of(times[order])
        parts = []
        for part in range(PARTS):
            postings = [(found, numbers_in[key]) for key, found in self._store.postings(numbers_in, part)]
            postings.append((fresh.parts[part], numbers_of_fresh))
            parts.append(Buckets(_wanted(asked.parts[part], postings), months))
        return KeyPostings(
            frozenset(asked.articles.tolist()),
            articles[order],
            times[order],
            np.concatenate(was)[order],
            np.concatenate(now)[order],
            parts,
            self._window_seconds,
        )

    def _put_in(self, fresh: Segment) -> None:
        """Write what comes, by period, each time merged with the segments that are no larger."""
        period_of = fresh.times // PERIOD_SECONDS
        for period in np.unique(period_of).tolist():
            times = np.where(period_of == period, fresh.times, REMOVED)
            merged = self._to_merge(period, int(np.count_nonzero(period_of == period)))
            segment = joined([replace(fresh, times=times), *map(self._store.whole, merged)])
            self._store.delete([each.segment_key for each in merged])
            self._store.write(period, segment)

    def _to_merge(self, period: int, count: int) -> list[StoredSegment]:
        """Return the stored segments to be merged with one of so many articles, the smallest first."""
        stored = self._store.of_periods([period])
        merged = []
        for each in sorted(stored, key=lambda each: (each.article_count, each.segment_key)):
            if each.article_count <= count <= _LARGE - each.article_count:
                count += each.article_count
                merged.append(each)
        return merged


class _LoadedSegment(NamedTuple):
    """A stored segment, and the times of its articles once some of them are taken out."""

    segment: StoredSegment
    times: Numbers
    is_changed: bool

    @classmethod
    def of(cls, segment: StoredSegment, leaving: Numbers) -> _LoadedSegment:
        if not len(leaving):
            return cls(segment, segment.times, is_changed=False)
        times = np.where(np.isin(segment.articles, leaving), REMOVED, segment.times)
        return cls(segment, times, is_changed=bool((times != segment.times).any()))


def _wanted(asked: Part, postings: Iterable[tuple[Part, NDArray[np.int32]]]) -> list[Numbers]:
    """Return the postings whose keys are asked for, with their articles by number."""
    wanted = WantedKeys(asked.keys)
    found = []
    for part, number_of in postings:
        places, keys = wanted.find_in(part.keys)
        found.append(encoded_postings(keys, number_of[part.owners[places]]))
    return found


def _segment(signed: Sequence[SignedArticle]) -> Segment:
    samples = [np.frombuffer(each.samples, "<u4") for each in signed]
    signatures = np.frombuffer(b"".join(each.signature for each in signed), "<u4")
    return segment_of(
        np.array([each.article_key for each in signed], np.int64),
        np.array([each.at_key for each in signed], np.int64),
        signatures.reshape(len(signed), SCHEME.permutations),
        np.concatenate([np.empty(0, np.uint32), *samples]),
        np.cumsum([0, *map(len, samples)]),
    )


def _identity(signed: SignedArticle) -> tuple[int, int, bytes, bytes]:
    return signed.article_key, signed.at_key, signed.signature, signed.samples
