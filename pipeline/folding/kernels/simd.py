"""What the kernels ask of the processor and Numba has no word for: loads at any place, counts of bits, wide vectors.

Each is a few instructions of LLVM's own language, in vectors of 512 bits that a smaller processor splits as it must.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, ARG001, PLC0415, PLR0917

from __future__ import annotations

from typing import Any, Final

from numba import types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import intrinsic

BYTES_AT_ONCE: Final = 64
NUMBERS_AT_ONCE: Final = 64
_SPACE: Final = 0x20
DOUBLE_LINE: Final = 0x97
"""The last byte of U+2017, which alone among the dashes, quotes and dots folds to a mark, and that is a word."""
COMPRESSES: Final = "+avx512vbmi2" in cpu_target.target_context.codegen().magic_tuple()[2]
"""Whether the processor compiled for moves chosen bytes together in one instruction."""


def place_in(context: Any, builder: Any, array_type: Any, array: Any, index: Any, element: Any) -> Any:
    """Return where in an array something of type `element` begins."""
    first = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(first, [index]), element.as_pointer())


def every(vector: Any, value: int) -> Any:
    """Return a constant vector with the value in all its lanes."""
    from llvmlite import ir

    return ir.Constant(vector, [value & ((1 << vector.element.width) - 1)] * vector.count)


def spread(builder: Any, vector: Any, value: Any) -> Any:
    """Return a vector with a number that is known only at run time in all its lanes."""
    from llvmlite import ir

    number = ir.IntType(32)
    lane = builder.insert_element(ir.Constant(vector, ir.Undefined), value, ir.Constant(number, 0))
    return builder.shuffle_vector(lane, lane, every(ir.VectorType(number, vector.count), 0))


@intrinsic
def load_eight(_context, array, index):
    """Read eight bytes of a byte array at any offset as one little-endian number."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        place = place_in(context, builder, signature.args[0], *arguments, ir.IntType(64))
        return builder.load(place, align=1)

    return types.uint64(array, index), code


@intrinsic
def store_eight(_context, array, index, value):
    """Write one number as eight little-endian bytes at any offset of a byte array."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        place = place_in(context, builder, signature.args[0], *arguments[:2], ir.IntType(64))
        builder.store(arguments[2], place, align=1)
        return context.get_dummy_value()

    return types.void(array, index, value), code


@intrinsic
def trailing_zeros(_context, _value):
    """Count the zero bits below the lowest set bit of a number; of zero it is 64."""

    def code(_context, builder, _signature, arguments):
        from llvmlite import ir

        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(types.uint64), code


@intrinsic
def count_bits(_context, _value):
    """Count the set bits of a number."""

    def code(_context, builder, _signature, arguments):
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), code


@intrinsic
def fold_ascii(_context, source, at, out, to):
    """Write 64 bytes with letters small, digits kept and all else spaces; return a bit for each not folded by that.

    Those are all that are not ASCII, but for the dashes, quotes and dots of U+2010 to U+2027: three bytes each, which
    become three spaces. In English news these are all but one in fifty.
    """

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        mask = ir.IntType(64)
        vector = ir.VectorType(ir.IntType(8), BYTES_AT_ONCE)
        given = builder.load(place_in(context, builder, signature.args[0], *arguments[:2], vector), align=1)

        def is_among(values: Any, first: int, count: int) -> Any:
            # A value lies in a range when its distance from the first, as an unsigned number, is small.
            return builder.icmp_unsigned("<", builder.sub(values, every(vector, first)), every(vector, count))

        # Two that are no letters become others under the bit that makes letters small, but none becomes a letter.
        small = builder.or_(given, every(vector, 0x20))
        is_kept = builder.or_(is_among(small, ord("a"), 26), is_among(given, ord("0"), 10))
        folded = builder.select(is_kept, small, every(vector, _SPACE))
        builder.store(folded, place_in(context, builder, signature.args[2], *arguments[2:], vector), align=1)
        is_third = builder.and_(
            is_among(given, 0x90, 24), builder.icmp_unsigned("!=", given, every(vector, DOUBLE_LINE))
        )
        signs = ir.Constant(mask, -1)
        for place, is_byte in enumerate((is_among(given, 0xE2, 1), is_among(given, 0x80, 1), is_third)):
            here = builder.lshr(builder.bitcast(is_byte, mask), ir.Constant(mask, place))
            signs = builder.and_(signs, here)
        covered = signs
        for place in (1, 2):
            covered = builder.or_(covered, builder.shl(signs, ir.Constant(mask, place)))
        others = builder.bitcast(builder.icmp_signed("<", given, every(vector, 0)), mask)
        return builder.and_(others, builder.not_(covered))

    return types.uint64(source, at, out, to), code


@intrinsic
def range_mask(_context, array, at, first, count):
    """Return a bit for each of 64 bytes that is one of the `count` from `first`."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        byte = ir.IntType(8)
        vector = ir.VectorType(byte, BYTES_AT_ONCE)
        given = builder.load(place_in(context, builder, signature.args[0], *arguments[:2], vector), align=1)
        first, count = (spread(builder, vector, builder.trunc(each, byte)) for each in arguments[2:])
        found = builder.icmp_unsigned("<", builder.sub(given, first), count)
        return builder.bitcast(found, ir.IntType(64))

    return types.uint64(array, at, types.int64, types.int64), code


@intrinsic
def filled_mask(_context, text, at):
    """Return a bit for each of 64 bytes that is not a space."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        vector = ir.VectorType(ir.IntType(8), BYTES_AT_ONCE)
        given = builder.load(place_in(context, builder, signature.args[0], *arguments, vector), align=1)
        return builder.bitcast(builder.icmp_unsigned("!=", given, every(vector, _SPACE)), ir.IntType(64))

    return types.uint64(text, at), code


@intrinsic
def write_places_at_once(_context, mask, at, out, index):
    """Write `at` plus the number of each set bit, in order, to an array (int32); of up to 32 bits, 32 are written.

    It takes a tenth of the time of one after the other, where the processor `COMPRESSES`, and ten times as long elsewhere.
    """

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        number = ir.IntType(32)
        vector = ir.VectorType(ir.IntType(8), BYTES_AT_ONCE)
        flags, half = ir.VectorType(ir.IntType(1), BYTES_AT_ONCE), ir.VectorType(number, BYTES_AT_ONCE // 2)
        compress = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(vector, [vector, flags, vector]),
            "llvm.experimental.vector.compress.v64i8",
        )
        numbers = ir.Constant(vector, list(range(BYTES_AT_ONCE)))
        chosen = builder.call(compress, [numbers, builder.bitcast(arguments[0], flags), every(vector, 0)])
        first = builder.shuffle_vector(chosen, chosen, ir.Constant(half, list(range(half.count))))
        begin = spread(builder, half, builder.trunc(arguments[1], number))
        place = place_in(context, builder, signature.args[2], *arguments[2:], half)
        builder.store(builder.add(builder.zext(first, half), begin), place, align=4)
        return context.get_dummy_value()

    return types.void(types.uint64, types.int64, out, index), code


@intrinsic
def chosen_mask(_context, numbers, at, modulus_mask, limit):
    """Return a bit for each of 64 32-bit numbers that is 0 under the mask, or no larger than the limit."""

    def code(context, builder, signature, arguments):
        from llvmlite import ir

        vector = ir.VectorType(ir.IntType(32), NUMBERS_AT_ONCE)
        given = builder.load(place_in(context, builder, signature.args[0], *arguments[:2], vector), align=4)
        rest = builder.and_(given, spread(builder, vector, arguments[2]))
        is_multiple = builder.icmp_unsigned("==", rest, every(vector, 0))
        is_small = builder.icmp_unsigned("<=", given, spread(builder, vector, arguments[3]))
        return builder.bitcast(builder.or_(is_multiple, is_small), ir.IntType(64))

    return types.uint64(numbers, at, types.uint32, types.uint32), code
