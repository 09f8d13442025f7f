"""Who wrote an article: people and organisations, one by one, as declared or else as shown beside the headline.

Sources in order: JSON-LD, meta elements, elements marked as the author's, a line that says "by", a line that signs
the text. The first that names a person wins; an organisation stands where no source names one. What stands in
comments, columns and lists of other reports, or behind the text, names somebody else.
"""

# ruff: noqa: RUF001 - words of many alphabets, in lines one can read

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.model import Author, AuthorKind
from pipeline.parsing.fast_trafilatura import Selector
from pipeline.parsing.pages.author_names import NOBODY, is_capitalised, key_of, kind_of, names_in
from pipeline.parsing.pages.containers import names_others
from pipeline.parsing.pages.declared import Metas, line_of, values_of
from pipeline.parsing.pages.json_ld import types_of
from pipeline.parsing.pages.signatures import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement


_AUTHOR_NAMES = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "dcsext.author", "authors", "creator", "article:author_name", "og:author", "cxenseparse:author",
    "citation_author", "mediator_author", "articleauthor", "article_author", "article-author", "author_name", "authorname",
    "news_author", "dable:author",
)  # fmt: skip
_LENGTH = etree.XPath("string-length()")  # of the text within, which is not made for it
_WRITERS = Selector(
    ".//*[@rel='author' or @itemprop='author' or @itemprop='creator' or re:test(@class, '[Aa]uthor|[Bb]yline|[Ww]riter|[Rr]eporter|[Aa]ut(?:or|eur)|[Jj]ournalist') or"
    " re:test(@id, '^(?:article[_-]?)?(?:authors?|byline)(?:[_-]?(?:list|names?|line))?$') or"
    " re:test(@href, '/(?:authors?|autor(?:en|es|i)?|auteurs?|autore|redakteure?|journalists?|contributors?|yazar(?:lar)?|penulis|reporters?)/')]"
)
_BY_LINE = re.compile(
    r"^\(?(?:(?:By|BY|(?:Written|Reporting|Additional reporting) by|Von|VON|Par|PAR|Por|POR|Di|Da|Door|Av|Af|Autor(?:ka|in|a)?|Auteur|Words|Text|Texte|Texto|Testo|Tekst[iy]?|Автор|Текст|Oleh|Penulis|Szerző)(?:\s*:\s*|\s+)|(?:作者|文|記者|记者)\s*[:：/／・]\s*)(?P<names>\S.*)$"
)
_READING_TIME = re.compile(r"\d+\s*\S*$")
"""What a publishing system sets beside the writer's name on a card: "3 minutes". The words of its labels are translated."""
_SURE = re.compile(r"(?:^|[\s_-])byline(?:$|\s)|author-?_?name", re.IGNORECASE)
"""Elements that hold a name and nothing else, so that a single word can be one."""
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:image|photo|picture|foto)s?[_-]?(?:author|byline|credit|copyright)", re.IGNORECASE
)
"""Elements that name who took a picture."""
_SINGLE = re.compile(r"(?:By|Von|Text|Автор)\b")
_MAX_SINGLE_CHARACTERS = 25
_MAX_ENTRY_CHARACTERS = 300
_MAX_SHOWN_CHARACTERS = 150
_LONG_CHARACTERS = 120
_HEAD_PARAGRAPHS = 2
_MAX_AUTHORS = 20
_MAX_LINKED = 2
"""So many times the length of a name is the text of a link that leads to the author; longer ones hold a headline."""


def authors_of(
    tree: HtmlElement,
    metas: Metas,
    article: dict[str, Any],
    lines: Iterable[str],
    *,
    title: str | None,
    site_names: Sequence[str],
) -> list[Author]:
    """Return who wrote it, in the order of the page; `lines` are its short lines around the headline."""
    sites = {key_of(name) for name in site_names}
    declared = article.get("author") or article.get("creator")
    fallback: list[Author] = []
    for entries in (
        _signed(tree, title, is_site_declared=True) if _is_account(declared) else (),
        _declared(declared),
        ((entry, None) for entry in _in_metas(metas)),
        ((entry, None) for entry in _shown(tree)),
        ((entry, None) for entry in _said(lines)),
    ):
        authors = _authors_in(entries, sites)
        if _names_person(authors):
            return [
                each for each in authors if each.kind is AuthorKind.PERSON or key_of(each.name) not in sites
            ]
        fallback = fallback or authors
    is_site_declared = any(key_of(each.name) in sites for each in fallback)
    signers = _authors_in(_signed(tree, title, is_site_declared=is_site_declared), sites)
    return signers if _names_person(signers) else fallback or signers


def _names_person(authors: Sequence[Author]) -> bool:
    return any(author.kind is AuthorKind.PERSON for author in authors)


def byline_of(authors: Sequence[Author]) -> str | None:
    """Return the names in a line, "; " between them; None where there are none."""
    return "; ".join(author.name for author in authors) or None


def _authors_in(entries: Iterable[tuple[str, AuthorKind | None]], sites: set[str]) -> list[Author]:
    found: dict[str, Author] = {}
    for entry, kind in entries:
        for name in names_in(entry):
            key = key_of(name)
            if key and key not in found:
                found[key] = Author(name, kind_of(name, kind, is_site=key in sites))
    # a name that is part of another is the same person named twice
    kept = [
        author
        for key, author in found.items()
        if not any(key != other and len(key) > 3 and key in other for other in found)
    ]
    return kept[:_MAX_AUTHORS]


def _declared(value: Any) -> Iterator[tuple[str, AuthorKind | None]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from _declared(item)
            continue
        kind = None
        if isinstance(item, dict):
            types = types_of(item)
            kind = (
                AuthorKind.PERSON
                if "Person" in types
                else AuthorKind.ORGANISATION
                if any("Organization" in each for each in types)
                else None
            )
        name = item.get("name") if isinstance(item, dict) else item
        for part in name if isinstance(name, list) else [name]:
            if text := line_of(part, _MAX_ENTRY_CHARACTERS):
                yield text, kind


def _signed(tree: HtmlElement, title: str | None, *, is_site_declared: bool) -> Iterator[tuple[str, None]]:
    return ((name, None) for name in signed(tree, title or "", is_site_declared=is_site_declared))


def _is_account(declared: Any) -> bool:
    """Whether the author is the account that a publishing system was set up with, whoever writes: ".../author/admin/"."""
    if not isinstance(declared, dict):
        return False
    addresses = (declared.get("@id"), declared.get("url"))
    return any(
        isinstance(each, str) and each.rstrip("/").rpartition("/")[2].casefold() in NOBODY
        for each in addresses
    )


def _in_metas(metas: Metas) -> Iterator[str]:
    """Yield the entries of the meta elements: those named after an author, and the name beside a time to read."""
    for value in values_of(metas, _AUTHOR_NAMES):
        if entry := line_of(value, _MAX_ENTRY_CHARACTERS):
            yield entry
    if any(_READING_TIME.match(time) for time in metas.get("twitter:data2", ())):
        yield from (name for name in metas.get("twitter:data1", ()) if is_capitalised(name))


def _shown(tree: HtmlElement) -> Iterator[str]:
    """Yield the entries of the first element beside the headline that is marked as the author's and names somebody."""
    marked = {id(element): element for element in _WRITERS(tree)}
    if not marked:
        return
    lengths: dict[HtmlElement, float] = {}
    paragraphs, passed = 0, tree.find(".//h1") is None
    for element in tree.iter("h1", "p", *{str(element.tag) for element in marked.values()}):
        if element.tag == "h1":
            passed = True
        elif element.tag == "p" and id(element) not in marked:
            if passed and paragraphs <= _HEAD_PARAGRAPHS:  # how many more there are makes no difference
                paragraphs += _LENGTH(element) >= _LONG_CHARACTERS
        elif paragraphs > _HEAD_PARAGRAPHS and id(element) in marked and not _is_in_article(element):
            continue
        if id(element) in marked and not _is_others(element, lengths):
            is_sure = element.get("rel") == "author" or _SURE.search(element.get("class") or "") is not None
            names = [name for entry in _entries_of(element) for name in names_in(entry)]
            names = [name for name in names if is_capitalised(name) or (is_sure and name[0].isupper())]
            if names:
                yield from names
                return


def _entries_of(element: HtmlElement) -> Iterator[str]:
    """Yield the names that are links or elements of their own, else the whole text."""
    text = " ".join(" ".join(element.itertext()).split())
    named = element.find(".//meta[@itemprop='name']") if not text else None
    if content := (element if named is None else named).get("content"):
        if len(content) <= _MAX_ENTRY_CHARACTERS:
            yield content
        return
    if not 1 < len(text) <= _MAX_SHOWN_CHARACTERS:
        return
    links = [" ".join(link.text_content().split()) for link in element.iter("a") if link is not element]
    if full := [link for link in links if " " in link and names_in(link)]:
        yield from full
        return
    parts = [" ".join(part.split()) for part in element.itertext() if part.strip()]
    yield from parts if len(parts) > 1 and all(" " in part for part in parts) else [text]


def _is_others(element: HtmlElement, lengths: dict[HtmlElement, float]) -> bool:
    """Whether an element names somebody else; `lengths` keeps those of the links, which may hold thousands of elements."""
    for around in chain([element], element.iterancestors()):
        if around.tag in {"figure", "picture"} or _PICTURE.search(around.get("class") or ""):
            return True
        if around.tag == "a":
            if around not in lengths:
                lengths[around] = _LENGTH(around)
            if lengths[around] > _MAX_LINKED * _LENGTH(element):
                return True  # the card of another report
        if around.tag in {"nav", "footer", "aside", "li"} and around is not element:
            return around.tag != "li"
        names = f"{around.get('class') or ''} {around.get('id') or ''}".strip()
        if around.tag not in {"body", "html", "article", "main"} and names and names_others(names):
            return True
    return False


def _is_in_article(element: HtmlElement) -> bool:
    """Whether an element behind the text belongs to the article of the headline: marked itself, or in its element."""
    if element.get("rel") == "author" or element.get("itemprop") in {"author", "creator"}:
        return True
    if _SURE.search(element.get("class") or ""):
        return next(element.iterancestors("li", "aside"), None) is None
    around = next(element.iterancestors("article", "main", "li", "aside"), None)
    return around is not None and around.tag in {"article", "main"} and around.find(".//h1") is not None


def _said(lines: Iterable[str]) -> Iterator[str]:
    """Yield what follows "by" in the first line that begins so and goes on with a name in capitals."""
    for line in lines:
        if len(line) <= _MAX_SHOWN_CHARACTERS and (match := _BY_LINE.match(line)):
            entry = re.split(
                r"\s[|•·–—]\s|\s*\(|(?<=[a-z])(?=Published|Updated|Photos?\b|Fotos?\b|Bilder\b|Pictures\b)",
                match["names"],
            )[0]
            names = [name for name in names_in(entry) if is_capitalised(name)]
            if not names and len(line) <= _MAX_SINGLE_CHARACTERS and _SINGLE.match(line):
                names = [name for name in names_in(entry) if name[0].isupper() and " " not in name]
            if names:
                yield from names
                return
