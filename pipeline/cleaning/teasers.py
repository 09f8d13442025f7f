"""Finds teasers: summaries of other stories, each below the headline that leads to its story.

Extractors leave such headlines, which are nothing but links, and take the summaries for paragraphs. A report may have a
link above a paragraph here and there, and its text on both sides of them; so several in a row are believed, where they
stand before all other text or behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.model import TAKEN, BlockKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.model import Block

MIN_TEASERS = 3
"""Two paragraphs in a row below linked headings were found within reports, three were not."""

HEADLINE_LINK_DENSITY = 0.9
"""A headline that leads to a story is a link and nothing else, but perhaps for a mark."""

MIN_HEADLINE_WORDS = 3
"""Shorter headings name a section."""


def find_teasers(blocks: Sequence[Block], prose: Collection[int], headline: Sequence[str]) -> list[int]:
    """Return the indices of the teasers among the paragraphs, in order; `headline` holds the words of the page's own."""
    paragraphs = sorted(prose)
    below = [_is_below_headline(index, blocks, headline) for index in paragraphs]
    if sum(below) < MIN_TEASERS or all(below):
        return []
    first, last = below.index(False), len(below) - below[::-1].index(False)
    runs = (paragraphs[:first], paragraphs[last:])
    return [index for run in runs if len(run) >= MIN_TEASERS for index in run]


def _is_below_headline(index: int, blocks: Sequence[Block], headline: Sequence[str]) -> bool:
    if index == 0:
        return False
    above = blocks[index - 1]
    if (
        above.kind is not BlockKind.HEADING
        or above.link_density < HEADLINE_LINK_DENSITY
        or above.place in TAKEN
    ):
        return False
    words = words_of(above.text)
    return len(words) >= MIN_HEADLINE_WORDS and words != list(headline)
