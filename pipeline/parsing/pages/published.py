"""When an article was published: as declared, else as marked in the page, else what htmldate finds.

That search costs more than all other metadata together, so it comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from pipeline.parsing.dates import FUTURE_GRANTED, believe
from pipeline.parsing.fast_trafilatura import search_date
from pipeline.parsing.pages.declared import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from pipeline.parsing.pages.declared import Declared

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "originalpublicationdate", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dc.date",
    "ptime", "date", "displaydate", "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "published_time_telegram", "created", "citation_publication_date",
)  # fmt: skip

_MAX_DATE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Published:
    """The moment of publication, None where none is believed; what the page says, and why that was refused."""

    moment: datetime | None = None
    raw: str | None = None
    note: str | None = None


def published_of(tree: HtmlElement, declared: Declared, url: str, fetched_at: datetime) -> Published:
    """Return the first date that can be believed, else the first one that was refused."""
    refused = Published()
    for raw in chain(_declared_dates(declared), _marked_times(tree)):
        text = line_of(raw if isinstance(raw, str) else None, _MAX_DATE_CHARACTERS)
        moment, note = believe(text, fetched_at)
        if moment is not None:
            return Published(moment, text)
        if text and note and refused.note is None:
            refused = Published(None, text, note)
    found = search_date(tree, url, fetched_at + FUTURE_GRANTED)
    moment = believe(found, fetched_at).moment
    return refused if moment is None else Published(moment, found)


def _declared_dates(declared: Declared) -> list[Any]:
    article = declared.article
    return [article.get("datePublished"), *declared.values(_DATE_NAMES), article.get("dateCreated")]


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    """Yield what elements marked as the date of publication say."""
    for element in tree.iter("time", "span", "abbr"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield (
                element.get("datetime")
                or element.get("content")
                or element.get("title")
                or element.text
                or ""
            )
