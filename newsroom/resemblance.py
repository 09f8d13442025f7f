"""How alike two texts are, counted plainly: the yardstick the press is held to, independent of the engine's own."""

from __future__ import annotations

import re


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the word 3-grams of a text."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def jaccard(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    """Return the share of shingles two texts have in common, 0 to 1."""
    return len(left & right) / len(left | right)
