"""Candidate pairs of one batch in memory: the same ones the LSH index of the warehouse finds, for benchmarks and tests.

Articles that share a key collide if their times are no further apart than the window and one of them represents the
key: it is among the first `REPRESENTATIVES` of its month. So a key shared by a hundred thousand articles costs each of
them no more than a key shared by a few.
"""

# ruff: noqa: PLC0415 - Numba is loaded only where it is asked for

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.folding.bands import BANDS, band_keys
from pipeline.folding.candidates import LEAST_SAMPLES, MONTH_SECONDS, REPRESENTATIVES, are_promising
from pipeline.folding.signatures import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.folding.signatures import Scheme, Sketches

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


# Entries are `key << 32 | owner`: one plain sort of numbers costs a fifth of sorting keys together with their owners.


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
