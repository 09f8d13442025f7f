"""One capture of any kind to one page: chooses the parser by what the capture says it is."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import Rejected
from pipeline.model import PageKind, Region
from pipeline.parsing.charset import decode, printable
from pipeline.parsing.pages.word_count import page_word_count

if TYPE_CHECKING:
    from pipeline.model import Fetched, Page

MIN_WORDS = 8
"""Fewer words are less than a sentence. News flashes have some 15, the shortest of 1,030 labelled articles 61."""

_TEXT_SUFFIXES = (".txt", ".text", ".md")
_FOREIGN = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/octet-stream",
)


def parse(fetched: Fetched) -> Page:
    """Return the page of this capture; raise Rejected when it is no article at all."""
    page = _read(fetched)
    words = 0
    for block in page.blocks:
        if words < MIN_WORDS and block.region is Region.MAIN:
            words += page_word_count(block.text)
    if page.kind in {PageKind.ARTICLE, PageKind.VIDEO} and words < MIN_WORDS:
        raise Rejected("too_short", f"{words} words, fewer than {MIN_WORDS}")
    return page


def _read(fetched: Fetched) -> Page:
    content_type = fetched.content_type.partition(";")[0].strip().lower()
    if content_type.startswith(_FOREIGN) and not _is_document(
        fetched.body
    ):  # servers label pages as pictures
        raise Rejected("not_html", f"the content type is {content_type}")
    if is_plain_text(fetched):
        from pipeline.parsing.pages.plaintext import parse_plaintext  # noqa: PLC0415 - HTML runs need no text parser

        return parse_plaintext(printable(decode(fetched.body, fetched.content_type)), fetched.fetched_at)
    from pipeline.parsing.pages.page import parse_page  # noqa: PLC0415 - and text runs need no HTML parser

    return parse_page(fetched)


def warm_up() -> None:
    """Load what the parsers load at first use, so that processes forked from this one need not."""
    from pipeline.parsing import fast_trafilatura  # noqa: PLC0415 - loading them is the point
    from pipeline.parsing.pages import language, page, plaintext  # noqa: F401, PLC0415

    fast_trafilatura.warm_up()
    language.warm_up()


def is_plain_text(fetched: Fetched) -> bool:
    """Whether this capture is a text as somebody typed it: said by its type, or by the name of its file."""
    content_type = fetched.content_type.partition(";")[0].strip().lower()
    named = urlsplit(fetched.url).path.lower().endswith(_TEXT_SUFFIXES)
    return (content_type == "text/plain" if content_type else named) and not _is_document(fetched.body)


def _is_document(body: bytes) -> bool:
    """Return whether the bytes say themselves that they are a page."""
    return body[:512].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith((b"<!doctype html", b"<html"))
