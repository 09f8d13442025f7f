"""Words found sixty-four bytes at a time are those found character by character, also where a register ends."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.folding.kernels.plain import PlainKernel

PARTS = [
    "a",
    "Bob",
    "7",
    "b2b",
    "x" * 70,
    "y" * 60 + "7",
    " ",
    ".",
    "? ",
    "\n",
    "|",
    "“",
    "”",
    "’",
    "—",
    "…",
    "• ",
]


def assert_as_in_plain_python(texts):
    for fast, plain in zip(CompiledKernel().locate(texts), PlainKernel().locate(texts), strict=True):
        assert tuple(fast) == tuple(plain)
        assert fast.hashes.tolist() == plain.hashes.tolist()


@settings(deadline=None)  # the first call compiles
@given(st.lists(st.lists(st.sampled_from([*PARTS, "‗", "é"]), max_size=80).map("".join), max_size=3))
def test_words_are_found_as_in_plain_python(texts):
    assert_as_in_plain_python(texts)


def test_signs_numbers_and_sentences_may_lie_across_two_registers():
    told = "In May 2026, “Ilka” paid 40 crowns — to whom?” “Nobody.’ | She"
    assert_as_in_plain_python([f"{'x' * before} {told} {told}" for before in range(66)])


def test_only_words_of_other_texts_are_spelled_anew():
    ascii_alone, other = CompiledKernel().locate(["The Mayor’s “Bridge”", "The Mayor’s naïve plan"])
    assert ascii_alone.edges is None
    assert other.edges is not None
    assert ascii_alone.joined(range(4)) == "the mayor s bridge"
    assert other.joined(range(5)) == "the mayor s naive plan"
