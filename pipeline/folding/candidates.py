"""Candidate pairs of one batch in memory: the same ones the warehouse's indexes find, for evaluation and benchmarks.

Articles that share a key are candidates if their times are no further apart than the window and one of them
represents the key: it is among the first `REPRESENTATIVES` of its month. So a key shared by a hundred thousand
articles costs each of them no more than a key shared by a few.
"""

# ruff: noqa: PLC0415 - Numba is loaded only where it is asked for

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.folding.bands import BANDS, band_keys
from pipeline.folding.signatures import SCHEME, Scheme, Sketches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# A family of copies larger than this hangs together by its first members. On the labelled pages 16 keep every pair of
# Jaccard .5 and 8 lose seven in a hundred; 32 keep .999 of them also where a quarter of all texts are look-alikes.
REPRESENTATIVES: Final = 32
DAY_SECONDS: Final = 86_400
MONTH_SECONDS: Final = 30 * DAY_SECONDS
_SHARED_SAMPLES: Final = 0.25
LEAST_SAMPLES: Final = 2
# Articles whose candidates are counted at once: some 200 MB where all texts look alike.
_ARTICLES_AT_ONCE: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of article numbers, `left < right`, and how many keys of each index they share, as columns."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    bands: NDArray[np.int64]
    samples: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.left)


def day_of(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first second of the day (UTC) of each time.

    Windows go from day to day: the first of a day's equal texts stands for all of them, so all must have one window.
    """
    return seconds // DAY_SECONDS * DAY_SECONDS


def are_promising(
    bands: NDArray[np.int64],
    samples: NDArray[np.int64],
    left_modular: NDArray[np.int64],
    right_modular: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return which pairs are worth measuring, by the keys they share and the samples by modulus each text has.

    A pair that shares a band always is. Of a contained text's samples by modulus all stand in the other; a pair that
    shares fewer than a quarter of them, or only one, shares phrases. Of pairs worth folding this loses none on
    the labelled data, and it spares nine measures in ten.
    """
    fewest = np.minimum(left_modular, right_modular)
    needed = np.maximum(LEAST_SAMPLES, _SHARED_SAMPLES * fewest)
    return (bands > 0) | (samples >= needed)


def modular_counts(
    samples: NDArray[np.uint32], bounds: NDArray[np.int64], scheme: Scheme = SCHEME
) -> NDArray[np.int64]:
    """Return how many samples of each text are samples by modulus."""
    sums = np.concatenate([[0], np.cumsum(samples % scheme.sample_modulus == 0)])
    return np.asarray(np.diff(sums[bounds]), np.int64)


def find_candidates(
    sketches: Sketches,
    seconds: NDArray[np.int64] | None = None,
    window_seconds: int = 30 * 86_400,
    representatives: int = REPRESENTATIVES,
) -> Candidates:
    """Return the promising candidate pairs of articles that are numbered in their order in time, at `seconds` (None: at once)."""
    parts = list(candidates_in_parts(sketches, seconds, window_seconds, representatives))
    return Candidates(*(np.concatenate(column) for column in zip(*map(astuple, parts), strict=True)))


def candidates_in_parts(
    sketches: Sketches,
    seconds: NDArray[np.int64] | None = None,
    window_seconds: int = 30 * 86_400,
    representatives: int = REPRESENTATIVES,
) -> Iterator[Candidates]:
    """Yield what `find_candidates` returns in parts of bounded size, by the later article of each pair."""
    from pipeline.folding.kernels.collisions import count_shared, group_entries

    moments = np.zeros(len(sketches), np.int64) if seconds is None else seconds
    months = moments // MONTH_SECONDS
    by_band = group_entries(_band_entries(sketches), months, representatives)
    by_sample = group_entries(_sample_entries(sketches), months, representatives)
    modular = modular_counts(sketches.samples, sketches.sample_bounds)
    for start in range(0, max(len(sketches), 1), _ARTICLES_AT_ONCE):
        articles = (start, min(start + _ARTICLES_AT_ONCE, len(sketches)))
        left, right, bands, samples = count_shared(
            articles, moments, window_seconds, by_band, by_sample, LEAST_SAMPLES
        )
        kept = are_promising(bands, samples, modular[left], modular[right])
        yield Candidates(left[kept], right[kept], bands[kept], samples[kept])


# Entries are `key << 32 | owner`: one plain sort of numbers costs a fifth of sorting keys and their owners beside them.


def _band_entries(sketches: Sketches) -> NDArray[np.uint64]:
    """Return the sorted entries of each band, one band a row."""
    has_words = np.flatnonzero(sketches.shingle_counts > 0)
    entries = np.empty((BANDS, len(has_words)), np.uint64)
    for start in range(0, len(has_words), _ARTICLES_AT_ONCE):
        some = has_words[start : start + _ARTICLES_AT_ONCE]
        keys = band_keys(sketches.signatures[some]).astype(np.uint64) << np.uint64(32)
        entries[:, start : start + len(some)] = (keys | some.astype(np.uint64)[:, None]).T
    entries.sort(axis=1)
    return entries


def _sample_entries(sketches: Sketches) -> NDArray[np.uint64]:
    """Return the sorted entries of the sampled shingles, all in one row."""
    entries = sketches.samples.astype(np.uint64) << np.uint64(32)
    entries |= np.repeat(np.arange(len(sketches), dtype=np.uint64), np.diff(sketches.sample_bounds))
    entries.sort()
    return entries[None, :]
