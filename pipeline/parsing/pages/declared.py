"""What the head of a page and its JSON-LD declare, as plain values."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement

from pipeline.parsing.charset import printable
from pipeline.parsing.markup import without_short_tags
from pipeline.parsing.pages.json_ld import objects_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Elements = dict[str, list[HtmlElement]]
_DECLARING = ("meta", "script", "link", "title", "h1", "input")

Metas = dict[str, list[str]]
"""The contents of the meta elements by lower-case name."""

_TAG = re.compile("<")
_TAG_CHARACTERS = 500


def head_elements(tree: HtmlElement) -> Elements:
    """Return the elements that declare something, by tag: one walk instead of one for each question."""
    found: Elements = {tag: [] for tag in _DECLARING}
    for element in tree.iter(*_DECLARING):
        found[str(element.tag)].append(element)
    return found


def metas_of(elements: Elements) -> Metas:
    """Return the contents of the meta elements by lower-case name."""
    metas: Metas = {}
    for element in elements["meta"]:
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name and not content.isspace():
            metas.setdefault(name.strip().lower(), []).append(content.strip())
    return metas


def values_of(metas: Metas, names: Iterable[str]) -> list[str]:
    """Return all contents under these names, in the order of the names."""
    return [value for name in names for value in metas.get(name, ())]


def nodes_of(elements: Elements) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD that stand for the page itself, not those it lists."""
    for script in elements["script"]:
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from objects_in(script.text)


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
    text = (
        unescape(without_short_tags(value, _TAG, " ", _TAG_CHARACTERS))
        if "&" in value or "<" in value
        else value
    )
    text = " ".join(printable(text).split())
    return text if text and len(text) <= max_characters else None


def first_line(values: Iterable[Any], max_characters: int) -> str | None:
    """Return the first value that is a clean line (see `line_of`), or None."""
    return next((text for value in values if (text := line_of(value, max_characters))), None)
