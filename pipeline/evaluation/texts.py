"""Labelled texts without a page of their own, made into the plainest page there is, so that they go the way of pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.crawling.urls import url_key
from pipeline.evaluation.pages import READ_AT, address_of, moment_of, said
from pipeline.evaluation.sets import LineNotes, read_rows
from pipeline.model import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.evaluation.plan import PairRow
    from pipeline.evaluation.sets import EventSet, Note

_PAGE = (
    '<!DOCTYPE html><html{language}><head><meta charset="utf-8"><title>{title}</title>{date}</head>'
    "<body><article>{heading}{paragraphs}</article></body></html>"
)


def text_page(
    url: str,
    text: str,
    *,
    title: str | None = None,
    published: datetime | None = None,
    language: str | None = None,
) -> Fetched:
    """Return a text as a page, a line a paragraph, that declares title, date and language as far as they are known."""
    lines = (line.strip() for line in text.splitlines())
    code = language if language and len(language) == 2 else None
    page = _PAGE.format(
        language=f' lang="{escape(code)}"' if code else "",
        title=escape(title or ""),
        heading=f"<h1>{escape(title)}</h1>" if title else "",
        date=f'<meta property="article:published_time" content="{published.isoformat()}">'
        if published
        else "",
        paragraphs="".join(f"<p>{escape(line)}</p>\n" for line in lines if line),
    )
    body = page.encode("utf-8", "replace")
    return Fetched(url, published or READ_AT, 200, {"content-type": "text/html; charset=utf-8"}, body)


def texts_of(pair: PairRow) -> Iterator[Fetched]:
    """Yield both texts of a pair as pages."""
    for number in (1, 2):
        yield text_page(
            text_address(pair, number),
            pair.row[f"text{number}"],
            title=said(pair.row, f"title{number}"),
            language=said(pair.row, "lang"),
        )


def text_address(pair: PairRow, number: int) -> str:
    """Return the address of a pair's text; one without an address is on a host of its own, as nobody's neighbour."""
    url = said(pair.row, f"url{number}")
    made_up = f"http://text{number}.line{pair.line}.{pair.pairs.name}.invalid/text"
    return address_of({"url": url}) if url else made_up


def reports_of(events: EventSet, labels: list[tuple[str, str]], note: Note) -> Iterator[Fetched]:
    """Yield the texts of a set as pages, and write down url key and event of each in `labels`."""
    with LineNotes(events.path, note) as bad:
        for line, row in read_rows(events.path, note):
            if not isinstance(row.get("text"), str) or not row.get("id") or row.get("label") is None:
                bad(line, "no id, label or text; the row is left out")
                continue
            fetched = text_page(
                address_of(row),
                row["text"],
                title=said(row, "title"),
                published=moment_of(row.get("date")),
                language=said(row, "lang"),
            )
            labels.append((url_key(fetched.url), str(row["label"])))
            yield fetched
