"""Signatures: datasketch's MinHash of the shingles of many texts, with the samples that find contained texts.

datasketch stays the definition. The permutations are taken from its own object, `Signature.to_datasketch` gives one
back, and `sign(..., kernel="datasketch")` makes every signature with it; the compiled kernel gives the same bits.
"""

# ruff: noqa: PLC0415 - Numba is loaded only where it is asked for

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from datasketch import MinHash

from pipeline.folding.shingles import hash_sequence, hash_shingle, shingles
from pipeline.folding.text import spaced, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scheme:
    """How signatures are made. Only signatures of one scheme may be compared.

    A shingle is sampled when its hash is 0 modulo `sample_modulus`, and so are the `sample_smallest` smallest hashes
    of a text: two texts that share much share samples, however different their lengths.
    """

    name: str
    permutations: int
    seed: int
    sample_modulus: int
    sample_smallest: int


# 128 permutations: the error of an estimate at J = .5 is .044. One shingle in 16 and the 8 smallest: 38 rows for an
# article of 600 words, with which a copied passage of 120 words is found in 998 of 1,000 cases.
SCHEME: Final = Scheme(
    "words3-affine32-128-1", permutations=128, seed=1, sample_modulus=16, sample_smallest=8
)
# A batch this large is split over threads; below, starting them costs more than it brings.
_TEXTS_PER_THREAD: Final = 256


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash values of one text under a scheme."""

    values: NDArray[np.uint32]
    scheme: Scheme = SCHEME

    def to_datasketch(self) -> MinHash:
        """Return datasketch's own object with these values; it compares, merges and hashes like any other."""
        return MinHash(
            seed=self.scheme.seed,
            hashfunc=hash_shingle,
            hashvalues=self.values,
            permutations=_permutations(self.scheme),
            scheme="affine32",
        )

    @classmethod
    def from_datasketch(cls, minhash: MinHash, scheme: Scheme = SCHEME) -> Signature:
        """Return the values of a datasketch object; raise ValueError when it was made under another scheme."""
        if (minhash.scheme, minhash.seed, len(minhash)) != ("affine32", scheme.seed, scheme.permutations):
            raise ValueError(
                f"a MinHash of scheme {minhash.scheme}, seed {minhash.seed}, {len(minhash)} permutations "
                f"is no signature of {scheme.name}"
            )
        return cls(np.asarray(minhash.hashvalues, np.uint32), scheme)

    def estimate(self, other: Signature) -> float:
        """Return the estimated Jaccard of the two texts; raise ValueError when the schemes differ."""
        if self.scheme != other.scheme:
            raise ValueError(f"signatures of {self.scheme.name} and {other.scheme.name} do not compare")
        return float(np.mean(self.values == other.values))


@dataclass(frozen=True, slots=True)
class Sketches:
    """What `sign` makes of n texts, as columns.

    `signatures` is n x permutations (uint32), `shingle_counts` counts each text's shingles, repeats too (int32),
    `sequences` hashes all its shingles in order (int64), and the sampled shingle hashes (uint32) of text i are
    `samples[sample_bounds[i]:sample_bounds[i + 1]]`, each once.
    """

    signatures: NDArray[np.uint32]
    shingle_counts: NDArray[np.int32]
    sequences: NDArray[np.int64]
    samples: NDArray[np.uint32]
    sample_bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.shingle_counts)

    def samples_of(self, index: int) -> NDArray[np.uint32]:
        """Return the sampled shingle hashes of one text."""
        return self.samples[self.sample_bounds[index] : self.sample_bounds[index + 1]]


@dataclass(frozen=True, slots=True)
class ShingleSets:
    """The unique shingle hashes (uint32) of n texts, each where it first occurs.

    Those of text i are `hashes[bounds[i]:bounds[i + 1]]`.
    """

    hashes: NDArray[np.uint32]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many unique shingles each text has."""
        return np.diff(self.bounds)

    def of(self, index: int) -> NDArray[np.uint32]:
        """Return the shingle hashes of one text."""
        return self.hashes[self.bounds[index] : self.bounds[index + 1]]


def sign(
    texts: Sequence[str], scheme: Scheme = SCHEME, *, kernel: str = "numba", threads: int = 1
) -> Sketches:
    """Return the sketches of the texts; `kernel` is `numba` or `datasketch`, and both give the same."""
    if kernel == "datasketch":
        return _sign_with_datasketch(texts, scheme)
    if threads > 1 and len(texts) >= 2 * _TEXTS_PER_THREAD:
        step = max(_TEXTS_PER_THREAD, -(-len(texts) // (4 * threads)))
        parts = [texts[start : start + step] for start in range(0, len(texts), step)]
        with ThreadPoolExecutor(threads) as pool:
            return _concatenated(list(pool.map(lambda part: sign(part, scheme), parts)))
    return sign_bytes(*joined(texts), scheme)


def sign_bytes(source: NDArray[np.uint8], bounds: NDArray[np.int64], scheme: Scheme = SCHEME) -> Sketches:
    """Return the sketches of the UTF-8 texts `source[bounds[i]:bounds[i + 1]]`, by the compiled kernel."""
    return _sketched(source, bounds, scheme, keeps_sets=False)[0]


def sign_bytes_and_keep_sets(
    source: NDArray[np.uint8], bounds: NDArray[np.int64]
) -> tuple[Sketches, ShingleSets]:
    """Return the sketches of the UTF-8 texts and, out of the same pass, their unique shingle hashes."""
    return _sketched(source, bounds, SCHEME, keeps_sets=True)


def sign_and_keep_sets(texts: Sequence[str], *, kernel: str = "numba") -> tuple[Sketches, ShingleSets]:
    """Return the sketches of the texts and their unique shingle hashes."""
    if kernel == "datasketch":
        return sign(texts, kernel=kernel), shingle_sets(texts, kernel=kernel)
    return sign_bytes_and_keep_sets(*joined(texts))


def shingle_sets(texts: Sequence[str], *, kernel: str = "numba") -> ShingleSets:
    """Return the unique shingle hashes of each text, in order of first occurrence, for exact comparison."""
    if kernel == "datasketch":
        sets = [np.array(list(dict.fromkeys(_hashes(text))), np.uint32) for text in texts]
        return ShingleSets(_flat(sets), _bounds_of(sets))
    from pipeline.folding.kernels.characters import folding_table
    from pipeline.folding.kernels.signing import shingle_sets as compiled

    source, bounds = joined(texts)
    hashes, set_bounds, counts = compiled(source, bounds, False, folding_table())  # noqa: FBT003 - compiled code has no keywords
    found = ShingleSets(hashes, set_bounds)
    left = np.flatnonzero(counts < 0)
    if not len(left):
        return found
    again, again_bounds, _ = compiled(*_folded_in_python(source, bounds, left), True, folding_table())  # noqa: FBT003
    return _with_replaced_sets(found, left, ShingleSets(again, again_bounds))


def joined(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the texts as one array of UTF-8 and where each begins and ends in it."""
    return _joined([text.encode("utf-8", "replace") for text in texts])


def _sketched(
    source: NDArray[np.uint8], bounds: NDArray[np.int64], scheme: Scheme, *, keeps_sets: bool
) -> tuple[Sketches, ShingleSets]:
    made, sets = _compiled_sketch(source, bounds, scheme, is_folded=False, keeps_sets=keeps_sets)
    left = np.flatnonzero(made.shingle_counts < 0)
    if not len(left):
        return made, sets
    folded = _folded_in_python(source, bounds, left)
    again, sets_again = _compiled_sketch(*folded, scheme, is_folded=True, keeps_sets=keeps_sets)
    return (
        _with_replaced(made, left, again),
        _with_replaced_sets(sets, left, sets_again) if keeps_sets else sets,
    )


def _sign_with_datasketch(texts: Sequence[str], scheme: Scheme) -> Sketches:
    shingled = [shingles(words(text)) for text in texts]
    minhashes = MinHash.bulk(
        [set(each) for each in shingled],
        num_perm=scheme.permutations,
        seed=scheme.seed,
        hashfunc=hash_shingle,
        scheme="affine32",
    )
    samples = [_sampled({hash_shingle(each) for each in set(many)}, scheme) for many in shingled]
    return Sketches(
        signatures=np.array([each.hashvalues for each in minhashes], np.uint32).reshape(
            len(texts), scheme.permutations
        ),
        shingle_counts=np.array([len(many) for many in shingled], np.int32),
        sequences=np.array([hash_sequence(many) for many in shingled], np.uint64).view(np.int64),
        samples=_flat(samples),
        sample_bounds=_bounds_of(samples),
    )


def _sampled(hashes: set[int], scheme: Scheme) -> NDArray[np.uint32]:
    by_modulus = {value for value in hashes if value % scheme.sample_modulus == 0}
    return np.array(sorted(by_modulus | set(sorted(hashes)[: scheme.sample_smallest])), np.uint32)


def _hashes(text: str) -> list[int]:
    return [hash_shingle(each) for each in dict.fromkeys(shingles(words(text)))]


def _compiled_sketch(
    source: NDArray[np.uint8],
    bounds: NDArray[np.int64],
    scheme: Scheme,
    *,
    is_folded: bool,
    keeps_sets: bool,
) -> tuple[Sketches, ShingleSets]:
    from pipeline.folding.kernels.characters import folding_table
    from pipeline.folding.kernels.minima import PERMUTATIONS
    from pipeline.folding.kernels.signing import sketch

    if scheme.permutations != PERMUTATIONS:
        raise ValueError(f"the compiled kernel makes {PERMUTATIONS} permutations, {scheme.name} has others")
    multipliers, offsets = _permutations(scheme)
    signatures, counts, sequences, samples, sample_bounds, sets, set_bounds = sketch(
        source,
        bounds,
        is_folded,
        keeps_sets,
        folding_table(),
        (multipliers, offsets),
        np.uint32(scheme.sample_modulus - 1),
        scheme.sample_smallest,
    )
    sketches = Sketches(signatures, counts, sequences.view(np.int64), samples, sample_bounds)
    return sketches, ShingleSets(sets, set_bounds)


@cache
def _permutations(scheme: Scheme) -> NDArray[np.uint32]:
    """Return datasketch's own multipliers and offsets, 2 x permutations."""
    permutations: NDArray[np.uint32] = MinHash(
        num_perm=scheme.permutations, seed=scheme.seed, scheme="affine32"
    ).permutations
    return permutations


def _joined(encoded: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    bounds = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=bounds[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), bounds


def _folded_in_python(
    source: NDArray[np.uint8], bounds: NDArray[np.int64], chosen: NDArray[Any]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    return _joined(
        [
            spaced(source[bounds[i] : bounds[i + 1]].tobytes().decode("utf-8", "replace")).encode()
            for i in chosen
        ]
    )


def _with_replaced(made: Sketches, left: NDArray[Any], again: Sketches) -> Sketches:
    """Return the sketches with those at `left` taken from `again`."""
    made.signatures[left], made.shingle_counts[left] = again.signatures, again.shingle_counts
    made.sequences[left] = again.sequences
    samples = [made.samples_of(index) for index in range(len(made))]
    for place, index in enumerate(left):
        samples[index] = again.samples_of(place)
    return Sketches(made.signatures, made.shingle_counts, made.sequences, _flat(samples), _bounds_of(samples))


def _with_replaced_sets(sets: ShingleSets, left: NDArray[Any], again: ShingleSets) -> ShingleSets:
    """Return the sets with those at `left` taken from `again`."""
    each = [sets.of(index) for index in range(len(sets))]
    for place, index in enumerate(left):
        each[index] = again.of(place)
    return ShingleSets(_flat(each), _bounds_of(each))


def _concatenated(parts: Sequence[Sketches]) -> Sketches:
    sizes = [np.diff(part.sample_bounds) for part in parts]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))])
    return Sketches(
        np.concatenate([part.signatures for part in parts]),
        np.concatenate([part.shingle_counts for part in parts]),
        np.concatenate([part.sequences for part in parts]),
        np.concatenate([part.samples for part in parts]),
        bounds,
    )


def _flat(arrays: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint32)


def _bounds_of(arrays: Sequence[NDArray[np.uint32]]) -> NDArray[np.int64]:
    bounds = np.zeros(len(arrays) + 1, np.int64)
    np.cumsum([len(each) for each in arrays], out=bounds[1:])
    return bounds
