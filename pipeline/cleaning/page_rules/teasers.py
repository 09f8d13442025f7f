"""Rules `teaser` and `link_list`: summaries below the headlines of other stories, and lists of headlines.

Extractors leave headlines that are nothing but links, and take the summaries below them for paragraphs. A report may
have a link above a paragraph here and there, with its text before and after them; so teasers are believed where several
in a row stand before all other text or after it. Lists of headlines are believed where each entry has a kicker that is no
link.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.block_features import LINK_LINE_DENSITY, LIST_LINK_DENSITY
from pipeline.cleaning.page_rules.forms import MAX_LINK_LINE_WORDS
from pipeline.cleaning.page_rules.page_state import RuleLabel, boilerplate
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.model import BlockKind, Label, PageKind

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MIN_TEASERS = 3
"""Two paragraphs in a row below linked headings were found within reports, three were not."""

MIN_HEADLINE_WORDS = 3
"""Shorter headings name a section."""

MIN_ENTRY_WORDS = 6
"""A kicker and a headline; shorter entries may be goods with their prices."""

MIN_ENTRIES = 3
"""On the labelled pages no such entries in a row are text; elsewhere two were, in a list of what had been mended."""

_TEASER = RuleLabel(Label.OTHER_STORY, "teaser")
_LINK_LIST = boilerplate("link_list")
_HEADING, _LIST_ITEM = BlockKind.HEADING, BlockKind.LIST_ITEM


def label_teasers(state: PageState) -> None:
    """Label paragraphs below linked headlines, in a row before or after all other paragraphs."""
    if state.page.kind is PageKind.LIVE_BLOG:
        return
    paragraphs = state.paragraphs
    below = [_is_below_headline(index, state) for index in paragraphs]
    if sum(below) < MIN_TEASERS or all(below):
        return
    first, last = below.index(False), len(below) - below[::-1].index(False)
    for run in (paragraphs[:first], paragraphs[last:]):
        if len(run) >= MIN_TEASERS:
            for index in run:
                state.labels.setdefault(index, _TEASER)


def label_link_lists(state: PageState) -> None:
    """Label entries of the main text, in a row, that are headlines of other stories."""
    if state.page.kind is PageKind.LIVE_BLOG:
        return
    main = (block for block in state.blocks if block.is_main)
    for is_list, row in groupby(main, key=_is_linked_headline):
        entries = list(row) if is_list else []
        if len(entries) >= MIN_ENTRIES:
            for block in entries:
                state.labels.setdefault(block.index, _LINK_LIST)


def _is_linked_headline(block: BlockFeatures) -> bool:
    return (
        block.link_density >= LIST_LINK_DENSITY
        and block.kind is _LIST_ITEM
        and MIN_ENTRY_WORDS <= block.word_count <= MAX_LINK_LINE_WORDS
        and not ends_like_a_sentence(block.text)
    )


def _is_below_headline(index: int, state: PageState) -> bool:
    if index == 0:
        return False
    above = state.blocks[index - 1]
    if above.kind is not _HEADING or above.link_density < LINK_LINE_DENSITY or above.is_taken:
        return False
    return len(above.words) >= MIN_HEADLINE_WORDS and above.words != state.headline
