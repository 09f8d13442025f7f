"""Whether a block is a paragraph of running text or a line of the page around it."""

from __future__ import annotations

import re

from pipeline.model import PROSE_WORDS

LONG_WORDS = 30
"""A block of so many words is prose, however it ends; headlines and teasers are shorter."""

MIN_PROSE_CHARACTERS = 30
"""Shorter blocks are headings, links and labels; their words need not be counted."""

MAX_LINE_CHARACTERS = 200
"""Bylines, dates, ages and rows of buttons are shorter; the words of longer blocks are not read for them."""

NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Characters of scripts that put no spaces between words: Chinese and Japanese."""

_CHARACTERS_A_WORD = 2
_SENTENCE_ENDS = frozenset(".!?…。！？؟।:")  # noqa: RUF001 - full stops of other scripts
_MAY_FOLLOW = "\"'”’»)]" + "".join(filter(str.isspace, map(chr, range(0x3001))))  # noqa: RUF001
"""Closing quotation marks and brackets, and white space."""


def word_count(text: str) -> int:
    """Return about how many words `text` has: its spaces, or half the characters of scripts without spaces."""
    if not text.isascii() and (dense := len(NO_SPACES.findall(text))):
        return max(1, dense // _CHARACTERS_A_WORD)
    return text.count(" ") + 1


def ends_like_a_sentence(text: str) -> bool:
    """Whether the block closes with a mark that ends sentences."""
    return text[-12:].rstrip(_MAY_FOLLOW)[-1:] in _SENTENCE_ENDS


def is_prose(text: str, words: int) -> bool:
    """Whether a block of so many words is a paragraph of running text."""
    if len(text) < MIN_PROSE_CHARACTERS or words < PROSE_WORDS:
        return False
    return "://" not in text[:12] and (words >= LONG_WORDS or ends_like_a_sentence(text))
