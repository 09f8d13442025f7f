"""The compiled minima: datasketch's affine32 signature of mixed shingle hashes, in vectors of sixteen.

The work is 128 multiplications a shingle, and the processor's 32-bit multiplier sets the pace: sixteen are multiplied,
added and compared in four steps, of which two are done at once, so sixteen cycles a shingle are the floor, and it is
reached (4.4 nanoseconds). Hashing words in between, to use what the multiplier leaves idle, brought nothing on real
texts; minima kept in memory between groups of eight shingles cost a tenth more.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ARG001, PLC0415, PLR0917

from __future__ import annotations

from typing import Any, Final

from numba import njit, types
from numba.extending import intrinsic

from pipeline.folding.kernels.simd import every, spread

PERMUTATIONS: Final = 128
_LANES: Final = 16  # 32-bit numbers of one 512-bit register; where registers are smaller LLVM takes several
# Two passes over the shingles for 128 permutations: minima, multipliers and offsets of one pass fit into the registers.
_LANES_AT_ONCE: Final = 64


@intrinsic
def _minima_at_once(
    _context: Any, mixed: Any, count: Any, multipliers: Any, offsets: Any, out: Any, first: Any
) -> Any:
    """Write the minima of `_LANES_AT_ONCE` permutations from `first`, in vectors that a processor splits as it must.

    Left to itself LLVM uses half the width of the registers there are.
    """
    signature = types.void(mixed, types.int64, multipliers, offsets, out, types.int64)

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from llvmlite import ir

        index, vector = ir.IntType(64), ir.VectorType(ir.IntType(32), _LANES)
        values, factors, terms, results = (
            context.make_array(signature.args[at])(context, builder, arguments[at]).data
            for at in (0, 2, 3, 4)
        )
        count, first = arguments[1], arguments[5]

        def vector_at(data: Any, part: int) -> Any:
            place = builder.gep(data, [builder.add(first, ir.Constant(index, part * _LANES))])
            return builder.bitcast(place, vector.as_pointer())

        parts = range(_LANES_AT_ONCE // _LANES)
        a = [builder.load(vector_at(factors, part), align=4) for part in parts]
        b = [builder.load(vector_at(terms, part), align=4) for part in parts]
        most = every(vector, 0xFFFFFFFF)
        before = builder.block
        loop, after = builder.append_basic_block("minima"), builder.append_basic_block("minima.done")
        has_any = builder.icmp_signed(">", count, ir.Constant(index, 0))
        builder.cbranch(has_any, loop, after)

        builder.position_at_end(loop)
        at = builder.phi(index)
        least = [builder.phi(vector) for _ in parts]
        value = spread(builder, vector, builder.load(builder.gep(values, [at])))
        lower = []
        for part in parts:
            made = builder.add(builder.mul(value, a[part]), b[part])
            lower.append(builder.select(builder.icmp_unsigned("<", made, least[part]), made, least[part]))
        following = builder.add(at, ir.Constant(index, 1))
        at.add_incoming(ir.Constant(index, 0), before)
        at.add_incoming(following, loop)
        builder.cbranch(builder.icmp_signed("<", following, count), loop, after)

        builder.position_at_end(after)
        for part in parts:
            least[part].add_incoming(most, before)
            least[part].add_incoming(lower[part], loop)
            result = builder.phi(vector)
            result.add_incoming(most, before)
            result.add_incoming(lower[part], loop)
            lower[part] = result
        for part in parts:
            builder.store(lower[part], vector_at(results, part), align=4)
        return context.get_dummy_value()

    return signature, code


@njit(nogil=True)
def take_minima(mixed, count, permutations, minima):
    """Write the minima of so many mixed hashes."""
    multipliers, offsets = permutations
    for first in range(0, PERMUTATIONS, _LANES_AT_ONCE):
        _minima_at_once(mixed, count, multipliers, offsets, minima, first)
