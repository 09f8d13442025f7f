"""The address at which the text of a page stood first, where a line above or below it says so and leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.first_place import tells_first_place
from pipeline.parsing.charset import printable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_LINE_CHARACTERS = 300
"""A credit is a line, with the names of the writer and the paper; a paragraph that says so tells of something else."""
_LINES = frozenset(
    {"p", "li", "div", "em", "i", "small", "footer", "td", "blockquote", "h4", "h5", "h6", "section"}
)
_MAX_LEVELS = 4
"""Marks of emphasis and the like between a link and its line."""


def first_address(tree: HtmlElement, url: str) -> str | None:
    """Return the address of the original on another host that a credit line of the page leads to; None without one.

    A link to a home page names a site, and no text.
    """
    own = _site(url)
    long: set[HtmlElement] = set()
    for link in tree.iter("a"):
        address = (link.get("href") or "").strip()
        if address.startswith(("http://", "https://")) and _site(address) not in {own, ""}:
            parts = urlsplit(address)
            if (len(parts.path.strip("/")) > 1 or parts.query) and _is_credited(link, long):
                return printable(address)
    return None


def _is_credited(link: HtmlElement, long: set[HtmlElement]) -> bool:
    """Whether the line around a link says that the text stood first where the link leads; `long` keeps what is no line."""
    around: HtmlElement | None = link
    for _ in range(_MAX_LEVELS):
        around = around.getparent() if around is not None else None
        if around is None or around in long:
            return False
        line = " ".join(around.text_content().split())
        if len(line) > _MAX_LINE_CHARACTERS:
            long.add(around)
            return False
        if around.tag in _LINES:
            return tells_first_place(line)
    return False


def _site(address: str) -> str:
    """Return the last two labels of the host: two that share them may be one owner's, which is no other site."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])
