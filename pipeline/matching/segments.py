"""The segments of the LSH index as the warehouse keeps them: numbers packed into bytes, little-endian.

What comes at once is written as one segment for each ten days it lies in. `key_segments` has a segment's articles with
their times, `key_postings` its keys by part (`folding.postings`), 8 bytes each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.folding.candidates import MONTH_SECONDS, day_of
from pipeline.folding.postings import PARTS, REMOVED, Part, Segment
from pipeline.folding.signatures import SCHEME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from pipeline.ports import Connection, Row

    Numbers = NDArray[np.int64]

_PERIODS_A_MONTH: Final = 3
PERIOD_SECONDS: Final = MONTH_SECONDS // _PERIODS_A_MONTH


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """The articles of a segment and their times; `article_count` leaves out those that were taken out."""

    segment_key: int
    article_count: int
    articles: Numbers
    times: Numbers


class SegmentStore:
    """The segments of one corpus, in an open transaction."""

    def __init__(self, db: Connection, corpus: str) -> None:
        self._db, self._corpus = db, corpus

    def of_periods(self, periods: Collection[int]) -> list[StoredSegment]:
        """Return the segments of these periods, without their postings."""
        rows = self._db.rows(
            "matching/list_segments", corpus=self._corpus, scheme=SCHEME.name, periods=periods
        )
        return list(map(_read_segment, rows))

    def postings(self, segment_keys: Collection[int], part: int) -> list[tuple[int, Part]]:
        """Return one part of these segments, each with the key of its segment."""
        rows = self._db.rows("matching/list_postings", part=part, segments=segment_keys)
        return [(row["segment_key"], _read_part(row)) for row in rows]

    def whole(self, stored: StoredSegment) -> Segment:
        """Return a segment with its postings."""
        own = [stored.segment_key]
        parts = (part for number in range(PARTS) for _, part in self.postings(own, number))
        return Segment(stored.articles, stored.times, tuple(parts))

    def set_times(self, changed: Iterable[tuple[int, Numbers]]) -> None:
        """Write the times of articles anew, given by segment: those taken out are `REMOVED`."""
        self._db.run_many(
            "matching/set_segment_times",
            (
                {
                    "segment_key": segment_key,
                    "times": times.astype("<i8").tobytes(),
                    "article_count": int(np.count_nonzero(times != REMOVED)),
                }
                for segment_key, times in changed
            ),
        )

    def write(self, period: int, segment: Segment) -> None:
        """Write a new segment of this period."""
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
        parts = enumerate(segment.parts)
        self._db.upsert("key_postings", (_posting_row(key, number, part) for number, part in parts))

    def delete(self, segment_keys: Collection[int]) -> None:
        """Delete segments with their postings."""
        self._db.run("matching/delete_postings", segments=segment_keys)
        self._db.run("matching/delete_segments", segments=segment_keys)


def periods_around(times: Numbers, window_seconds: int) -> list[int]:
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


def _read_segment(row: Row) -> StoredSegment:
    return StoredSegment(
        int(row["segment_key"]), row["article_count"], _numbers(row["articles"]), _numbers(row["times"])
    )


def _read_part(row: Row) -> Part:
    return Part(np.frombuffer(row["keys"], "<u4"), np.frombuffer(row["owners"], "<u4"))


def _posting_row(segment_key: int, number: int, part: Part) -> Row:
    return {
        "segment_key": segment_key,
        "part": number,
        "keys": part.keys.astype("<u4").tobytes(),
        "owners": part.owners.astype("<u4").tobytes(),
    }


def _numbers(stored: bytes) -> Numbers:
    return np.frombuffer(stored, "<i8")
