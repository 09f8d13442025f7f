"""Finds the element that holds an article's text, and with it what the extractor took from behind the text.

An article stands in one element: the smallest that has nearly all of its long blocks. What comes after that element
are prompts, lists of other reports, comments, an imprint, whatever their words. What comes before it is left alone:
leads and standfirsts often have an element of their own.

Measured on 1,032 labelled pages, of the blocks that no other rule had claimed: 775 lines and 85 paragraphs behind the
text were furniture; 21 lines, most of them single words, and 2 paragraphs were text. Tried and dropped: what stands
*before* the element (of 537 lines and 138 paragraphs 67 and 101 were text), and between its first and last block (23
of 141).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parsing.pages.dom import PageBlock

HELD_SHARE = 0.75
"""Share of the long blocks' characters. With 0.9 half of the paragraphs behind texts stay; with 0.67 two more real
ones go."""

LONG_CHARACTERS = 60
"""Shorter blocks are headings, teasers and prompts; paragraphs of scripts without spaces are longer, too."""

LINKED = 0.5
"""A block that is half link leads elsewhere."""


def first_behind(texts: Sequence[str], blocks: Sequence[PageBlock | None]) -> int:
    """Return the index of the first of the texts behind the article's, len(texts) when there is none.

    `blocks` says for each text which block of the page it was found in; None is nowhere, or known to be something else.

    A block in an element that shares a class with the holder is no block behind it: pages part a text by their
    advertisements, as `story-body part-1` and `story-body part-2`.
    """
    held: Counter[tuple[int, str]] = Counter()
    whole = 0
    for text, block in zip(texts, blocks, strict=True):
        if block is not None and len(text) >= LONG_CHARACTERS and block.link_density < LINKED:
            whole += len(text)
            held.update(dict.fromkeys(block.inside, len(text)))
    holder = max(
        (element for element, characters in held.items() if characters >= HELD_SHARE * whole),
        default=None,
    )
    if holder is None:
        return len(texts)
    names = frozenset(holder[1].split())
    end = 1 + max(
        index
        for index, block in enumerate(blocks)
        if block is not None
        and (holder in block.inside or any(not names.isdisjoint(name.split()) for _, name in block.inside))
    )
    is_most = sum(map(len, texts[:end])) >= sum(map(len, texts[end:]))
    return end if is_most else len(texts)  # a list of reports with a word before it has no text to be behind
