"""Furniture known by its form, whatever its words: captions, credits, buttons, ages, and lines that are links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.credit_lines import ends_in_credit, is_toolbar
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence, is_prose, word_count
from pipeline.cleaning.page_rules.sidebars import ends_in_age, is_age
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block

LINK_LINE_DENSITY = 0.9
"""A short line that is nearly all link leads elsewhere."""

LIST_LINK_DENSITY = 0.5
"""In a list of headlines, entries are links with an age or a kicker beside them."""

MIN_LINK_LINE_WORDS = 3
"""Amid the text a linked word or two may be a subheading; in the head they are menus and sections."""

MAX_LINK_LINE_WORDS = 20
"""Headlines are shorter; a longer linked line is a sentence that may be passed on with a click."""

BAR_LINK_DENSITY = 0.5
"""A row of links parted by bars is half links and half bars and counts."""

_SENTENCES = re.compile(r"[a-z][.!?][\"'”\u2019)]*\s?[A-Z]")
"""Where one sentence ends and another begins: a headline is one."""
_BARS = re.compile(r"[|•·\]»]")

_CAPTION = BlockKind.CAPTION


def rule_of_words(block: Block, words: Sequence[str]) -> str | None:
    """Return the rule that a block of captions, buttons or ages fits, wherever it stands."""
    text = block.text
    if block.kind is _CAPTION:
        return "caption"
    if ends_in_credit(text) or ("©" in text and not is_prose(text.rstrip("© "))):
        return "credit"
    if is_toolbar(text, words):
        return "share"
    return "age" if is_age(text) or ends_in_age(text) else None


def rule_of_links(block: Block, *, is_of_head: bool, heads_text: bool) -> str | None:
    """Return the rule that a row of links or a linked line fits; a link that heads a paragraph leads to its subject."""
    text = block.text
    if block.link_density >= BAR_LINK_DENSITY and len(_BARS.findall(text)) >= 2 and not is_prose(text):
        return "link_bar"
    is_link = block.link_density >= LINK_LINE_DENSITY and not heads_text and _may_be_headline_of_another(text)
    least = 1 if is_of_head else MIN_LINK_LINE_WORDS
    if is_link and least <= word_count(text) <= MAX_LINK_LINE_WORDS:
        return "link_line"
    return None


def _may_be_headline_of_another(text: str) -> bool:
    return not ends_like_a_sentence(text) and _SENTENCES.search(text) is None
