"""Lists of feeds in OPML, as feed readers write and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import SourceError
from pipeline.parsing.charset import one_line
from pipeline.parsing.feeds.announcements import absolute, xml_parser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Source

_ROOT = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_HEAD_BYTES = 4_096
MAX_FEEDS = 10_000
"""Of one list; the largest that are shared hold a few thousand."""
_MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of a list: its address, and what the list calls it."""

    url: str
    title: str


def is_opml(body: bytes) -> bool:
    """Return whether the body is a list of feeds."""
    return bool(_ROOT.search(body[:_HEAD_BYTES]))


def parse_opml(body: bytes) -> tuple[ListedFeed, ...]:
    """Return the feeds of a list, each address once; raise SourceError where it is none, or names no feed."""
    try:
        root = etree.fromstring(body.lstrip(), xml_parser(repairs=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"the list of feeds is no OPML: {error}") from error
    found: dict[str, ListedFeed] = {}
    for outline in root.iter("{*}outline") if root is not None else ():
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        if url := absolute("", attributes.get("xmlurl")):
            title = attributes.get("title") or attributes.get("text") or ""
            found.setdefault(url, ListedFeed(url, one_line(title, _MAX_TITLE)))
    if not found:
        raise SourceError("the list of feeds (OPML) names no feed: none of its outlines has an xmlUrl")
    return tuple(found.values())[:MAX_FEEDS]


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return a list of these sources that any feed reader takes."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources of newsfold"
    body = etree.SubElement(root, "body")
    for source in sources:
        outline = etree.SubElement(body, "outline", type="rss", text=source.source_id, title=source.source_id)
        outline.set("xmlUrl", source.location)
        if source.language:
            outline.set("language", source.language)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written
