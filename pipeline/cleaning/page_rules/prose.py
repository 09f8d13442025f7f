"""Whether a block reads as running text rather than as a line of a page's frame."""

from __future__ import annotations

import re

from pipeline.cleaning.page_rules.phrase_matcher import word_count

PROSE_WORDS = 12
"""A block of so many words that ends like a sentence is prose: headlines are as long, but end otherwise."""

LONG_WORDS = 30
"""A block of so many words is prose, however it ends; headlines and teasers are shorter."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]\s]*$")  # noqa: RUF001 - full stops of other scripts


def ends_like_a_sentence(text: str) -> bool:
    """Whether the block closes with a mark that ends sentences."""
    return bool(_SENTENCE_END.search(text[-12:]))


def is_prose(text: str) -> bool:
    """Whether a block is a paragraph of running text."""
    if len(text) < 30:
        return False
    words = word_count(text)
    return "://" not in text[:12] and (
        words >= LONG_WORDS or (words >= PROSE_WORDS and ends_like_a_sentence(text))
    )
