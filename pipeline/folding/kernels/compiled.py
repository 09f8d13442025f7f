"""The kernel in compiled code: texts go in as UTF-8 and come out as arrays; what is rare is left to Python.

The modules that Numba compiles are imported by the method that needs them: loading Numba takes longer than most commands.
"""

# ruff: noqa: PLC0415 - Numba is loaded only where something is signed, measured or aligned

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.folding.alignment import MATCHES_TRIED, SUBSTITUTION_WORDS, Alignment
from pipeline.folding.located import Words, located_in_python, without_dateline_facts
from pipeline.folding.shingles import SHINGLE_WORDS
from pipeline.folding.signatures import SCHEME, ShingleSets, Sketches, in_one_row
from pipeline.folding.text import spaced
from pipeline.folding.verify import Measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Source = NDArray[np.uint8]
    Bounds = NDArray[np.int64]

_PAIRS_AT_ONCE: Final = 1_000  # aligned before the first is looked at: some 10 MB of numbers


class CompiledKernel:
    """Signs, measures and aligns in compiled code, which Numba keeps on disk once it is made."""

    def sign(self, texts: Sequence[str], /) -> Sketches:
        """Return the sketches of the texts."""
        return sign_bytes(*joined(texts))

    def sign_and_keep_sets(self, texts: Sequence[str], /) -> tuple[Sketches, ShingleSets]:
        """Return the sketches of the texts and, out of the same pass, their unique shingle hashes."""
        return sign_bytes_and_keep_sets(*joined(texts))

    def shingle_sets(self, texts: Sequence[str], /) -> ShingleSets:
        """Return the unique shingle hashes of each text, in order of first occurrence."""
        from pipeline.folding.kernels.kept_tables import folding_table
        from pipeline.folding.kernels.signing import shingle_sets

        source, bounds = joined(texts)
        hashes, set_bounds, counts = shingle_sets(source, bounds, False, folding_table())  # noqa: FBT003 - compiled code has no keywords
        found = ShingleSets(hashes, set_bounds)
        left = np.flatnonzero(counts < 0)
        if not len(left):
            return found
        folded = _folded_in_python(source, bounds, left)
        hashes, set_bounds, _ = shingle_sets(*folded, True, folding_table())  # noqa: FBT003
        return _with_replaced_sets(found, left, ShingleSets(hashes, set_bounds))

    def measure(self, sets: ShingleSets, left: NDArray[np.int64], right: NDArray[np.int64], /) -> Measures:
        """Return the exact measures of the pairs `(left[i], right[i])` of indexes into the sets."""
        from pipeline.folding.kernels.sets import shared_counts

        # A column of a table is compiled for anew: Numba takes how an array lies for a part of its type.
        sides = np.ascontiguousarray(left), np.ascontiguousarray(right)
        return Measures.of(sets, left, right, shared_counts(sets.hashes, sets.bounds, *sides))

    def locate(self, texts: Sequence[str], /) -> list[Words]:
        """Return the words of each text, each with its place in the original."""
        return [without_dateline_facts(words) for words in _located(texts)]

    def align(
        self, words: Sequence[Words], left: Sequence[int], right: Sequence[int], /
    ) -> Iterator[Alignment]:
        """Align texts whose words are known in pairs: `left[i]` and `right[i]` are numbers of texts."""
        if not words:  # no candidate was alike
            return
        from pipeline.folding.kernels.passages import align

        bounds = np.cumsum([0, *map(len, words)])
        hashes = np.concatenate([each.hashes for each in words])
        kinds = np.concatenate([each.kinds for each in words])
        for start in range(0, len(left), _PAIRS_AT_ONCE):
            some, others = (side[start : start + _PAIRS_AT_ONCE] for side in (left, right))
            ends_of_pairs = np.asarray(some, np.int64), np.asarray(others, np.int64)
            column, ends = align(
                hashes, kinds, bounds, *ends_of_pairs, SHINGLE_WORDS, MATCHES_TRIED, SUBSTITUTION_WORDS
            )
            numbers, edges = column.tolist(), [0, *ends.tolist()]
            for place, (one, other) in enumerate(zip(some, others, strict=True)):
                parts = [numbers[first:last] for first, last in pairwise(edges[6 * place : 6 * place + 7])]
                yield Alignment.of_columns(words[one], words[other], parts)


def sign_bytes(source: Source, bounds: Bounds) -> Sketches:
    """Return the sketches of the UTF-8 texts `source[bounds[i]:bounds[i + 1]]`."""
    return _sketched(source, bounds, keeps_sets=False)[0]


def sign_bytes_and_keep_sets(source: Source, bounds: Bounds) -> tuple[Sketches, ShingleSets]:
    """Return the sketches of the UTF-8 texts and, out of the same pass, their unique shingle hashes."""
    return _sketched(source, bounds, keeps_sets=True)


def joined(texts: Sequence[str]) -> tuple[Source, Bounds]:
    """Return the texts as one array of UTF-8 and where each begins and ends in it."""
    return _joined([text.encode("utf-8", "replace") for text in texts])


def _joined(encoded: Sequence[bytes]) -> tuple[Source, Bounds]:
    bounds = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=bounds[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), bounds


def _sketched(source: Source, bounds: Bounds, *, keeps_sets: bool) -> tuple[Sketches, ShingleSets]:
    made, sets = _sketched_but_for_some(source, bounds, is_folded=False, keeps_sets=keeps_sets)
    left = np.flatnonzero(made.shingle_counts < 0)
    if not len(left):
        return made, sets
    folded = _folded_in_python(source, bounds, left)
    again, sets_again = _sketched_but_for_some(*folded, is_folded=True, keeps_sets=keeps_sets)
    return (
        _with_replaced(made, left, again),
        _with_replaced_sets(sets, left, sets_again) if keeps_sets else sets,
    )


def _sketched_but_for_some(
    source: Source, bounds: Bounds, *, is_folded: bool, keeps_sets: bool
) -> tuple[Sketches, ShingleSets]:
    """Return the sketches, with -1 shingles for texts that Python must fold first."""
    from pipeline.folding.kernels.kept_tables import folding_table, permutations
    from pipeline.folding.kernels.signing import sketch

    multipliers, offsets = permutations()
    signatures, counts, sequences, samples, sample_bounds, hashes, set_bounds = sketch(
        source,
        bounds,
        is_folded,
        keeps_sets,
        folding_table(),
        (multipliers, offsets),
        np.uint32(SCHEME.sample_modulus - 1),
        SCHEME.sample_smallest,
    )
    sketches = Sketches(signatures, counts, sequences.view(np.int64), samples, sample_bounds)
    return sketches, ShingleSets(hashes, set_bounds)


def _folded_in_python(source: Source, bounds: Bounds, chosen: NDArray[Any]) -> tuple[Source, Bounds]:
    texts = (source[bounds[i] : bounds[i + 1]].tobytes().decode("utf-8", "replace") for i in chosen)
    return _joined([spaced(text).encode() for text in texts])


def _with_replaced(made: Sketches, left: NDArray[Any], again: Sketches) -> Sketches:
    """Return the sketches with those at `left` taken from `again`."""
    made.signatures[left], made.shingle_counts[left] = again.signatures, again.shingle_counts
    made.sequences[left] = again.sequences
    samples = [made.samples_of(index) for index in range(len(made))]
    for place, index in enumerate(left):
        samples[index] = again.samples_of(place)
    return Sketches(made.signatures, made.shingle_counts, made.sequences, *in_one_row(samples))


def _with_replaced_sets(sets: ShingleSets, left: NDArray[Any], again: ShingleSets) -> ShingleSets:
    """Return the sets with those at `left` taken from `again`."""
    each = [sets.of(index) for index in range(len(sets))]
    for place, index in enumerate(left):
        each[index] = again.of(place)
    return ShingleSets(*in_one_row(each))


def _located(texts: Sequence[str]) -> Iterator[Words]:
    from pipeline.folding.kernels.ascii_words import PADDING
    from pipeline.folding.kernels.kept_tables import character_kinds, folding_table
    from pipeline.folding.kernels.words import locate_words

    # Halves of surrogate pairs pass through, and the compiled code leaves their texts to Python.
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    source, bounds = _joined([*encoded, bytes(PADDING)])
    columns, word_bounds, folded, edges, byte_bounds = locate_words(
        source, bounds[:-1], folding_table(), character_kinds()
    )
    spellings = folded.tobytes()
    first, spelled_until = 0, 0
    for text, bound, spelled_to in zip(texts, word_bounds.tolist(), byte_bounds.tolist(), strict=True):
        if bound < 0:
            yield located_in_python(text)
            continue
        hashes, starts, ends, kinds = (column[first:bound] for column in columns)
        is_ascii = spelled_to == spelled_until
        spelled = () if is_ascii else (edges[2 * first : 2 * bound], spellings)
        yield Words(text, hashes, starts, ends, kinds, *spelled)
        first, spelled_until = bound, spelled_to
