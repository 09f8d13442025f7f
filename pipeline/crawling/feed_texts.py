"""Reports that a feed carries whole: what is taken where their pages cannot be had.

The page goes first, always. A publisher who lets nobody fetch pages and writes the report into the feed wants it read
there; one who took a page down (404, 410) does not, so then the feed's text is not taken either. What is taken is marked:
its content type ends in `from=feed`.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pipeline.model import Fetched

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.crawling.entries import EntryState

FEED_TEXT = "feed_text"
"""The outcome of an entry whose text is the feed's."""

CONTENT_TYPE = "text/html; charset=utf-8; from=feed"

_CANNOT_BE_HAD = frozenset(
    {
        *("robots", "http_401", "http_402", "http_403", "http_406", "http_418", "http_429", "http_451"),
        *(
            "too_many_redirects",
            "robots_unreachable",
            "deadline",
            "connection",
            "dns",
            "tls",
            "body_too_large",
        ),
    }
)


def cannot_be_had(entry: EntryState) -> bool:
    """Return whether the feed's text may stand for a page whose fetching ended so; never before the last attempt."""
    return entry.state == "refused" and entry.outcome in _CANNOT_BE_HAD


def page_of_feed_text(url: str, title: str | None, content: str, now: datetime) -> Fetched:
    """Return the page that the text makes, under the address of the page that it stands for."""
    head = html.escape(title or "")
    body = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{head}</title></head>'
        f"<body><article><h1>{head}</h1>{content}</article></body></html>"
    )
    return Fetched(
        url, now.replace(microsecond=0), 200, {"content-type": CONTENT_TYPE}, body.encode("utf-8", "replace")
    )
