"""What every character folds to and what kind it is, as tables for compiled code.

Made from `text`, so that there is one definition of a word; that takes half a second, so `kept_tables` keeps them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.folding.text import SENTENCE_ENDS, is_dropped, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHARACTERS: Final = 0x20000  # the two planes that news is written in
# A word that no folding of one character yields, with the line breaks that keep it apart from its neighbours.
_BREAK: Final = "\nqqq\n"
_LONGEST_FOLD: Final = 8  # bytes one character may fold to here; the rare longer ones are left to Python
Table = tuple[NDArray[np.uint64], NDArray[np.uint8]]
LEFT_TO_PYTHON: Final = 255

# Bits of `character_kinds`.
IN_WORD: Final = 1
ALONE: Final = 2
"""A word of its own, in a script without spaces."""
SEVERAL_WORDS: Final = 4
"""Folds to more than one word, or to one and a space."""
DIGIT: Final = 8
LETTER: Final = 16
CAPITAL: Final = 32
LETTER_OR_NUMBER: Final = 64
ENDS_SENTENCE: Final = 128


@cache
def folding_table() -> Table:
    """Return for each character of both planes its folded bytes as one number and how many they are.

    The length is `LEFT_TO_PYTHON` for characters whose form depends on their neighbours or is too long.
    """
    codes, forms = _forms()
    first_parts = [form[:1] for form in unicodedata.normalize("NFKD", _lines(codes)).split("\n")]
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


@cache
def character_kinds() -> NDArray[np.uint8]:
    """Return for each character of both planes the bits that say what it is in a word and in a sentence."""
    kinds = np.zeros(_CHARACTERS, np.uint8)
    for code, form in zip(*_forms(), strict=True):
        char, parts = chr(code), form.split()
        is_alone = form.startswith(" ") and form.endswith(" ") and bool(parts)
        bits = ALONE if is_alone else IN_WORD if parts or is_dropped(char) else 0
        if len(parts) > 1 or (bits == IN_WORD and " " in form):
            bits |= SEVERAL_WORDS
        if parts and any(map(str.isdigit, form)):
            bits |= DIGIT
        if char.isalnum():
            bits |= LETTER_OR_NUMBER
            if char.isalpha():
                bits |= LETTER | (CAPITAL if char.isupper() or char.istitle() else 0)
        kinds[code] = bits
    kinds[[ord(char) for char in SENTENCE_ENDS]] |= ENDS_SENTENCE
    return kinds


@cache
def _forms() -> tuple[list[int], list[str]]:
    """Return the code points of both planes, but the line break and halves of pairs, and what each folds to."""
    # Normalising all at once, a line each, is ten times as fast as one by one; a line break parts what might compose.
    codes = [code for code in range(_CHARACTERS) if not 0xD800 <= code <= 0xDFFF and chr(code) != "\n"]
    return codes, spaced(_lines(codes).replace("\n", _BREAK)).split(spaced(_BREAK))


def _lines(codes: Iterable[int]) -> str:
    return "\n".join(map(chr, codes))


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
