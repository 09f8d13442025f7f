"""Every block of a page that could be text, in reading order, as its elements give it.

A block ends where a browser would start a new line: at block elements and at line breaks. A row of a table is one
block, its cells parted by bars, unless only one cell has a text or the cells contain blocks of their own: then the
table is there for layout. Nothing is left out but elements that never contain prose (scripts, form fields, pictures).

The walk recurses, since libxml2 itself refuses to nest deeper than 255 elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from lxml.etree import PI, Comment

from pipeline.model import FRAME, BlockKind, Region
from pipeline.parsing.charset import printable
from pipeline.parsing.pages.containers import names_loosely, names_outside_main
from pipeline.parsing.pages.joiners import spelling_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_INLINE, _LINK, _BLOCK, _BREAK, _CELL, _SKIPPED = range(6)
"""What an element means for the flow of text. Plain numbers: the walk asks for every element of the page."""

_NO_TEXT = """
    applet area audio canvas datalist embed fencedframe frame frameset head iframe img input link map math meta noembed
    noframes noscript object optgroup option param picture progress rp rt rtc script select source style svg textarea
    title track use video
"""
_BLOCKS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup html label legend li main menu nav ol p pre search section
    summary table tbody template tfoot thead ul
"""
_ROLES: dict[Any, int] = {
    **dict.fromkeys(_NO_TEXT.split(), _SKIPPED),
    **dict.fromkeys(_BLOCKS.split(), _BLOCK),
    **dict.fromkeys(("br", "hr"), _BREAK),
    **dict.fromkeys((Comment, PI), _SKIPPED),
    **dict.fromkeys(("td", "th"), _CELL),
    "a": _LINK,
    "tr": _BLOCK,
}
_LAYOUT = tuple(set(_BLOCKS.split()) - {"label", "button", "tbody"})
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("blockquote", "q"), BlockKind.QUOTE),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_REGIONS = {
    "article": Region.ARTICLE,
    "main": Region.ARTICLE,
    "header": Region.HEADER,
    "nav": Region.NAV,
    "menu": Region.NAV,
    "aside": Region.ASIDE,
    "footer": Region.FOOTER,
}
_ARIA_REGIONS = {
    "article": Region.ARTICLE,
    "main": Region.ARTICLE,
    "banner": Region.HEADER,
    "navigation": Region.NAV,
    "menu": Region.NAV,
    "menubar": Region.NAV,
    "complementary": Region.ASIDE,
    "contentinfo": Region.FOOTER,
}
_NOT_NAMED = frozenset({"html", "body", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements whose names say something else: about the whole page, or what a heading is about."""


Element: TypeAlias = tuple[int, str, str]
"""A block element: its number on the page, its class, its tag. A plain tuple: the walk makes one for each."""


@dataclass(slots=True)
class PageBlock:
    """One block as the page's elements give it.

    `is_outside_main` says that an element around it is named as no part of the text, `is_loosely` that all such names are
    ones that elements of text have as well, `is_other` that it is no part of the page's article
    (`other_content`). `inside` are the block elements around it from the outermost to the innermost.
    `spelling` is the text with its joiners, where it has any.
    """

    text: str
    kind: BlockKind
    region: Region
    link_density: float
    is_outside_main: bool = False
    is_loosely: bool = False
    inside: tuple[Element, ...] = ()
    spelling: str = ""
    is_other: bool = False

    @property
    def is_surely_outside(self) -> bool:
        """Whether it is no part of the article, or an element around it has a name that no element of text has."""
        return self.is_other or (self.is_outside_main and not self.is_loosely)


def page_blocks(root: HtmlElement) -> list[PageBlock]:
    """Return every block below `root`, in document order."""
    reader = _Reader()
    body = root if root.tag == "body" else root.find(".//body")
    reader.read(root if body is None else body)
    return reader.blocks


class _Reader:
    """Collects pieces of text until a block ends."""

    __slots__ = ("_elements", "_inside", "_linked", "_never_main", "_outside_main", "_parts", "blocks")

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._parts: list[str] = []
        self._linked = 0
        self._outside_main = 0
        self._never_main = 0
        self._elements = 0
        self._inside: list[Element] = []

    def read(self, top: HtmlElement) -> None:
        kind, region = BlockKind.PARAGRAPH, _region(top, str(top.tag), Region.OTHER)
        self._add(top.text)
        self._walk(top, kind, region, in_link=False, in_row=False)
        self._flush(kind, region)

    def _walk(  # noqa: C901 - one branch for each role, in the loop that runs for every element
        self, element: HtmlElement, kind: BlockKind, region: Region, *, in_link: bool, in_row: bool
    ) -> None:
        """Read what is inside `element`, but for the text before its first child, which the caller has read."""
        for child in element:
            tag = child.tag
            role = _ROLES.get(tag, _INLINE)
            if role <= _LINK:
                self._inline(child, role, kind, region, in_link=in_link, in_row=in_row)
            elif role == _BREAK:
                if in_row:
                    self._parts.append(" ")
                elif self._parts:
                    self._flush(kind, region)
            elif role == _CELL and in_row:
                if self._parts:
                    self._parts.append(" | ")
                self._add(child.text)
                self._walk(child, kind, region, in_link=in_link, in_row=True)
            elif role != _SKIPPED:
                if self._parts:
                    self._flush(kind, region)
                self._block(child, str(tag), kind, region, in_link=in_link)
            if tail := child.tail:
                self._add(tail)
                if in_link:
                    self._linked += len(tail)

    def _inline(
        self, child: HtmlElement, role: int, kind: BlockKind, region: Region, *, in_link: bool, in_row: bool
    ) -> None:
        in_link = in_link or role == _LINK
        if text := child.text:
            self._add(text)
            if in_link:
                self._linked += len(text)
        if len(child):
            self._walk(child, kind, region, in_link=in_link, in_row=in_row)
        if role == _LINK and not child.tail:
            self._parts.append(" ")  # links side by side are two, however close they stand

    def _block(self, child: HtmlElement, tag: str, kind: BlockKind, region: Region, *, in_link: bool) -> None:
        kind, region = _KINDS.get(tag, kind), _region(child, tag, region)
        names, name = child.get("class", ""), child.get("id")
        is_outside = tag not in _NOT_NAMED and (
            names_outside_main(names) or (name is not None and names_outside_main(name))
        )
        if is_outside and next(child.iterdescendants("h1"), None) is not None:
            is_outside = False  # a rail that contains the page's headline is its article
        is_never = is_outside and not (names_loosely(names) and (name is None or names_loosely(name)))
        self._outside_main += is_outside
        self._never_main += is_never
        self._elements += 1
        self._inside.append((self._elements, names, tag))
        in_row = tag == "tr" and _is_row_of_data(child)
        if in_row:
            kind = BlockKind.TABLE
        if text := child.text:
            self._add(text)
            if in_link:
                self._linked += len(text)
        if len(child):
            self._walk(child, kind, region, in_link=in_link, in_row=in_row)
        if self._parts:
            self._flush(kind, region)
        self._outside_main -= is_outside
        self._never_main -= is_never
        self._inside.pop()

    def _add(self, text: str | None) -> None:
        if text and (self._parts or not text.isspace()):
            self._parts.append(text)

    def _flush(self, kind: BlockKind, region: Region) -> None:
        """End the block that was being read."""
        text = " ".join("".join(self._parts).split())
        linked = self._linked
        self._parts.clear()
        self._linked = 0
        spelling = ""
        if not text.isprintable():
            spelling, text = spelling_of(printable(text)), _visible(text)
        if kind is BlockKind.TABLE:
            text = text.strip("| ")
        if text:
            density = min(1.0, linked / len(text))
            inside = tuple(self._inside)
            is_outside = self._outside_main > 0
            is_loosely = is_outside and not self._never_main
            self.blocks.append(
                PageBlock(text, kind, region, density, is_outside, is_loosely, inside, spelling)
            )


def _is_row_of_data(row: HtmlElement) -> bool:
    """Whether several cells of the row say something, and none contains a block: else it is there for layout."""
    if next(row.iterdescendants(*_LAYOUT), None) is not None:
        return False
    return sum(any(not text.isspace() for text in cell.itertext()) for cell in row) > 1


def _visible(text: str) -> str:
    """Return the text without characters that show nothing: controls, soft hyphens, zero-width marks."""
    return " ".join("".join(c for c in printable(text) if c.isprintable() or c.isspace()).split())


def _region(element: HtmlElement, tag: str, around: Region) -> Region:
    if around in FRAME:
        return around  # an article in a sidebar is a teaser card, not the article
    role = element.get("role")
    region = (_ARIA_REGIONS.get(role) if role else None) or _REGIONS.get(tag)
    if region is None or (around is Region.ARTICLE and region is Region.HEADER):
        return around  # an article's own header is part of the article
    return region
