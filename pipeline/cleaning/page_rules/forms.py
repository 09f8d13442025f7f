"""Boilerplate known by its form, whatever its words: captions, credits, buttons, ages, and lines that are links.

Rules `caption`, `credit`, `share` and `age`; `link_bar` and `link_line`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.ages import ends_in_age, is_age
from pipeline.cleaning.page_rules.block_features import LINK_LINE_DENSITY
from pipeline.cleaning.page_rules.credit_lines import ends_in_credit
from pipeline.cleaning.page_rules.page_state import HEAD, boilerplate
from pipeline.cleaning.page_rules.prose import MAX_LINE_CHARACTERS, ends_like_a_sentence, is_prose, word_count
from pipeline.cleaning.page_rules.vocabulary import TOOL_FILLERS, TOOL_WORDS
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState, RuleLabel

MIN_LINK_LINE_WORDS = 3
"""Amid the text a linked word or two may be a subheading; in the head they are menus and sections."""

MAX_LINK_LINE_WORDS = 20
"""Headlines are shorter; a longer linked line is a sentence that may be passed on with a click."""

BAR_LINK_DENSITY = 0.5
"""A row of links parted by bars is half links and half bars and counts."""

MIN_BARS = 2
"""A row of three links; one bar parts a headline from the name of its site."""

MAX_TOOLBAR_CHARACTERS = 100
"""Some ten buttons."""

_SENTENCES = re.compile(r"[a-z][.!?][\"'”\u2019)]*\s?[A-Z]")
"""Where one sentence ends and another begins: a headline is one."""
_BARS = re.compile(r"[|•·\]»]")

_LINK_BAR, _LINK_LINE = boilerplate("link_bar"), boilerplate("link_line")
_CAPTION_LABEL, _CREDIT = boilerplate("caption"), boilerplate("credit")
_SHARE, _AGE = boilerplate("share"), boilerplate("age")
_CAPTION = BlockKind.CAPTION


def boilerplate_form(block: BlockFeatures, _: PageState) -> RuleLabel | None:
    """Recognise captions, picture credits, rows of buttons and ages, wherever they stand."""
    if block.kind is _CAPTION:
        return _CAPTION_LABEL
    text = block.text
    if ends_in_credit(text) or ("©" in text and _is_line_with_copyright(text)):
        return _CREDIT
    if len(text) > MAX_LINE_CHARACTERS:
        return None
    if not block.is_paragraph and _is_toolbar(text, block.words):
        return _SHARE
    return _AGE if is_age(text) or ends_in_age(text) else None


def linked_line(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise rows of links and short linked lines; a link that heads a paragraph leads to its subject."""
    if block.link_density < BAR_LINK_DENSITY:
        return None
    if not block.is_paragraph and len(_BARS.findall(block.text)) >= MIN_BARS:
        return _LINK_BAR
    if block.link_density < LINK_LINE_DENSITY or block.index in state.heads_text:
        return None
    least = 1 if state.zone is HEAD else MIN_LINK_LINE_WORDS
    if least <= block.word_count <= MAX_LINK_LINE_WORDS and _may_be_headline_of_another(block.text):
        return _LINK_LINE
    return None


def _is_toolbar(text: str, words: Sequence[str]) -> bool:
    """Whether a line is a row of buttons: "Print  E-mail story  Change text size"."""
    if len(text) > MAX_TOOLBAR_CHARACTERS:
        return False
    return not TOOL_WORDS.isdisjoint(words) and all(
        word in TOOL_WORDS or word in TOOL_FILLERS or word == "0" for word in words
    )


def _is_line_with_copyright(text: str) -> bool:
    """Whether a text that has a copyright mark is a line, not a paragraph that ends in the mark."""
    said = text.rstrip("© ")
    return not is_prose(said, word_count(said))


def _may_be_headline_of_another(text: str) -> bool:
    return not ends_like_a_sentence(text) and _SENTENCES.search(text) is None
