"""The compiled kernel: from UTF-8 bytes to shingles, signature and samples in one pass over each text.

It computes exactly what `text`, `shingles` and datasketch define, on bytes and without the interpreter; it releases
the GIL, so batches scale over threads. What makes it fast:

- Bytes in, arrays out. No Python object is made for a word, a shingle or a text.
- Folding ASCII 32 bytes at a time in a loop the compiler turns into vector code; other characters go through a table
  of the whole Basic Multilingual Plane, one look-up each.
- Separators become spaces, so a word's end is found by the zero-byte trick on eight bytes at once, and the same eight
  bytes are the lane to hash.
- Minima of four permutations at a time over an array of shingles: everything stays in registers, and the loop
  vectorises over shingles. Repeated shingles are dropped first (a minimum does not care, the work does).

Characters that mean something only together with their neighbours (combining marks that compose or reorder, conjoining
Hangul) and those beyond the plane are left to Python: the kernel says -1 for such a text and is given it again in
normal form.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Final

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from pipeline.folding.shingles import LANE_FACTOR, MIX_FACTOR, PLACE_FACTORS, SHINGLE_WORDS, WORD_SEED
from pipeline.folding.text import spaced

_PLANE: Final = 0x10000
_PADDING: Final = 64  # spaces after a folded text, so that eight-byte loads and 32-byte stores stay inside
_LONGEST_FOLD: Final = 8  # bytes one character may fold to here; the rare longer ones are left to Python
_SPACES: Final = np.uint64(0x2020202020202020)
_LOW_BITS: Final = np.uint64(0x0101010101010101)
_HIGH_BITS: Final = np.uint64(0x8080808080808080)
_SEED: Final = np.uint64(WORD_SEED)
_LANE: Final = np.uint64(LANE_FACTOR)
_FIRST, _SECOND, _THIRD = (np.uint64(factor) for factor in PLACE_FACTORS)
_MIX: Final = np.uint64(MIX_FACTOR)
_THREE: Final = SHINGLE_WORDS

Table = tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_]]


@cache
def folding_table() -> Table:
    """Return for each character of the plane where its folded bytes start and which characters Python must fold."""
    starts = np.zeros(_PLANE + 1, np.int32)
    needs_python = np.zeros(_PLANE, np.bool_)
    folded = bytearray()
    in_context = _characters_in_context()
    for code in range(_PLANE):
        char = chr(code)
        if code in in_context or unicodedata.normalize("NFKD", char)[0] in in_context:
            needs_python[code] = True
        elif not 0xD800 <= code <= 0xDFFF:  # lone surrogates cannot be written in UTF-8
            form = spaced(char).encode()
            needs_python[code] = len(form) > _LONGEST_FOLD
            folded += form if len(form) <= _LONGEST_FOLD else b""
        starts[code + 1] = len(folded)
    return starts, np.frombuffer(bytes(folded), np.uint8), needs_python


def _characters_in_context() -> set[int | str]:
    """Return the characters whose normal form depends on what stands before them, as numbers and as strings."""
    codes = {code for code in range(_PLANE) if unicodedata.combining(chr(code))}
    codes |= set(range(0x1100, 0x1200)) | set(range(0xA960, 0xA980)) | set(range(0xD7B0, 0xD800))
    for code in range(_PLANE):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            codes.add(int(parts[1], 16))
    return codes | {chr(code) for code in codes}


@intrinsic  # type: ignore[untyped-decorator]
def _load_eight(_context: Any, array: Any, index: Any) -> Any:
    """Read eight bytes of a byte array at any offset as one little-endian number."""
    signature = types.uint64(array, index)

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(made.data, [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return signature, code


@intrinsic  # type: ignore[untyped-decorator]
def _trailing_zeros(_context: Any, value: Any) -> Any:
    """Count the zero bits below the lowest set bit of a number that is not zero."""
    signature = types.uint64(types.uint64)

    def code(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return signature, code


@njit(cache=True, nogil=True)
def _fold(source, start, end, starts, folded, needs_python, out):  # type: ignore[no-untyped-def]
    """Write the folded text to `out` and return its length, or -1 where Python must fold it."""
    at, to = start, 0
    while at < end:
        if at + 32 <= end:
            seen = np.uint8(0)
            for i in range(32):
                seen |= source[at + i]
            if seen < 128:
                for i in range(32):
                    byte = source[at + i]
                    low = byte | np.uint8(32)
                    is_letter = np.uint8(low - np.uint8(97)) < 26
                    is_digit = np.uint8(byte - np.uint8(48)) < 10
                    out[to + i] = low if is_letter else (byte if is_digit else np.uint8(32))
                at += 32
                to += 32
                continue
        stop = min(at + 32, end)
        while at < stop:
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
                return -1
            if needs_python[code]:
                return -1
            for i in range(starts[code], starts[code + 1]):
                out[to] = folded[i]
                to += 1
    return to


@njit(cache=True, nogil=True)
def _hash_words(text, length, out):  # type: ignore[no-untyped-def]
    """Write the hash of each word of a folded text, followed by spaces, to `out` and return how many there are."""
    at, count = 0, 0
    while at < length:
        lane = _load_eight(text, at)
        # The lowest high bit set marks the first space: x - 1 borrows only above the first zero byte.
        spaces = lane ^ _SPACES
        spaces = (spaces - _LOW_BITS) & ~spaces & _HIGH_BITS
        if spaces & np.uint64(0x80):
            at += 1
            continue
        value = _SEED
        while spaces == 0:
            value = (value ^ lane) * _LANE
            value ^= value >> np.uint64(32)
            at += 8
            lane = _load_eight(text, at)
            spaces = lane ^ _SPACES
            spaces = (spaces - _LOW_BITS) & ~spaces & _HIGH_BITS
        bits = _trailing_zeros(spaces) & np.uint64(0xF8)
        if bits:
            value = (value ^ (lane & ((np.uint64(1) << bits) - np.uint64(1)))) * _LANE
            value ^= value >> np.uint64(32)
        at += np.int64(bits >> np.uint64(3)) + 1
        out[count] = value
        count += 1
    return count


@njit(cache=True, nogil=True)
def _hash_shingles(words, count, out):  # type: ignore[no-untyped-def]
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
def _keep_unique(hashes, count, slots):  # type: ignore[no-untyped-def]
    """Move the first of each hash to the front and return how many there are; `slots` is a power of two, zeroed."""
    size = 64
    while size < 2 * count:
        size *= 2
    mask = np.uint32(size - 1)
    slots[:size] = 0
    kept, zero_seen = 0, False
    for i in range(count):
        value = hashes[i]
        if value == 0:
            if not zero_seen:
                hashes[kept] = value
                kept += 1
                zero_seen = True
            continue
        slot = value & mask
        while slots[slot] != 0 and slots[slot] != value:
            slot = (slot + np.uint32(1)) & mask
        if slots[slot] == 0:
            slots[slot] = value
            hashes[kept] = value
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _minima(hashes, count, multipliers, offsets, mixed, out):  # type: ignore[no-untyped-def]
    """Write datasketch's affine32 signature of the hashes to `out`."""
    for i in range(count):
        # Numba widens uint32 arithmetic to 64 bits; each cast brings back the 32 that wrap around.
        value = np.uint32(hashes[i] ^ (hashes[i] >> np.uint32(16)))
        value = np.uint32(value * np.uint32(0x85EBCA6B))
        value = np.uint32(value ^ (value >> np.uint32(13)))
        value = np.uint32(value * np.uint32(0xC2B2AE35))
        mixed[i] = np.uint32(value ^ (value >> np.uint32(16)))
    for k in range(0, len(multipliers), 4):
        a0, a1, a2, a3 = multipliers[k], multipliers[k + 1], multipliers[k + 2], multipliers[k + 3]
        b0, b1, b2, b3 = offsets[k], offsets[k + 1], offsets[k + 2], offsets[k + 3]
        m0 = m1 = m2 = m3 = np.uint32(0xFFFFFFFF)
        for i in range(count):
            value = mixed[i]
            m0 = min(m0, np.uint32(a0 * value + b0))
            m1 = min(m1, np.uint32(a1 * value + b1))
            m2 = min(m2, np.uint32(a2 * value + b2))
            m3 = min(m3, np.uint32(a3 * value + b3))
        out[k], out[k + 1], out[k + 2], out[k + 3] = m0, m1, m2, m3


@njit(cache=True, nogil=True)
def _sample(hashes, count, modulus_mask, smallest, out):  # type: ignore[no-untyped-def]
    """Write the hashes that are 0 under the mask, then those of the smallest few not among them; return how many."""
    written = 0
    for i in range(count):
        if hashes[i] & modulus_mask == 0:
            out[written] = hashes[i]
            written += 1
    least = np.full(smallest, np.uint64(0xFFFFFFFFFFFFFFFF))
    for i in range(count):
        value = np.uint64(hashes[i])
        if value < least[smallest - 1]:
            place = smallest - 1
            while place > 0 and least[place - 1] > value:
                least[place] = least[place - 1]
                place -= 1
            least[place] = value
    for i in range(min(smallest, count)):
        if least[i] & np.uint64(modulus_mask) != 0:
            out[written] = np.uint32(least[i])
            written += 1
    return written


@njit(cache=True, nogil=True)
def sketch(source, bounds, is_folded, table, permutations, modulus_mask, smallest):  # type: ignore[no-untyped-def]
    """Sketch the texts `source[bounds[i]:bounds[i + 1]]`.

    Returns signatures (n x permutations, uint32), counts of unique shingles (int32; -1 where Python must fold the
    text first), sequence hashes (uint64), sampled hashes of all texts (uint32) and their bounds (int64).
    """
    starts, folded, needs_python = table
    multipliers, offsets = permutations
    total = len(bounds) - 1
    longest = 0
    for i in range(total):
        longest = max(longest, bounds[i + 1] - bounds[i])
    # The worst growth: a two-byte character that folds to eight bytes.
    text = np.empty(4 * longest + _PADDING, np.uint8)
    words = np.empty(2 * longest + _PADDING, np.uint64)
    hashes = np.empty(len(words), np.uint32)
    mixed = np.empty(len(words), np.uint32)
    slot_count = 64
    while slot_count < 2 * len(words):
        slot_count *= 2
    slots = np.empty(slot_count, np.uint32)
    signatures = np.empty((total, len(multipliers)), np.uint32)
    counts = np.empty(total, np.int32)
    sequences = np.zeros(total, np.uint64)
    samples = np.empty((bounds[total] - bounds[0]) // 16 + (smallest + 1) * total + 64, np.uint32)
    sample_bounds = np.zeros(total + 1, np.int64)
    for i in range(total):
        sample_bounds[i + 1] = sample_bounds[i]
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, starts, folded, needs_python, text)
        counts[i] = -1
        if length < 0:
            continue
        count, sequences[i] = _hash_shingles(words, _hash_words(text, length, words), hashes)
        unique = _keep_unique(hashes, count, slots)
        counts[i] = unique
        _minima(hashes, unique, multipliers, offsets, mixed, signatures[i])
        at = sample_bounds[i]
        if at + unique + smallest > len(samples):
            grown = np.empty(2 * len(samples) + unique + smallest, np.uint32)
            grown[:at] = samples[:at]
            samples = grown
        sample_bounds[i + 1] += _sample(hashes, unique, modulus_mask, smallest, samples[at:])
    return signatures, counts, sequences, samples[: sample_bounds[total]], sample_bounds


@njit(cache=True, nogil=True)
def shingle_sets(source, bounds, is_folded, table):  # type: ignore[no-untyped-def]
    """Return the sorted unique shingle hashes of all texts (uint32), their bounds, and -1 for texts left to Python."""
    starts, folded, needs_python = table
    total = len(bounds) - 1
    longest = 0
    for i in range(total):
        longest = max(longest, bounds[i + 1] - bounds[i])
    text = np.empty(4 * longest + _PADDING, np.uint8)
    words = np.empty(2 * longest + _PADDING, np.uint64)
    slot_count = 64
    while slot_count < 2 * len(words):
        slot_count *= 2
    slots = np.empty(slot_count, np.uint32)
    hashes = np.empty(len(words), np.uint32)
    kept = np.empty((bounds[total] - bounds[0]) // 3 + 64 + total, np.uint32)
    kept_bounds = np.zeros(total + 1, np.int64)
    counts = np.empty(total, np.int32)
    for i in range(total):
        kept_bounds[i + 1] = kept_bounds[i]
        length = _prepare(source, bounds[i], bounds[i + 1], is_folded, starts, folded, needs_python, text)
        counts[i] = -1
        if length < 0:
            continue
        count, _ = _hash_shingles(words, _hash_words(text, length, words), hashes)
        unique = _keep_unique(hashes, count, slots)
        counts[i] = unique
        at = kept_bounds[i]
        if at + unique > len(kept):
            grown = np.empty(2 * (at + unique), np.uint32)
            grown[:at] = kept[:at]
            kept = grown
        kept[at : at + unique] = np.sort(hashes[:unique])
        kept_bounds[i + 1] = at + unique
    return kept[: kept_bounds[total]], kept_bounds, counts


@njit(cache=True, nogil=True)
def _prepare(source, start, end, is_folded, starts, folded, needs_python, text):  # type: ignore[no-untyped-def]
    """Fold one text into `text`, or copy it if it is folded already, and pad it with spaces; return its length."""
    if is_folded:
        length = end - start
        text[:length] = source[start:end]
    else:
        length = _fold(source, start, end, starts, folded, needs_python, text)
    if length >= 0:
        text[length : length + _PADDING] = 32
    return length


@njit(cache=True, nogil=True)
def shared_counts(hashes, bounds, left, right):  # type: ignore[no-untyped-def]
    """Return for each pair of sorted sets how many hashes they share (int32)."""
    shared = np.empty(len(left), np.int32)
    for pair in range(len(left)):
        i, i_end = bounds[left[pair]], bounds[left[pair] + 1]
        j, j_end = bounds[right[pair]], bounds[right[pair] + 1]
        count = 0
        while i < i_end and j < j_end:
            a, b = hashes[i], hashes[j]
            count += a == b
            i += a <= b
            j += b <= a
        shared[pair] = count
    return shared
