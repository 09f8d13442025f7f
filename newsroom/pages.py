"""One page of the made-up press: what its article says, what stands around it, and what each block truly is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from newsroom import frames

if TYPE_CHECKING:
    from datetime import datetime

    from newsroom.frames import Block
    from newsroom.outlets import Outlet

Address = Callable[[str], str]
"""Gives the address of an outlet's home page, without a slash at the end."""


def example_address(outlet_id: str) -> str:
    """Return an address nobody can own, for pages that are not served."""
    return f"https://www.{outlet_id}.example"


@dataclass(frozen=True, slots=True, eq=False)
class NewsPage:
    """A page as it stands on one night. Blocks and HTML are made when asked for."""

    outlet: Outlet
    number: int
    night: int
    url_path: str
    title: str
    published_at: datetime
    content: tuple[Block, ...]
    """The article's own blocks: body and credit."""
    author: str = ""
    town: str = ""
    version: int = 1
    modified_at: datetime | None = None
    story_id: str = ""
    event_id: str = ""
    topic: str = ""
    series: str = ""
    """For look-alikes: the family whose members read alike and must stay apart."""
    copy_kind: str = "original"
    page_kind: str = "article"
    origin: str = "own"
    standfirst: str = ""
    related: tuple[NewsPage, ...] = ()
    popular: tuple[NewsPage, ...] = ()
    foreign: tuple[NewsPage, ...] = ()
    canonical: bool = True
    status: int = 200
    behaviour: str = ""
    """`slow`, `broken` or `hostile`; empty for a page that answers as it should."""
    address: Address = field(default=example_address, repr=False)

    @property
    def host(self) -> str:
        """The host of its address, without the port."""
        return self.address(self.outlet.outlet_id).split("//")[1].split(":")[0]

    @property
    def url(self) -> str:
        """Its own address."""
        return self.address(self.outlet.outlet_id) + self.url_path

    @property
    def announced_url(self) -> str:
        """The address its outlet's feed gives, with whatever tracking the outlet appends."""
        return self.url + self.outlet.tracking

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the page in reading order, with its true label."""
        return frames.compose(self)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The article's own paragraphs."""
        return tuple(block.text for block in self.content if block.label in {"body", "background"})

    @property
    def text(self) -> str:
        """The article's own text: what a perfect cleaner would keep."""
        return "\n".join(self.paragraphs)

    def html(self) -> bytes:
        """Return the page's bytes in its outlet's encoding; the same page always gives the same bytes."""
        if self.behaviour == "hostile":
            return frames.hostile_html(self)
        groups: dict[str, list[Block]] = {}
        for block in self.blocks:
            groups.setdefault(block.group, []).append(block)
        text = _template(self.outlet.outlet_id).render(page=self, g=groups, linked_data=linked_data(self))
        return text.encode(self.outlet.encoding, "xmlcharrefreplace")


def linked_data(page: NewsPage) -> dict[str, Any]:
    """Return the JSON-LD a careful outlet puts into its pages."""
    kind = {"live_blog": "LiveBlogPosting", "listing": "CollectionPage"}.get(page.page_kind, "NewsArticle")
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": page.title,
        "datePublished": page.published_at.isoformat(),
        "author": {"@type": "Person", "name": page.author},
        "publisher": {"@type": "Organization", "name": page.outlet.name},
        "inLanguage": page.outlet.language,
    }
    if page.modified_at:
        record["dateModified"] = page.modified_at.isoformat()
    if page.page_kind == "paywall_stub":
        record["isAccessibleForFree"] = False
        record["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".paywall",
        }
    return record


@cache
def _template(outlet_id: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    return jinja2.Environment(loader=loader, autoescape=True).get_template(f"{outlet_id}.html")
