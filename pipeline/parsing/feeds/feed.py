"""RSS and Atom feeds of every version, read strictly where they are well formed and repaired where they are not.

Nearly all feeds are well formed, and for these a walk over lxml's tree is enough and fast. fastfeedparser was tried
for it and dropped: it keeps neither the date as given nor `xml:base`, and leaves links relative. What is not well
formed goes to feedparser, which repairs almost anything but takes long, so only up to 2,000 items.
"""

from __future__ import annotations

import html
import io
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from pipeline.parsing.dates import believe
from pipeline.parsing.feeds.announcements import (
    Announcements,
    Item,
    absolute,
    capped,
    item_of,
    local_name,
    not_a_feed,
    xml_parser,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_ROOTS = frozenset({"rss", "RDF", "feed", "channel"})
_ITEMS = frozenset({"item", "entry"})
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
"""In the order of trust: when it was first published, then any date, then when it was changed."""
_HEAD = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HEAD_BYTES = 4_096
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ITEM_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_DATE_ELEMENT = re.compile(rb"<(?:\w+:)?(?:pubDate|published|date|updated)\s*>([^<]{1,100})<", re.IGNORECASE)
MAX_REPAIRED = 2_000
"""Items of a broken feed: repairing 100,000 kept the parser busy for minutes."""
_REFERENCE = re.compile(rb"&#([xX][0-9A-Fa-f]{1,20}|[0-9]{1,20});?")
"""A character by its number; older tools write those beyond 65,535 as two halves, which feedparser cannot encode."""
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
_PLAIN_NAMESPACES = frozenset(
    {
        *("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"),
        *("http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
        *(
            "http://purl.org/net/rss1.1#",
            "http://backend.userland.com/rss",
            "http://blogs.law.harvard.edu/tech/rss",
        ),
    }
)


def parse_feed(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return what the feed announces, the newest items up to the cap; raise Rejected (`not_a_feed`) when it is none.

    Links are resolved against `xml:base` and `url`; dates are believed only when they can be true.
    """
    try:
        root = etree.fromstring(body.lstrip(), xml_parser(), base_url=url)
    except (etree.XMLSyntaxError, ValueError):  # ValueError: an encoding nobody knows
        return _parse_broken(body, url, fetched_at)
    if local_name(root) not in _ROOTS:
        raise not_a_feed(f"the root is <{local_name(root)}>")
    base = _base(root, url)
    return _collect(_read(element, base, fetched_at) for element in _elements(root))


def _base(root: etree._Element, url: str) -> str:
    """Return what relative links are resolved against: services that host the feeds of others keep those links."""
    channel = next((child for child in root if local_name(child) == "channel"), root)
    link = next((child.text for child in channel if local_name(child) == "link" and child.text), None)
    home = absolute(url, link)
    return home if home and urlsplit(home).hostname != urlsplit(url).hostname else url


def _collect(items: Iterator[Item | None]) -> Announcements:
    read = list(items)
    return capped([item for item in read if item is not None], len(read))


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the items: children of the root in RSS 1.0 and Atom, of the channel in RSS 2.0."""
    for element in root.iter(etree.Element):
        if local_name(element) in _ITEMS:
            yield element


def _read(element: etree._Element, url: str, fetched_at: datetime) -> Item | None:
    fields: dict[str, str] = {}
    for child in _own_first(element):
        text = "".join(child.itertext())
        if text.strip():
            fields.setdefault(local_name(child), text)
    return item_of(
        _link(element, fields),
        _base_of(element, url),
        fetched_at,
        title=fields.get("title"),
        date=next((fields[name] for name in _DATES if name in fields), None),
        guid=fields.get("guid") or fields.get("id"),
        outlet=_outlet(element),
        content=_content(element),
    )


def _content(element: etree._Element) -> str | None:
    """Return the text that an item carries, as HTML: RSS has it in <content:encoded>, Atom in <content>."""
    for child in element:
        if local_name(child) == "encoded" and _namespace(child) == _CONTENT:
            return child.text
        if local_name(child) == "content" and _namespace(child) == _namespace(element) != "":
            if child.get("type") == "xhtml":
                return "".join(etree.tostring(inner, encoding="unicode") for inner in child)
            return child.text if child.get("type") == "html" else f"<p>{html.escape(child.text or '')}</p>"
    return None


def _outlet(element: etree._Element) -> str | None:
    """Return whose item it is: the text of RSS's <source>, the title in Atom's."""
    source = next((child for child in element if local_name(child) == "source"), None)
    if source is None:
        return None
    title = next((child for child in source if local_name(child) == "title"), source)
    return "".join(title.itertext())


def _own_first(element: etree._Element) -> list[etree._Element]:
    """Return the elements of an item, those of the feed's own vocabulary first: a picture has a title and a text, too."""
    own = {_namespace(element), *_PLAIN_NAMESPACES}
    children = [child for child in element if isinstance(child.tag, str) and _namespace(child) != _MEDIA]
    return sorted(children, key=lambda child: _namespace(child) not in own)


def _base_of(element: etree._Element, base: str) -> str:
    """Return what the links of an element are resolved against: its `xml:base`, or else what those of the feed are."""
    named = any(each.get(_XML_BASE) for each in (element, *element.iterancestors()))
    return (element.base or base) if named else base


def _link(element: etree._Element, fields: dict[str, str]) -> str | None:
    """Return the address of the page itself: services that count clicks keep it aside, feeds without links in the id."""
    if original := fields.get("origLink"):
        return original
    alternate = None
    for child in element:
        if local_name(child) != "link":
            continue
        text = (child.text or "").strip()
        if _namespace(child) in _PLAIN_NAMESPACES and text:
            return text
        if (href := child.get("href")) and child.get("rel", "alternate") == "alternate":
            is_page = "html" in child.get("type", "text/html")
            alternate = href if alternate is None or is_page else alternate
    if alternate:
        return alternate
    return _address_in_id(element)


def _address_in_id(element: etree._Element) -> str | None:
    """Return the address in an item's id, also where that says that it is none: an item without a link has no other."""
    ids = [child.text for child in element if local_name(child) in {"guid", "id"}]
    return next(filter(None, map(_if_address, (*ids, element.get(_RDF_ABOUT)))), None)


def _if_address(text: str | None) -> str | None:
    address = (text or "").strip()
    return address if address.lower().startswith(("http://", "https://")) else None


def _parse_broken(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    if not _HEAD.search(body[:_HEAD_BYTES].replace(b"\x00", b"")):  # UTF-16 has a NUL in every letter
        raise not_a_feed("neither well formed nor the beginning of a feed")
    ends = [match.end() for match in _ITEM_END.finditer(body)]
    whole = body if len(ends) <= MAX_REPAIRED else _newest_part(body, ends, fetched_at)
    try:
        # A bare string would be opened as a file or fetched as an address.
        parsed = feedparser.parse(
            io.BytesIO(_REFERENCE.sub(_possible, whole)),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-location": url},
        )
    except (ValueError, LookupError) as error:  # such as a character set called NUL
        raise not_a_feed(f"cannot be repaired: {error}") from error
    if not parsed.version and not parsed.entries:
        raise not_a_feed("nothing could be repaired")
    found = _collect(_repaired(entry, url, fetched_at) for entry in parsed.entries)
    beyond = max(0, len(ends) - MAX_REPAIRED)
    return replace(found, announced=found.announced + beyond, beyond=found.beyond + beyond)


def _newest_part(body: bytes, ends: Sequence[int], fetched_at: datetime) -> bytes:
    """Return a feed with as many items as may be repaired, from the end where the newest stand."""
    first = _first_date(body[: ends[0]], fetched_at)
    last = _first_date(body[ends[-2] :], fetched_at)
    if first is None or last is None or last <= first:
        return body[: ends[MAX_REPAIRED - 1]]
    begin = _ITEM_START.search(body)
    return body[: begin.start() if begin else 0] + body[ends[-MAX_REPAIRED - 1] :]


def _first_date(markup: bytes, fetched_at: datetime) -> datetime | None:
    found = _ITEM_START.search(markup)
    date = _DATE_ELEMENT.search(markup, found.start() if found else 0)
    return believe(date[1].decode("utf-8", "replace"), fetched_at)[0] if date else None


def _possible(reference: re.Match[bytes]) -> bytes:
    """Return a reference to a character as it is, or nothing for one that no text can hold."""
    digits = reference[1].decode()
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return b"" if number in range(0xD800, 0xE000) or number > sys.maxunicode else reference[0]


def _repaired(entry: feedparser.FeedParserDict, url: str, fetched_at: datetime) -> Item | None:
    base = entry.get("title_detail", {}).get("base") or url
    return item_of(
        entry.get("feedburner_origlink") or entry.get("link") or _if_address(entry.get("id")),
        base,
        fetched_at,
        title=entry.get("title"),
        date=entry.get("published") or entry.get("created") or entry.get("updated"),
        guid=entry.get("id"),
        outlet=entry.get("source", {}).get("title"),
    )


def _namespace(element: etree._Element) -> str:
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""
