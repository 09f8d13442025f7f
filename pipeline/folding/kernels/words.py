"""Compiled search for words: where each stands in the text, what it folds to, and whether it looks like a fact.

One pass over the characters of each text, by the tables of `characters`; it finds what `text.located_words` finds.
Texts that hold a character which means something only beside its neighbours are left to Python.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that. A
# function for each case would hand a dozen numbers to and fro.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0915, PLR0917

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from pipeline.folding.kernels.ascii_words import PADDING, locate_in_ascii, room_for
from pipeline.folding.kernels.characters import (
    ALONE,
    CAPITAL,
    DIGIT,
    ENDS_SENTENCE,
    IN_WORD,
    LEFT_TO_PYTHON,
    LETTER,
    LETTER_OR_NUMBER,
    SEVERAL_WORDS,
)
from pipeline.folding.kernels.hashes import hash_word_at
from pipeline.folding.kernels.simd import store_eight

COMPILED_WITH: Final = "09976de9f8ab"
"""A digest of the modules whose code is compiled into this one: Numba keeps what it compiled for as long as this file
stays as it is. When one of them changes, a test says what to write here."""
_LOOKED_AT: Final = 4  # characters after a word that may end its sentence, as in `text`
_SPACE: Final = 32


@njit(cache=True, nogil=True)
def locate_words(source, bounds, table, kinds):
    """Return the words of the texts `source[bounds[i]:bounds[i + 1]]`, one after the other; `PADDING` bytes follow them.

    Columns: hashes (uint64), first and last character (int32), 1 for numbers and 2 for names (uint8), and where the
    words of each text end (int64; -1 for texts left to Python, which have none here). Words of other texts than ASCII
    are spelled in the bytes that follow (uint8), at their edges (int64, two a word); those of text i end at the last
    column.
    """
    total = len(bounds) - 1
    size = bounds[total]
    room = size // 2 + total + PADDING
    hashes, facts = np.empty(room, np.uint64), np.empty(room, np.uint8)
    starts, ends = np.empty(room, np.int32), np.empty(room, np.int32)
    # The worst growth: a two-byte character that folds to eight bytes, one of two a word.
    folded, edges = np.empty(4 * size + PADDING, np.uint8), np.empty(2 * room, np.int64)
    word_bounds, byte_bounds = np.empty(total, np.int64), np.empty(total, np.int64)
    byte_kinds = kinds[:256].copy()
    byte_kinds[0x80:] = 0  # part of a character
    at_once = room_for(max(np.diff(bounds)) if total else 0)
    words, used = 0, 0
    for i in range(total):
        start, end = bounds[i], bounds[i + 1]
        columns = (hashes, starts, ends, facts)
        found, to = locate_in_ascii(source, start, end, at_once, columns, words, _LOOKED_AT), used
        if found < 0:
            spelled = (folded, edges, starts, ends, facts)
            found, to = _locate(source, start, end, table, kinds, byte_kinds, spelled, words, used)
            for word in range(words, found):
                hashes[word] = hash_word_at(folded, edges[2 * word], edges[2 * word + 1] - edges[2 * word])
        if found >= 0:
            words, used = found, to
        word_bounds[i], byte_bounds[i] = found, used
    columns = (hashes[:words], starts[:words], ends[:words], facts[:words])
    return columns, word_bounds, folded[:used], edges[: 2 * words], byte_bounds


@njit(inline="always")
def _decode(source, at):
    """Return the character at a place of well-formed UTF-8 and how many bytes it has."""
    lead = np.int64(source[at])
    if lead < 0x80:
        return lead, 1
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | (np.int64(source[at + 1]) & 0x3F), 2
    code = (np.int64(source[at + 1]) & 0x3F) << 6 | (np.int64(source[at + 2]) & 0x3F)
    if lead < 0xF0:
        return (lead & 0x0F) << 12 | code, 3
    return (lead & 0x07) << 18 | code << 6 | (np.int64(source[at + 3]) & 0x3F), 4


@njit(cache=True, nogil=True)
def _locate(source, start, end, table, kinds, byte_kinds, columns, words, to):
    """Add the words of one text to the columns; return how many words and bytes are there then, or -1."""
    folded_as, lengths = table
    folded = columns[0]
    at, place = start, 0
    seen, has_letter, run_start, word_from = 0, False, 0, to
    is_open, opens_sentence = False, True
    while True:
        bits, code, width = 0, 0, 0
        if at < end:
            code, width = _decode(source, at)
            if code >= len(lengths) or lengths[code] == LEFT_TO_PYTHON:
                return -1, to
            bits = kinds[code]
        if is_open and not bits & IN_WORD:
            is_open = False
            if to > word_from:
                opens_sentence = _close(
                    source,
                    at,
                    end,
                    kinds,
                    columns,
                    words,
                    run_start,
                    place,
                    word_from,
                    to,
                    seen,
                    opens_sentence,
                )
                words += 1
        if at >= end:
            break
        if bits & (ALONE | SEVERAL_WORDS):
            form = folded_as[code]
            after, past = at, place  # the end of a word that is closed here, in bytes and characters
            for _ in range(lengths[code]):
                byte = np.uint8(form & np.uint64(0xFF))
                form >>= np.uint64(8)
                if byte != _SPACE:
                    if not is_open:
                        is_open, run_start, word_from, seen, has_letter = True, place, to, 0, False
                    folded[to] = byte
                    to += 1
                    after, past = at + width, place + 1
                    seen |= bits & DIGIT if bits & ALONE else byte_kinds[byte] & DIGIT
                    if not has_letter and bits & LETTER:
                        has_letter = True
                        seen |= bits & CAPITAL
                elif is_open:
                    is_open = False
                    if to > word_from:
                        opens_sentence = _close(
                            source,
                            after,
                            end,
                            kinds,
                            columns,
                            words,
                            run_start,
                            past,
                            word_from,
                            to,
                            seen,
                            opens_sentence,
                        )
                        words += 1
        elif bits & IN_WORD:
            if not is_open:
                is_open, run_start, word_from, seen, has_letter = True, place, to, 0, False
            store_eight(folded, to, folded_as[code])
            to += np.int64(lengths[code])
            seen |= bits & DIGIT
            if not has_letter and bits & LETTER:
                has_letter = True
                seen |= bits & CAPITAL
            # The rest of most words is ASCII: a byte is a character, and no capital is looked for any more.
            following = at + width
            while has_letter and following < end and byte_kinds[source[following]] & IN_WORD:
                folded[to] = folded_as[source[following]]
                seen |= byte_kinds[source[following]] & DIGIT
                to += 1
                following += 1
            place += following - at - width
            at = following - width
        at += width
        place += 1
    return words, to


@njit(inline="always")
def _close(source, at, end, kinds, columns, words, run_start, run_end, word_from, to, seen, opens_sentence):
    """Write one word to the columns and return whether the next one opens a sentence."""
    _, edges, starts, ends, facts = columns
    edges[2 * words], edges[2 * words + 1] = word_from, to
    starts[words], ends[words] = run_start, run_end
    is_number = seen & DIGIT != 0
    is_name = not is_number and not opens_sentence and seen & CAPITAL != 0
    facts[words] = (1 if is_number else 0) | (2 if is_name else 0)
    for _ in range(_LOOKED_AT):
        if at >= end:
            return False
        code, width = _decode(source, at)
        if code >= len(kinds):
            return False  # the text is left to Python anyway
        if kinds[code] & ENDS_SENTENCE:
            return True
        if kinds[code] & LETTER_OR_NUMBER:
            return False
        at += width
    return False
