"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from pipeline.parsing.charset import decode
from pipeline.parsing.feeds.announcements import Announcements, Item, capped, item_of, not_a_feed

if TYPE_CHECKING:
    from datetime import datetime


def parse_json_feed(body: bytes, url: str, fetched_at: datetime) -> Announcements:
    """Return what the feed announces; raise Rejected (`not_a_feed`) when it is other JSON, or none."""
    try:
        feed = json.loads(decode(body))
    except (ValueError, RecursionError) as error:
        raise not_a_feed(f"no JSON: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise not_a_feed("JSON without a list of items")
    base = _text(feed, "home_page_url") or url
    read = [_read(each, base, fetched_at) for each in items if isinstance(each, dict)]
    return capped([item for item in read if item is not None], len(items))


def _read(item: dict[str, Any], base: str, fetched_at: datetime) -> Item | None:
    guid = _text(item, "id")
    link = _text(item, "url") or _text(item, "external_url")
    if link is None and guid and guid.lower().startswith(("http://", "https://")):
        link = guid
    date = _text(item, "date_published") or _text(item, "date_modified")
    text = _text(item, "content_text")
    content = _text(item, "content_html") or (f"<p>{html.escape(text)}</p>" if text else None)
    return item_of(link, base, fetched_at, title=_text(item, "title"), date=date, guid=guid, content=content)


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) and value.strip() else None
