"""Joiners of Persian, of India's scripts and of emoji: kept in what people read, left out of what is compared.

A zero-width joiner or non-joiner shapes the characters beside it and is part of how a word is spelled. The extractor
drops them all; here they are put back from the page's own elements.
"""

from __future__ import annotations

import re

_JOINERS = "\u200c\u200d"
_SHAPED = "\u0530-\U0010ffff"
_IDLE = re.compile(f"(?<![{_SHAPED}])[{_JOINERS}]+|[{_JOINERS}]+(?![{_SHAPED}])")
"""Beside letters of Europe, spaces and edges a joiner shapes nothing."""


def spelling_of(text: str) -> str:
    """Return the text with the joiners that shape something and without other characters that show nothing."""
    kept = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
    return " ".join(_IDLE.sub("", kept).split())


def respelled(text: str, spelling: str) -> str:
    """Return a text without joiners with those that its page has there; as it is where the page says something else."""
    letters = [c for c in spelling if not c.isspace()]
    at = "".join(c for c in letters if c not in _JOINERS).find("".join(text.split()))
    if at < 0:
        return text
    after: dict[int, str] = {}
    seen = 0
    for letter in letters:
        if letter in _JOINERS:
            after[seen] = after.get(seen, "") + letter
        else:
            seen += 1
    spelled: list[str] = []
    for letter in text:
        spelled.append(letter)
        if not letter.isspace():
            at += 1
            spelled.append(after.get(at, ""))
    return "".join(spelled)
