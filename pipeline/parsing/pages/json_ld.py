"""The objects of a page's JSON-LD, and which of them is the article the page is about.

Pages write JSON-LD by template: with raw line breaks and trailing commas, several objects one after another, inside
comment marks or CDATA, escaped as HTML, with quotation marks that end a string early. What no reader of JSON takes is
searched for the few fields that count.
"""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Node = dict[str, Any]

ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$|^Report", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BETWEEN_OBJECTS = re.compile(r"[\s;,]*")
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|name|@type)"\s*:\s*"(.{1,500}?)"\s*(?=[,}\]])',
    re.DOTALL,
)
_AUTHORS = re.compile(r'"author"\s*:\s*(\[.{0,2000}?\]|\{.{0,500}?\})', re.DOTALL)
_MAX_DEPTH = 6
"""Nobody nests the article deeper inside JSON-LD; a hostile page may nest without end."""
_MAX_OBJECTS = 50
"""Objects of one script; the most of two thousand real pages has nine."""


def objects_in(text: str) -> Iterator[Node]:
    """Yield the objects that stand for the page itself, not those it lists."""
    for value in _values(text):
        yield from _flatten(value, 0)


def types_of(node: Node) -> list[str]:
    """Return the schema.org types of an object, without the address of the vocabulary."""
    kinds = node.get("@type")
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def article_of(nodes: Sequence[Node], addresses: Iterable[str], titles: Iterable[str]) -> Node:
    """Return the article whose address or else whose headline is the page's, else the first; {} where none is.

    References to other objects of the page by `@id` are resolved.
    """
    articles = [node for node in nodes if any(map(ARTICLE_TYPE.search, types_of(node)))]
    if not articles:
        return {}
    own = {_address(address) for address in addresses} if len(articles) > 1 else set()
    known = [_words(title) for title in titles]
    by_address = (node for node in articles if not own.isdisjoint(_addresses_of(node)))
    by_title = (node for node in articles if _is_titled(node, known))
    chosen = next(chain(by_address, by_title, articles))
    return resolved(chosen, nodes)


def resolved(node: Node, nodes: Sequence[Node]) -> Node:
    """Return the object with its references to others, `{"@id": ...}` and nothing more, replaced by these."""
    by_id = {str(each["@id"]): each for each in nodes if "@id" in each and len(each) > 1}
    return {key: _resolved(value, by_id) for key, value in node.items()} if by_id else node


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value]
    if isinstance(value, dict) and "@id" in value and not value.get("name"):
        return by_id.get(str(value["@id"]), value)
    return value


def _is_titled(node: Node, titles: Sequence[str]) -> bool:
    headline = _words(str(node.get("headline") or node.get("name") or ""))
    return bool(headline) and any(
        title.startswith(headline) or headline.startswith(title) for title in titles if title
    )


def _words(title: str) -> str:
    return "".join(c for c in unescape(title).casefold() if c.isalnum())


def _addresses_of(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and value:
            yield _address(value)


def _address(url: str) -> str:
    """Return host, path and query of an address, which two spellings of it have in common."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _values(text: str) -> Iterator[Any]:
    """Yield the values that the text holds; of a text that no reader takes, the fields that can be made out."""
    for candidate in _candidates(text):
        values = list(_decoded(candidate))
        if values:
            yield from values
            return
    yield from _salvaged(text)


def _candidates(text: str) -> Iterator[str]:
    yield text
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text))
    bare = _TRAILING_COMMA.sub(r"\1", bare)
    yield bare
    if "&quot;" in bare:
        yield _TRAILING_COMMA.sub(r"\1", unescape(bare))


def _decoded(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for _ in range(_MAX_OBJECTS):
        between = _BETWEEN_OBJECTS.match(text, end)
        end = between.end() if between else end
        if end >= len(text):
            return
        try:
            value, end = decoder.raw_decode(text, end)
        except (ValueError, RecursionError):
            return
        yield value


def _salvaged(text: str) -> Iterator[Node]:
    """Yield one article made of what stands in a script that is no JSON, where it says that it is an article."""
    text = unescape(text) if "&quot;" in text else text
    authors = _AUTHORS.search(text)
    fields: Node = {}
    for name, value in _FIELD.findall(text.replace(authors[0], "") if authors else text):
        fields.setdefault(name, value.replace('\\"', '"'))
    if not ARTICLE_TYPE.search(str(fields.get("@type", ""))):
        return
    if authors:
        fields["author"] = next(_decoded(authors[1]), None)
    fields["name"] = fields.pop("headline", None)  # its quotation marks are not to be trusted
    yield fields


def _flatten(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:  # JSON within a string
        for item in _decoded(value):
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        yield {key: _bare(item) for key, item in value.items()}
        yield from _flatten(value.get("@graph"), depth + 1)
        if "mainEntity" in value:
            yield from _flatten(value["mainEntity"], depth + 1)


def _bare(value: Any) -> Any:
    """Return the value of a value object, `{"@value": ...}`, which may also name its type or language."""
    return value["@value"] if isinstance(value, dict) and "@value" in value else value
