"""Every block of a page that could be text, in reading order, read from its elements alone.

A block ends where a browser would start a new line: at block elements and at line breaks. A row of a table is one
block, its cells parted by bars, unless the cells hold blocks of their own: then the table is there for layout.
Nothing is judged here, but for elements that never hold prose (scripts, form fields, pictures).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import BlockKind, Place
from pipeline.parsing.charset import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_NO_TEXT = frozenset(
    "applet area audio canvas datalist embed fencedframe frame frameset head iframe img input link map math meta "
    "noembed noframes noscript object optgroup option param picture progress rp rt rtc script select source style "
    "svg textarea title track use video".split()
)
_BREAKS = frozenset({"br", "hr", "wbr"} - {"wbr"})
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("blockquote", "q"), BlockKind.QUOTE),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup html label legend li main menu nav ol p pre search section "
    "summary table tbody td template tfoot th thead tr ul".split()
)
_LAYOUT_IN_ROW = tuple(_BLOCKS - {"td", "th", "tr", "tbody", "label", "button"})
_PLACES = {
    "article": Place.ARTICLE,
    "main": Place.ARTICLE,
    "header": Place.HEADER,
    "nav": Place.NAV,
    "menu": Place.NAV,
    "aside": Place.ASIDE,
    "footer": Place.FOOTER,
}
_ROLES = {
    "article": Place.ARTICLE,
    "main": Place.ARTICLE,
    "banner": Place.HEADER,
    "navigation": Place.NAV,
    "menu": Place.NAV,
    "menubar": Place.NAV,
    "complementary": Place.ASIDE,
    "contentinfo": Place.FOOTER,
}
_BESIDE = frozenset({Place.NAV, Place.ASIDE, Place.FOOTER})
"""Once inside one of these, an inner article or header is part of it: a teaser card, not the article."""


@dataclass(slots=True)
class PageBlock:
    """One block as the page's elements give it."""

    text: str
    kind: BlockKind
    place: Place
    link_density: float


@dataclass(slots=True)
class _Context:
    """What the ancestors of a piece of text say about it."""

    kind: BlockKind
    place: Place
    in_link: bool
    in_row: bool


def page_blocks(root: HtmlElement) -> list[PageBlock]:
    """Return every block below `root`, in document order."""
    body = root if root.tag == "body" else root.find(".//body")
    return list(_Reader().read(root if body is None else body))


class _Reader:
    """Walks the elements with a stack of its own, since a page may nest deeper than Python recurses."""

    __slots__ = ("_linked", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0

    def read(self, top: HtmlElement) -> Iterator[PageBlock]:
        stack: list[tuple[HtmlElement, _Context, bool]] = []
        outer = _Context(BlockKind.PARAGRAPH, Place.OTHER, in_link=False, in_row=False)
        stack.append((top, outer, False))
        while stack:
            element, around, closing = stack.pop()
            tag = element.tag
            if closing:
                if tag in _BLOCKS and not (around.in_row and tag in {"td", "th"}):
                    inner = _inner(element, tag, around)
                    if block := self._flush(inner):
                        yield block
                elif tag == "a" and not element.tail:
                    self._parts.append(" ")
                self._add(element.tail, around)
                continue
            if not isinstance(tag, str) or tag in _NO_TEXT:
                self._add(element.tail, around)
                continue
            if tag in _BREAKS:
                if around.in_row:
                    self._parts.append(" ")
                elif block := self._flush(around):
                    yield block
                self._add(element.tail, around)
                continue
            inner = _inner(element, tag, around)
            if around.in_row and tag in {"td", "th"}:
                if self._parts:
                    self._parts.append(" | ")
            elif tag in _BLOCKS and (block := self._flush(around)):
                yield block
            stack.append((element, around, True))
            self._add(element.text, inner)
            stack.extend((child, inner, False) for child in reversed(element))
        if block := self._flush(outer):
            yield block

    def _add(self, text: str | None, context: _Context) -> None:
        if text:
            self._parts.append(text)
            if context.in_link:
                self._linked += len(text.strip())

    def _flush(self, context: _Context) -> PageBlock | None:
        if not self._parts:
            return None
        text = " ".join(printable("".join(self._parts)).split())
        linked = self._linked
        self._parts, self._linked = [], 0
        if context.in_row:
            text = text.strip("| ")
        if not text:
            return None
        return PageBlock(text, context.kind, context.place, min(1.0, linked / len(text)))


def _inner(element: HtmlElement, tag: str, around: _Context) -> _Context:
    """Return what holds for the text inside `element`."""
    if tag == "a":
        return _Context(around.kind, around.place, in_link=True, in_row=around.in_row)
    if tag not in _BLOCKS:
        return around
    kind, in_row = around.kind, around.in_row
    if tag in _KINDS:
        kind = _KINDS[tag]
    elif tag == "tr" and next(element.iterdescendants(*_LAYOUT_IN_ROW), None) is None:
        kind, in_row = BlockKind.TABLE, True
    return _Context(kind, _place(element, tag, around.place), around.in_link, in_row)


def _place(element: HtmlElement, tag: str, around: Place) -> Place:
    if around in _BESIDE:
        return around
    role = element.get("role")
    place = (_ROLES.get(role) if role else None) or _PLACES.get(tag)
    if place is None or (around is Place.ARTICLE and place is Place.HEADER):
        return around  # an article's own header is part of the article
    return place
