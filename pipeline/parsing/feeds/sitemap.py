"""Sitemaps and indexes of sitemaps, with the extension for news (sitemaps.org 0.9, sitemap-news 0.9)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.parsing.codings import decode_body
from pipeline.parsing.dates import believe
from pipeline.parsing.feeds.announcements import (
    Announcements,
    Item,
    absolute,
    capped,
    item_of,
    local_name,
    not_a_feed,
)
from pipeline.parsing.feeds.feed import parse_feed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.model import Fetched

RECENT = timedelta(days=3)
"""A sitemap may list all a site ever published; what changed this much earlier than its latest page is no news.
Sitemaps for news hold two days by their own rule."""

MAX_CHILDREN = 20
"""Sitemaps of one index that are read: the latest ones hold the news."""

_MAX_BYTES = 52_428_800
"""The size the protocol grants an uncompressed sitemap."""
_GZIP_MAGIC = b"\x1f\x8b"
_ROOTS = frozenset({"urlset", "sitemapindex"})
_HEAD_BYTES = 4_096


def read_announcements(fetched: Fetched) -> Announcements:
    """Return what a fetched feed or sitemap announces; raise Rejected (`not_a_feed`) when it is neither."""
    return parse_announcements(fetched.body, fetched.url, fetched.fetched_at)


def parse_announcements(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return what a feed or sitemap announces, whichever it is; raise Rejected (`not_a_feed`) when it is neither."""
    if body.startswith(_GZIP_MAGIC):  # a file called .xml.gz, not a content coding
        body = decode_body(body, "gzip", _MAX_BYTES)
    head = body[:_HEAD_BYTES]
    if b"<urlset" in head or b"<sitemapindex" in head or b":urlset" in head or b":sitemapindex" in head:
        return parse_sitemap(body, url, fetched_at)
    return parse_feed(body, url, fetched_at)


def parse_sitemap(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return the recent pages of a sitemap, the latest 2,000, and the latest sitemaps of an index as `children`.

    Raise Rejected (`not_a_feed`) when it is neither, or is not well formed.
    """
    dated: list[tuple[datetime, Item]] = []
    children: list[tuple[datetime, str]] = []
    dropped = 0
    for fields in _entries(body):
        date = fields.get("publication_date")
        changed_at = believe(date or fields.get("lastmod"), fetched_at).moment
        if fields["kind"] == "sitemap":
            if child := absolute(url, fields.get("loc")):
                children.append((changed_at or fetched_at, child))
        elif item := item_of(fields.get("loc"), url, fetched_at, title=fields.get("title"), date=date):
            dated.append((changed_at or fetched_at, item))
        else:
            dropped += 1
    latest = max((moment for moment, _ in dated), default=fetched_at)
    recent = [(moment, item) for moment, item in dated if moment >= latest - RECENT]
    recent.sort(key=lambda pair: (-pair[0].timestamp(), pair[1].url))
    children.sort(key=lambda child: (-child[0].timestamp(), child[1]))
    found = capped([item for _, item in recent], dropped + len(dated) - len(recent))
    return Announcements(found.items, tuple(child for _, child in children[:MAX_CHILDREN]), found.dropped)


def _entries(body: bytes) -> Iterator[dict[str, str]]:
    """Yield the texts of each <url> and <sitemap> by name; images and videos, which have a <loc> too, left out."""
    root = ""
    try:
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
            name = local_name(element)
            root = root or name
            if root not in _ROOTS:
                raise not_a_feed(f"the root is <{root}>")
            if event == "end" and name in {"url", "sitemap"}:
                yield {"kind": name, **_texts(element)}
                element.clear()
                if (parent := element.getparent()) is not None:
                    parent.remove(element)  # emptied siblings add up to megabytes
    except etree.XMLSyntaxError as error:
        raise not_a_feed(f"not well formed: {error}") from error


def _texts(element: etree._Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for child in element:
        inner = list(child) if local_name(child) == "news" else [child]
        for leaf in inner:
            if leaf.text and leaf.text.strip():
                texts.setdefault(local_name(leaf), leaf.text.strip())
    return texts
