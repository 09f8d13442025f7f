"""Which lines of a page are its article: the extractor's, those of another element, or those that came in a script.

The extractor comes first. Where it took a notice or a prompt, `elsewhere` finds the element with the text. Where the
page's JSON-LD or the state in its scripts holds more of the article than its elements do, and is about what the page is
about, that is the text (`embedded_body`). A page whose elements hold nothing but what stands on every page of its site
is rejected, with the reason `text_in_script` or `only_standing_text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import Rejected
from pipeline.parsing.pages.alignment import lay, lay_again
from pipeline.parsing.pages.elsewhere import are_standing, article_elsewhere
from pipeline.parsing.pages.embedded_body import (
    SHORT_CHARACTERS,
    agrees,
    body_in,
    holds_more,
    paragraphs_of,
    shared_words,
)
from pipeline.parsing.pages.embedded_states import MIN_STATE_CHARACTERS, states_of
from pipeline.parsing.pages.main_element import is_long
from pipeline.parsing.pages.other_content import mark_other_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parsing.pages.alignment import Alignment
    from pipeline.parsing.pages.dom import PageBlock
    from pipeline.parsing.pages.metadata import Metadata

STANDING_CHARACTERS = 1200
"""No newsletter's prompt or consent notice that says no word of the headline is longer; longer texts are looked at."""


def article_of(lines: list[str], page: Sequence[PageBlock], metadata: Metadata, html: str) -> Alignment:
    """Return the lines of the article, laid to the page; raise Rejected where the page shows none.

    `lines` are the extractor's, `page` the blocks that the elements give, `html` the page's source.
    """
    laid = lay(lines, page, metadata.title)
    mark_other_content(page, laid.headlines)
    moved = article_elsewhere(page, laid.taken, laid.headlines)
    shown = laid.shown if moved is None else moved
    if embedded := _embedded(shown, metadata, html):
        return lay_again(embedded, laid)
    if moved is not None:
        return lay_again(moved, laid)
    if _is_standing(laid, metadata):
        where = "text_in_script" if _has_state(html) else "only_standing_text"
        raise Rejected(where, f"the page shows {sum(map(len, lines))} characters, none about its headline")
    return laid


def _embedded(shown: Sequence[str], metadata: Metadata, html: str) -> list[str]:
    """Return the text that came with the page outside its elements, where it holds more of the article than they do."""
    beginnings = [metadata.description, max(shown, key=len, default=None)]
    if metadata.article_body:
        body = paragraphs_of(metadata.article_body)
        if holds_more(body, shown) and agrees(body, metadata.title, beginnings):
            return body
    if metadata.title is None or sum(map(len, shown)) >= SHORT_CHARACTERS:
        return []
    bodies = [body_in(state, metadata.title) for state in states_of(html, metadata.title)]
    fitting = [
        body for body in bodies if holds_more(body, shown) and agrees(body, metadata.title, beginnings)
    ]
    return max(fitting, key=lambda body: sum(map(len, body)), default=[])


def _has_state(html: str) -> bool:
    """Whether the page has a script that may hold what is drawn: those that begin with data, not with code."""
    return any(len(html) > MIN_STATE_CHARACTERS and mark in html for mark in _STATE_MARKS)


_STATE_MARKS = (
    "application/json",
    "__NEXT_DATA__",
    "__next_f",
    "_STATE__",
    "__NUXT",
    "JSON.parse(",
    "globalContent",
    "__data",
    "window.",
)


def _is_standing(laid: Alignment, metadata: Metadata) -> bool:
    """Whether the text is nothing but what stands on every page: all prose in elements so named, no word of the headline."""
    prose = [block for number in laid.taken if is_long(block := laid.page[number])]
    text = " ".join(block.text for block in prose)
    return (
        bool(prose)
        and metadata.title is not None
        and len(text) <= STANDING_CHARACTERS
        and are_standing(prose)
        and shared_words(metadata.title, text) == 0
    )
