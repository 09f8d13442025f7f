"""One capture of HTML to one page: its metadata, its kind, and every block with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from pipeline.errors import Rejected
from pipeline.model import Block, Fetched, Page, Place
from pipeline.parsing.alignment import align
from pipeline.parsing.charset import decode, printable
from pipeline.parsing.dom import page_blocks
from pipeline.parsing.metadata import metadata_of
from pipeline.parsing.page_kinds import page_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TAGS = 60_000
"""Three times the most of 923 real pages, and far below what keeps a parser busy for a minute."""

_WORD = re.compile(r"\w")


def parse_page(fetched: Fetched) -> Page:
    """Return the page; raise Rejected when it is empty, too large to parse, or holds no text."""
    if not fetched.body.strip():
        raise Rejected("empty", "no bytes in the body")
    if (tags := fetched.body.count(b"<")) > MAX_TAGS:
        raise Rejected("too_many_tags", f"{tags} tags, more than {MAX_TAGS}")
    tree = load_html(decode(fetched.body, fetched.content_type))
    if tree is None:
        raise Rejected("not_html", "no elements in the body")
    lines = main_lines(tree)
    blocks = align(lines, page_blocks(tree))
    if not any(block.place is Place.MAIN for block in blocks):
        raise Rejected("no_text", f"{len(blocks)} blocks, none of them text")
    return _page(fetched, tree, blocks)


def main_lines(tree: HtmlElement) -> list[str]:
    """Return the lines trafilatura takes for the article's own text."""
    document = bare_extraction(tree, include_comments=False, with_metadata=False)
    if not isinstance(document, Document) or not document.text:
        return []
    lines = (" ".join(line.split()) for line in printable(document.text).splitlines())
    return [line for line in lines if _WORD.search(line)]


def _page(fetched: Fetched, tree: HtmlElement, blocks: list[Block]) -> Page:
    metadata = metadata_of(tree, fetched.url, fetched.fetched_at)
    is_file = not fetched.url.startswith(("http://", "https://"))
    return Page(
        kind=page_kind(fetched, metadata, blocks),
        blocks=tuple(blocks),
        title=metadata.title,
        byline=metadata.byline,
        published_at=metadata.published_at,
        published_raw=metadata.published_raw,
        published_note=metadata.published_note,
        language=metadata.language,
        site_name=metadata.site_name,
        canonical_url=metadata.canonical_url,
        own_url=metadata.canonical_url if is_file else None,
    )
