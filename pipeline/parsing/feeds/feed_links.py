"""Where a site says that its feeds and sitemaps are: links of a page, lines of robots.txt, usual places.

Pages are searched by patterns and not parsed: a stranger's page may be poison, and only its head matters.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from urllib.parse import urljoin, urlsplit

from pipeline.parsing.charset import decode
from pipeline.parsing.feeds.announcements import absolute

MAX_LINKS = 12
"""Of one page: sites name a feed for each section, the main one first."""
MAX_SITEMAPS = 8
"""Of one robots.txt; some name one for each year."""
MAX_SITEMAP_LINES = 1_000
"""Looked at for those of news; a robots.txt of such lines alone has 50,000, and every host's is read between requests."""
_SEARCHED_BYTES = 512 * 1024

USUAL_PLACES = (
    *("/feed", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"),
    *("/sitemap_news.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml"),
)
"""Asked only where a site names nothing."""

_TAG = re.compile(r"<(link|a)\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,30})\s*=\s*(\"[^\"]{0,1500}\"|'[^']{0,1500}'|[^\s\"'>]{1,1500})")
_BASE = re.compile(r"<base\b[^<>]{0,500}?href\s*=\s*[\"']?([^\s\"'>]{1,1000})", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|text/(?:rss|atom)\+?xml")
_FEED_PATH = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?)(?:\d|[/.][\w-]*)?(?:\.\w{2,4})?/?$|\.(?:rss|rdf|atom)$", re.IGNORECASE
)
_SITEMAP_LINE = re.compile(r"^[^\S\n]*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_OF_NEWS = re.compile(r"news|aktuell|nachrichten|noticias|actu|latest|today", re.IGNORECASE)


def feed_links(body: bytes, content_type: str, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds a page names, in its order; without any, its links that look like feeds."""
    text = decode(body[:_SEARCHED_BYTES], content_type)
    named = _BASE.search(text)
    base = urljoin(url, html.unescape(named[1])) if named else url
    declared: dict[str, None] = {}
    linked: dict[str, None] = {}
    for tag in _TAG.finditer(text):
        said = {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(tag[2])}
        address = absolute(base, said.get("href"))
        if address is None:
            continue
        is_link = tag[1].lower() == "link"
        if is_link and "alternate" in said.get("rel", "").lower().split():
            if _FEED_TYPE.match(said.get("type", "").lower().strip()):
                declared.setdefault(address)
        elif not is_link and _FEED_PATH.search(urlsplit(address).path):
            linked.setdefault(address)
    return tuple(declared or linked)[:MAX_LINKS]


def sitemap_lines(robots: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that a robots.txt names, those of news first."""
    text = robots[:_SEARCHED_BYTES].decode("utf-8-sig", "replace")
    found = islice(_SITEMAP_LINE.finditer(text), MAX_SITEMAP_LINES)
    lines = [address for line in found if (address := absolute(url, line[1]))]
    return tuple(sorted(dict.fromkeys(lines), key=lambda each: not _OF_NEWS.search(urlsplit(each).path)))[
        :MAX_SITEMAPS
    ]


def is_of_comments(url: str) -> bool:
    """Return whether a feed is one of what readers say, by its address."""
    return "comment" in url.lower()
