"""Articles that somebody has extracted already, a record each: JSON Lines and tables of other crawlers and datasets.

A record becomes the page it would have been: address, title, date, authors and text under the address it names. Which
column holds what is known by its usual names, or said by the source.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.errors import Rejected
from pipeline.model import Fetched
from pipeline.parsing.dates import believe

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORD_TYPE = "text/html; charset=utf-8; from=record"
"""The content type of a capture that was made from a record, and not fetched."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "canonical_url", "source_url", "requested_url", "uri", "web_url", "article_url"),
    "title": ("title", "headline", "title_page", "name"),
    "text": ("text", "maintext", "plain_text", "content", "body", "article", "article_text", "full_text"),
    "html": ("html", "raw_html", "page_html"),
    "published": (
        *("published_at", "date_publish", "published", "publish_date", "publication_date", "published_date"),
        *("pub_date", "pubdate", "date", "datetime", "timestamp", "created_at"),
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "language": ("language", "lang"),
    "fetched": ("fetched_at", "date_download", "crawl_date", "date_crawled", "retrieved_at", "warc_date"),
}
"""What is read of a record, and the names under which others keep it, the most telling first."""

MAX_TEXT = 2_000_000
"""Characters of one article; longer ones are books, or several."""
_BREAK = re.compile(r"\s*\n\s*")


def page_of_record(
    record: Mapping[str, Any], columns: Mapping[str, str], written_at: datetime, where: str
) -> Fetched:
    """Return the page that a record was; raise Rejected (`no_record`) where it has no address or no text.

    `columns` say under which name something stands, `written_at` is when the file was written, for records that do not say
    when they were fetched, and `where` names the record.
    """
    if unknown := sorted(columns.keys() - COLUMNS.keys()):
        raise Rejected("no_record", f"{where}: no part of an article is called {unknown[0]!r}")
    found = {part: _value(record, columns.get(part), names) for part, names in COLUMNS.items()}
    url, text, page = _text(found["url"]), _text(found["text"]), _text(found["html"])
    if not url or not (text or page):
        raise Rejected("no_record", f"{where}: no {'address' if not url else 'text'}")
    if len(page or text) > MAX_TEXT:
        raise Rejected("record_too_large", where)
    fetched_at = believe(_text(found["fetched"]), written_at).moment or written_at
    body = page or _page(found, text)
    return Fetched(
        url,
        fetched_at.astimezone(UTC).replace(microsecond=0),
        200,
        {"content-type": RECORD_TYPE},
        body.encode("utf-8", "replace"),
    )


def _value(record: Mapping[str, Any], column: str | None, names: tuple[str, ...]) -> Any:
    if column is not None:
        return record.get(column)
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str:
    """Return a value as text; a moment as ISO writes it, a list joined."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value)))
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _page(found: Mapping[str, Any], text: str) -> str:
    language, title = _text(found["language"])[:8], html.escape(_text(found["title"]))
    metas = {"article:published_time": _text(found["published"]), "author": _text(found["authors"])}
    head = "".join(
        f'<meta property="{name}" name="{name}" content="{html.escape(value)}">'
        for name, value in metas.items()
        if value
    )
    paragraphs = "".join(f"<p>{html.escape(each)}</p>\n" for each in _BREAK.split(text) if each)
    return (
        f'<!DOCTYPE html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f'<meta property="og:type" content="article"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>\n{paragraphs}</article></body></html>"
    )
