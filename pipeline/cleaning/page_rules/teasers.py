"""Rules `teaser` and `link_list`: summaries below the headlines of other stories, and lists of headlines.

Extractors leave headlines that are nothing but links, and take the summaries below them for paragraphs. A report may
have a link above a paragraph here and there, with its text before and after them; so teasers are believed where several
in a row stand before all other text or after it. Lists of headlines are believed where each entry has a kicker that is no
link.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.ages import is_age
from pipeline.cleaning.page_rules.block_features import LINK_LINE_DENSITY, LIST_LINK_DENSITY
from pipeline.cleaning.page_rules.forms import MAX_LINK_LINE_WORDS
from pipeline.cleaning.page_rules.page_state import RuleLabel, boilerplate
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.page_rules.vocabulary import DATE_WORDS
from pipeline.model import BlockKind, Label, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MIN_TEASERS = 3
"""Two paragraphs in a row below linked headings were found within reports, three were not."""

MIN_SECTION_TEASERS = 2
"""Below a heading that names other stories two pairs of a link and a paragraph suffice."""

MAX_SECTION_CHARACTERS = 60
"""The headings of such lists are a few words."""

MIN_HEADLINE_WORDS = 3
"""Shorter headings name a section."""

MIN_ENTRY_WORDS = 6
"""A kicker and a headline; shorter entries may be goods with their prices."""

MIN_ENTRIES = 3
"""On the labelled pages no such entries in a row are text; elsewhere two were, in a list of what had been mended."""

ROW_LINK_DENSITY = 0.75
"""A time or a number before the link is a quarter of the shortest entries."""

MIN_LINKS = 3
"""Lines in a row that lead away; a text links two sources below each other."""

MAX_ENTRY_WORDS = 30
"""Headlines of agencies; a longer linked block is a paragraph."""

MAX_DATE_CHARACTERS = 40
"""A day of the week, a date and a time."""

MAX_BARE_CHARACTERS = 20
"""A date and a time."""

_BEGINS_WITH_TIME = re.compile(r"[012]?\d[:.][0-5]\d\b")
_TEASER = RuleLabel(Label.OTHER_STORY, "teaser")
_LINK_LIST = boilerplate("link_list")
_HEADING, _LIST_ITEM = BlockKind.HEADING, BlockKind.LIST_ITEM


def label_teasers(state: PageState) -> None:
    """Label paragraphs below linked headlines, in a row before or after all other paragraphs."""
    if state.page.kind is PageKind.LIVE_BLOG:
        return
    paragraphs = state.paragraphs
    for index in (*_below_section(state), *_dated_cards(state)):
        state.labels.setdefault(index, _TEASER)
    below = [_is_below_headline(index, state) for index in paragraphs]
    if sum(below) < MIN_TEASERS or all(below):
        return
    first, last = below.index(False), len(below) - below[::-1].index(False)
    for run in (paragraphs[:first], paragraphs[last:]):
        if len(run) >= MIN_TEASERS:
            for index in run:
                state.labels.setdefault(index, _TEASER)


def _dated_cards(state: PageState) -> Sequence[int]:
    """Return the paragraphs between a linked headline and a date, where there are three or more, whoever took them.

    The time may also stand before the headline, as in a column of the latest news.

    A report's parts have no dates. Where they are all that was taken, the report's own text was not.
    """
    if not state.has_links:
        return ()
    main = state.main
    cards = [
        block.index
        for above, block, below in zip(main, main[1:], [*main[2:], None], strict=False)
        if block.is_paragraph
        and _is_link_line(above)
        and ((below is not None and _is_date_line(below)) or _BEGINS_WITH_TIME.match(above.text))
    ]
    return cards if len(cards) >= MIN_TEASERS else ()


def _is_date_line(block: BlockFeatures) -> bool:
    if len(block.text) > MAX_DATE_CHARACTERS or not any(map(str.isdigit, block.text)):
        return False
    return is_age(block.text) or all(word == "0" or word in DATE_WORDS for word in block.words)


def _below_section(state: PageState) -> Sequence[int]:
    """Return the paragraphs below the last heading like "More from the harbour", where each has its own link above it.

    One link is no proof: the text may go on below a box.
    """
    if not state.paragraphs or not _is_link_line(state.blocks[state.paragraphs[-1] - 1]):
        return ()
    sections = [
        block.index
        for block in state.main
        if len(block.text) <= MAX_SECTION_CHARACTERS and _opens_section(block)
    ]
    after = [index for index in state.paragraphs if index > sections[-1]] if sections else []
    are_below = all(_is_link_line(state.blocks[index - 1]) for index in after)
    if len(after) < MIN_SECTION_TEASERS or not are_below or len(after) == len(state.paragraphs):
        return ()
    return after


def _opens_section(block: BlockFeatures) -> bool:
    return block.phrase is not None and block.phrase.form is Form.SECTION


def label_link_lists(state: PageState) -> None:
    """Label entries of the main text, in a row, that are headlines of other stories, and note rows of links."""
    if state.page.kind is PageKind.LIVE_BLOG or not state.has_links:
        return
    if sum(block.link_density >= LIST_LINK_DENSITY for block in state.main) < MIN_LINKS:
        return
    for is_list, row in groupby(state.main, key=_is_linked_headline):
        entries = list(row) if is_list else []
        if len(entries) >= MIN_ENTRIES:
            for block in entries:
                state.labels.setdefault(block.index, _LINK_LIST)
    for links in _rows_of_links(state.main):
        if sum(block.link_density > 0 for block in links) >= MIN_LINKS:
            state.link_rows.update(block.index for block in links)


def link_list(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise a line in a row of links that nothing else is known of."""
    return _LINK_LIST if block.index in state.link_rows else None


def _rows_of_links(main: Sequence[BlockFeatures]) -> Iterator[list[BlockFeatures]]:
    """Yield runs of lines that are links, with the bare times and numbers that stand between them."""
    row: list[BlockFeatures] = []
    for block in main:
        if _is_link_line(block) or (row and _is_bare(block.text)):
            row.append(block)
        else:
            yield row
            row = []
    yield row


def _is_link_line(block: BlockFeatures) -> bool:
    return block.link_density >= ROW_LINK_DENSITY and block.word_count <= MAX_ENTRY_WORDS


def _is_bare(text: str) -> bool:
    """Whether a line has no letter: the time or the number of an entry."""
    return len(text) <= MAX_BARE_CHARACTERS and not any(map(str.isalpha, text))


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
    return above.word_count >= MIN_HEADLINE_WORDS and above.words != state.headline
