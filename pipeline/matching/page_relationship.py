"""What the addresses of two articles say of their pages: one page at two times, two pages of one site, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.sites import site_of
from pipeline.crawling.urls import page_number
from pipeline.folding.headlines import is_own_text
from pipeline.folding.relations import PageRelationship

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.ports import Connection, Row


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where a page stands; `canonical_url` is what it calls its own address, `title` its headline."""

    url_key: str
    host: str
    canonical_url: str | None
    title: str | None = None


def page_addresses(db: Connection, article_ids: Iterable[str]) -> dict[str, PageAddress]:
    """Return the address of each of these articles; of one that has no page any more there is none."""
    rows = db.rows("matching/list_pages_of_articles", articles=article_ids)
    return {row["article_id"]: _address(row) for row in rows}


def _address(row: Row) -> PageAddress:
    return PageAddress(row["url_key"], row["host"], row["canonical_url"], row["title"])


def relationship_of(left: PageAddress | None, right: PageAddress | None) -> PageRelationship:
    """Return what two pages have to do with each other, by their hosts, their number and what they call their address.

    Texts without a host may come from one site, and are held to the stricter rule.
    """
    if left is None or right is None:
        return PageRelationship.SITE
    if left.canonical_url and left.canonical_url == right.canonical_url:
        return PageRelationship.PAGE
    if (number := page_number(left.url_key)) and number == page_number(right.url_key):
        return PageRelationship.PAGE
    if left.host and right.host and site_of(left.host) != site_of(right.host):
        return PageRelationship.NONE
    return PageRelationship.SITE


def share_own_text(
    left: PageAddress | None, right: PageAddress | None, left_text: str, right_text: str
) -> bool:
    """Whether what two pages say may be their own: pages of one site under two headlines may show one notice."""
    if left is None or right is None or relationship_of(left, right) is not PageRelationship.SITE:
        return True
    return is_own_text(left.title, right.title, left_text) and is_own_text(
        right.title, left.title, right_text
    )
