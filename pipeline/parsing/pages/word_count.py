"""How many words a page's text has."""

from __future__ import annotations

import re

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def page_word_count(text: str) -> int:
    """Return how many words a page's text has; in scripts without spaces two characters count as one word."""
    if text.isascii() or not (unspaced := len(_UNSPACED.findall(text))):
        return len(text.split())
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2
