"""What a source announces: the items of a feed or a sitemap, told apart by what came, not by what was promised."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from pipeline.errors import Rejected
from pipeline.parsing.charset import printable
from pipeline.parsing.dates import believe

if TYPE_CHECKING:
    from datetime import datetime

MAX_ITEMS = 2_000
"""More than any newsroom publishes between two polls; a feed of 100,000 items kept a parser busy for minutes."""

_MAX_TITLE = 500
_MAX_GUID = 500
_MAX_DATE = 100
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Item:
    """One announced page. `published_at` is None when the date given in `published_raw` cannot be believed."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True)
class Announcements:
    """All that a document announced.

    `children` are the sitemaps an index names; `dropped` counts what has no web address or is beyond the cap.
    """

    items: tuple[Item, ...] = ()
    children: tuple[str, ...] = ()
    dropped: int = 0


def item_of(
    link: str | None,
    base: str,
    fetched_at: datetime,
    *,
    title: str | None = None,
    date: str | None = None,
    guid: str | None = None,
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
    )


def absolute(base: str, link: str | None) -> str | None:
    """Return the absolute web address of a link found on `base`, or None: `javascript:`, `mailto:` and the like."""
    link = "".join((link or "").split())
    if not link:
        return None
    try:
        url = urljoin(base, link)
    except ValueError:  # an invalid IPv6 literal
        return None
    return url if url.lower().startswith(_WEB) else None


def strict_parser() -> etree.XMLParser:
    """Return a parser that repairs nothing, resolves no entities, opens no file and no connection."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: etree._Element) -> str:
    """Return the name of an element without namespace or prefix; an undeclared prefix stays in the name lxml gives."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def capped(items: list[Item], dropped: int) -> Announcements:
    """Return the first items up to the cap, each address once, the rest counted as dropped."""
    kept = list({item.url: item for item in reversed(items)}.values())[::-1]
    return Announcements(tuple(kept[:MAX_ITEMS]), dropped=dropped + max(0, len(kept) - MAX_ITEMS))


def not_a_feed(detail: str) -> Rejected:
    """Return the refusal of what is neither feed nor sitemap: a web page, a challenge, an error."""
    return Rejected("not_a_feed", detail[:200])


def _readable(title: str | None) -> str | None:
    """Return the words of a title: feeds escape markup once, twice or not at all."""
    text = html.unescape(_TAG.sub(" ", html.unescape(title or "")))
    return _short(" ".join(_TAG.sub(" ", text).split()), _MAX_TITLE)


def _short(text: str | None, length: int) -> str | None:
    return printable((text or "").strip())[:length].strip() or None
