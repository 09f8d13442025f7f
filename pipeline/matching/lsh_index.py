"""The index of keys in the warehouse: segments of postings, read in the order they lie in and joined in memory.

What comes at once is written as one segment for each ten days it lies in. A small segment is taken up by the next
that is as large, so there are few. Nothing is sought row by row: whoever looks for his like reads the segments of the
months around him, 8 bytes a key, and none that is older. Who represents a key follows from the postings themselves
(`folding.postings`); where a change makes others represent it, these are reported, to be matched again.

Tried and dropped: a row for each key, joined in SQL. A night's keys fall all over such an index, so that each dirties
a page of its own: 50,000 articles against a million cost a minute, and an article took 11 KB of PostgreSQL.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from pipeline.folding.candidates import DAY_SECONDS, LEAST_SAMPLES, MONTH_SECONDS, day_of
from pipeline.folding.postings import (
    PARTS,
    REMOVED,
    SAMPLES,
    Bucketed,
    Met,
    Part,
    Segment,
    Wanted,
    joined,
    months_of,
    posted,
    segment_of,
)
from pipeline.folding.signatures import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.matching.signatures import Signed
    from pipeline.ports import Connection, Row

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# A segment of so many articles is taken up by no other: some 25 MB to be read and written at once.
_LARGE: Final = 1 << 16
_PERIODS_A_MONTH: Final = 3
_PERIOD_SECONDS: Final = MONTH_SECONDS // _PERIODS_A_MONTH


class KeyIndex:
    """The index of one corpus, in an open transaction."""

    def __init__(self, db: Connection, corpus: str, window_seconds: int) -> None:
        self._db, self._corpus, self._window_seconds = db, corpus, window_seconds
        self._gathered: _Gathered | None = None

    def replace(self, removed: Sequence[Signed], added: Sequence[Signed]) -> set[int]:
        """Take `removed` out of the index and put `added` in; return the articles whose place changed besides."""
        old, new = ({each.article_key: each for each in those} for those in (removed, added))
        same = {key for key in old.keys() & new.keys() if _identity(old[key]) == _identity(new[key])}
        leaving = [each for each in removed if each.article_key not in same]
        coming = [each for each in added if each.article_key not in same]
        if not leaving and not coming:
            return set()
        fresh = _segment(coming)
        asked = fresh if len(coming) == len(removed) + len(added) else _segment([*removed, *added])
        gathered = self._gather(asked, leaving, fresh)
        self._take_out(gathered)
        self._put_in(fresh)
        self._gathered = gathered
        return gathered.moved() - gathered.subjects

    def candidates(self, probes: Sequence[Signed]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return who shares bands, and who shares samples, with the probes: columns left, right (articles), shared.

        A pair stands once, `left < right`. One sample in common is a phrase, and makes no pair.
        """
        known = self._gathered
        rest = [each for each in probes if known is None or each.article_key not in known.subjects]
        found = [known.met(probes)] if known and len(rest) < len(probes) else []
        if rest:
            found.append(self._gather(_segment(rest)).met(rest))
        kinds = [pd.concat(frames) for frames in zip(*found, strict=True)] if found else [_no_pairs()] * 2
        bands, samples = (frame.drop_duplicates(["left", "right"]) for frame in kinds)
        return bands, samples

    def _gather(
        self, asked: Segment, leaving: Sequence[Signed] = (), fresh: Segment | None = None
    ) -> _Gathered:
        """Read every posting under the keys of these articles in the months their windows touch."""
        fresh = fresh or _segment([])
        rows = self._db.rows(
            "matching/list_segments",
            corpus=self._corpus,
            scheme=SCHEME.name,
            periods=_periods(asked.times, self._window_seconds),
        )
        gone = np.array([each.article_key for each in leaving], np.int64)
        stored = [_Stored(row, gone) for row in rows]
        articles = np.concatenate([*(each.articles for each in stored), fresh.articles])
        times = np.concatenate([*(each.moments for each in stored), fresh.times])
        stood = np.concatenate([*(each.stood for each in stored), np.zeros(len(fresh.articles), np.bool_)])
        stands = np.concatenate(
            [*(each.times != REMOVED for each in stored), np.ones(len(fresh.articles), np.bool_)]
        )
        order = np.lexsort((articles, times))
        number_of = np.empty(len(order), np.int32)  # half the memory that postings are looked up in
        number_of[order] = np.arange(len(order))
        *numbers_of, numbers_of_fresh = np.split(
            number_of, np.cumsum([len(each.articles) for each in stored])
        )
        numbers_in = {each.segment_key: own for each, own in zip(stored, numbers_of, strict=True)}
        months = months_of(times[order])
        parts = []
        for part in range(PARTS):
            wanted = Wanted(asked.parts[part].keys)
            rows = self._db.rows("matching/list_postings", part=part, segments=numbers_in)
            postings = [(_part(row), numbers_in[row["segment_key"]]) for row in rows]
            found = []
            for posting, own in (*postings, (fresh.parts[part], numbers_of_fresh)):
                places, numbers = wanted.among(posting.keys)
                found.append(posted(numbers, own[posting.owners[places]]))
            parts.append(Bucketed(found, months))
        return _Gathered(
            frozenset(asked.articles.tolist()),
            stored,
            articles[order],
            times[order],
            stood[order],
            stands[order],
            parts,
            self._window_seconds,
        )

    def _take_out(self, gathered: _Gathered) -> None:
        self._db.run_many(
            "matching/set_segment_times",
            (
                {
                    "segment_key": stored.segment_key,
                    "times": stored.times.astype("<i8").tobytes(),
                    "article_count": int(np.count_nonzero(stored.times != REMOVED)),
                }
                for stored in gathered.stored
                if stored.has_changed
            ),
        )

    def _put_in(self, fresh: Segment) -> None:
        """Write what comes, by period, each time together with the segments that are no larger."""
        period_of = fresh.times // _PERIOD_SECONDS
        for period in np.unique(period_of).tolist():
            times = np.where(period_of == period, fresh.times, REMOVED)
            count, taken = int(np.count_nonzero(period_of == period)), []
            held = self._db.rows(
                "matching/list_segments_of_period", corpus=self._corpus, scheme=SCHEME.name, period_key=period
            )
            for row in sorted(held, key=lambda row: (row["article_count"], row["segment_key"])):
                if row["article_count"] <= count <= _LARGE - row["article_count"]:
                    count += row["article_count"]
                    taken.append(row)
            segment = joined([replace(fresh, times=times), *map(self._read, taken)])
            merged = [row["segment_key"] for row in taken]
            self._db.run("matching/delete_postings", segments=merged)
            self._db.run("matching/delete_segments", segments=merged)
            self._write(period, segment)

    def _read(self, row: Row) -> Segment:
        own = [row["segment_key"]]
        parts = [
            _part(found)
            for part in range(PARTS)
            for found in self._db.rows("matching/list_postings", part=part, segments=own)
        ]
        return Segment(_numbers(row["articles"]), _numbers(row["times"]), tuple(parts))

    def _write(self, period: int, segment: Segment) -> None:
        (highest,) = self._db.rows("matching/find_highest_segment")
        key = highest["segment_key"] + 1
        row = {
            "corpus": self._corpus,
            "scheme": SCHEME.name,
            "period_key": period,
            "segment_key": key,
            "article_count": len(segment.articles),
            "articles": segment.articles.astype("<i8").tobytes(),
            "times": segment.times.astype("<i8").tobytes(),
        }
        self._db.upsert("key_segments", [row])
        self._db.upsert(
            "key_postings",
            (
                {
                    "segment_key": key,
                    "part": number,
                    "keys": part.keys.astype("<u4").tobytes(),
                    "owners": part.owners.astype("<u4").tobytes(),
                }
                for number, part in enumerate(segment.parts)
            ),
        )


class _Stored:
    """A segment's articles as the warehouse has them; those that leave are marked in `times`."""

    def __init__(self, row: Row, leaving: Numbers) -> None:
        self.segment_key = int(row["segment_key"])
        self.articles = _numbers(row["articles"])
        before = _numbers(row["times"])
        self.stood: Flags = before != REMOVED
        self.times = np.where(np.isin(self.articles, leaving), REMOVED, before) if len(leaving) else before
        self.moments = before
        self.has_changed = bool((self.times != before).any())


class _Gathered(NamedTuple):
    """All postings under the keys of some articles, the subjects, in the months around them.

    Articles are numbered by time and then by key: `times` and `articles` say which they are, `stood` and `stands`
    which are in the index before and after the change.
    """

    subjects: frozenset[int]
    stored: list[_Stored]
    articles: Numbers
    times: Numbers
    stood: Flags
    stands: Flags
    parts: list[Bucketed]
    window_seconds: int

    def moved(self) -> set[int]:
        """Return the articles that came to represent a key, or ceased to, and were in the index all the time."""
        moved = np.zeros(len(self.articles), np.bool_)
        stayed = self.stood & self.stands
        for part in self.parts:
            changed = part.representing(self.stood) != part.representing(self.stands)
            moved[part.articles[changed]] = True
        return set(self.articles[moved & stayed].tolist())

    def met(self, probes: Sequence[Signed]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return who meets those of the probes that are subjects, by bands and by samples."""
        asked = np.array([each.article_key for each in probes if each.article_key in self.subjects], np.int64)
        is_probe = self.stands & np.isin(self.articles, asked)
        moments = self.times[is_probe]
        first, last = np.zeros((2, len(self.times)), np.int64)
        first[is_probe] = np.searchsorted(self.times, day_of(moments) - self.window_seconds)
        last[is_probe] = np.searchsorted(self.times, day_of(moments) + self.window_seconds + DAY_SECONDS)
        by_band = [
            met
            for part in self.parts[:SAMPLES]
            for met in part.meetings(self.stands, is_probe, first, last, least=1)
        ]
        by_sample = self.parts[SAMPLES].meetings(self.stands, is_probe, first, last, least=LEAST_SAMPLES)
        return self._pairs(by_band), self._pairs(by_sample)

    def _pairs(self, met: Iterable[Met]) -> pd.DataFrame:
        """Return one row a pair; of two probes that see each other, under the same keys, one view is enough."""
        columns = [np.concatenate(column) for column in zip(*met, strict=True)] or [np.empty(0, np.int64)] * 3
        views, view_of = np.unique(columns[0] << np.int64(32) | columns[1], return_inverse=True)
        shared = np.bincount(view_of, columns[2], len(views)).astype(np.int64)
        one, other = self.articles[views >> np.int64(32)], self.articles[views & np.int64(0xFFFFFFFF)]
        pairs = {"left": np.minimum(one, other), "right": np.maximum(one, other), "shared": shared}
        return pd.DataFrame(pairs).drop_duplicates(["left", "right"])


def _segment(signed: Sequence[Signed]) -> Segment:
    samples = [np.frombuffer(each.samples, "<u4") for each in signed]
    return segment_of(
        np.array([each.article_key for each in signed], np.int64),
        np.array([each.at_key for each in signed], np.int64),
        np.frombuffer(b"".join(each.signature for each in signed), "<u4").reshape(
            len(signed), SCHEME.permutations
        ),
        np.concatenate([np.empty(0, np.uint32), *samples]),
        np.cumsum([0, *map(len, samples)]),
    )


def _periods(times: Numbers, window_seconds: int) -> list[int]:
    """Return the periods of the months that the windows around these times touch."""
    months = {
        month
        for first, last in {
            (int(day - window_seconds) // MONTH_SECONDS, int(day + window_seconds) // MONTH_SECONDS)
            for day in np.unique(day_of(times))
        }
        for month in range(first, last + 1)
    }
    return [month * _PERIODS_A_MONTH + each for month in months for each in range(_PERIODS_A_MONTH)]


def _identity(signed: Signed) -> tuple[int, int, bytes, bytes]:
    return signed.article_key, signed.at_key, signed.signature, signed.samples


def _part(row: Row) -> Part:
    return Part(np.frombuffer(row["keys"], "<u4"), np.frombuffer(row["owners"], "<u4"))


def _numbers(stored: bytes) -> Numbers:
    return np.frombuffer(stored, "<i8")


def _no_pairs() -> pd.DataFrame:
    return pd.DataFrame({name: np.empty(0, np.int64) for name in ("left", "right", "shared")})
