"""Signatures: datasketch's MinHash of the shingles of many texts, with the samples that find contained texts.

A MinHash (Broder, "On the resemblance and containment of documents", 1997) keeps the least of each of 128 permuted
hashes; the share of values that agree estimates the Jaccard similarity of the two sets of shingles. The permutations
are those of datasketch's scheme `affine32`: a hash is mixed by MurmurHash3's finaliser, then multiplied by an odd number
and added to, modulo 2^32. datasketch is the definition: the permutations are taken from its own object, and
`Signature.to_datasketch` gives one back.

Samples are Broder's sketch for containment, the hashes that are 0 modulo m, with the few smallest besides for short
texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.folding.shingles import hash_shingle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasketch import MinHash
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
    "words3-affine32-128-2", permutations=128, seed=1, sample_modulus=16, sample_smallest=8
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash values of one text under a scheme."""

    values: NDArray[np.uint32]
    scheme: Scheme = SCHEME

    def to_datasketch(self) -> MinHash:
        """Return datasketch's own object with these values; it compares, merges and hashes like any other."""
        from datasketch import MinHash  # noqa: PLC0415 - see `permutations_of`

        return MinHash(
            seed=self.scheme.seed,
            hashfunc=hash_shingle,
            hashvalues=self.values,
            permutations=permutations_of(self.scheme),
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
    """The signatures and samples of n texts, as columns.

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


@cache
def permutations_of(scheme: Scheme) -> NDArray[np.uint32]:
    """Return datasketch's own multipliers and offsets, 2 x permutations."""
    from datasketch import MinHash  # noqa: PLC0415 - it loads scipy, which takes longer than most commands

    permutations: NDArray[np.uint32] = MinHash(
        num_perm=scheme.permutations, seed=scheme.seed, scheme="affine32"
    ).permutations
    return permutations


def in_one_row(arrays: Sequence[NDArray[np.uint32]]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the arrays one after the other, and their n + 1 bounds."""
    bounds = np.zeros(len(arrays) + 1, np.int64)
    np.cumsum([len(each) for each in arrays], out=bounds[1:])
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint32), bounds
