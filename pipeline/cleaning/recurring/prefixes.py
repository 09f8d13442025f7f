"""Labels that begin a line, as in "More on this: ferries taken out": lines that go on differently share them."""

from __future__ import annotations

import re

from pipeline.cleaning.blocks import fingerprint, words_of
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence

MAX_PREFIX_WORDS = 5
MAX_PREFIX_LINE_CHARACTERS = 200
"""A line with a prefix is a label and a headline; what is longer is a paragraph with a colon in it."""

_PREFIX = re.compile(r"\s*([^\n:|：]{3,40}?)\s*[:|：]\s+\S")  # noqa: RUF001 - colons as newspapers set them


def prefix_of(text: str) -> int | None:
    """Return the fingerprint of the label that the line begins with, or None for a block without one."""
    has_colon = ":" in text or "|" in text or "：" in text  # noqa: RUF001 - as newspapers set it
    if not has_colon or len(text) > MAX_PREFIX_LINE_CHARACTERS or ends_like_a_sentence(text):
        return None
    match = _PREFIX.match(text)
    if match is None or not 0 < len(words_of(match[1])) <= MAX_PREFIX_WORDS:
        return None
    return fingerprint(f"prefix {match[1]}")
