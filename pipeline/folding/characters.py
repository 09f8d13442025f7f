"""What every character folds to, as a table for the compiled kernel.

Made from `text.spaced`, so that there is one definition of a word; built once a process, in half a second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.folding.text import spaced

_CHARACTERS: Final = 0x20000  # the two planes that news is written in
# A word that no folding of one character yields, with the line breaks that keep it apart from its neighbours.
_BREAK: Final = "\nqqq\n"
_LONGEST_FOLD: Final = 8  # bytes one character may fold to here; the rare longer ones are left to Python
Table = tuple[NDArray[np.uint64], NDArray[np.uint8]]
LEFT_TO_PYTHON: Final = 255


@cache
def folding_table() -> Table:
    """Return for each character of both planes its folded bytes as one number and how many they are.

    The length is `LEFT_TO_PYTHON` for characters whose form depends on their neighbours or is too long.
    """
    # Normalising all at once, a line each, is ten times as fast as one by one; a line break parts what might compose.
    codes = [code for code in range(_CHARACTERS) if not 0xD800 <= code <= 0xDFFF and chr(code) != "\n"]
    lines = "\n".join(map(chr, codes))
    forms = spaced(lines.replace("\n", _BREAK)).split(spaced(_BREAK))
    first_parts = [form[:1] for form in unicodedata.normalize("NFKD", lines).split("\n")]
    in_context = _characters_in_context(codes)
    folded = np.zeros(_CHARACTERS, np.uint64)
    lengths = np.full(_CHARACTERS, LEFT_TO_PYTHON, np.uint8)
    lengths[ord("\n")], folded[ord("\n")] = 1, ord(" ")
    for code, form, first in zip(codes, forms, first_parts, strict=True):
        encoded = form.encode()
        if first not in in_context and chr(code) not in in_context and len(encoded) <= _LONGEST_FOLD:
            folded[code] = int.from_bytes(encoded, "little")
            lengths[code] = len(encoded)
    return folded, lengths


def _characters_in_context(codes: Iterable[int]) -> frozenset[str]:
    """Return the characters whose normal form depends on what stands before them."""
    found = {chr(code) for code in codes if unicodedata.combining(chr(code))}
    # Conjoining Hangul composes by arithmetic; everything else that composes is the second of a canonical pair.
    for first, last in ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF)):
        found |= {chr(code) for code in range(first, last + 1)}
    for code in codes:
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)
