"""Tags are cut out of any text as patterns would cut them, in one look at it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.markup import without_short_tags

OPENING = re.compile(r"</?(?:p|br)\b", re.IGNORECASE)
MOST = 5


class Watched(str):  # noqa: SLOT000 - it counts
    """A text that counts the characters that are looked through for an end of a tag."""

    looked_through = 0

    def find(self, *wanted):
        found = super().find(*wanted)
        self.looked_through += (len(self) if found < 0 else found) - wanted[1]
        return found


@given(
    st.lists(st.sampled_from(["<p", "</p", "<br", "<", ">", "a", " ", "\n", "aaa"]), max_size=30).map("".join)
)
def test_what_is_cut_is_what_the_pattern_matches(text):
    pattern = re.compile(rf"(?:{OPENING.pattern})[^>]{{0,{MOST}}}>", re.IGNORECASE)
    assert without_short_tags(text, OPENING, "|", MOST) == pattern.sub("|", text)


def test_no_character_is_looked_through_twice_however_many_tags_are_never_closed():
    for text in (
        Watched("<p " * 5_000),
        Watched("<p " * 5_000 + ">"),
        Watched("<p " * 5_000 + "<p>" * 5_000),
    ):
        without_short_tags(text, OPENING, "", 2_000)
        assert text.looked_through <= len(text)
