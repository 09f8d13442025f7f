"""The compiled kernel: from UTF-8 bytes to shingles, signature and samples in one pass over each text.

It computes exactly what `text`, `shingles` and datasketch define, on bytes and without the interpreter; it releases
the GIL, so batches scale over threads. What makes it fast:

- Bytes in, arrays out. No Python object is made for a word, a shingle or a text.
- ASCII is folded eight bytes at a time by arithmetic on one 64-bit number; any other character is one look-up in a
  table of two planes, and one store of up to eight bytes.
- Separators become spaces, and 64 bytes of text one 64-bit mask, whose edges are the starts and ends of words: no
  branch for each byte, and no word waits for the one before it.
- A word of up to sixteen bytes is two masked loads and two multiplications.
- Minima of 64 permutations at a time, in four vectors of sixteen: everything stays in registers over all shingles. It
  runs at the speed of the processor's 32-bit multiplier, which is the floor. Repeated shingles stay in: a minimum does
  not care.

Characters that mean something only together with their neighbours (combining marks that compose or reorder, conjoining
Hangul) and those beyond the two planes are left to Python: the kernel says -1 for such a text and is given it again in
normal form.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ARG001, PLC0415, PLR0917

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from pipeline.folding.characters import LEFT_TO_PYTHON
from pipeline.folding.minima_kernel import minima
from pipeline.folding.shingles import LANE_FACTOR, MIX_FACTOR, PLACE_FACTORS, SHINGLE_WORDS, WORD_SEED

_PADDING: Final = 160  # spaces after a folded text: masks of 64 bytes and the last word's loads stay inside
_SPACES: Final = np.uint64(0x2020202020202020)
_LOW_BITS: Final = np.uint64(0x0101010101010101)
_HIGH_BITS: Final = np.uint64(0x8080808080808080)
_SEED: Final = np.uint64(WORD_SEED)
_LANE: Final = np.uint64(LANE_FACTOR)
_FIRST, _SECOND, _THIRD = (np.uint64(factor) for factor in PLACE_FACTORS)
_MIX: Final = np.uint64(MIX_FACTOR)
_THREE: Final = SHINGLE_WORDS


@intrinsic
def _load_eight(_context: Any, array: Any, index: Any) -> Any:
    """Read eight bytes of a byte array at any offset as one little-endian number."""
    signature = types.uint64(array, index)

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(made.data, [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return signature, code


@intrinsic
def store_eight(_context: Any, array: Any, index: Any, value: Any) -> Any:
    """Write one number as eight little-endian bytes at any offset of a byte array."""
    signature = types.void(array, index, types.uint64)

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(made.data, [arguments[1]])
        builder.store(arguments[2], builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)
        return context.get_dummy_value()

    return signature, code


@intrinsic
def _trailing_zeros(_context: Any, value: Any) -> Any:
    """Count the zero bits below the lowest set bit of a number that is not zero."""
    signature = types.uint64(types.uint64)

    def code(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return signature, code


@njit(cache=True, nogil=True)
def _folded_eight(lane):
    """Return eight ASCII bytes with letters small, digits kept and all else a space.

    Each comparison adds what carries into a byte's high bit exactly when the byte is large enough.
    """
    small = lane | _SPACES
    letters = (small + (_HIGH_BITS - _LOW_BITS * np.uint64(0x61))) & ~(
        small + (_HIGH_BITS - _LOW_BITS * np.uint64(0x7B))
    )
    digits = (lane + (_HIGH_BITS - _LOW_BITS * np.uint64(0x30))) & ~(
        lane + (_HIGH_BITS - _LOW_BITS * np.uint64(0x3A))
    )
    # Two characters of the ASCII range are letters only with the bit 0x20 taken away: none, so `small` decides.
    kept = (((letters | digits) & _HIGH_BITS) >> np.uint64(7)) * np.uint64(0xFF)
    return (small & kept) | (_SPACES & ~kept)


@njit(cache=True, nogil=True)
def _fold(source, start, end, table, out):
    """Write the folded text to `out` and return its length, or -1 where Python must fold it."""
    folded, lengths = table
    at, to = start, 0
    while at < end:
        if at + 8 <= end:
            lane = _load_eight(source, at)
            high = lane & _HIGH_BITS
            store_eight(out, to, _folded_eight(lane & ~_HIGH_BITS))
            if high == 0:
                at += 8
                to += 8
                continue
            ascii_before = np.int64(_trailing_zeros(high) >> np.uint64(3))
            at += ascii_before
            to += ascii_before
        lead = np.int64(source[at])
        if lead < 0x80:
            code = lead
            at += 1
        elif lead < 0xE0:
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
    return to


@njit(cache=True, nogil=True)
def _word_mask(text, at):
    """Return a bit for each of 64 bytes from `at` that is not a space."""
    mask = np.uint64(0)
    for part in range(8):
        lane = _load_eight(text, at + 8 * part) ^ _SPACES
        filled = (((lane & ~_HIGH_BITS) + ~_HIGH_BITS) | lane) & _HIGH_BITS
        bits = ((filled >> np.uint64(7)) * np.uint64(0x0102040810204080)) >> np.uint64(56)
        mask |= bits << np.uint64(8 * part)
    return mask


@njit(cache=True, nogil=True)
def _find_words(text, length, edges):
    """Write where each word starts and where it ends, in turn, to `edges`; return how many words there are."""
    found = 0
    carry = np.uint64(0)
    for at in range(0, length + 1, 64):
        mask = _word_mask(text, at)
        changes = mask ^ (mask << np.uint64(1) | carry)
        carry = mask >> np.uint64(63)
        while changes != 0:
            edges[found] = at + np.int64(_trailing_zeros(changes))
            found += 1
            changes &= changes - np.uint64(1)
    return found >> 1


@njit(cache=True, nogil=True)
def _low_bytes(lane, count):
    """Return the first `count` bytes of eight; 0 and fewer leave nothing, 8 and more leave all."""
    count = min(max(count, 0), 8)
    # Shifting twice keeps each shift below 64.
    half = np.uint64(4 * (8 - count))
    return lane & (np.uint64(0xFFFFFFFFFFFFFFFF) >> half >> half)


@njit(cache=True, nogil=True)
def hash_words_at(text, edges, count, out):
    """Write the hash of each word of a folded text to `out`."""
    for i in range(count):
        at = np.int64(edges[2 * i])
        size = np.int64(edges[2 * i + 1]) - at
        value = _SEED
        while True:
            low = _low_bytes(_load_eight(text, at), size)
            high = _low_bytes(_load_eight(text, at + 8), size - 8)
            value = (value ^ low) * _LANE + high * _FIRST
            value ^= value >> np.uint64(32)
            if size <= 16:
                break
            at += 16
            size -= 16
        out[i] = value


@njit(cache=True, nogil=True)
def _hash_shingles(words, count, out):
    """Write the 32-bit hash of each shingle to `out`; return how many there are and the hash of their sequence."""
    total = max(count - _THREE + 1, min(count, 1))
    sequence = np.uint64(0)
    for i in range(total):
        mixed = words[i] * _FIRST
        if count >= 2:
            mixed += words[i + 1] * _SECOND
        if count >= 3:
            mixed += words[i + 2] * _THIRD
        mixed ^= mixed >> np.uint64(32)
        mixed *= _MIX
        sequence += mixed * np.uint64(2 * i + 1)
        out[i] = np.uint32(mixed >> np.uint64(32))
    return total, sequence


@njit(cache=True, nogil=True)
def _sample(hashes, count, modulus_mask, smallest, least, out):
    """Write the hashes that are 0 under the mask, then the few smallest others; return how many.

    `least` is room for the smallest few; `out` must have room for all and these.
    """
    written = 0
    for i in range(count):  # storing always and counting sometimes has no branch to mispredict
        out[written] = hashes[i]
        written += hashes[i] & modulus_mask == 0
    least[:] = np.uint64(0xFFFFFFFFFFFFFFFF)
    for i in range(count):
        value = np.uint64(hashes[i])
        if value < least[smallest - 1]:
            place = smallest - 1
            while place > 0 and least[place - 1] > value:
                least[place] = least[place - 1]
                place -= 1
            if place == 0 or least[place - 1] != value:
                least[place] = value
            else:  # seen before: close the gap again
                while place < smallest - 1:
                    least[place] = least[place + 1]
                    place += 1
                least[smallest - 1] = np.uint64(0xFFFFFFFFFFFFFFFF)
    for i in range(smallest):
        if least[i] <= np.uint64(0xFFFFFFFF) and least[i] & np.uint64(modulus_mask) != 0:
            out[written] = np.uint32(least[i])
            written += 1
    return written


@njit(cache=True, nogil=True)
def sketch(source, bounds, is_folded, table, permutations, modulus_mask, smallest):
    """Sketch the texts `source[bounds[i]:bounds[i + 1]]`.

    Returns signatures (n x permutations, uint32), counts of shingles (int32; -1 where Python must fold the text
    first), sequence hashes (uint64), sampled hashes of all texts (uint32) and their bounds (int64).
    """
    multipliers, offsets = permutations
    total = len(bounds) - 1
    text, edges, words, hashes, mixed = _room(bounds)
    least = np.empty(smallest, np.uint64)
    signatures = np.empty((total, len(multipliers)), np.uint32)
    counts = np.full(total, np.int32(-1))
    sequences = np.zeros(total, np.uint64)
    samples = np.empty(len(hashes) + (bounds[total] - bounds[0]) // 32 + smallest * total, np.uint32)
    sample_bounds = np.zeros(total + 1, np.int64)
    for i in range(total):
        at = sample_bounds[i]
        sample_bounds[i + 1] = at
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, table, text)
        if length < 0:
            continue
        count = _find_words(text, length, edges)
        hash_words_at(text, edges, count, words)
        counts[i], sequences[i] = _hash_shingles(words, count, hashes)
        minima(hashes, counts[i], multipliers, offsets, mixed, signatures[i])
        needed = at + counts[i] + smallest + 1
        if needed > len(samples):
            grown = np.empty(2 * needed, np.uint32)
            grown[:at] = samples[:at]
            samples = grown
        sample_bounds[i + 1] += _sample(hashes, counts[i], modulus_mask, smallest, least, samples[at:])
    return signatures, counts, sequences, samples[: sample_bounds[total]], sample_bounds


@njit(cache=True, nogil=True)
def _room(bounds):
    """Return working memory for the longest text: folded bytes, edges of words, their hashes, two of shingles."""
    longest = 0
    for i in range(len(bounds) - 1):
        longest = max(longest, bounds[i + 1] - bounds[i])
    # The worst growth: a two-byte character that folds to eight bytes, four words.
    words = 2 * longest + _PADDING
    return (
        np.empty(4 * longest + _PADDING, np.uint8),
        np.empty(2 * words, np.int32),
        np.empty(words, np.uint64),
        np.empty(words, np.uint32),
        np.empty(words, np.uint32),
    )


@njit(cache=True, nogil=True)
def shingle_sets(source, bounds, is_folded, table):
    """Return the sorted unique shingle hashes of all texts (uint32), their bounds, and -1 for texts left to Python."""
    total = len(bounds) - 1
    text, edges, words, hashes, spare = _room(bounds)
    kept = np.empty((bounds[total] - bounds[0]) // 4 + len(hashes), np.uint32)
    kept_bounds = np.zeros(total + 1, np.int64)
    counts = np.full(total, np.int32(-1))
    for i in range(total):
        at = kept_bounds[i]
        kept_bounds[i + 1] = at
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, table, text)
        if length < 0:
            continue
        count = _find_words(text, length, edges)
        hash_words_at(text, edges, count, words)
        count, _ = _hash_shingles(words, count, hashes)
        if at + count > len(kept):
            grown = np.empty(2 * (at + count), np.uint32)
            grown[:at] = kept[:at]
            kept = grown
        counts[i] = _sorted_unique(hashes, count, spare, kept[at:])
        kept_bounds[i + 1] += counts[i]
    return kept[: kept_bounds[total]], kept_bounds, counts


@njit(cache=True, nogil=True)
def _sorted_unique(hashes, count, spare, out):
    """Write the hashes to `out`, sorted and each once, and return how many: a radix sort, eleven bits at a time."""
    places = np.zeros((3, 2048), np.int32)
    for i in range(count):
        value = hashes[i]
        places[0, value & np.uint32(2047)] += 1
        places[1, (value >> np.uint32(11)) & np.uint32(2047)] += 1
        places[2, value >> np.uint32(22)] += 1
    for turn in range(3):
        total = 0
        for digit in range(2048):
            here = places[turn, digit]
            places[turn, digit] = total
            total += here
    for turn in range(3):
        shift = np.uint32(11 * turn)
        for i in range(count):
            value = hashes[i]
            digit = (value >> shift) & np.uint32(2047)
            spare[places[turn, digit]] = value
            places[turn, digit] += 1
        hashes[:count] = spare[:count]
    kept = 0
    for i in range(count):
        if i == 0 or hashes[i] != hashes[i - 1]:
            out[kept] = hashes[i]
            kept += 1
    return kept


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
