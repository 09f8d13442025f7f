"""Repeated pages: one text under many addresses, as consent walls and soft error pages have that answer with 200.

Requirements
    A wall that no parser recognises must not become an article, let alone hundreds; nor must what stands around every
    article of a site (a notice, a prompt, a menu) where the article itself cannot be read. An article that stands at
    several addresses of its host must stay one.

How it works
    The text of an article has to do with its name: the words of its address or, where that has none, of its headline.
    That of a wall has not: it is the same for whoever asks for `/minister-resigns-over-budget`. So a page is *misnamed*
    when the words of its name hardly occur in its text, and one text under enough different names of a host is no
    article. The headline is no part of the text here: a page that could not be read still has its own.

    Walls have one headline, so their addresses alone tell them apart, and more are needed. Where the headlines differ,
    too, few pages suffice.

Known exception
    A host may send its dead links to its top story. Where one address does name the text, it is an article, whatever
    else leads to it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.prose import NO_SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable

MIN_ADDRESSES = 5
"""So many different misnamed addresses are no accident; agencies' copies under several sections stay below."""

MIN_HEADLINES = 3
"""So many pages with addresses and headlines of their own, none of which the one text speaks of, suffice."""

MIN_NAME_WORDS = 3
"""A name with fewer words says nothing of what it leads to."""

MAX_SHARED = 0.25
"""A wall may share a word with a name by chance; an article shares most of them."""

MIN_NAMED = 0.5
"""An article's name shares most of its words with the text."""

MIN_WORD_LETTERS = 4
"""Shorter words stand in every text; in scripts beyond those of Europe they have two."""

_NUMBER = re.compile(r"\d")
_EUROPEAN = re.compile(r"[\u0041-\u052f\u1e00-\u1fff]")


def slug_words(url: str) -> frozenset[str]:
    """Return the words of the longest part of the address's path."""
    return _naming_words(max(unquote(urlsplit(url).path).split("/"), key=len))


def name_of(url: str, title: str | None) -> frozenset[str]:
    """Return the words that name a page: those of its address, or of its headline where the address has too few."""
    slug = slug_words(url)
    return slug if len(slug) >= MIN_NAME_WORDS or not title else _naming_words(title)


def is_misnamed(url: str, title: str | None, text: str) -> bool:
    """Whether the name says something the text does not speak of."""
    name, shared = _shared(url, title, text)
    return name >= MIN_NAME_WORDS and shared <= MAX_SHARED * name


def is_named(url: str, title: str | None, text: str) -> bool:
    """Whether the name says what the text speaks of."""
    name, shared = _shared(url, title, text)
    return name >= MIN_NAME_WORDS and shared >= MIN_NAMED * name


def is_repeated(pages: Iterable[tuple[str, str | None]]) -> bool:
    """Whether one text of these misnamed pages of one host, each an address and a headline, is a wall."""
    known = list(pages)
    names = {name_of(url, title) or frozenset((url,)) for url, title in known}
    headlines = {" ".join(words_of(title)) for _, title in known if title}
    return len(names) >= MIN_ADDRESSES or min(len(names), len(headlines)) >= MIN_HEADLINES


def _naming_words(name: str) -> frozenset[str]:
    """Return the words that say something; of scripts without spaces, every two characters side by side."""
    found: set[str] = set()
    for word in words_of(name):
        if _NUMBER.search(word):
            continue
        if NO_SPACES.search(word):
            found.update(left + right for left, right in pairwise(word))
        elif len(word) >= (MIN_WORD_LETTERS if _EUROPEAN.search(word) else 2):
            found.add(word)
    return frozenset(found)


def _shared(url: str, title: str | None, text: str) -> tuple[int, int]:
    """Return how many words the name has, and how many of them the text says."""
    name = name_of(url, title)
    return len(name), len(name & _naming_words(text))
