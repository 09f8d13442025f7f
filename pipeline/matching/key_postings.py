"""All postings under the keys of some articles, joined in memory: who represents a key, and who collides with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.folding.candidates import DAY_SECONDS, LEAST_SAMPLES, day_of
from pipeline.folding.postings import SAMPLES, Buckets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.folding.postings import Collisions

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]


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

    def collisions(self, probes: Collection[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return who collides with those of the probes that are subjects, by bands and by samples."""
        asked = np.array([key for key in probes if key in self.subjects], np.int64)
        is_probe = self.is_indexed & np.isin(self.articles, asked)
        moments = self.times[is_probe]
        first, last = np.zeros((2, len(self.times)), np.int64)
        first[is_probe] = np.searchsorted(self.times, day_of(moments) - self.window_seconds)
        last[is_probe] = np.searchsorted(self.times, day_of(moments) + self.window_seconds + DAY_SECONDS)
        by_band = [
            found
            for part in self.parts[:SAMPLES]
            for found in part.collisions(self.is_indexed, is_probe, first, last, least=1)
        ]
        by_sample = self.parts[SAMPLES].collisions(
            self.is_indexed, is_probe, first, last, least=LEAST_SAMPLES
        )
        return self._pairs(by_band), self._pairs(by_sample)

    def _pairs(self, collisions: Iterable[Collisions]) -> pd.DataFrame:
        """Return one row a pair; of two probes that see each other, under the same keys, one view is enough."""
        columns = [np.concatenate(column) for column in zip(*collisions, strict=True)]
        columns = columns or [np.empty(0, np.int64)] * 3
        views, view_of = np.unique(columns[0] << np.int64(32) | columns[1], return_inverse=True)
        shared = np.bincount(view_of, columns[2], len(views)).astype(np.int64)
        one, other = self.articles[views >> np.int64(32)], self.articles[views & np.int64(0xFFFFFFFF)]
        pairs = {"left": np.minimum(one, other), "right": np.maximum(one, other), "shared": shared}
        import pandas as pd  # noqa: PLC0415 - pandas takes longer to load than a run with nothing to do

        return pd.DataFrame(pairs).drop_duplicates(["left", "right"])


def no_pairs() -> pd.DataFrame:
    """Return the table of no collision at all."""
    import pandas as pd  # noqa: PLC0415 - pandas takes longer to load than a run with nothing to do

    return pd.DataFrame({name: np.empty(0, np.int64) for name in ("left", "right", "shared")})
