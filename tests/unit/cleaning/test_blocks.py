"""Fingerprints of blocks."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.blocks import fingerprint, says_words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("3 comments", "12 Comments"),
        ("Read more:", "read more"),
        ("Published 09:15, 3 May", "Published 17:40, 21 May"),
        ("ＡＢＣ news", "ABC news"),
    ],
)
def test_blocks_equal_but_for_case_marks_and_numbers_share_a_fingerprint(left, right):
    assert fingerprint(left) == fingerprint(right)


def test_other_words_give_another_fingerprint():
    assert fingerprint("Harbour reopens after storm") != fingerprint("Harbour closes after storm")


def test_a_block_of_marks_alone_still_has_its_own_fingerprint():
    assert fingerprint("* * *") != fingerprint("—")


def test_a_fingerprint_is_the_same_in_every_process():
    """Stored fingerprints must meet those of later nights, whatever PYTHONHASHSEED is."""
    program = "from pipeline.cleaning.blocks import fingerprint, says_words; print(fingerprint('Ein Beispiel, 7 Mal'))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(other.stdout) == fingerprint("ein beispiel 12 mal")


@given(st.text())
def test_a_fingerprint_fits_a_signed_64_bit_column(text):
    assert -(2**63) <= fingerprint(text) < 2**63


def test_a_line_of_numbers_and_marks_says_no_words():
    assert not any(map(says_words, ("2031", "022-751-1500", "3:0", "* * *")))
    assert all(map(says_words, ("60 comments", "東京", "60,000 ₩ a seat")))
