"""Repeated pages: one text under many addresses, as consent walls and soft error pages have that answer with 200.

Requirements
    A wall that no parser recognises must not become an article, let alone hundreds. An article that stands at several
    addresses of its host must stay one.

How it works
    The text of an article has to do with the words of its address. That of a wall has not: it is the same for whoever
    asks for `/minister-resigns-over-budget`. So a page is *misnamed* when the words of its address hardly occur in it,
    and one text under enough misnamed and different addresses of a host is no article.

Known exception
    A host may send its dead links to its top story. Where one address does name the text, it is an article, whatever
    else leads to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.cleaning.blocks import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_ADDRESSES = 5
"""So many different misnamed addresses are no accident; agencies' copies under several sections stay below."""

MIN_SLUG_WORDS = 3
"""An address with fewer words says nothing of what it leads to."""

MAX_SHARED = 0.25
"""A wall may share a word with an address by chance; an article shares most of them."""

MIN_NAMED = 0.5
"""An article's address shares most of its words with the text."""

MIN_WORD_LETTERS = 4
"""Shorter words stand in every text."""

_NUMBER = re.compile(r"\d")


def slug_words(url: str) -> frozenset[str]:
    """Return the words of the longest part of the address's path."""
    parts = unquote(urlsplit(url).path).split("/")
    words = (word for word in words_of(max(parts, key=len)) if not _NUMBER.search(word))
    return frozenset(word for word in words if len(word) >= MIN_WORD_LETTERS)


def is_misnamed(url: str, title: str | None, text: str) -> bool:
    """Whether the address names something the page does not speak of."""
    slug, shared = _shared(url, title, text)
    return slug >= MIN_SLUG_WORDS and shared <= MAX_SHARED * slug


def is_named(url: str, title: str | None, text: str) -> bool:
    """Whether the address says what the page speaks of."""
    slug, shared = _shared(url, title, text)
    return slug >= MIN_SLUG_WORDS and shared >= MIN_NAMED * slug


def _shared(url: str, title: str | None, text: str) -> tuple[int, int]:
    """Return how many words the address has, and how many of them the page says."""
    slug = slug_words(url)
    return len(slug), len(slug & set(words_of(f"{title or ''} {text}")))


def is_repeated(misnamed_urls: Iterable[str]) -> bool:
    """Whether one text under these misnamed addresses of one host is a wall."""
    return len({slug_words(url) for url in misnamed_urls}) >= MIN_ADDRESSES
