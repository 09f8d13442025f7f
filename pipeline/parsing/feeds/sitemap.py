"""Sitemaps and indexes of sitemaps, with the extension for news (sitemaps.org 0.9, sitemap-news 0.9).

One that is well formed is walked through strictly. Where it is not, as with a raw `&` in an address, a prefix nobody
declared, an entity of HTML, an error message before it or an end that is missing, each of its whole entries counts.
"""

from __future__ import annotations

import codecs
import html
import io
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import Rejected
from pipeline.parsing.charset import decode, printable
from pipeline.parsing.codings import decode_body
from pipeline.parsing.content_kind import is_markup
from pipeline.parsing.dates import believe
from pipeline.parsing.feeds.announcements import (
    Announcements,
    Item,
    Part,
    absolute,
    capped,
    item_of,
    local_name,
    moment_of,
    not_a_feed,
    xml_parser,
)
from pipeline.parsing.feeds.feed import parse_feed
from pipeline.parsing.feeds.json_feed import parse_json_feed
from pipeline.parsing.feeds.newest import newest_first
from pipeline.parsing.files.url_list import parse_url_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.model import Fetched

_MAX_BYTES = 52_428_800
"""The size the protocol grants an uncompressed sitemap."""
_MAX_ENTRIES = 100_000
"""Twice what the protocol grants; what stands beyond is not read."""
_ROOTS = frozenset({"urlset", "sitemapindex"})
_HEAD = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HEAD_BYTES = 65_536
"""In which the root stands, whatever a server's error messages put before it."""
_ENTRY = re.compile(
    r"<(?:[\w.-]+:)?(url|sitemap)[\s>](?:(?!<(?:[\w.-]+:)?(?:url|sitemap)[\s>]).)*?</(?:[\w.-]+:)?\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_LOC = re.compile(r"<(?:[\w.-]+:)?loc\s*>(?:\s*<!\[CDATA\[)?([^<\]]+)", re.IGNORECASE)
_ENCODING = re.compile(r"(?<=<\?xml)([^>]*?)\s+encoding=[\"'][^\"'>]*[\"']")
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?(\s+encoding=[\"']([\w.:-]{1,40})[\"'])")
_UTF_8 = frozenset({b"utf-8", b"utf8"})
_RAW_AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|amp;|lt;|gt;|quot;|apos;)")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)


def read_announcements(fetched: Fetched) -> Announcements:
    """Return what a fetched feed or sitemap announces; raise Rejected (`not_a_feed`) when it is neither."""
    return parse_announcements(fetched.body, fetched.url, fetched.fetched_at)


def parse_announcements(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return what a feed, a sitemap or a list of addresses announces, whichever it is; raise Rejected for others.

    It is `not_a_feed`, or what is wrong with its coding: a file called .xml.gz is packed, whatever its answer says.
    """
    body = _declared_rightly(decode_body(body, "", _MAX_BYTES))
    narrow = _in_utf8(body)
    if _root_of_sitemap(narrow) is not None:
        return parse_sitemap(narrow, url, fetched_at)
    if body.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return parse_json_feed(body, url, fetched_at)
    if not is_markup(body) and (lines := _addresses(body)):
        return capped([Item(line) for line in lines], len(lines))
    return parse_feed(body, url, fetched_at)


def parse_sitemap(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return the pages of a sitemap, or the sitemaps of an index as `parts`, the newest first.

    Raise Rejected (`not_a_feed`) when it is neither, or no entry of it is whole.
    """
    try:
        return _collect(_entries(body), url, fetched_at)
    except (etree.XMLSyntaxError, Rejected) as error:
        named = _DECLARED.match(body)
        encoding = named[2].decode("ascii", "replace") if named else "utf-8"
        text = printable(decode(body, f"charset={encoding}"))  # libxml2 drops entities behind controls
        found = _collect(_whole_entries(text), url, fetched_at)
        if not (found.items or found.parts):
            raise not_a_feed(f"not well formed: {error}") from error
        return replace(found, repaired=f"not well formed: {error}")


def _collect(entries: Iterator[dict[str, str]], url: str, fetched_at: datetime) -> Announcements:
    items: list[Item] = []
    parts: list[Part] = []
    announced = 0
    for fields in entries:
        date = fields.get("publication_date")
        changed_at = believe(date or fields.get("lastmod"), fetched_at).moment
        if fields["kind"] == "sitemap":
            if child := absolute(url, fields.get("loc")):
                parts.append(Part(child, changed_at))
            continue
        announced += 1
        title = fields.get("title")
        if item := item_of(fields.get("loc"), url, fetched_at, title=title, date=date, changed_at=changed_at):
            items.append(item)
    found = capped(items, announced)
    order = newest_first([item.url for item in found.items], [moment_of(item) for item in found.items])
    of_parts = newest_first([part.url for part in parts], [part.changed_at for part in parts])
    return replace(
        found,
        items=tuple(found.items[place] for place in order),
        parts=tuple(parts[place] for place in of_parts),
    )


def _entries(body: bytes) -> Iterator[dict[str, str]]:
    """Yield the texts of each <url> and <sitemap> by name; images and videos, which have a <loc> too, left out."""
    root = ""
    count = 0
    for event, element in etree.iterparse(
        io.BytesIO(body.lstrip()),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    ):
        name = local_name(element).lower()
        root = root or name
        if root not in _ROOTS:
            raise not_a_feed(f"the root is <{root}>")
        if event == "end" and name in {"url", "sitemap"} and count < _MAX_ENTRIES:
            count += 1
            yield {"kind": name, **_texts(element)}
            element.clear()
            if (parent := element.getparent()) is not None:
                parent.remove(element)  # emptied siblings add up to megabytes


def _texts(element: etree._Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for child in element:
        inner = list(child) if local_name(child).lower() == "news" else [child]
        for leaf in inner:
            if leaf.text and leaf.text.strip():
                texts.setdefault(local_name(leaf).lower(), leaf.text.strip())
    return texts


def _root_of_sitemap(body: bytes) -> int | None:
    """Return where the root element of a sitemap begins; None where the body is none."""
    found = _HEAD.search(body[:_HEAD_BYTES])
    if found is None or b"<html" in body[: found.start()].lower():
        return None
    return found.start()


def _in_utf8(body: bytes) -> bytes:
    """Return a document in UTF-16 as one in UTF-8, any other as it is."""
    if b"\x00" not in body[:4]:
        return body
    return _ENCODING.sub(r"\1", decode(body), count=1).encode()


def _declared_rightly(body: bytes) -> bytes:
    """Return a document without the encoding that it names where its bytes are UTF-8, which happens by no accident.

    XML's readers believe the name, as those of pages do not: a feed that was moved to UTF-8 often kept the old one.
    """
    found = _DECLARED.match(body)
    if found is None or found[2].lower() in _UTF_8 or b"\x1b" in body:  # ISO-2022 is written in ASCII bytes
        return body
    if body.isascii() and not found[2].lower().startswith(b"utf-16"):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        return body
    return body[: found.start(1)] + body[found.end(1) :]


def _whole_entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the texts of each entry of a damaged sitemap that has both its ends; one alone cannot spoil others."""
    for found in itertools.islice(_ENTRY.finditer(text), _MAX_ENTRIES):
        markup = _RAW_AMPERSAND.sub("&amp;", found[0])
        element = etree.fromstring(markup.encode(), xml_parser(repairs=True))
        texts = {} if element is None else _texts(element)
        if "loc" not in texts and (loc := _LOC.search(markup)):
            texts["loc"] = html.unescape(loc[1].strip())
        yield {"kind": found[1].lower(), **texts}


def _addresses(body: bytes) -> tuple[str, ...]:
    """Return the lines of a sitemap in plain text, where they are addresses and nothing else."""
    lines = parse_url_list(decode(body))
    return lines if all(_WEB_ADDRESS.fullmatch(line) for line in lines) else ()
