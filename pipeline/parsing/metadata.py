"""What a page says about itself: title, byline, date, language, site, address.

Sources in order: JSON-LD of the article, OpenGraph and other meta elements, the page's own elements, and only for
what is still missing the searches of trafilatura and htmldate, which cost more than all the rest together.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from trafilatura.json_metadata import normalize_authors

from pipeline.parsing.charset import printable
from pipeline.parsing.dates import FUTURE_GRANTED, believe
from pipeline.parsing.selectors import Selector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$|^Report")
_LIVE_TYPE = "LiveBlogPosting"
_TAG = re.compile(r"<[^>]{0,500}>")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_BY = re.compile(r"^(?:by|von|por|par|di|da|door|av|af|od)[:\s]\s*", re.IGNORECASE)

_TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "headline",
    "title",
)
_AUTHOR_NAMES = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "dcsext.author", "authors", "creator", "article:author_name",
)  # fmt: skip
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "originalpublicationdate", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dc.date",
    "ptime", "date", "displaydate", "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "published_time_telegram", "created", "citation_publication_date",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")
_WRITERS = Selector(".//*[@rel='author' or @itemprop='author' or re:test(@class, '[Aa]uthor|[Bb]yline')]")
_SITE_MARK = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022-]|::|//)\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_AND = re.compile(r",?\s+(?:and|und|og|och|et|y|e|en|&)\s+|\s*;\s*")
_AND_OR_COMMA = re.compile(rf"{_AND.pattern}|\s*,\s+")
_FULL_NAME = re.compile(r"[^\W\d]\S*(?: [^\W\d]\S*){1,3}")
_MAX_SHOWN_CHARACTERS = 120
_MAX_TITLE_CHARACTERS = 500
_MAX_BYLINE_CHARACTERS = 300
_MAX_DEPTH = 6
"""Nobody nests the article deeper inside JSON-LD; a hostile page may nest without end."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about itself. `live` and `free` are its own claims: a live blog, readable without paying."""

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


def metadata_of(tree: HtmlElement, url: str, fetched_at: datetime) -> Metadata:
    """Return what the page says about itself; what it does not say, or what cannot be, is None."""
    metas = _metas(tree)
    nodes = list(_nodes(tree))
    article = next((node for node in nodes if any(map(_ARTICLE_TYPE.search, _types(node)))), {})
    site_name = _first([*_values(metas, _SITE_NAMES), _name(article.get("publisher"))], 200)
    canonical_url = _canonical_url(tree, metas, url)
    published_at, raw, note = _published(tree, metas, article, canonical_url or url, fetched_at)
    return Metadata(
        title=_title(tree, metas, article, site_name),
        byline=_byline(tree, metas, article),
        published_at=published_at,
        published_raw=raw,
        published_note=note,
        language=_language(tree, metas, article),
        site_name=site_name,
        canonical_url=canonical_url,
        live=any(_LIVE_TYPE in _types(node) for node in nodes),
        free=str(article.get("isAccessibleForFree", True)).lower() not in {"false", "no", "0"},
        og_type=next(iter(_values(metas, ("og:type",))), None),
        schema_types=frozenset(name for node in nodes for name in _types(node)),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta elements by lower-case name."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name and not content.isspace():
            metas.setdefault(name.strip().lower(), []).append(content.strip())
    return metas


def _values(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that stand for the page itself, not those it lists."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            yield from _flatten(_json(script.text), 0)


def _json(text: str) -> Any:
    """Return what the text holds, forgiving raw line breaks, trailing commas and comment marks; None if hopeless."""
    for candidate in (
        text,
        _TRAILING_COMMA.sub(r"\1", text.strip().removeprefix("<!--").removesuffix("-->")),
    ):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _flatten(value.get("@graph"), depth + 1)
        if "mainEntity" in value:
            yield from _flatten(value["mainEntity"], depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item))), None)
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _text(value: Any, max_characters: int) -> str | None:
    """Return one clean line, or None when nothing is left or it is too long to be what it claims to be."""
    if not isinstance(value, str):
        return None
    text = unescape(_TAG.sub(" ", value)) if "&" in value or "<" in value else value
    text = " ".join(printable(unescape(text)).split())
    return text if text and len(text) <= max_characters else None


def _first(values: Iterable[Any], max_characters: int) -> str | None:
    return next((text for value in values if (text := _text(value, max_characters))), None)


def _title(
    tree: HtmlElement, metas: dict[str, list[str]], article: dict[str, Any], site_name: str | None
) -> str | None:
    """Return the title without the name of site or section behind it: the first heading shows where it ends."""
    headings = [text for h1 in tree.iter("h1") if (text := _text(h1.text_content(), _MAX_TITLE_CHARACTERS))]
    page_titles = [title.text_content() for title in tree.iter("title")][:1]
    declared = [article.get("headline"), *_values(metas, _TITLE_NAMES), article.get("name")]
    title = _first([*declared, *headings[:1], *page_titles], _MAX_TITLE_CHARACTERS)
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


def _byline(tree: HtmlElement, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    """Return who wrote it as the page says, "; " between names."""
    declared = (
        _people(article.get("author") or article.get("creator")),
        (_text(value, _MAX_BYLINE_CHARACTERS) for value in _values(metas, _AUTHOR_NAMES)),
        _shown_writers(tree),
    )
    for source in declared:
        names = [
            name for entry in source if entry for name in _names_in(_BY.sub("", entry)) if _is_name(name)
        ]
        kept = [name for name in names if not any(name != other and name in other for other in names)]
        if byline := _text("; ".join(dict.fromkeys(kept)), _MAX_BYLINE_CHARACTERS):
            return byline
    return None


def _names_in(entry: str) -> list[str]:
    """Return the names an entry joins, where each part looks like a whole name; else the entry."""
    for parts in (_AND_OR_COMMA.split(entry), _AND.split(entry)):
        if all(_FULL_NAME.fullmatch(part) for part in parts):
            return parts
    return [entry]


def _shown_writers(tree: HtmlElement) -> Iterator[str]:
    """Yield the names in the first element that is marked as the author's and could hold no more than names."""
    for element in sorted(_WRITERS(tree), key=lambda e: e.get("rel") != "author" and not e.get("itemprop")):
        text = " ".join(" ".join(element.itertext()).split())
        if 2 < len(text) < _MAX_SHOWN_CHARACTERS and (names := normalize_authors(None, text)):
            yield from names.split("; ")
            return


def _people(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from _people(item)
            continue
        name = item.get("name") if isinstance(item, dict) else item
        for part in name if isinstance(name, list) else [name]:
            text = _text(part, _MAX_BYLINE_CHARACTERS)
            if text and _is_name(text):
                yield text


def _is_name(text: str) -> bool:
    return "@" not in text and "://" not in text and not text.startswith(("www.", "/")) and not text.isdigit()


def _published(
    tree: HtmlElement, metas: dict[str, list[str]], article: dict[str, Any], url: str, fetched_at: datetime
) -> tuple[datetime | None, str | None, str | None]:
    """Return the first date that can be believed, with what stood there; else the first refused and the reason."""
    refused: tuple[str, str] | None = None
    declared = [article.get("datePublished"), *_values(metas, _DATE_NAMES), article.get("dateCreated")]
    for raw in [*declared, *_marked_times(tree)]:
        text = _text(raw if isinstance(raw, str) else None, 200)
        moment, note = believe(text, fetched_at)
        if moment is not None:
            return moment, text, None
        if text and note and refused is None:
            refused = (text, note)
    found = _search_date(tree, url, fetched_at)
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


def _search_date(tree: HtmlElement, url: str, fetched_at: datetime) -> str | None:
    latest = fetched_at + FUTURE_GRANTED
    try:
        found: str | None = find_date(tree, original_date=True, url=url, max_date=latest.strftime("%Y-%m-%d"))
    except (ValueError, TypeError, AttributeError, OverflowError):  # a search that trips has found nothing
        return None
    return found


def _language(tree: HtmlElement, metas: dict[str, list[str]], article: dict[str, Any]) -> str | None:
    declared = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        *_values(metas, ("og:locale", "language", "content-language", "dc.language")),
        article.get("inLanguage"),
        *(
            e.get("content")
            for e in tree.iter("meta")
            if (e.get("http-equiv") or "").lower() == "content-language"
        ),
    ]
    for value in declared:
        if isinstance(value, str) and (match := _LANGUAGE.match(value.strip().lower())):
            return match[0]
    return None


def _canonical_url(tree: HtmlElement, metas: dict[str, list[str]], url: str) -> str | None:
    """Return the address the page calls its own, unless it is the home page, which every page of a site may name."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for value in [*links, *_values(metas, ("og:url",))]:
        try:
            address = urljoin(url, (value or "").strip())
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
