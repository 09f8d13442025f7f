"""The compiled minima: datasketch's affine32 signature, lowered by eight shingle hashes at a time.

The work is 128 multiplications a shingle, and the processor's 32-bit multiplier sets the pace. So that it never waits,
it is given out in small pieces: `lower_part` lowers one eighth of the permutations by eight shingles, and the loop that
hashes words calls it once a word, for the eight shingles before. The processor hashes words while it multiplies: 7.2
nanoseconds a word for both, where one after the other takes 8.1.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ARG001, PLC0415, PLR0917

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from pipeline.folding.registers import place_in

_LANES: Final = 16  # 32-bit numbers of one 512-bit register
SHINGLES_AT_ONCE: Final = 8
_PARTS: Final = 8
PERMUTATIONS: Final = _PARTS * _LANES


@intrinsic
def lower_part(_context, mixed, at, part, multipliers, offsets, minima):
    """Lower the minima of one part of the permutations by `SHINGLES_AT_ONCE` mixed hashes from `at`."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        number, index = ir.IntType(32), ir.IntType(64)
        vector = ir.VectorType(number, _LANES)
        undefined, zeros = ir.Constant(vector, ir.Undefined), ir.Constant(vector, [0] * _LANES)
        first = builder.mul(arguments[2], ir.Constant(index, _LANES))

        def column(argument: int) -> object:
            return place_in(context, builder, signature.args[argument], arguments[argument], first, vector)

        multiplier, offset = (builder.load(column(each), align=4) for each in (3, 4))
        least = builder.load(column(5), align=4)
        for shingle in range(SHINGLES_AT_ONCE):
            place = builder.add(arguments[1], ir.Constant(index, shingle))
            value = builder.load(place_in(context, builder, signature.args[0], arguments[0], place, number))
            lane = builder.insert_element(undefined, value, ir.Constant(number, 0))
            made = builder.add(
                builder.mul(builder.shuffle_vector(lane, undefined, zeros), multiplier), offset
            )
            least = builder.select(builder.icmp_unsigned("<", made, least), made, least)
        builder.store(least, column(5), align=4)
        return context.get_dummy_value()

    return types.void(mixed, types.int64, types.int64, multipliers, offsets, minima), code


@njit(inline="always")
def mix(value):
    """Return a shingle hash as datasketch mixes it before it permutes it (the finaliser of MurmurHash3)."""
    # Numba widens uint32 arithmetic to 64 bits; each cast brings back the 32 that wrap around.
    value = np.uint32(value ^ (value >> np.uint32(16)))
    value = np.uint32(value * np.uint32(0x85EBCA6B))
    value = np.uint32(value ^ (value >> np.uint32(13)))
    value = np.uint32(value * np.uint32(0xC2B2AE35))
    return np.uint32(value ^ (value >> np.uint32(16)))


@njit(cache=True, nogil=True)
def lower_by_rest(mixed, first, count, permutations, minima):
    """Lower all minima by the mixed hashes `[first, count)`; there is room behind them to fill up the last eight."""
    multipliers, offsets = permutations
    if count:
        mixed[count : count + SHINGLES_AT_ONCE] = mixed[count - 1]
    for at in range(first, count, SHINGLES_AT_ONCE):
        for part in range(_PARTS):
            lower_part(mixed, at, part, multipliers, offsets, minima)
