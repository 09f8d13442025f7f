"""One capture of HTML to one page: its metadata, its kind, and every block with its region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import Rejected
from pipeline.model import Block, Fetched, Page, Region
from pipeline.parsing.charset import decode
from pipeline.parsing.fast_trafilatura import main_lines, parse_html
from pipeline.parsing.pages.alignment import blocks_of
from pipeline.parsing.pages.article_text import article_of
from pipeline.parsing.pages.dom import PageBlock, page_blocks
from pipeline.parsing.pages.metadata import Metadata, metadata_of
from pipeline.parsing.pages.page_kinds import page_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TAGS = 60_000
"""Three times the most of 923 real pages, and far below what keeps a parser busy for a minute."""

MAX_ATTRIBUTES = 10_000
"""Of one tag. Each is compared with all before it, so that a hundred thousand take a minute; real ones have dozens."""

_MANY_BYTES = 5 * MAX_ATTRIBUTES
"""A tag with that many attributes has at least so many bytes: their names differ."""
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{%d,}" % _MANY_BYTES)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")

_TITLE = re.compile(r"<title\b[^>]*>", re.IGNORECASE)
"""A title that is never closed swallows the whole page; without its beginning the page can be read."""

_OPEN_DOCTYPE = re.compile(r"\s*<!doctype[^<>]*(?=<)", re.IGNORECASE)
"""A declaration that is never closed swallows the element behind it, and with it the page."""

MOSTLY_LINKS = 0.8
"""A block linked to this share is a teaser or a menu entry, never prose with links in it."""


def parse_page(fetched: Fetched) -> Page:
    """Return the page; raise Rejected when it is empty, too large to parse, or holds no text."""
    if not fetched.body or fetched.body.isspace():
        raise Rejected("empty", "no bytes in the body")
    if (tags := fetched.body.count(b"<")) > MAX_TAGS:
        raise Rejected("too_many_tags", f"{tags} tags, more than {MAX_TAGS}")
    if _has_tag_of_many_attributes(fetched.body):
        raise Rejected("too_many_attributes", f"a tag with more than {MAX_ATTRIBUTES}")
    html = decode(fetched.body, fetched.content_type)
    tree, found = _parsed(html)
    if tree is None and (opening := _OPEN_DOCTYPE.match(html)):
        tree, found = _parsed(html[opening.end() :])
    if not found and tree is not None and "</" in (tree.findtext(".//title") or ""):
        tree, found = _parsed(_TITLE.sub("", html, count=1))
    if tree is None:
        raise Rejected("not_html", "no elements in the body")
    metadata = metadata_of(tree, fetched.url, fetched.fetched_at, found)
    laid = article_of(main_lines(tree, _unlinked_characters(found)), found, metadata, html)
    blocks = blocks_of(laid, metadata.paid)
    if not any(block.region is Region.MAIN for block in blocks):
        raise Rejected("no_text", f"{len(blocks)} blocks, none of them text")
    return _page(fetched, metadata, blocks)


def _has_tag_of_many_attributes(body: bytes) -> bool:
    """Whether a tag has too many attributes; tags are counted only where one is long enough to have them."""
    stretch = _MANY_BYTES // 2  # a tag of that size covers one of these wholly
    if all(body.find(b"<", at, at + stretch) >= 0 for at in range(0, len(body), stretch)):
        return False
    return any(len(_QUOTED.sub(b"", tag).split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.findall(body))


def _parsed(html: str) -> tuple[HtmlElement | None, list[PageBlock]]:
    tree = parse_html(html)
    return tree, [] if tree is None else page_blocks(tree)


def _unlinked_characters(blocks: list[PageBlock]) -> int:
    return sum(len(block.text) for block in blocks if block.link_density < MOSTLY_LINKS)


def _page(fetched: Fetched, metadata: Metadata, blocks: list[Block]) -> Page:
    is_file = not fetched.url.startswith(("http://", "https://"))
    return Page(
        kind=page_kind(fetched, metadata, blocks),
        blocks=tuple(blocks),
        title=metadata.title,
        byline=metadata.byline,
        authors=metadata.authors,
        published_at=metadata.published_at,
        published_precision=metadata.published_precision,
        published_source=metadata.published_source,
        published_raw=metadata.published_raw,
        published_note=metadata.published_note,
        modified_at=metadata.modified_at,
        language=metadata.language,
        language_source=metadata.language_source,
        site_name=metadata.site_name,
        canonical_url=metadata.canonical_url if is_file else metadata.first_address or metadata.canonical_url,
        own_url=metadata.canonical_url if is_file else None,
    )
