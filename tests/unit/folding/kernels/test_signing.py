"""What the compiled kernel takes sixty-four bytes at a time is what it would find one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.kernels.plain import PlainKernel
from pipeline.folding.kernels.signing import write_places_in_turn
from pipeline.folding.kernels.simd import write_places_at_once


@njit
def _at_once(mask, at, out):
    write_places_at_once(np.uint64(mask), at, out, 2)


@given(st.sets(st.integers(0, 63)), st.integers(0, 1 << 30))
def test_places_are_written_at_once_as_they_are_in_turn(places, at):
    alone = sorted(place for place in places if place - 1 not in places)
    mask = np.uint64(sum(1 << place for place in alone))
    for write in (_at_once, lambda *given: write_places_in_turn(*given, 2, len(alone))):
        out = np.full(40, -1, np.int32)
        write(mask, at, out)
        assert out[: 2 + len(alone)].tolist() == [-1, -1, *(at + place for place in alone)]


def test_signs_part_words_wherever_in_a_register_they_stand():
    """Dashes and quotes are three bytes each, and are folded with the ASCII around them; so are not all like them."""
    signs = [chr(code) for code in range(0x2000, 0x2040)] + ["\u00a0", "\u2117", "\u3010", "\u0490", "\ue010"]
    texts = [
        f"{'x' * before}{sign}one{sign}{sign}Two {sign} three{sign}" for before in range(66) for sign in signs
    ]
    fast, plain = CompiledKernel().shingle_sets(texts), PlainKernel().shingle_sets(texts)
    assert fast.bounds.tolist() == plain.bounds.tolist()
    assert fast.hashes.tolist() == plain.hashes.tolist()
