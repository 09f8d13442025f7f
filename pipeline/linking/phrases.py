"""How much of two texts is the same words in the same order: sampled phrases of three words.

Reports written independently share next to none (quotes, names of offices). Two stories that share a third of them and
were not folded were filled into one form by one writer, or one repeats a part of the other.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_READ_WORDS: Final = 400
"""Words that are read: a form is short, and what follows in a long report is background."""
_SAMPLED: Final = 4
"""One phrase in four is kept, by its hash, so the same ones of every text."""
_FEWEST: Final = 4
"""Sampled phrases that make a share tell anything: those of some twenty words."""


def phrases(words: Sequence[str]) -> frozenset[int]:
    """Return the hashes of the sampled phrases of a text, which is given as its words."""
    read = words[:_READ_WORDS]
    hashes = (
        zlib.crc32(f"{one} {two} {three}".encode("utf-8", "surrogatepass"))
        for one, two, three in zip(read, read[1:], read[2:], strict=False)
    )
    return frozenset(each for each in hashes if each % _SAMPLED == 0)


def shared(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the share of the phrases of the shorter text that the other has, from 0 to 1."""
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer >= _FEWEST else 0.0
