"""Finding the feeds and sitemaps of a site from any address of it, and what each of them gives.

What the site names goes first: links of the page, then `Sitemap:` lines of its robots.txt. Usual places are asked only
where it names nothing that can be read. Each is asked once, politely, through the guarded client.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.crawling.urls import origin_of
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, RequestOptions, SourceKind
from pipeline.parsing.feeds.announcements import moment_of
from pipeline.parsing.feeds.feed_links import USUAL_PLACES, feed_links, is_of_comments
from pipeline.parsing.files.opml import is_opml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.parsing.feeds.announcements import Announcements
    from pipeline.ports import Runtime

GIVEN, PAGE, ROBOTS, USUAL = "given", "named by the page", "named by robots.txt", "at a usual place"
RECENT = timedelta(days=3)
"""What a source announced in so many days says how much news it gives."""
ENOUGH_RECENT = 30
"""Beyond so many recent items a source is rich, and the kind of source decides: feeds have titles and ids."""
MAX_ASKED = 16
"""Addresses that are tried for one site."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a source, and what it gave: `found` is None where that was no feed and no sitemap."""

    url: str
    how: str
    outcome: str
    detail: str = ""
    found: Announcements | None = None
    fetched: Fetched | None = None
    recent: int = 0
    newest_at: datetime | None = None

    @property
    def is_usable(self) -> bool:
        """Whether it announces anything."""
        return self.found is not None and bool(self.found.items or self.found.parts)

    @property
    def kind(self) -> SourceKind:
        """What it is registered as."""
        return SourceKind.SITEMAP if self.is_sitemap else SourceKind.FEED

    @property
    def is_sitemap(self) -> bool:
        """Whether it is a sitemap or an index of them; both are read alike."""
        head = self.fetched.body[:4_096].lower() if self.fetched else b""
        return b"<urlset" in head or b"<sitemapindex" in head or "sitemap" in self.url.lower()


async def find_feeds(
    location: str,
    runtime: Runtime,
    *,
    page: Fetched | None = None,
    options: RequestOptions | None = None,
) -> list[Candidate]:
    """Return what can be found from this address, the best first; `page` is what it gave, where it was asked before."""
    search = _Search(runtime, options or RequestOptions())
    if page is None:
        first = await search.ask(location, GIVEN)
        if first.is_usable or first.fetched is None or is_opml(first.fetched.body):
            return [first]
        page = first.fetched
    named = feed_links(page.body, page.content_type, page.url)
    found = [await search.ask(url, PAGE) for url in named]
    robots = runtime.http.sitemaps(page.url)
    found += [await search.ask(url, ROBOTS) for url in robots if url not in named]
    if not any(each.is_usable for each in found):
        tried = {*named, *robots, location, page.url}
        usual = [origin_of(page.url) + place for place in USUAL_PLACES]
        found += [await search.ask(url, USUAL) for url in usual if url not in tried]
    return ranked([each for each in found if each.how != USUAL or each.is_usable])


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, the best first: what gives news, then what gives more, comments of readers last."""
    return sorted(candidates, key=_rank)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    count = len(candidate.found.items) if candidate.found else 0
    return (
        not candidate.is_usable,
        is_of_comments(candidate.url),
        -min(candidate.recent, ENOUGH_RECENT),
        candidate.is_sitemap,
        not count,  # an index has none of its own
        -min(count, ENOUGH_RECENT),
    )


class _Search:
    """Asks for addresses, and reads what comes as a feed or sitemap."""

    def __init__(self, runtime: Runtime, options: RequestOptions) -> None:
        self._runtime = runtime
        self._options = options
        self._asked = 0

    async def _fetch(self, url: str) -> Fetched | TransientError | Rejected:
        self._asked += 1
        if self._asked > MAX_ASKED:
            return TransientError("not_asked", f"{url}: after {MAX_ASKED} addresses")
        answers = self._runtime.http.fetch_all([url], options={url: self._options})
        ((_, answer),) = [each async for each in answers]
        return answer

    async def ask(self, url: str, how: str) -> Candidate:
        """Return what this address gives."""
        answer = await self._fetch(url)
        if isinstance(answer, TransientError):
            return Candidate(url, how, answer.outcome, answer.detail)
        if isinstance(answer, Rejected):
            return Candidate(url, how, answer.reason, answer.detail)
        ((_, found),) = self._runtime.feed_parser.parse_all([("", answer)])
        if isinstance(found, TransientError):
            return Candidate(url, how, found.outcome, found.detail, fetched=answer)
        if isinstance(found, Rejected):
            return Candidate(url, how, found.reason, found.detail, fetched=answer)
        assert not isinstance(found, Exception)
        moments = [moment for item in found.items if (moment := moment_of(item))]
        recent = sum(moment > answer.fetched_at - RECENT for moment in moments)
        newest_at = max(moments, default=None)
        return Candidate(url, how, "ok", "", found, answer, recent, newest_at)
