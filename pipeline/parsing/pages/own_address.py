"""The address that a plain text gives as its own, and the day that an address names.

An address alone on its line is the text's own when a label says so, or when it is the best candidate at head or foot;
others belong to related stories.
"""

# ruff: noqa: RUF001 - colons of many scripts

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parsing.pages.plain_paragraphs import Paragraph

_ADDRESS = re.compile(
    r"(?P<label>[^:/]{2,30}:\s*)?(?P<address>https?://\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3})"
)
_ADDRESS_LABEL = re.compile(
    r"(?:original\s+)?(?:url|link|article|source|address|permalink|quelle|fuente|fonte|bron|источник|źródło|lien|enlace"
    r"|adresse|출처|원문|出典|来源|原文|المصدر)(?:\s+(?:url|link|address|original))?\s*[:：]?|originally published (?:at|on):?",
    re.IGNORECASE,
)
_DATE_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-]|$)")
_WORD = re.compile(r"\w+")


def own_address(paragraphs: Sequence[Paragraph], head: int) -> str | None:
    """Return the address that a text gives as its own: a labelled one, else the best match at head or foot.

    `head` is the index of the first paragraph of prose.
    """
    last = max((index for index, entry in enumerate(paragraphs) if entry.is_prose), default=-1)
    candidates: list[str] = []
    for index, entry in enumerate(paragraphs):
        match = _ADDRESS.fullmatch(entry.text)
        if not match:
            continue
        address = _mended(match["address"])
        label = match["label"] or (paragraphs[index - 1].text if index else "")
        if _ADDRESS_LABEL.fullmatch(label.strip()):
            return address
        if index < head or index > last:
            candidates.append(address)
    lead = set(_WORD.findall(" ".join(entry.text for entry in paragraphs[: head + 1]).casefold()))
    return max(candidates, key=lambda address: len(lead & set(_slug_words(address))), default=None)


def _slug_words(address: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(address.partition("://")[2].partition("/")[2].casefold())
        if len(word) > 3
    ]


def _mended(address: str) -> str:
    """Return the address without the spaces that copying or wrapping put into it."""
    return "".join(address.split())


def date_in(address: str | None) -> str | None:
    """Return the day that a path like /2026/03/10/ names."""
    match = _DATE_IN_ADDRESS.search(address or "")
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match else None
