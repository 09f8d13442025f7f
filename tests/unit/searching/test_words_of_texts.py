"""Words that are remembered between spaces are those of the text as a whole."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.searching.words import _index_words, index_words

SIGNS = "aA1 \t\n\x1f\x85.,-'\u00a0\u2009\u2028\u3000\u200b\u00ad\ufe0f\u0301\u00e9\u2019\u1e9e\u0130\u03a3\ufb01\u0628\u064e\u4e2d\uac00\u1100\u1161\u0e01"
"""Letters, spaces, marks that join what stands before them, signs that show nothing, and scripts without spaces."""


@given(st.text(alphabet=SIGNS, max_size=30) | st.text(max_size=60))
@example("caf \u0301e")
@example("Der Fluß\u00a0stieg, sagte «Ο ΣΟΦΟΣ».")
@example("The 市长 spoke")
@example("w" * 300)
def test_a_text_has_the_words_that_its_parts_between_spaces_have(text):
    assert index_words(text) == list(_index_words(text))
