"""What the head of a page and its JSON-LD declare, as plain values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from pipeline.parsing.charset import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Elements = dict[str, list[HtmlElement]]
_DECLARING = ("meta", "script", "link", "title", "h1", "input")

Metas = dict[str, list[str]]
"""The contents of the meta elements by lower-case name."""

_DESCRIBES_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$|^Report")
_TAG = re.compile(r"<[^>]{0,500}>")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_MAX_DEPTH = 6
"""Nobody nests the article deeper inside JSON-LD; a hostile page may nest without end."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares. `nodes` are the objects of its JSON-LD; `article` is the first that describes an article."""

    elements: Elements
    metas: Metas
    nodes: tuple[dict[str, Any], ...]
    article: dict[str, Any]

    def values(self, names: Iterable[str]) -> list[str]:
        """Return the contents of all meta elements of these names, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]


def declared_by(tree: HtmlElement) -> Declared:
    """Return what the page declares."""
    elements = _declaring_elements(tree)
    nodes = tuple(_nodes(elements))
    article = next((node for node in nodes if any(map(_DESCRIBES_ARTICLE.search, types_of(node)))), {})
    return Declared(elements, _metas(elements), nodes, article)


def _declaring_elements(tree: HtmlElement) -> Elements:
    """Return the elements that declare something, by tag: one walk instead of one for each question."""
    found: Elements = {tag: [] for tag in _DECLARING}
    for element in tree.iter(*_DECLARING):
        found[str(element.tag)].append(element)
    return found


def _metas(elements: Elements) -> Metas:
    metas: Metas = {}
    for element in elements["meta"]:
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name and not content.isspace():
            metas.setdefault(name.strip().lower(), []).append(content.strip())
    return metas


def _nodes(elements: Elements) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that stand for the page itself, not those it lists."""
    for script in elements["script"]:
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


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the schema.org types of a JSON-LD object."""
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def name_of(value: Any) -> str | None:
    """Return the name of the first thing that has one: of a string itself, of an object its name."""
    if isinstance(value, list):
        return next((name for item in value if (name := name_of(item))), None)
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def line_of(value: Any, max_characters: int) -> str | None:
    """Return one clean line, or None when nothing is left or it is too long to be what it claims to be."""
    if not isinstance(value, str):
        return None
    text = unescape(_TAG.sub(" ", value)) if "&" in value or "<" in value else value
    text = " ".join(printable(unescape(text)).split())
    return text if text and len(text) <= max_characters else None


def first_line(values: Iterable[Any], max_characters: int) -> str | None:
    """Return the first value that is a clean line (see `line_of`), or None."""
    return next((text for value in values if (text := line_of(value, max_characters))), None)
