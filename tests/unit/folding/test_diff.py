"""Two texts side by side."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.diff import DiffRow, compare, paragraphs

WORDS = st.lists(
    st.sampled_from(
        ["the", "harbour", "opened", "sunday", "after", "timber", "was", "cleared", "14", "40", "."]
    ),
    max_size=12,
)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n".join)


def _joined(rows, side):
    return [
        " ".join("".join(piece.text for piece in getattr(row, side)).split())
        for row in rows
        if getattr(row, side)
    ]


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost_or_moved(left, right):
    rows = compare(left, right).rows
    assert _joined(rows, "left") == [" ".join(text.split()) for text in paragraphs(left)]
    assert _joined(rows, "right") == [" ".join(text.split()) for text in paragraphs(right)]


@given(TEXTS)
def test_a_text_beside_itself_differs_nowhere(text):
    assert all(row.kind == "same" for row in compare(text, text).rows)


def test_only_the_words_that_differ_are_marked():
    (row,) = compare("Forty ships had waited outside.", "More than forty ships had waited outside.").rows
    assert row.kind == "changed"
    assert [piece.text for piece in row.left if piece.differs] == ["Forty "]
    assert [piece.text for piece in row.right if piece.differs] == ["More than forty "]


def test_a_paragraph_that_one_side_lacks_stands_alone():
    rows = compare("One thing happened.\nAnother thing followed it.", "One thing happened.").rows
    assert [row.kind for row in rows] == ["same", "left"]


def test_paragraphs_about_different_matters_are_not_forced_together():
    rows = compare("Wheat was cheap.", "Nobody saw the comet.").rows
    assert [row.kind for row in rows] == ["left", "right"]


def test_a_moved_paragraph_is_not_called_missing():
    rows = compare(
        "Alpha came first today.\nBeta then spoke at length.",
        "Beta then spoke at length.\nAlpha came first today.",
    ).rows
    assert sorted(row.kind for row in rows) == ["moved", "moved", "same"]
    assert not any(piece.differs for row in rows for piece in (*row.left, *row.right))


def test_scripts_without_spaces_are_compared_by_character():
    (row,) = compare("港口周日重新开放", "港口周一重新开放").rows
    assert [piece.text for piece in row.left if piece.differs] == ["日"]


def test_a_space_between_paragraphs_is_no_difference():
    assert [row.kind for row in compare("a b\n\n\nc d", "a b\nc d").rows] == ["same", "same"]


def test_hostile_texts_take_bounded_time():
    """Thousands of equal lines, and words that alternate, are what an aligner likes least."""
    lines = "a\nb\n" * 4_000
    words = "x y " * 3_000
    began = time.process_time()
    compare(lines, "b\na\n" * 4_000)
    compare(words, "y x z " * 2_000)
    compare("\n".join(f"q{n} w e" for n in range(600)), "\n".join(f"w e r{n}" for n in range(600)))
    assert time.process_time() - began < 10


def test_an_empty_text_is_compared_like_any_other():
    assert compare("", "").rows == ()
    assert [row.kind for row in compare("", "Something.").rows] == ["right"]
    assert isinstance(compare("", "Something.").rows[0], DiffRow)
