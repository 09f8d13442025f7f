"""The same reports as people hand them over: plain text, scraped or pasted, with the true label of every line.

Each shape holds traps that real pasted texts hold: lines wrapped by hand, a paragraph that begins with one blank and
no empty line, an address broken by a space, a related story's address below the text's own, words glued where a link
was stripped, and a page that is two thirds furniture and other people's stories.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

from newsroom import frames
from newsroom.outlets import AGENCY, AGGREGATOR, outlets

if TYPE_CHECKING:
    from newsroom.pages import NewsPage
    from newsroom.press import Press

WRAP_WIDTH = 93
"""Where the shape that wraps by hand breaks its lines."""

GLUED_WORDS = 25
"""Paragraphs longer than this get a link's worth of words glued together; shorter ones would turn unreadable."""


@dataclass(slots=True)
class TextPage:
    """A report as plain text. `labels` has one entry a line, empty for a blank line."""

    page: NewsPage
    shape: str
    lines: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return a file name for it."""
        return f"{self.page.number}-{self.shape}.txt"

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "\n".join(self.lines)

    def lines_of(self, label: str) -> list[int]:
        """Return the 1-based numbers of the lines with that label."""
        return [number for number, found in enumerate(self.labels, start=1) if found == label]

    def add(self, label: str, *lines: str) -> None:
        """Add lines under one label; an empty line has none."""
        for line in lines:
            self.lines.append(line)
            self.labels.append(label if line else "")


def text_pages(press: Press, night: int) -> Iterator[TextPage]:
    """Yield the night's new English articles as plain text, each in the next shape."""
    shapes = cycle(SHAPES.items())
    for page in press.pages(night):
        plain = page.page_kind == "article" and page.copy_kind in {
            "original",
            "wire_copy",
            "abridged",
            "look_alike",
        }
        if (
            plain
            and page.outlet.language == "en"
            and (page.outlet.outlet_id == AGGREGATOR or not page.foreign)
        ):
            name, shape = ("aggregated", aggregated) if page.foreign else next(shapes)
            found = TextPage(page, name)
            shape(found, Random(page.number))
            yield found


def wrapped(found: TextPage, rng: Random) -> None:
    """Wrap lines by hand, begin one paragraph by a single blank, end with two addresses of which the first is its own."""
    page = found.page
    marked = 1 + rng.randrange(max(1, len(page.paragraphs) - 2))
    for position, paragraph in enumerate(page.paragraphs):
        lines = textwrap.wrap(paragraph, WRAP_WIDTH, break_long_words=False, break_on_hyphens=False)
        if position == marked:
            lines[0] = f" {lines[0]}"
        elif position:
            found.add("", "")
        found.add("body", *lines)
        if position == marked + 1 and page.related:
            found.add("", "")
            found.add("boilerplate", f"Related article: {page.related[0].title}")
    found.add("", "")
    found.add("metadata", "Original url:", page.url)
    if page.related:
        found.add("", "")
        found.add("boilerplate", page.related[0].url)


def pasted(found: TextPage, rng: Random) -> None:
    """Paste with an empty line after each: title, byline, date, picture credit, text, and an address broken by a space."""
    page = found.page
    head = (("headline", page.title), ("metadata", f"By {page.author}"))
    day = page.published_at
    rest = (
        ("metadata", f"{day:%B} {day.day}, {day.year}"),
        ("boilerplate", f"{page.town}, {page.outlet.name}"),
    )
    for label, line in (*head, *rest, *(("body", paragraph) for paragraph in page.paragraphs)):
        found.add(label, line, "")
        if page.related and found.labels.count("body") == 4 and label == "body":
            found.add("boilerplate", f"Related article: {page.related[0].title}", "")
    at = page.url.rfind("-")
    broken = f"{page.url[:at]} {page.url[at:]}" if at > len(page.url) - 20 else page.url
    found.add("metadata", "Original url:", "", broken)


def glued(found: TextPage, rng: Random) -> None:
    """Give one paragraph a line, words run together where a link was cut out, and a sign-off at the foot."""
    for paragraph in found.page.paragraphs:
        words = paragraph.split()
        if len(words) > GLUED_WORDS:
            at = rng.randrange(4, len(words) - 4)
            words[at : at + 2] = [words[at] + words[at + 1]]
        found.add("body", " ".join(words))
    initials = "".join(name[0] for name in found.page.author.split())
    found.add("metadata", f"{found.page.outlet.outlet_id}.test - {initials}")


def bare(found: TextPage, rng: Random) -> None:
    """Give nothing but the body, one paragraph a line, and a tail of empty lines."""
    found.add("body", *found.page.paragraphs)
    found.add("", *[""] * (4 + rng.randrange(10)))


def aggregated(found: TextPage, rng: Random) -> None:
    """Give the aggregator's page: the report, its byline at the end, then furniture and whole stories of others."""
    page = found.page
    found.add("headline", page.title)
    found.add("body", *page.paragraphs)
    found.add("metadata", f"By {page.author}.", "")
    for block in page.blocks:
        if block.group in {"features", "comments"} or (
            block.group == "related" and block.label == "boilerplate"
        ):
            found.add("boilerplate", block.text)
    for position, other in enumerate(page.foreign):
        found.add("", "", "")
        found.add("other_story", other.outlet.name, f"{position + 2} hours ago", f"- {other.outlet.name}")
        found.add("other_story", other.title, frames.in_one_run(page, other))


Shape = Callable[[TextPage, Random], None]
SHAPES: dict[str, Shape] = {"wrapped": wrapped, "pasted": pasted, "glued": glued, "bare": bare}
"""The shapes that any article may be handed over in; the aggregator's pages have their own."""


def gold_of(found: TextPage) -> dict[str, object]:
    """Return what a file of this text should be read as, in 1-based line numbers."""
    titles = found.lines_of("headline")
    foreign = found.lines_of("other_story")
    return {
        "story": found.page.story_id,
        "event": found.page.event_id,
        "language": found.page.outlet.language,
        "origin": outlets()[AGENCY].name if found.page.origin != "own" else None,
        "title": titles[0] if titles else None,
        "body": found.lines_of("body"),
        "metadata": sorted(titles + found.lines_of("metadata")),
        "boilerplate": found.lines_of("boilerplate"),
        "other_stories": [foreign[at : at + 5] for at in range(0, len(foreign), 5)],
    }
