"""Addresses as people give them: without a scheme, as `feed://`, in capitals."""

from __future__ import annotations

import re

from pipeline.crawling.networks import is_loopback_host
from pipeline.crawling.urls import host_of, why_unfetchable

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_FEED = re.compile(r"feed:(?://)?(?=https?://)|(?:feed|rss|podcast):(?://)?", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[\w\-]+\.)+([^\W\d_][\w\-]*)(?::\d{1,5})?(?:[/?].*)?|localhost(?::\d{1,5})?(?:[/?].*)?"
)
_FILES = frozenset(
    {
        *("html", "htm", "xhtml", "txt", "xml", "rss", "atom", "json", "jsonl", "csv", "opml", "toml"),
        *("warc", "gz", "zst", "wacz", "parquet", "zip", "md", "py"),
    }
)
"""Ends of names that are those of files rather than of hosts."""


def meant_addresses(text: str) -> tuple[str, ...]:
    """Return the web addresses that a person may mean, the likeliest first; none for what can only be a path.

    An address without a scheme is asked for by https, then by http; on this machine by http alone.
    """
    text = text.strip()
    if _FEED.match(text):
        text = _FEED.sub("", text, count=1)
        text = text if _SCHEME.match(text) else f"http://{text}"
    if _SCHEME.match(text):
        scheme, _, rest = text.partition("://")
        return (f"{scheme.lower()}://{rest}",)
    host = _HOST.fullmatch(text)
    is_file = host is not None and (host[1] or "").lower() in _FILES and "/" not in text
    if host is None or is_file:
        return ()
    schemes = ("http",) if is_loopback_host(host_of(f"http://{text}")) else ("https", "http")
    found = tuple(f"{scheme}://{text}" for scheme in schemes)
    return found if why_unfetchable(found[0]) is None else ()
