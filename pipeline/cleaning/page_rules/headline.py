"""Rules `headline` and `headline_again`: the page's title, once as its headline, and again amid the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import TAIL, RuleLabel, boilerplate
from pipeline.model import BlockKind, Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_HEADLINE_CHARACTERS = 400
"""A heading that goes on for longer is a text."""

OPENING_CHARACTERS = 60
"""Quotation marks and the longest first word of a headline."""

MAX_WORDS_APART = 3
"""So many words more or fewer than the title: marks that stand alone count as words here."""

MIN_BEGINNING_WORDS = 4
"""A heading that is the beginning of the title, or begins with it; fewer words may name a section."""

_HEADLINE = RuleLabel(Label.HEADLINE, "headline")
_AGAIN = boilerplate("headline_again")
_HEADING = BlockKind.HEADING


def headline(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise the title of the page. The comments have no headline."""
    title = state.headline
    if not title or state.zone is TAIL:
        return None
    if (
        block.kind is _HEADING and not state.headline_seen
    ):  # a heading may be longer or shorter than the title
        if len(block.text) > MAX_HEADLINE_CHARACTERS:
            return None
    elif abs(block.text.count(" ") + 1 - len(title)) > MAX_WORDS_APART:
        return None
    return _title(block, state) if _may_begin_like(title, block.text) else None


def _may_begin_like(title: list[str], text: str) -> bool:
    """Whether the words of a block are worth reading: a headline begins as the title does.

    Numbers and letters beyond ASCII may be written otherwise.
    """
    opening = text[:OPENING_CHARACTERS]
    return title[0] == "0" or title[0] in opening.lower() or not opening.isascii()


def _title(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    title, words = state.headline, block.words
    is_same = words == title
    if not state.headline_seen and (is_same or _begins_alike(block, title)):
        state.headline_seen = state.head_seen = True
        return _HEADLINE
    return _AGAIN if is_same and block.is_main and not block.is_paragraph else None


def _begins_alike(block: BlockFeatures, title: list[str]) -> bool:
    words = block.words
    return (
        block.kind is _HEADING
        and len(words) >= MIN_BEGINNING_WORDS
        and (title[: len(words)] == words or words[: len(title)] == title)
    )
