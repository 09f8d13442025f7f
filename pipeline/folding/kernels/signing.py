"""The compiled kernel: from UTF-8 bytes to shingles, signature and samples in one pass over each text.

It computes exactly what `text`, `shingles` and datasketch define, on bytes and without the interpreter; it releases
the GIL, so batches scale over threads. What makes it fast, in nanoseconds a word of English news:

- Bytes in, arrays out. No Python object is made for a word, a shingle or a text.
- ASCII is folded 64 bytes at a time in one wide register (.4, where eight at a time took 3.5), and so are the quotes and
  dashes that English news has beside it; any other character is one look-up in a table of two planes, and one store of
  up to eight bytes.
- Separators become spaces, and 64 bytes of text one 64-bit mask, from which the starts of words are written by one
  instruction, and the ends (.5, where eight at a time took 1.5, and one by one 2.0).
- Eight words are hashed at once, and eight shingles (`hashes`: 2.3 for 3.3).
- Minima of 64 permutations at a time stay in registers over all shingles (`minima`). Repeated shingles stay in:
  a minimum does not care.

Characters that mean something only together with their neighbours (combining marks that compose or reorder, conjoining
Hangul) and those beyond the two planes are left to Python: the kernel says -1 for such a text and is given it again in
normal form.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from pipeline.folding.kernels.characters import LEFT_TO_PYTHON
from pipeline.folding.kernels.hashes import LANES, hash_shingles, hash_words
from pipeline.folding.kernels.minima import take_minima
from pipeline.folding.kernels.sets import empty_table, unique
from pipeline.folding.kernels.simd import (
    BYTES_AT_ONCE,
    COMPRESSES,
    NUMBERS_AT_ONCE,
    chosen_mask,
    count_bits,
    filled_mask,
    fold_ascii,
    store_eight,
    trailing_zeros,
    write_places_at_once,
)

COMPILED_WITH: Final = "ce7faadd6410"
"""A digest of the modules whose code is compiled into this one: Numba keeps what it compiled for as long as this file
stays as it is. When one of them changes, a test says what to write here."""
_PADDING: Final = 160  # spaces after a folded text: masks of 64 bytes and the last word's loads stay inside
_PLACES_AT_ONCE: Final = 8
# Hashes are spread evenly, so those below some limit are twice as many as the few smallest that are wanted; in one text
# of a hundred these are too few, and the limit is doubled.
_LOOKED_AT: Final = 2
_MOST: Final = np.uint32(0xFFFFFFFF)


@njit(cache=True, nogil=True)
def _fold(source, start, end, table, out):
    """Write the folded text to `out` and return its length, or -1 where Python must fold it."""
    folded, lengths = table
    at, to = start, 0
    while at < end:
        if at + BYTES_AT_ONCE <= len(source):
            others = fold_ascii(source, at, out, to)
            if others == 0:  # a branch is foreseen; to add a count of bits would be waited for
                at += BYTES_AT_ONCE
                to += BYTES_AT_ONCE
                continue
        else:  # nothing is read beyond the last text
            out[to : to + end - at] = source[at:end]
            others = fold_ascii(out, to, out, to)
        passed = min(np.int64(trailing_zeros(others)), end - at)
        at += passed
        to += passed
        while at < end and source[at] >= 0x80:
            lead = np.int64(source[at])
            if lead < 0xE0:
                code = (lead & 0x1F) << 6 | (np.int64(source[at + 1]) & 0x3F)
                at += 2
            elif lead < 0xF0:
                code = (lead & 0x0F) << 12 | (np.int64(source[at + 1]) & 0x3F) << 6
                code |= np.int64(source[at + 2]) & 0x3F
                at += 3
            else:
                code = (lead & 0x07) << 18 | (np.int64(source[at + 1]) & 0x3F) << 12
                code |= (np.int64(source[at + 2]) & 0x3F) << 6 | (np.int64(source[at + 3]) & 0x3F)
                if code >= len(lengths):
                    return -1
                at += 4
            length = lengths[code]
            if length == LEFT_TO_PYTHON:
                return -1
            store_eight(out, to, folded[code])
            to += np.int64(length)
    return to - (at - end)  # less what the last 64 bytes hold of the next text


@njit(cache=True, nogil=True)
def _find_words(text, length, starts, ends):
    """Write where each word starts and where it ends; return how many words there are."""
    started, ended = 0, 0
    carry = np.uint64(0)
    for at in range(0, length + 1, BYTES_AT_ONCE):
        mask = filled_mask(text, at)
        before = mask << np.uint64(1) | carry
        carry = mask >> np.uint64(63)
        started += write_places(mask & ~before, at, starts, started)
        ended += write_places(before & ~mask, at, ends, ended)
    return ended


@njit(inline="always")
def write_places(mask, at, out, index):
    """Write `at` plus the number of each set bit to the array from `index`, and return how many these are.

    No two set bits are neighbours, and up to 32 places more are written.
    """
    count = np.int64(count_bits(mask))
    if COMPRESSES:
        write_places_at_once(mask, at, out, index)
    else:
        write_places_in_turn(mask, at, out, index, count)
    return count


@njit(cache=True, nogil=True)
def write_places_in_turn(mask, at, out, index, count):
    """Write the places eight at a time, wanted or not, so that few branches depend on how many there are."""
    for batch in range(index, index + count, _PLACES_AT_ONCE):
        for place in range(batch, batch + _PLACES_AT_ONCE):
            out[place] = at + np.int64(trailing_zeros(mask))
            mask &= mask - np.uint64(1)


@njit(cache=True, nogil=True)
def _sample(hashes, count, modulus_mask, least, spare, out):
    """Write the hashes that are 0 under the mask, then the few smallest others; return how many.

    `least` has as many places as there are smallest, `spare` room for all hashes, and `out` for both.
    """
    smallest = len(least)
    limit = _MOST
    if count > _LOOKED_AT * smallest:
        limit = np.uint32(_MOST // np.uint32(count) * np.uint32(_LOOKED_AT * smallest))
    while True:
        written, small = 0, 0
        for at in range(0, count, NUMBERS_AT_ONCE):
            chosen = chosen_mask(hashes, at, modulus_mask, limit)
            if at + NUMBERS_AT_ONCE > count:
                chosen &= (np.uint64(1) << np.uint64(count - at)) - np.uint64(1)
            while chosen != 0:
                value = hashes[at + np.int64(trailing_zeros(chosen))]
                chosen &= chosen - np.uint64(1)
                out[written] = value  # storing always and counting sometimes has no branch to mispredict
                written += value & modulus_mask == 0
                spare[small] = value
                small += value <= limit
        _smallest(spare, small, least)
        if limit == _MOST or least[smallest - 1] <= limit:
            break
        limit = np.uint32(min(np.uint64(limit) * np.uint64(_LOOKED_AT), np.uint64(_MOST)))
    for value in least:
        if value <= _MOST and value & np.uint64(modulus_mask) != 0:
            out[written] = np.uint32(value)
            written += 1
    return written


@njit(cache=True, nogil=True)
def _smallest(hashes, count, least):
    """Write the smallest different hashes to `least` in order; what is left of it is more than any hash."""
    none = np.uint64(1) << np.uint64(32)
    least[:] = none
    for i in range(count):
        falling = np.uint64(hashes[i])
        for place in range(len(least)):  # a minimum and a maximum at each place: no branch to mispredict
            here = least[place]
            least[place] = min(here, falling)
            falling = none if here == falling else max(here, falling)


@njit(cache=True, nogil=True)
def sketch(source, bounds, is_folded, keeps_sets, table, permutations, modulus_mask, smallest):
    """Sketch the texts `source[bounds[i]:bounds[i + 1]]`.

    Returns signatures (n x permutations, uint32), counts of shingles (int32; -1 where Python must fold the text
    first), sequence hashes (uint64), sampled hashes of all texts (uint32) and their bounds (int64), and, if they are
    to be kept, the unique shingle hashes of all texts (uint32) and their bounds.
    """
    total = len(bounds) - 1
    text, starts, ends, words, hashes, mixed, set_table = _room(bounds)
    sums = np.empty(LANES, np.uint64)
    least = np.empty(smallest, np.uint64)
    signatures = np.empty((total, len(permutations[0])), np.uint32)
    counts = np.full(total, np.int32(-1))
    sequences = np.zeros(total, np.uint64)
    samples = np.empty(len(hashes) + (bounds[total] - bounds[0]) // 32 + smallest * total, np.uint32)
    sample_bounds = np.zeros(total + 1, np.int64)
    sets = np.empty(len(hashes) + (bounds[total] - bounds[0]) // 4 if keeps_sets else 0, np.uint32)
    set_bounds = np.zeros(total + 1, np.int64)
    for i in range(total):
        at, set_at = sample_bounds[i], set_bounds[i]
        sample_bounds[i + 1], set_bounds[i + 1] = at, set_at
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, table, text)
        if length < 0:
            continue
        found = _find_words(text, length, starts, ends)
        hash_words(text, starts, ends, found, words)
        count, sequences[i] = hash_shingles(words, found, hashes, mixed, sums)
        counts[i] = count
        take_minima(mixed, count, permutations, signatures[i])
        samples = _with_room(samples, at, count + smallest)
        sampled = _sample(hashes, count, modulus_mask, least, mixed, samples[at:])
        sample_bounds[i + 1] += unique(samples[at:], sampled, set_table, samples[at:])
        if keeps_sets:
            sets = _with_room(sets, set_at, count)
            set_bounds[i + 1] += unique(hashes, count, set_table, sets[set_at:])
    return (
        signatures,
        counts,
        sequences,
        samples[: sample_bounds[total]],
        sample_bounds,
        sets[: set_bounds[total]],
        set_bounds,
    )


@njit(cache=True, nogil=True)
def shingle_sets(source, bounds, is_folded, table):
    """Return the unique shingle hashes of all texts (uint32), their bounds, and -1 for texts left to Python."""
    total = len(bounds) - 1
    text, starts, ends, words, hashes, mixed, set_table = _room(bounds)
    sums = np.empty(LANES, np.uint64)
    sets = np.empty(len(hashes) + (bounds[total] - bounds[0]) // 4, np.uint32)
    set_bounds = np.zeros(total + 1, np.int64)
    counts = np.full(total, np.int32(-1))
    for i in range(total):
        at = set_bounds[i]
        set_bounds[i + 1] = at
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, table, text)
        if length < 0:
            continue
        found = _find_words(text, length, starts, ends)
        hash_words(text, starts, ends, found, words)
        count, _ = hash_shingles(words, found, hashes, mixed, sums)
        sets = _with_room(sets, at, count)
        counts[i] = unique(hashes, count, set_table, sets[at:])
        set_bounds[i + 1] += counts[i]
    return sets[: set_bounds[total]], set_bounds, counts


@njit(cache=True, nogil=True)
def _with_room(array, used, needed):
    """Return the array, or a longer one that begins with it, with so much room behind what is used."""
    if used + needed <= len(array):
        return array
    grown = np.empty(2 * (used + needed), np.uint32)
    grown[:used] = array[:used]
    return grown


@njit(cache=True, nogil=True)
def _room(bounds):
    """Return working memory for the longest text: folded bytes, words by places and hashes, shingles, and a table."""
    longest = 0
    for i in range(len(bounds) - 1):
        longest = max(longest, bounds[i + 1] - bounds[i])
    # The worst growth: a two-byte character that folds to eight bytes, four words.
    words = 2 * longest + _PADDING
    return (
        np.empty(4 * longest + _PADDING, np.uint8),
        np.empty(words, np.int32),
        np.empty(words, np.int32),
        np.empty(words, np.uint64),
        np.empty(words, np.uint32),
        np.empty(words, np.uint32),
        empty_table(words),
    )


@njit(cache=True, nogil=True)
def _prepare(source, start, end, is_folded, table, text):
    """Fold one text into `text`, or copy it if it is folded already, and pad it with spaces; return its length."""
    if is_folded:
        length = end - start
        text[:length] = source[start:end]
    else:
        length = _fold(source, start, end, table, text)
    if length >= 0:
        text[length : length + _PADDING] = 32
    return length
