"""What folding asks of the code that must be fast, as a protocol with two implementations that find the same.

`kernels.compiled` answers in compiled code, `kernels.plain` in Python and datasketch, which are the definition and are
many times slower. `NEWSFOLD_KERNEL` chooses one when the runtime is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.located import Words
    from pipeline.folding.signatures import ShingleSets, Sketches
    from pipeline.folding.verify import Measures


class Kernel(Protocol):
    """Signs, measures and aligns many texts at once."""

    def sign(self, texts: Sequence[str], /) -> Sketches:
        """Return the sketches of the texts."""
        ...

    def sign_and_keep_sets(self, texts: Sequence[str], /) -> tuple[Sketches, ShingleSets]:
        """Return the sketches of the texts and their unique shingle hashes."""
        ...

    def shingle_sets(self, texts: Sequence[str], /) -> ShingleSets:
        """Return the unique shingle hashes of each text, in order of first occurrence, for exact comparison."""
        ...

    def measure(self, sets: ShingleSets, left: NDArray[np.int64], right: NDArray[np.int64], /) -> Measures:
        """Return the exact measures of the pairs `(left[i], right[i])` of indexes into the sets."""
        ...

    def locate(self, texts: Sequence[str], /) -> list[Words]:
        """Return the words of each text, each with its place in the original."""
        ...

    def align(
        self, words: Sequence[Words], left: Sequence[int], right: Sequence[int], /
    ) -> Iterator[Alignment]:
        """Align texts whose words are known in pairs: `left[i]` and `right[i]` are numbers of texts."""
        ...


_LITTLE: Final = (
    "The ferry to the island was late again on Monday.",
    "The ferry was late again, said the café.",
)


def warm_up(kernel: Kernel) -> None:
    """Put each part of the kernel to work on two lines, before a lock is held that others wait for.

    In a new installation it is compiled first, which takes a minute or more, beside other work and for a few texts, too.
    """
    _, sets = kernel.sign_and_keep_sets(_LITTLE)
    kernel.shingle_sets(_LITTLE)
    kernel.measure(sets, np.array([0]), np.array([1]))
    list(kernel.align(kernel.locate(_LITTLE), [0], [1]))
