"""Finds teasers: summaries of other stories, each below the headline that leads to its story, and lists of headlines.

Extractors leave headlines that are nothing but links, and take the summaries below them for paragraphs. A report may
have a link above a paragraph here and there, and its text on both sides of them; so several in a row are believed, where
they stand before all other text or behind it. Lists of headlines are taken where each has a kicker that is no link.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.forms import LINK_LINE_DENSITY, LIST_LINK_DENSITY, MAX_LINK_LINE_WORDS
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence, word_count
from pipeline.model import TAKEN, BlockKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.model import Block

MIN_TEASERS = 3
"""Two paragraphs in a row below linked headings were found within reports, three were not."""

MIN_HEADLINE_WORDS = 3
"""Shorter headings name a section."""

MIN_ENTRY_WORDS = 6
"""A kicker and a headline; shorter entries may be goods with their prices."""

MIN_ENTRIES = 3
"""On the labelled pages no such entries in a row are text; elsewhere two were, in a list of what had been mended."""

_ENTRY = BlockKind.LIST_ITEM


def find_teasers(blocks: Sequence[Block], prose: Collection[int], headline: Sequence[str]) -> list[int]:
    """Return the indices of the teasers among the paragraphs, in order; `headline` holds the words of the page's own."""
    paragraphs = sorted(prose)
    below = [_is_below_headline(index, blocks, headline) for index in paragraphs]
    if sum(below) < MIN_TEASERS or all(below):
        return []
    first, last = below.index(False), len(below) - below[::-1].index(False)
    runs = (paragraphs[:first], paragraphs[last:])
    return [index for run in runs if len(run) >= MIN_TEASERS for index in run]


def find_lists_of_headlines(blocks: Sequence[Block], taken: Sequence[int]) -> list[int]:
    """Return the indices of list entries in a row, among the blocks that were taken, that lead to other stories."""
    rows = groupby(taken, key=lambda index: _is_headline_of_list(blocks[index]))
    lists = [list(indices) for is_list, indices in rows if is_list]
    return [index for entries in lists if len(entries) >= MIN_ENTRIES for index in entries]


def _is_headline_of_list(block: Block) -> bool:
    return (
        block.link_density >= LIST_LINK_DENSITY
        and block.kind is _ENTRY
        and MIN_ENTRY_WORDS <= word_count(block.text) <= MAX_LINK_LINE_WORDS
        and not ends_like_a_sentence(block.text)
    )


def _is_below_headline(index: int, blocks: Sequence[Block], headline: Sequence[str]) -> bool:
    if index == 0:
        return False
    above = blocks[index - 1]
    if above.kind is not BlockKind.HEADING or above.link_density < LINK_LINE_DENSITY or above.region in TAKEN:
        return False
    words = words_of(above.text)
    return len(words) >= MIN_HEADLINE_WORDS and words != list(headline)
