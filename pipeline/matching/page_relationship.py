"""What the addresses of two articles say of their pages: one page at two times, two pages of one site, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pipeline.crawling.sites import site_of
from pipeline.crawling.urls import host_of, page_number, series_of, short_number
from pipeline.folding.headlines import Headlines, are_one_headline, may_be_standing, named
from pipeline.folding.relations import PageRelationship
from pipeline.matching.pairs import Pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.ports import Connection, Row


_TO_THE_MINUTE: Final = frozenset({"second", "minute"})
# What is published on a schedule, and a day's midnight in any zone, falls on a quarter of an hour: unlike any other
# minute, two pages of a site share it without being one.
_SCHEDULE_MINUTES: Final = 15
_ADDRESS_WORDS: Final = 3
"""Long words in the last part of an address that are a headline; fewer are a section or a name."""


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where a page stands; `canonical_url` is what it calls its own address, `title` its headline.

    `published_at` is when it says that it was published, where it says so to the minute.
    """

    url_key: str
    host: str
    canonical_url: str | None
    title: str | None = None
    published_at: datetime | None = None


def page_addresses(db: Connection, article_ids: Iterable[str]) -> dict[str, PageAddress]:
    """Return the address of each of these articles; of one that has no page any more there is none."""
    rows = db.rows("matching/list_pages_of_articles", articles=article_ids)
    return {row["article_id"]: address_of(row) for row in rows}


def address_of(row: Row) -> PageAddress:
    """Return the address of a row of an article and its latest version."""
    is_exact = row["published_precision"] in _TO_THE_MINUTE
    at = row["published_at"] if is_exact else None
    return PageAddress(row["url_key"], row["host"], row["canonical_url"], row["title"], at)


def relationship_of(left: PageAddress | None, right: PageAddress | None) -> PageRelationship:
    """Return what two pages have to do with each other, by their hosts, their numbers and what they call their address.

    Texts without a host may come from one site, and are held to the stricter rule. A copy on another site that calls its
    original's address its own is no version of that page.
    """
    if left is None or right is None:
        return PageRelationship.SITE
    if left.host and right.host and site_of(left.host) != site_of(right.host):
        return PageRelationship.NONE
    if left.canonical_url and left.canonical_url == right.canonical_url:
        return PageRelationship.PAGE
    return _by_number(left, right)


def _by_number(left: PageAddress, right: PageAddress) -> PageRelationship:
    """Return what the numbers in two addresses of one site say.

    A short number alone may be that of a section: the headlines must be one, told anew. Two bulletins of a section have
    that too, but not the minute in which they were published; a page that is written anew keeps it. Where either address
    has a short number beside the long one, they must agree.
    """
    series, other_series = series_of(left.url_key), series_of(right.url_key)
    if series and other_series and series[0] == other_series[0] and series[1] != other_series[1]:
        return PageRelationship.SERIES
    short, other_short = short_number(left.url_key), short_number(right.url_key)
    if (number := page_number(left.url_key)) and number == page_number(right.url_key):
        differ = short and other_short and short.split()[-1] != other_short.split()[-1]
        return PageRelationship.SITE if differ else PageRelationship.PAGE
    if short and short == other_short and are_one_headline(_headlines(left, right)):
        return PageRelationship.PAGE if _published_at_once(left, right) else PageRelationship.NUMBER
    return PageRelationship.SITE


def _published_at_once(left: PageAddress, right: PageAddress) -> bool:
    """Whether both say that they were published in one minute, which is not one of a schedule."""
    at = left.published_at
    if at is None or right.published_at is None or at != right.published_at:
        return False
    return bool(at.minute % _SCHEDULE_MINUTES or at.second)


def original_of(host: str, canonical_url: str | None) -> str:
    """Return the address of the original that a copy names: what it calls its own address, on another site."""
    there = host_of(canonical_url or "")
    return canonical_url or "" if host and there and site_of(host) != site_of(there) else ""


def pages_of(left: PageAddress | None, right: PageAddress | None) -> Pages:
    """Return what two pages have to do with each other, and their headlines."""
    relationship = relationship_of(left, right)
    headlines = _headlines(left, right)
    if left and right and relationship is PageRelationship.SITE and not may_be_standing(headlines):
        headlines = _in_addresses(left, right) or headlines
    return Pages(relationship, headlines)


def _headlines(left: PageAddress | None, right: PageAddress | None) -> Headlines:
    return Headlines(left.title if left else None, right.title if right else None)


def _in_addresses(left: PageAddress, right: PageAddress) -> Headlines | None:
    """Return the headlines that stand in two addresses, where they have no word in common; None where there are none.

    A page behind a wall of consent or of scripts may give the name of its site for a title, as the next one does.
    """
    said, said_there = _headline_in(left.url_key), _headline_in(right.url_key)
    ours, theirs = named(said), named(said_there)
    are_two = min(len(ours), len(theirs)) >= _ADDRESS_WORDS and ours.isdisjoint(theirs)
    return Headlines(said, said_there) if are_two else None


def _headline_in(url_key: str) -> str:
    last = unquote(url_key.partition("?")[0].rpartition("/")[2])
    name = re.sub(r"\.[a-z]{2,5}\Z", "", last)
    return " ".join(word for word in re.split(r"[-_+.~]+", name) if word.isalpha())
