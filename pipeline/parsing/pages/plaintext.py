"""A plain text to a page: its paragraphs become blocks, and its title, byline, date and address are found.

What is sure is layout, so layout decides (`plain_paragraphs`). The title, byline and date stand in the *head*, the lines
before the first paragraph of prose; a byline may close the text instead.

Blocks keep the 1-based numbers of the lines they came from, so that every label can be compared with the file.
"""

# ruff: noqa: RUF001 - marks of many scripts

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model import Block, BlockKind, Page, PageKind
from pipeline.parsing.dates import UNREADABLE, believe
from pipeline.parsing.pages.own_address import date_in, own_address
from pipeline.parsing.pages.plain_paragraphs import (
    LIST_MARK,
    LONG_PARAGRAPH_WORDS,
    SENTENCE_END,
    paragraph_word_count,
    paragraphs_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.parsing.pages.plain_paragraphs import Paragraph

MAX_BYLINE_WORDS = 14
"""Bylines name a few people and perhaps their paper; longer lines that begin so are sentences."""

MAX_DATE_CHARACTERS = 60
"""A weekday, a date, a time and a zone."""

MAX_DATE_LONG_WORDS = 3
"""The words of four letters or more that a date has: weekday, month, "published"."""

_BYLINE = re.compile(
    r"(?:(?P<sure>by|von|par|por|door|автор|autor|auteur|autore|author|written by|記者|기자|作者|记者|بقلم)"
    r"|de|di|da|od|от|text|texte|tekst|testo)\s*[:：]?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_LOWER_IN_BYLINES = frozenset(
    [
        "and",
        "for",
        "in",
        "with",
        "of",
        "the",
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "und",
        "et",
        "y",
        "e",
        "i",
        "en",
        "staff",
        "writer",
        "writers",
        "reporter",
        "correspondent",
        "editor",
        "agencies",
    ]
)
_SIGN_OFF = re.compile(r"(?:\S+\.[a-z]{2,6}|\w{2,12})\s*[-–—/]\s*[A-Z]{1,3}|\(\w{2,10}(?:/\w{2,10})*\)")
"""How a text is signed at its foot: "example.org - XY", "AFP/ab" or "(dpa)"."""
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def parse_plaintext(text: str, fetched_at: datetime) -> Page:
    """Return the page that `text` is; `fetched_at` bounds the dates that can be believed. Language stays None.

    Raise Rejected (`too_many_lines`) for what is no article by its length alone.
    """
    paragraphs = paragraphs_of(text)
    head = next((index for index, entry in enumerate(paragraphs) if entry.is_prose), 0)
    shown = next((entry.text for entry in paragraphs[:head] if _is_date(entry.text, fetched_at)), None)
    own_url = own_address(paragraphs, head)
    raw = shown or date_in(own_url)
    published = believe(raw, fetched_at)
    return Page(
        kind=PageKind.ARTICLE,
        blocks=tuple(
            _block(position, entry, is_of_head=position < head) for position, entry in enumerate(paragraphs)
        ),
        title=_title([entry for entry in paragraphs[:head] if entry.text != shown]),
        byline=_byline(paragraphs, head),
        published_at=published.moment,
        published_raw=raw,
        published_note=published.note,
        own_url=own_url,
    )


def _block(position: int, paragraph: Paragraph, *, is_of_head: bool) -> Block:
    return Block(position, _kind(paragraph, is_of_head=is_of_head), paragraph.text, lines=paragraph.lines)


def _kind(paragraph: Paragraph, *, is_of_head: bool) -> BlockKind:
    text = paragraph.text
    if LIST_MARK.match(text):
        return BlockKind.LIST_ITEM
    has_address = "://" in text
    if not is_of_head and (paragraph.is_prose or has_address or SENTENCE_END.search(text)):
        return BlockKind.PARAGRAPH
    is_short = paragraph_word_count(text) <= LONG_PARAGRAPH_WORDS
    return BlockKind.HEADING if is_short and not has_address else BlockKind.PARAGRAPH


def _title(head: Sequence[Paragraph]) -> str | None:
    """Return the first line of the head that is no byline, address or list item."""
    for entry in head:
        if not _BYLINE.fullmatch(entry.text) and "://" not in entry.text and not LIST_MARK.match(entry.text):
            return entry.text
    return None


def _byline(paragraphs: Sequence[Paragraph], head: int) -> str | None:
    """Return the names of the first byline, in the head or as a line of its own; else the sign-off of the foot."""
    for index, entry in enumerate(paragraphs):
        match = _BYLINE.fullmatch(entry.text)
        if match and (match["sure"] or index < head) and _are_names(match["names"]):
            return match["names"].rstrip(".")
    if len(paragraphs) > 1 and _SIGN_OFF.fullmatch(paragraphs[-1].text):
        return paragraphs[-1].text
    return None


def _are_names(text: str) -> bool:
    words = _WORD.findall(text)
    return 0 < len(words) <= MAX_BYLINE_WORDS and all(
        not word[0].islower() or word.lower() in _LOWER_IN_BYLINES for word in words
    )


def _is_date(text: str, fetched_at: datetime) -> bool:
    """Whether a short line is a date, believable or not: other words than those of a date make it a sentence."""
    return (
        len(text) <= MAX_DATE_CHARACTERS
        and len(_LONG_WORD.findall(text)) <= MAX_DATE_LONG_WORDS
        and any(map(str.isdecimal, text))
        and believe(text, fetched_at).note != UNREADABLE
    )
