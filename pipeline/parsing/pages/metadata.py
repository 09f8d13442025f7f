"""What a page says about itself: title, byline, date, language, site, address.

Sources in order: JSON-LD of the article, OpenGraph and other meta elements, the page's own elements. Who wrote it is
found by `bylines`, when by `published`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipeline.parsing.charset import printable
from pipeline.parsing.pages.bylines import byline_of
from pipeline.parsing.pages.declared import declared_by, first_line, line_of, name_of, types_of
from pipeline.parsing.pages.published import published_of

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

    from pipeline.parsing.pages.declared import Declared

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
    declared = declared_by(tree)
    elements, article = declared.elements, declared.article
    site_name = first_line([*declared.values(_SITE_NAMES), name_of(article.get("publisher"))], 200)
    canonical_url = _canonical_url(declared, url)
    published = published_of(tree, declared, canonical_url or url, fetched_at)
    return Metadata(
        title=_title(declared, site_name),
        byline=byline_of(tree, declared),
        published_at=published.moment,
        published_raw=published.raw,
        published_note=published.note,
        language=_language(tree, declared),
        site_name=site_name,
        canonical_url=canonical_url,
        live=any(_LIVE_TYPE in types_of(node) for node in declared.nodes),
        free=str(article.get("isAccessibleForFree", True)).lower() not in {"false", "no", "0"},
        og_type=next(iter(declared.values(("og:type",))), None),
        schema_types=frozenset(name for node in declared.nodes for name in types_of(node)),
        page_title=first_line((title.text_content() for title in elements["title"]), _MAX_TITLE_CHARACTERS),
        asks_password=any((field.get("type") or "").lower() == "password" for field in elements["input"]),
    )


def _title(declared: Declared, site_name: str | None) -> str | None:
    """Return the title without the name of the site or section after it: the first heading shows where it ends."""
    elements, article = declared.elements, declared.article
    headings = [text for h1 in elements["h1"] if (text := line_of(h1.text_content(), _MAX_TITLE_CHARACTERS))]
    page_titles = [title.text_content() for title in elements["title"][:1]]
    titles = [article.get("headline"), *declared.values(_TITLE_NAMES), article.get("name")]
    title = first_line([*titles, *headings[:1], *page_titles], _MAX_TITLE_CHARACTERS)
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


def _language(tree: HtmlElement, declared: Declared) -> str | None:
    values = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        *declared.values(("og:locale", "language", "content-language", "dc.language")),
        declared.article.get("inLanguage"),
        *(
            e.get("content")
            for e in declared.elements["meta"]
            if (e.get("http-equiv") or "").lower() == "content-language"
        ),
    ]
    for value in values:
        if isinstance(value, str) and (match := _LANGUAGE.match(value.strip().lower())):
            return match[0]
    return None


def _canonical_url(declared: Declared, url: str) -> str | None:
    """Return the address the page calls its own, unless it is the home page, which every page of a site may name."""
    links = declared.elements["link"]
    canonical = [link.get("href") for link in links if (link.get("rel") or "").lower() == "canonical"]
    for value in [*canonical, *declared.values(("og:url",))]:
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
