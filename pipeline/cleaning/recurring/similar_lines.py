"""Similar lines: which blocks are compared with others that say nearly the same, and as what.

"This story was first printed at 3 p.m." and "This article was first printed on Dec. 24 at noon" have no fingerprint in
common, but most of their words in the same order. Only short lines are compared.

Tried and dropped: long blocks that are nearly equal. On fourteen nights and on the labelled pages they are what an
update or a follow-up kept of an earlier report, hardly ever boilerplate
(docs/decisions/0020-lines-alike-vote-together.md).
"""

from __future__ import annotations

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.figures import figures_of

MIN_LINE_WORDS = 5
"""Fewer words have so few triples that one changed word leaves nothing to go by."""

MIN_JACCARD = 0.5
"""Jaccard of word triples. Lines of one form that names a person or a time reach it; two sentences do not."""


def comparable_line(text: str) -> str | None:
    """Return the words of a line as they are compared, numbers as "0"; None for blocks that are not compared.

    A line that states a figure says something of its own, however like it others are.
    """
    if len(text) >= LONG_CHARACTERS or figures_of(text):
        return None
    words = words_of(text)
    return " ".join(words) if len(words) >= MIN_LINE_WORDS else None
