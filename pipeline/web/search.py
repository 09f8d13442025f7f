"""Search as a page, as an Atom feed and as JSON: what an address asks for, and the forms in which it is answered."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from pipeline.review.search import SearchFilter, SearchResult, search
from pipeline.searching.typed import MOST_CHARACTERS
from pipeline.web.display import shown
from pipeline.web.story_filter import asked_host, read_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.ports import Connection
    from pipeline.review.search import FoundStory
    from pipeline.searching.snippets import Part

FEED_STORIES: Final = 50  # as many as feeds of newspapers carry
_MOST_PAGES: Final = 10_000
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed of nothing changed last: with the time of day its readers would take it for new each time."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_OF_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results, or none where nothing was typed; `hosts` are offered while typing."""

    asked: SearchFilter
    result: SearchResult | None
    hosts: tuple[str, ...]

    def query(self, **changes: object) -> dict[str, object]:
        """Return the parameters of an address that asks for this, with some of them changed."""
        return query_of(self.asked) | changes


def query_of(asked: SearchFilter) -> dict[str, object]:
    """Return the parameters of an address that asks for this search."""
    return {"q": asked.typed, "host": asked.host, "since": asked.since, "until": asked.until}


def read_search(asked: Mapping[str, str]) -> SearchFilter:
    """Return the search that the parameters of an address ask for; raise UnreadableError for a day that is none."""
    since, until = (asked.get(name, "") for name in ("since", "until"))
    return SearchFilter(
        typed=asked.get("q", "").strip()[:MOST_CHARACTERS],
        host=asked_host(asked),
        since=read_day(since) if since else None,
        until=read_day(until) if until else None,
    )


def search_page(db: Connection, asked: SearchFilter, page: int) -> SearchPage:
    """Return the page of results that was asked for."""
    hosts = tuple(row["host"] for row in db.rows("web/list_hosts", at_most=1_000))
    result = search(db, asked, page=max(1, min(page, _MOST_PAGES))) if asked.typed else None
    return SearchPage(asked, result, hosts)


def json_of(result: SearchResult, address_of: Callable[[str], str]) -> dict[str, Any]:
    """Return a page of results as JSON has it; `address_of` gives the address of a story's page."""
    return {
        "asked": asdict(result.asked),
        "articles": result.article_count,
        "stories": result.story_count,
        "only_the_latest": result.is_cut,
        "page": result.page,
        "pages": result.pages,
        "found": [_json_of_story(story, address_of(story.story_id)) for story in result.stories],
    }


def _json_of_story(story: FoundStory, address: str) -> dict[str, Any]:
    article = story.article
    return {
        "story_id": story.story_id,
        "title": story.title,
        "address": address,
        "articles": story.article_count,
        "articles_found": story.found_count,
        "hosts": story.host_count,
        "independent_sources": story.independent_origin_count,
        "latest_at": story.newest_at,
        "article": {
            "article_id": article.article_id,
            "url": article.url,
            "host": article.host,
            "article_at": article.article_at,
            "earliest_at": article.earliest_at,
            "latest_at": article.latest_at,
            "language": article.language,
            "title": [asdict(part) for part in article.title],
            "said": [asdict(part) for part in article.said],
        },
    }


def atom_of(result: SearchResult, here: str, page: str, address_of: Callable[[str], str]) -> bytes:
    """Return the results as an Atom feed (RFC 4287), the latest first.

    `here` is the address of the feed, `page` that of the page that shows the same.
    """
    feed = ET.Element("feed", xmlns=_ATOM)
    _add(feed, "title", f"{result.asked.typed} · newsfold")
    _add(feed, "id", here)
    _add(feed, "updated", _time(max((story.newest_at for story in result.stories), default=_NEVER)))
    feed.append(ET.Element("link", rel="self", href=_plain(here), type="application/atom+xml"))
    feed.append(ET.Element("link", rel="alternate", href=_plain(page), type="text/html"))
    for story in result.stories:
        _add_entry(feed, story, address_of(story.story_id))
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: ET.Element, story: FoundStory, address: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", f"urn:newsfold:story:{story.story_id}")
    _add(entry, "title", "".join(part.text for part in story.article.title) or story.article.url)
    _add(entry, "updated", _time(story.newest_at))
    entry.append(ET.Element("link", rel="alternate", href=_plain(address), type="text/html"))
    author = ET.SubElement(entry, "author")
    _add(author, "name", story.article.host or "a file")
    summary = ET.SubElement(entry, "summary", type="html")
    summary.text = _plain(marked_html(story.article.said))


def marked_html(parts: Iterable[Part]) -> Markup:
    """Return parts of a text as HTML: all of it escaped, what was found in bold."""
    return Markup("").join(
        Markup("<b>{}</b>").format(shown(part.text)) if part.is_found else escape(shown(part.text))
        for part in parts
    )


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    """Return the text without what XML cannot hold, or turns the words around it."""
    return _NOT_OF_XML.sub("", str(shown(str(text))))


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def feed_result(db: Connection, asked: SearchFilter) -> SearchResult:
    """Return what a feed carries: the latest stories, more than a page of them."""
    return search(db, asked, at_most=FEED_STORIES)
