"""What a page says about itself: title, authors, dates, language, site, address.

Sources in order: JSON-LD of the article, OpenGraph and other meta elements, the page's own elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pipeline.model import Author, Region
from pipeline.parsing.charset import printable
from pipeline.parsing.pages.authors import authors_of, byline_of
from pipeline.parsing.pages.containers import names_others
from pipeline.parsing.pages.declared import (
    Elements,
    Metas,
    first_line,
    head_elements,
    metas_of,
    name_of,
    nodes_of,
    values_of,
)
from pipeline.parsing.pages.dom import page_blocks
from pipeline.parsing.pages.first_address import first_address
from pipeline.parsing.pages.json_ld import article_of, types_of
from pipeline.parsing.pages.language import language_of
from pipeline.parsing.pages.published import dating_of
from pipeline.parsing.pages.titles import MAX_TITLE_CHARACTERS, title_of
from pipeline.parsing.written_dates import Locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from pipeline.parsing.pages.dom import PageBlock


_LIVE_TYPE = "LiveBlogPosting"
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{14}[a-z_]*/(?=https?://)")
"""Archives of the web write their own address before every link of the page they kept."""

_PAGE_NAME = re.compile(r"[0-9]{4}|[^_-][_-][^_-]+[_-]|\.\w{2,5}$")
"""The end of a path that names a page: a number of four digits, three words and more, or a file."""
_FORM_OR_PART = re.compile(r"amp|print|mobile|(?:page/)?[0-9]{1,3}", re.IGNORECASE)

_SITE_NAMES = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
    "al:android:app_name",
)
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
MAX_DESCRIPTION_CHARACTERS = 2000
_CLASS = re.compile(r"\.([\w-]+)")
_OTHERS = frozenset({Region.NAV, Region.ASIDE, Region.FOOTER})
_GENERIC_ENDINGS = frozenset(
    {"tv", "me", "io", "co", "ai", "fm", "to", "ly", "cc", "ws", "eu", "su", "gg", "la", "vc", "im"}
)
"""Endings of countries that sites of anywhere use."""
_REGION = re.compile(r"^[a-z]{2,3}[-_]([a-z]{2})\b", re.IGNORECASE)
_LOGO_LINKS = 40
"""The link to the home page that bears the site's name is among the first of a page."""
_PROSE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about itself. `live` and `free` are its own claims: a live blog, readable without paying.

    `description` and `article_body` are the page's own, the body from its JSON-LD; `paid` are the classes of the elements that
    its JSON-LD names as paid for. `first_address` is where a credit line says that the text stood first. `page_title` is
    what stands in its title element, `asks_password` whether it has a field for one.
    """

    title: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    published_note: str | None = None
    published_precision: str | None = None
    published_source: str | None = None
    modified_at: datetime | None = None
    authors: tuple[Author, ...] = ()
    language: str | None = None
    language_source: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    first_address: str | None = None
    live: bool = False
    free: bool = True
    description: str | None = None
    article_body: str | None = None
    paid: frozenset[str] = frozenset()
    og_type: str | None = None
    schema_types: frozenset[str] = frozenset()
    page_title: str | None = None
    asks_password: bool = False


def metadata_of(
    tree: HtmlElement, url: str, fetched_at: datetime, blocks: Sequence[PageBlock] | None = None
) -> Metadata:
    """Return what the page says about itself; what it does not say, or what cannot be, is None.

    `blocks` are those of the page, where somebody has read them already.
    """
    blocks = page_blocks(tree) if blocks is None else blocks
    elements = head_elements(tree)
    metas = metas_of(elements)
    nodes = list(nodes_of(elements))
    canonical_url = _canonical_url(elements, metas, url)
    own_url = canonical_url or url
    article = article_of(nodes, [own_url, url], _shown_titles(elements, metas))
    site_name = first_line([*values_of(metas, _SITE_NAMES), name_of(article.get("publisher"))], 200)
    host = _host(own_url)
    site_names = [*values_of(metas, _SITE_NAMES), *_names_of_site(tree, nodes, article)]
    title = title_of(elements, metas, article, [*site_names, *_sections_shown(tree)], own_url)
    language, language_source = language_of(tree, elements, metas, article, _prose(blocks))
    authors = authors_of(tree, metas, article, _short_lines(blocks), title=title, site_names=site_names)
    dating = dating_of(
        tree,
        metas,
        article,
        blocks,
        url=own_url,
        title=title,
        locale=Locale(language, _country(tree, metas, host)),
        fetched_at=fetched_at,
    )
    return Metadata(
        title=title,
        byline=byline_of(authors),
        authors=tuple(authors),
        published_at=dating.published.at if dating.published else None,
        published_precision=dating.published.precision if dating.published else None,
        published_source=dating.source,
        published_raw=dating.raw,
        published_note=dating.note,
        modified_at=dating.changed.at if dating.changed else None,
        language=language,
        language_source=language_source,
        site_name=site_name,
        canonical_url=canonical_url,
        first_address=first_address(tree, own_url),
        live=any(_LIVE_TYPE in types_of(node) for node in nodes),
        free=str(article.get("isAccessibleForFree", True)).lower() not in {"false", "no", "0"},
        description=first_line(values_of(metas, _DESCRIPTIONS), MAX_DESCRIPTION_CHARACTERS),
        article_body=body if isinstance(body := article.get("articleBody"), str) else None,
        paid=frozenset(_paid_classes(article)),
        og_type=next(iter(values_of(metas, ("og:type",))), None),
        schema_types=frozenset(name for node in nodes for name in types_of(node)),
        page_title=first_line((title.text_content() for title in elements["title"]), MAX_TITLE_CHARACTERS),
        asks_password=any((field.get("type") or "").lower() == "password" for field in elements["input"]),
    )


def _paid_classes(article: dict[str, Any]) -> Iterator[str]:
    """Yield the classes of the elements that the article names as parts of it that must be paid for."""
    parts = article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        selectors = part.get("cssSelector") if isinstance(part, dict) else None
        for selector in selectors if isinstance(selectors, list) else [selectors]:
            if isinstance(selector, str):
                yield from _CLASS.findall(selector)


def _shown_titles(elements: Elements, metas: Metas) -> list[str]:
    """Return what the page shows or declares as its title outside of JSON-LD, to know its article by."""
    shown = [element.text_content() for element in (*elements["h1"], *elements["title"][:1])]
    return [*values_of(metas, ("og:title", "twitter:title")), *shown]


def _names_of_site(
    tree: HtmlElement, nodes: Sequence[dict[str, Any]], article: dict[str, Any]
) -> Iterator[str]:
    """Yield what the page calls its site: in JSON-LD, and in the link to the home page."""
    if name := name_of(article.get("publisher")):
        yield name
    for node in nodes:
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(types_of(node)) and (
            name := name_of(node)
        ):
            yield name
    for link in _first_links(tree):
        href = link.get("href", "#").strip().rstrip("/")
        if href == "" or (href.startswith("http") and href.count("/") == 2):
            yield from filter(None, (link.get("title"), _text_of(link)))


def _sections_shown(tree: HtmlElement) -> list[str]:
    """Return the texts of the first links without an address: in a menu, the section that the reader is in."""
    return [_text_of(link) for link in _first_links(tree) if not link.get("href")]


def _first_links(tree: HtmlElement) -> Iterator[HtmlElement]:
    return islice(tree.iter("a"), _LOGO_LINKS)


def _text_of(link: HtmlElement) -> str:
    return " ".join(link.text_content().split())[:80]


def _prose(blocks: Sequence[PageBlock]) -> str:
    """Return the page's paragraphs that are no links and no columns, for the language they are in."""
    return " ".join(
        block.text
        for block in blocks
        if len(block.text) >= (_PROSE_CHARACTERS if block.text.isascii() else _PROSE_CHARACTERS // 2)
        and block.link_density < 0.5
        and block.region not in _OTHERS
        and not block.is_outside_main
    )


def _short_lines(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """Yield the lines that can say who wrote the article: none from columns, lists of other reports and comments."""
    for block in blocks:
        if block.region not in _OTHERS and not any(names_others(names) for _, names, _ in block.inside):
            yield block.text


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_section_above(address: str, url: str) -> bool:
    """Return whether an address is a folder that the page stands in, and no page of which this is another form or part."""
    there, here = urlsplit(address), urlsplit(url)
    above = [segment for segment in there.path.split("/") if segment]
    own = [segment for segment in here.path.split("/") if segment]
    is_above = len(above) < len(own) and own[: len(above)] == above and not there.query
    if not (above and is_above and there.hostname == here.hostname):
        return False
    return not (_PAGE_NAME.search(above[-1]) or _FORM_OR_PART.fullmatch("/".join(own[len(above) :])))


def _country(tree: HtmlElement, metas: Metas, host: str) -> str | None:
    """Return the country that the page's language tag or the ending of its host names."""
    for tag in (tree.get("lang"), *values_of(metas, ("og:locale",))):
        if tag and (match := _REGION.match(tag)):
            return match[1].lower()
    ending = host.rpartition(".")[2]
    is_country = len(ending) == 2 and ending not in _GENERIC_ENDINGS
    return {"uk": "gb"}.get(ending, ending) if is_country else None


def _canonical_url(elements: Elements, metas: Metas, url: str) -> str | None:
    """Return the address the page calls its own, unless every page of its site or section may name the same.

    That is the home page, or a section above the page: templates that were copied carelessly name it on all.
    """
    links = [link.get("href") for link in elements["link"] if (link.get("rel") or "").lower() == "canonical"]
    for value in [*links, *values_of(metas, ("og:url",))]:
        try:
            address = _ARCHIVED.sub("", urljoin(url, (value or "").strip()))
            parts = urlsplit(address)
            if (
                parts.scheme in {"http", "https"}
                and parts.hostname
                and (parts.path.strip("/") or parts.query)
                and not _is_section_above(address, url)
            ):
                return printable(address)
        except ValueError:
            continue
    return None
