"""Compiled search for words in texts of ASCII and the usual quotes and dashes, sixty-four bytes at a time.

It finds what `words` finds character by character. What kind of character each is stands as one bit in rows of
64-bit numbers, and of each word a few bits are asked for (9 nanoseconds a word for 24). Nine in ten pages of English
news are such texts.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from __future__ import annotations

from itertools import groupby
from typing import Final

import numpy as np
from numba import njit

from pipeline.folding.kernels.hashes import LANES, hash_words
from pipeline.folding.kernels.signing import write_places
from pipeline.folding.kernels.simd import (
    BYTES_AT_ONCE,
    DOUBLE_LINE,
    filled_mask,
    fold_ascii,
    load_eight,
    range_mask,
    trailing_zeros,
)
from pipeline.folding.shingles import SHINGLE_WORDS
from pipeline.folding.text import SENTENCE_ENDS

PADDING: Final = BYTES_AT_ONCE + LANES + SHINGLE_WORDS
"""How much more than the texts is read, and more than their words is written."""
# What is folded with ASCII: dashes, quotes and dots of three bytes, of which the last tells them apart.
_SIGNS: Final = range(0x2010, 0x2028)
_FIRST_BYTE, _SECOND_BYTE, _THIRD_BYTE = chr(_SIGNS[0]).encode()
_THIRD_BYTES: Final = len(_SIGNS)
_BITS_READ: Final = 56  # from any bit on, of the 64 that begin with its byte
_ALL: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE: Final = np.uint64(1)
_TOP: Final = np.uint64(63)


def _closing_bytes() -> tuple[tuple[int, int], ...]:
    """Return the last bytes of the characters that end sentences as ranges: the first, and how many there are."""
    found = sorted(char.encode()[-1] for char in SENTENCE_ENDS if char.isascii() or ord(char) in _SIGNS)
    runs = [[byte for _, byte in run] for _, run in groupby(enumerate(found), lambda each: each[1] - each[0])]
    return tuple((run[0], len(run)) for run in runs)


_CLOSING_BYTES: Final = _closing_bytes()


@njit(nogil=True)
def room_for(longest):
    """Return working memory for texts of up to so many bytes: folded bytes, four rows of bits, and places of signs."""
    bits = np.zeros((4, longest // BYTES_AT_ONCE + 3), np.uint64)
    signs = np.empty(longest // 3 + BYTES_AT_ONCE, np.int32)
    return np.empty(longest + 2 * BYTES_AT_ONCE, np.uint8), bits[0], bits[1], bits[2], bits[3], signs


@njit(nogil=True)
def locate_in_ascii(source, start, end, room, columns, words, looked_at):
    """Add the words of one text to the columns from `words` on; return how many are there, or -1 for other characters.

    `looked_at` characters behind a word may end its sentence.
    """
    hashes, starts, ends, facts = columns
    ended = _find_words(source, start, end, room, starts, ends, words)
    if ended < 0:
        return -1
    folded, filled, numbers, capitals, closing, signs = room
    hash_words(folded, starts[words:], ends[words:], ended - words, hashes[words:])
    filled, numbers = filled.view(np.uint8), numbers.view(np.uint8)
    capitals, closing = capitals.view(np.uint8), closing.view(np.uint8)
    opens_sentence, passed = True, 0
    for word in range(words, ended):
        first, last = np.int64(starts[word]), np.int64(ends[word])
        while signs[passed] < first:
            passed += 1
        starts[word], ends[word] = first - 2 * passed, last - 2 * passed
        is_number = _bits_from(numbers, last) & _ONE
        is_name = _bits_from(capitals, first) & ~is_number & _ONE & np.uint64(not opens_sentence)
        facts[word] = is_number | is_name << _ONE
        following = _bits_from(closing, last)
        nearest = np.int64(trailing_zeros(following | _bits_from(filled, last)))
        opens_sentence = False
        if nearest < _BITS_READ and following >> np.uint64(nearest) & _ONE:
            characters = 0
            for at in range(start + last, start + last + nearest + 1):
                characters += source[at] & 0xC0 != 0x80
            opens_sentence = characters <= looked_at
    return ended


@njit(nogil=True)
def _find_words(source, start, end, room, starts, ends, words):
    """Write the rows, the folded text, and where in it words start and end; return how many words there are, or -1.

    Bits stand where a word is filled, where one ends that holds a digit, at capitals, and where a sentence may end.
    """
    folded, filled, numbers, capitals, closing, signs = room
    size = end - start
    started, ended, signed = words, words, 0
    carry, digit_carry, first_carry, second_carry = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    blocks = size // BYTES_AT_ONCE + 1
    for block in range(blocks):
        at = block * BYTES_AT_ONCE
        left = size - at
        inside = _ALL if left >= BYTES_AT_ONCE else (_ONE << np.uint64(left)) - _ONE
        # Of each sign the first byte, the second behind it and the third behind that, which may be in the next 64.
        first_bytes = range_mask(source, start + at, _FIRST_BYTE, 1)
        seconds = range_mask(source, start + at, _SECOND_BYTE, 1) & (first_bytes << _ONE | first_carry)
        thirds = range_mask(source, start + at, _THIRD_BYTE, _THIRD_BYTES) & (seconds << _ONE | second_carry)
        thirds &= ~range_mask(source, start + at, DOUBLE_LINE, 1)
        first_carry, second_carry = first_bytes >> _TOP, seconds >> _TOP
        others = fold_ascii(source, start + at, folded, at) & ~(first_bytes | seconds | thirds)
        if others & inside != 0:
            return -1
        mask = filled_mask(folded, at) & inside
        before = mask << _ONE | carry
        carry = mask >> _TOP
        started += write_places(mask & ~before, at, starts, started)
        ended += write_places(before & ~mask, at, ends, ended)
        signed += write_places(first_bytes & inside, at, signs, signed)
        # Added to a run of bits, any bit within it carries to the first place behind it.
        digits = range_mask(source, start + at, ord("0"), 10) & inside
        with_digits = mask + digits
        overflows = with_digits < mask
        with_digits += digit_carry
        digit_carry = np.uint64(overflows or with_digits < digit_carry)
        numbers[block] = with_digits
        filled[block] = mask
        capitals[block] = range_mask(source, start + at, ord("A"), 26)
        ending = np.uint64(0)
        for first, count in _CLOSING_BYTES:
            ending |= range_mask(source, start + at, first, count)
        closing[block] = ending & inside
    filled[blocks] = closing[blocks] = 0
    signs[signed] = np.iinfo(np.int32).max
    return ended


@njit(inline="always")
def _bits_from(row, place):
    """Return the bits of a row from a place on, of which the lowest `_BITS_READ` are right."""
    return load_eight(row, place >> 3) >> np.uint64(place & 7)
