"""What a source announces: the items of a feed or a sitemap."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from pipeline.errors import Rejected
from pipeline.parsing.charset import printable
from pipeline.parsing.dates import believe, believe_moment
from pipeline.parsing.feeds.newest import newest_first
from pipeline.parsing.written_dates import Locale

if TYPE_CHECKING:
    from datetime import datetime

MAX_ITEMS = 20_000
"""Of one document; what lies beyond is older. Enough for a year of a newsroom, and a hundred such fit into memory."""

MIN_CONTENT = 800
"""Characters of text of an item that carries its whole report; teasers have a sentence or three."""
MAX_CONTENT = 200_000
"""Characters with markup; a report that is longer is fetched or left."""

_MAX_TITLE = 500
_MAX_GUID = 500
_MAX_DATE = 100
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAKS = re.compile(r"\s*[\r\n\t\f\v]\s*")
_EDGES = " \u00a0\u200b\ufeff"
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Item:
    """One announced page. `published_at` is None when the date given in `published_raw` cannot be believed.

    `changed_at` is when a sitemap says that the page was published or changed last; `outlet` is whose item it is, where an
    aggregator says so; `content` is the whole text as HTML, where the feed carries it.
    """

    url: str
    title: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    guid: str | None = None
    changed_at: datetime | None = None
    outlet: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A sitemap that an index names, and when that says it was changed."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Announcements:
    """All that a document announced; `announced` = items + dropped + beyond.

    `parts` are the sitemaps an index names, the newest first. `dropped` counts what has no web address, `beyond` what
    is older than as many items as a document may have. `repaired` says what was wrong with a document that could be
    read all the same.
    """

    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()
    announced: int = 0
    dropped: int = 0
    beyond: int = 0
    repaired: str = ""


def item_of(
    link: str | None,
    base: str,
    fetched_at: datetime,
    *,
    title: str | None = None,
    date: str | None = None,
    guid: str | None = None,
    changed_at: datetime | None = None,
    outlet: str | None = None,
    content: str | None = None,
) -> Item | None:
    """Return the item with its link made absolute and its texts fit to be stored, or None without a web address."""
    url = absolute(base, link)
    if url is None:
        return None
    return Item(
        url=url,
        title=_readable(title),
        published_at=believe(date, fetched_at).moment,
        published_raw=_short(date, _MAX_DATE),
        guid=_short(guid, _MAX_GUID),
        changed_at=changed_at,
        outlet=_readable(outlet),
        content=_whole_text(content),
    )


_ESCAPED_AMPERSAND = re.compile(r"&(?:amp|#0{0,3}38|#x0{0,3}26);", re.IGNORECASE)


def absolute(base: str, link: str | None) -> str | None:
    """Return the absolute web address of a link found on `base`, or None: `javascript:`, `mailto:` and the like.

    Line breaks in a link are layout, spaces are written as browsers write them. Links that were escaped twice hold
    `&amp;` where they mean `&`.
    """
    link = " ".join(_BREAKS.sub("", link or "").split(" ")).strip(_EDGES).replace(" ", "%20")
    link = _ESCAPED_AMPERSAND.sub("&", link)
    if not link:
        return None
    try:
        url = urljoin(base, link)
    except ValueError:  # an invalid IPv6 literal
        return None
    return url if url.lower().startswith(_WEB) else None


def xml_parser(*, repairs: bool = False) -> etree.XMLParser:
    """Return a parser that resolves no entities, opens no file and no connection, and repairs only where asked to."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=repairs,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: etree._Element) -> str:
    """Return the name of an element without namespace or prefix; an undeclared prefix stays in the name lxml gives."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def capped(items: list[Item], announced: int) -> Announcements:
    """Return the items in their order, the newest up to the cap where there are more, and what else was announced."""
    kept = items
    if len(items) > MAX_ITEMS:
        order = newest_first([item.url for item in items], [moment_of(item) for item in items])
        kept = [items[place] for place in sorted(order[:MAX_ITEMS])]
    return Announcements(
        tuple(kept), announced=announced, dropped=announced - len(items), beyond=len(items) - len(kept)
    )


def in_zone(found: Announcements, zone: str | None, fetched_at: datetime) -> Announcements:
    """Return the announcements with times that are written without a zone read in this one, an IANA name."""
    if zone is None:
        return found
    locale = Locale(zone=zone)
    items = []
    for item in found.items:
        moment = believe_moment(item.published_raw, fetched_at, locale).moment
        items.append(replace(item, published_at=moment.at if moment else None))
    return replace(found, items=tuple(items))


def moment_of(item: Item) -> datetime | None:
    """Return by which date an item is new: when it was published, else when its page was changed."""
    return item.published_at or item.changed_at


def not_a_feed(detail: str) -> Rejected:
    """Return the refusal of what is neither feed nor sitemap: a web page, a challenge, an error."""
    return Rejected("not_a_feed", detail[:200])


def _whole_text(content: str | None) -> str | None:
    """Return the content where it is long enough to be the whole of a report, and no longer than one is."""
    if content is None or not MIN_CONTENT <= len(content) <= MAX_CONTENT:
        return None
    return content if len(" ".join(_TAG.sub(" ", content).split())) >= MIN_CONTENT else None


def _readable(title: str | None) -> str | None:
    """Return the words of a title: feeds escape markup once, twice or not at all."""
    text = html.unescape(_TAG.sub(" ", html.unescape(title or "")))
    return _short(" ".join(_TAG.sub(" ", text).split()), _MAX_TITLE)


def _short(text: str | None, length: int) -> str | None:
    return printable((text or "").strip())[:length].strip() or None
