"""The kernel without Numba: datasketch and Python. What it finds is what the compiled one must find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash

from pipeline.folding.alignment import Alignment
from pipeline.folding.kernels.plain_passages import align_words
from pipeline.folding.located import Words, located_in_python, without_dateline_facts
from pipeline.folding.shingles import hash_sequence, hash_shingle, shingles
from pipeline.folding.signatures import SCHEME, ShingleSets, Sketches, in_one_row
from pipeline.folding.text import words
from pipeline.folding.verify import Measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


class PlainKernel:
    """Signs with datasketch itself; all else is plain Python on one text or pair after the other."""

    def sign(self, texts: Sequence[str], /) -> Sketches:
        """Return the sketches of the texts."""
        shingled = [shingles(words(text)) for text in texts]
        minhashes = MinHash.bulk(
            [set(each) for each in shingled],
            num_perm=SCHEME.permutations,
            seed=SCHEME.seed,
            hashfunc=hash_shingle,
            scheme="affine32",
        )
        return Sketches(
            np.array([each.hashvalues for each in minhashes], np.uint32).reshape(
                len(texts), SCHEME.permutations
            ),
            np.array([len(each) for each in shingled], np.int32),
            np.array([hash_sequence(each) for each in shingled], np.uint64).view(np.int64),
            *in_one_row([_samples(set(map(hash_shingle, set(each)))) for each in shingled]),
        )

    def sign_and_keep_sets(self, texts: Sequence[str], /) -> tuple[Sketches, ShingleSets]:
        """Return the sketches of the texts and their unique shingle hashes."""
        return self.sign(texts), self.shingle_sets(texts)

    def shingle_sets(self, texts: Sequence[str], /) -> ShingleSets:
        """Return the unique shingle hashes of each text, in order of first occurrence."""
        hashes = ([hash_shingle(each) for each in dict.fromkeys(shingles(words(text)))] for text in texts)
        return ShingleSets(*in_one_row([np.array(list(dict.fromkeys(each)), np.uint32) for each in hashes]))

    def measure(self, sets: ShingleSets, left: NDArray[np.int64], right: NDArray[np.int64], /) -> Measures:
        """Return the exact measures of the pairs `(left[i], right[i])` of indexes into the sets."""
        shared = [
            len(np.intersect1d(sets.of(one), sets.of(other), assume_unique=True))
            for one, other in zip(left, right, strict=True)
        ]
        return Measures.of(sets, left, right, np.array(shared, np.int32))

    def locate(self, texts: Sequence[str], /) -> list[Words]:
        """Return the words of each text, each with its place in the original."""
        return [without_dateline_facts(located_in_python(text)) for text in texts]

    def align(
        self, words: Sequence[Words], left: Sequence[int], right: Sequence[int], /
    ) -> Iterator[Alignment]:
        """Align texts whose words are known in pairs: `left[i]` and `right[i]` are numbers of texts."""
        for one, other in zip(left, right, strict=True):
            yield Alignment.of_columns(words[one], words[other], align_words(words[one], words[other]))


def _samples(hashes: set[int]) -> NDArray[np.uint32]:
    by_modulus = {value for value in hashes if value % SCHEME.sample_modulus == 0}
    return np.array(sorted(by_modulus | set(sorted(hashes)[: SCHEME.sample_smallest])), np.uint32)
