"""What a page says about itself: title, byline, date, language, site, address.

Sources in order: JSON-LD of the article, OpenGraph and other meta elements, the page's own elements, and only for
what is still missing the searches of htmldate, which cost more than all the rest together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pipeline.parsing.charset import printable
from pipeline.parsing.dates import FUTURE_GRANTED, believe
from pipeline.parsing.fast_trafilatura import search_date
from pipeline.parsing.pages.bylines import byline_of
from pipeline.parsing.pages.declared import (
    Elements,
    Metas,
    first_line,
    head_elements,
    line_of,
    metas_of,
    name_of,
    nodes_of,
    types_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement


_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$|^Report")
_LIVE_TYPE = "LiveBlogPosting"
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{14}[a-z_]*/(?=https?://)")
"""Archives of the web write their own address before every link of the page they kept."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")

_TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "headline",
    "title",
)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "originalpublicationdate", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dc.date",
    "ptime", "date", "displaydate", "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "published_time_telegram", "created", "citation_publication_date",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")
_SITE_MARK = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022-]|::|//)\s+")
_NO_LETTER = re.compile(r"[\W_]+")

_MAX_TITLE_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about itself. `live` and `free` are its own claims: a live blog, readable without paying.

    `page_title` is what stands in its title element, `asks_password` whether it has a field for one.
    """

    title: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    published_note: str | None = None
    language: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    live: bool = False
    free: bool = True
    og_type: str | None = None
    schema_types: frozenset[str] = frozenset()
    page_title: str | None = None
    asks_password: bool = False


def metadata_of(tree: HtmlElement, url: str, fetched_at: datetime) -> Metadata:
    """Return what the page says about itself; what it does not say, or what cannot be, is None."""
    elements = head_elements(tree)
    metas = metas_of(elements)
    nodes = list(nodes_of(elements))
    article = next((node for node in nodes if any(map(_ARTICLE_TYPE.search, types_of(node)))), {})
    site_name = first_line([*values_of(metas, _SITE_NAMES), name_of(article.get("publisher"))], 200)
    canonical_url = _canonical_url(elements, metas, url)
    published_at, raw, note = _published(tree, metas, article, canonical_url or url, fetched_at)
    return Metadata(
        title=_title(elements, metas, article, site_name),
        byline=byline_of(tree, metas, article),
        published_at=published_at,
        published_raw=raw,
        published_note=note,
        language=_language(tree, elements, metas, article),
        site_name=site_name,
        canonical_url=canonical_url,
        live=any(_LIVE_TYPE in types_of(node) for node in nodes),
        free=str(article.get("isAccessibleForFree", True)).lower() not in {"false", "no", "0"},
        og_type=next(iter(values_of(metas, ("og:type",))), None),
        schema_types=frozenset(name for node in nodes for name in types_of(node)),
        page_title=first_line((title.text_content() for title in elements["title"]), _MAX_TITLE_CHARACTERS),
        asks_password=any((field.get("type") or "").lower() == "password" for field in elements["input"]),
    )


def _title(elements: Elements, metas: Metas, article: dict[str, Any], site_name: str | None) -> str | None:
    """Return the title without the name of site or section behind it: the first heading shows where it ends."""
    headings = [text for h1 in elements["h1"] if (text := line_of(h1.text_content(), _MAX_TITLE_CHARACTERS))]
    page_titles = [title.text_content() for title in elements["title"][:1]]
    declared = [article.get("headline"), *values_of(metas, _TITLE_NAMES), article.get("name")]
    title = first_line([*declared, *headings[:1], *page_titles], _MAX_TITLE_CHARACTERS)
    if title is None:
        return None
    for heading in headings:
        if title.startswith(heading) and _SITE_MARK.match(title, len(heading)):
            return heading
    head, mark, tail = title.rpartition(next(reversed(_SITE_MARK.findall(title)), "\n"))
    if mark and head and site_name and _same_name(tail, site_name):
        return head
    return title


def _same_name(left: str, right: str) -> bool:
    return _NO_LETTER.sub("", left).casefold() == _NO_LETTER.sub("", right).casefold()


def _published(
    tree: HtmlElement, metas: Metas, article: dict[str, Any], url: str, fetched_at: datetime
) -> tuple[datetime | None, str | None, str | None]:
    """Return the first date that can be believed, with what stood there; else the first refused and the reason."""
    refused: tuple[str, str] | None = None
    declared = [article.get("datePublished"), *values_of(metas, _DATE_NAMES), article.get("dateCreated")]
    for raw in chain(declared, _marked_times(tree)):
        text = line_of(raw if isinstance(raw, str) else None, 200)
        moment, note = believe(text, fetched_at)
        if moment is not None:
            return moment, text, None
        if text and note and refused is None:
            refused = (text, note)
    found = search_date(tree, url, fetched_at + FUTURE_GRANTED)
    moment, _ = believe(found, fetched_at)
    if moment is not None:
        return moment, found, None
    return (None, *refused) if refused else (None, None, None)


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


def _language(tree: HtmlElement, elements: Elements, metas: Metas, article: dict[str, Any]) -> str | None:
    declared = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        *values_of(metas, ("og:locale", "language", "content-language", "dc.language")),
        article.get("inLanguage"),
        *(
            e.get("content")
            for e in elements["meta"]
            if (e.get("http-equiv") or "").lower() == "content-language"
        ),
    ]
    for value in declared:
        if isinstance(value, str) and (match := _LANGUAGE.match(value.strip().lower())):
            return match[0]
    return None


def _canonical_url(elements: Elements, metas: Metas, url: str) -> str | None:
    """Return the address the page calls its own, unless it is the home page, which every page of a site may name."""
    links = [link.get("href") for link in elements["link"] if (link.get("rel") or "").lower() == "canonical"]
    for value in [*links, *values_of(metas, ("og:url",))]:
        try:
            address = _ARCHIVED.sub("", urljoin(url, (value or "").strip()))
            parts = urlsplit(address)
            if (
                parts.scheme in {"http", "https"}
                and parts.hostname
                and (parts.path.strip("/") or parts.query)
            ):
                return printable(address)
        except ValueError:
            continue
    return None
