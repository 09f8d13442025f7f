"""The compiled hashes: of eight words at once, and of the eight shingles that begin with them.

The same as `shingles.hash_word` and `shingles.hash_shingle`, in vectors of eight 64-bit numbers: 2.3 nanoseconds a word
for both, where one word after the other takes 3.3. A word of up to sixteen bytes is two loads, two masks and two
multiplications; longer ones are hashed one by one.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ARG001, PLC0415, PLR0917

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from pipeline.folding.kernels.simd import every, load_eight, place_in, spread, trailing_zeros
from pipeline.folding.shingles import LANE_FACTOR, MIX_FACTOR, PLACE_FACTORS, SHINGLE_WORDS, WORD_SEED

LANES: Final = 8
_ONE_WORD: Final = 16  # bytes hashed at once
_SEED: Final = np.uint64(WORD_SEED)
_LANE: Final = np.uint64(LANE_FACTOR)
_FIRST: Final = np.uint64(PLACE_FACTORS[0])
# What to keep of the first and of the second eight of the last bytes of a word, by how many there are.
_KEPT_LOW: Final = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(_ONE_WORD + 1)], np.uint64)
_KEPT_HIGH: Final = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(_ONE_WORD + 1)], np.uint64)
# The finaliser of MurmurHash3, by which datasketch mixes a hash before it permutes it: shift, multiply, shift, ...
_FINALISER: Final = ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, None))


@njit(inline="always")
def hash_word_at(text, at, size):
    """Return the hash of the word that stands in the `size` bytes from `at`."""
    value = _SEED
    while size > _ONE_WORD:
        value = (value ^ load_eight(text, at)) * _LANE + load_eight(text, at + 8) * _FIRST
        value ^= value >> np.uint64(32)
        at += _ONE_WORD
        size -= _ONE_WORD
    low = load_eight(text, at) & _KEPT_LOW[size]
    high = load_eight(text, at + 8) & _KEPT_HIGH[size]
    value = (value ^ low) * _LANE + high * _FIRST
    return value ^ value >> np.uint64(32)


@njit(nogil=True)
def hash_words(text, starts, ends, count, words):
    """Write the hashes of so many words, and zeros behind them; `starts` and `ends` (int32) have room for zeros, too."""
    starts[count : count + LANES] = 0
    ends[count : count + LANES] = 0
    for first in range(0, count, LANES):
        long = _hash_eight_words(text, starts, ends, first, words)
        while long != 0:
            i = first + np.int64(trailing_zeros(long))
            long &= long - np.uint64(1)
            words[i] = hash_word_at(text, np.int64(starts[i]), np.int64(ends[i]) - np.int64(starts[i]))
    words[count : count + SHINGLE_WORDS + LANES] = 0


@njit(nogil=True)
def hash_shingles(words, count, hashes, mixed, sums):
    """Write the 32-bit hash of each shingle of the words, and as datasketch mixes it; `sums` has room for eight numbers.

    Returns how many shingles there are and the hash of their sequence. A text of fewer than three words is one shingle,
    to which the zeros behind its words add nothing.
    """
    total = max(count - SHINGLE_WORDS + 1, min(count, 1))
    sums[:] = 0
    for first in range(0, total, LANES):
        _hash_eight_shingles(words, first, total, hashes, mixed, sums)
    sequence = np.uint64(0)
    for each in sums:
        sequence += each
    return total, sequence


@intrinsic
def _hash_eight_words(_context, text, starts, ends, first, words):
    """Write the hashes of eight words; return a bit for each that is longer than sixteen bytes, whose hash is wrong."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        number, wide = ir.IntType(32), ir.IntType(64)
        vector, flags = ir.VectorType(wide, LANES), ir.VectorType(ir.IntType(1), LANES)

        def all_lanes(value: int) -> Any:
            return every(vector, value)

        half = ir.VectorType(number, LANES)

        def eight_of(places: int) -> Any:
            given = place_in(context, builder, signature.args[places], arguments[places], arguments[3], half)
            return builder.sext(builder.load(given, align=4), vector)

        starts = eight_of(1)
        sizes = builder.sub(eight_of(2), starts)
        pointers = ir.VectorType(wide.as_pointer(), LANES)
        gather = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(vector, [pointers, number, flags, vector]),
            "llvm.masked.gather.v8i64.v8p0",
        )
        begin = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        places = builder.add(spread(builder, vector, builder.ptrtoint(begin, wide)), starts)

        def eight_bytes(places: Any, size: Any) -> Any:
            found = builder.inttoptr(places, pointers)
            loaded = builder.call(gather, [found, ir.Constant(number, 1), every(flags, 1), all_lanes(0)])
            # All bits shifted right until as many bytes are left; a shift stays below 64 where there is one.
            size = builder.select(builder.icmp_signed("<", size, all_lanes(8)), size, all_lanes(8))
            shift = builder.and_(builder.sub(all_lanes(64), builder.shl(size, all_lanes(3))), all_lanes(63))
            return builder.and_(loaded, builder.lshr(all_lanes(-1), shift))

        low = eight_bytes(places, sizes)
        more = builder.sub(sizes, all_lanes(8))
        high = eight_bytes(builder.add(places, all_lanes(8)), more)
        high = builder.select(builder.icmp_signed(">", more, all_lanes(0)), high, all_lanes(0))
        hashed = builder.add(
            builder.mul(builder.xor(low, all_lanes(WORD_SEED)), all_lanes(LANE_FACTOR)),
            builder.mul(high, all_lanes(PLACE_FACTORS[0])),
        )
        hashed = builder.xor(hashed, builder.lshr(hashed, all_lanes(32)))
        out = place_in(context, builder, signature.args[4], arguments[4], arguments[3], vector)
        builder.store(hashed, out, align=8)
        is_long = builder.icmp_signed(">", sizes, all_lanes(_ONE_WORD))
        return builder.zext(builder.bitcast(is_long, ir.IntType(LANES)), wide)

    return types.uint64(text, starts, ends, types.int64, words), code


@intrinsic
def _hash_eight_shingles(_context, words, first, total, hashes, mixed, sums):
    """Write the hashes of eight shingles, and add to each lane's sum what those below `total` are of the sequence."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        wide = ir.IntType(64)
        vector, half = ir.VectorType(wide, LANES), ir.VectorType(ir.IntType(32), LANES)
        words, first, total, hashes, mixed, sums = range(6)

        def place(argument: int, index: Any, element: Any) -> Any:
            return place_in(context, builder, signature.args[argument], arguments[argument], index, element)

        whole = every(vector, 0)
        for word, factor in enumerate(PLACE_FACTORS):
            index = builder.add(arguments[first], ir.Constant(wide, word))
            hashed = builder.load(place(words, index, vector), align=8)
            whole = builder.add(whole, builder.mul(hashed, every(vector, factor)))
        whole = builder.xor(whole, builder.lshr(whole, every(vector, 32)))
        whole = builder.mul(whole, every(vector, MIX_FACTOR))
        value = builder.trunc(builder.lshr(whole, every(vector, 32)), half)
        builder.store(value, place(hashes, arguments[first], half), align=4)
        for shift, factor in _FINALISER:
            value = builder.xor(value, builder.lshr(value, every(half, shift)))
            if factor:
                value = builder.mul(value, every(half, factor))
        builder.store(value, place(mixed, arguments[first], half), align=4)
        numbers = builder.add(
            spread(builder, vector, arguments[first]), ir.Constant(vector, list(range(LANES)))
        )
        odd = builder.add(builder.shl(numbers, every(vector, 1)), every(vector, 1))
        counts = builder.icmp_signed("<", numbers, spread(builder, vector, arguments[total]))
        added = builder.select(counts, builder.mul(whole, odd), every(vector, 0))
        sum_place = place(sums, ir.Constant(wide, 0), vector)
        builder.store(builder.add(builder.load(sum_place, align=8), added), sum_place, align=8)
        return context.get_dummy_value()

    return types.void(words, types.int64, types.int64, hashes, mixed, sums), code
