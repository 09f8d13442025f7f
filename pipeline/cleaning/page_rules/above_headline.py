"""Rules `kicker` and `above_headline`: short lines above the page's headline.

The one right above it names a section or topic; the others are menus and calendars that no element of the page names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import RuleLabel, boilerplate
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.model import Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_LINE_WORDS = 6
"""Entries of menus, dates, kickers; above a headline a longer line may be a standfirst."""

_ABOVE, _KICKER = boilerplate("above_headline"), RuleLabel(Label.METADATA, "kicker")


def label_above_headline(state: PageState) -> None:
    """Label what no other rule knew above the headline, where no paragraph stands above it."""
    if not state.headline_seen:
        return
    headline = next(index for index, given in state.labels.items() if given.label is Label.HEADLINE)
    if not state.blocks[headline].is_main:
        return
    above = [block for block in state.main if block.index < headline]
    if any(block.is_paragraph for block in above):
        return
    for block in above:
        is_line = block.word_count <= MAX_LINE_WORDS and not ends_like_a_sentence(block.text)
        if is_line and state.labels[block.index].label is Label.BODY:
            state.labels[block.index] = _KICKER if block is above[-1] else _ABOVE
