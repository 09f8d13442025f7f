"""Polling: what came of asking each source what it announces, once, with a named outcome where nothing came."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.polls import RegisteredSource, answered_at, poll_again_at, validators_for
from pipeline.crawling.selection import choose_parts, span_of
from pipeline.errors import Rejected, SourceError, TransientError
from pipeline.model import Fetched, SourceKind
from pipeline.parsing.feeds.announcements import Announcements, Item, Part, in_zone
from pipeline.parsing.files.url_list import parse_url_list
from pipeline.steps.discover.find_feeds import find_feeds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.model import Window
    from pipeline.ports import Runtime

POLLED = frozenset({SourceKind.FEED, SourceKind.SITEMAP, SourceKind.URL_LIST})
"""Kinds of source that announce pages; the others hold them."""

MAX_LIST_BYTES = 52_428_800
"""Of a feed or sitemap; the protocol of sitemaps grants 50 MB. Those larger than a page are asked for one at a time."""
MAX_DEPTH = 3
"""Indexes within each other; the protocol allows one, sites have two, and an index of itself would never end."""

_Answered = tuple[RegisteredSource, Fetched | TransientError | Rejected]
"""A source, and what came of asking it."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of polling one source: its announcements, or only a named outcome.

    `moved_to` is where it is to be asked from now on, if not where it was.
    """

    source: RegisteredSource
    outcome: str
    found: Announcements | None = None
    fetched: Fetched | None = None
    due_at: datetime | None = None
    detail: str = ""
    parts_read: tuple[str, ...] = ()
    parts_left_out: Counter[str] = field(default_factory=Counter)
    moved_to: str | None = None
    why_moved: str = ""


async def poll_sources(
    sources: Sequence[RegisteredSource], runtime: Runtime, now: datetime, window: Window
) -> list[Poll]:
    """Return one poll for each source, in the order of their ids."""
    here = [_read_file(source, runtime) for source in sources if not source.is_address]
    there = await _ask_addresses([source for source in sources if source.is_address], runtime, now)
    polls = [await _from_site(poll, runtime) for poll in _understand(here + there, runtime, now)]
    whole = [await _with_parts(await _in_full(poll, runtime, now), runtime, now, window) for poll in polls]
    return sorted(whole, key=lambda poll: poll.source.source_id)


async def _from_site(poll: Poll, runtime: Runtime) -> Poll:
    """Return the poll of the feed that was found on a site whose own address was given; sought at the first poll alone."""
    source, page = poll.source, poll.fetched
    if poll.outcome != "not_a_feed" or page is None or source.last_poll.outcome is not None:
        return poll
    best = next(iter(await find_feeds(source.location, runtime, page=page, options=source.requests)), None)
    if best is None or best.found is None or not best.is_usable or best.fetched is None:
        return poll
    found = in_zone(best.found, source.time_zone, best.fetched.fetched_at)
    return Poll(source, "ok", found, best.fetched, moved_to=best.url, why_moved=f"a source {best.how}")


async def _in_full(poll: Poll, runtime: Runtime, now: datetime) -> Poll:
    """Return the poll of a feed or sitemap that is larger than a page, asked for again as what it is."""
    if poll.outcome != "body_too_large" or not poll.source.is_address:
        return poll
    answer = await _ask_large(poll.source.location, poll.source, runtime)
    return _understand([(poll.source, answer)], runtime, now)[0]


async def _ask_large(
    url: str, source: RegisteredSource, runtime: Runtime
) -> Fetched | TransientError | Rejected:
    answers = runtime.http.fetch_all([url], max_bytes=MAX_LIST_BYTES, options={url: source.requests})
    ((_, answer),) = [each async for each in answers]
    return answer


def _read_file(source: RegisteredSource, runtime: Runtime) -> _Answered:
    try:
        (fetched,) = runtime.reader.read(Path(source.location))
    except (SourceError, ValueError) as error:  # ValueError: a folder is no list
        return source, Rejected("unreadable", str(error))
    return source, Rejected("unreadable", str(fetched)) if isinstance(fetched, Rejected) else fetched


async def _ask_addresses(
    sources: Sequence[RegisteredSource], runtime: Runtime, now: datetime
) -> list[_Answered]:
    """Ask each address once, also where several sources have it; these are asked for the whole."""
    by_url: dict[str, list[RegisteredSource]] = defaultdict(list)
    for source in sources:
        by_url[source.location].append(source)
    validators = {
        url: known
        for url, (source, *others) in by_url.items()
        if not others and (known := validators_for(source, now)) is not None
    }
    answers: list[_Answered] = []
    options = {url: source.requests for url, (source, *_) in by_url.items()}
    async for url, answer in runtime.http.fetch_all(list(by_url), validators=validators, options=options):
        answers += [(source, answer) for source in by_url[url]]
    return answers


async def _with_parts(poll: Poll, runtime: Runtime, now: datetime, window: Window) -> Poll:
    """Return the poll of an index with the pages of the sitemaps it names; one that fails is named in the detail."""
    if poll.found is None or not poll.found.parts:
        return poll
    reading = _IndexReading(poll, runtime, now, window)
    parts: Sequence[Part] = poll.found.parts
    for _ in range(MAX_DEPTH):
        parts = await reading.read(parts)
    if parts:
        reading.missing.append(f"{parts[0].url}: more than {MAX_DEPTH} indexes within each other")
    return reading.poll()


class _IndexReading:
    """What has come of the parts of one index so far."""

    def __init__(self, poll: Poll, runtime: Runtime, now: datetime, window: Window) -> None:
        assert poll.found is not None
        self._poll = poll
        self._runtime = runtime
        self._now = now
        self._window = window
        self._seen = {poll.source.location}
        self._found = [poll.found]
        self._left_out: Counter[str] = Counter()
        self._read: list[str] = []
        self.missing: list[str] = []
        with runtime.warehouse.read() as db:
            rows = db.rows("discover/list_read_parts", source_id=poll.source.source_id)
        self._read_at = {row["url"]: row["read_at"] for row in rows}

    async def read(self, parts: Sequence[Part]) -> list[Part]:
        """Read those parts whose turn it is, and return the parts that these name in turn."""
        changed_at = {part.url: part.changed_at for part in parts if part.url not in self._seen}
        moments = [moment for moment in changed_at.values() if moment]
        span = span_of(self._window, moments, now=self._now, answered_at=answered_at(self._poll.source))
        chosen = choose_parts(changed_at, self._read_at, span)
        self._left_out += chosen.left_out
        self._seen.update(changed_at)
        nested: list[Part] = []
        options = dict.fromkeys(chosen.urls, self._poll.source.requests)
        asked = self._runtime.http.fetch_all(list(chosen.urls), options=options)
        answers = [answer async for answer in asked]
        read = _understand([(self._poll.source, answer) for _, answer in answers], self._runtime, self._now)
        for (url, _), first in zip(answers, read, strict=True):
            part = first
            if part.outcome == "body_too_large":
                answer = await _ask_large(url, self._poll.source, self._runtime)
                part = _understand([(self._poll.source, answer)], self._runtime, self._now)[0]
            if part.found is None:
                self.missing.append(f"{url}: {part.outcome}")
                continue
            self._read.append(url)
            self._found.append(part.found)
            nested += part.found.parts
        return nested

    def poll(self) -> Poll:
        """Return the poll of the whole: the pages of all parts that were read, in an order that is always the same."""
        items = sorted((item for found in self._found for item in found.items), key=lambda item: item.url)
        return replace(
            self._poll,
            outcome="incomplete" if self.missing else self._poll.outcome,
            found=Announcements(
                tuple(items),
                announced=sum(found.announced for found in self._found),
                dropped=sum(found.dropped for found in self._found),
                beyond=sum(found.beyond for found in self._found),
                repaired=next((found.repaired for found in self._found if found.repaired), ""),
            ),
            detail="; ".join(sorted(self.missing)),
            parts_read=tuple(self._read),
            parts_left_out=self._left_out,
        )


def _understand(answered: Sequence[_Answered], runtime: Runtime, now: datetime) -> list[Poll]:
    """Return the poll of each answer; feeds and sitemaps are read where one that never ends can be ended."""
    feeds = [
        (str(number), answer)
        for number, (source, answer) in enumerate(answered)
        if isinstance(answer, Fetched) and answer.http_status != 304 and source.kind != SourceKind.URL_LIST
    ]
    read = dict(runtime.feed_parser.parse_all(feeds)) if feeds else {}
    return [
        _poll(source, answer, read.get(str(number)), now) for number, (source, answer) in enumerate(answered)
    ]


def _poll(
    source: RegisteredSource,
    answer: Fetched | TransientError | Rejected,
    found: Announcements | Exception | None,
    now: datetime,
) -> Poll:
    """Return what came of one source: its answer, and what a parser found in it."""
    for failure in (answer, found):
        if isinstance(failure, TransientError):
            return Poll(source, failure.outcome, due_at=poll_again_at(failure, now), detail=failure.detail)
        if isinstance(failure, Rejected):
            fetched = answer if isinstance(answer, Fetched) else None
            return Poll(source, failure.reason, fetched=fetched, detail=failure.detail)
    assert isinstance(answer, Fetched)
    assert not isinstance(found, Exception)
    if answer.http_status == 304:
        return Poll(source, "unchanged", fetched=answer)
    if found is None:
        lines = parse_url_list(answer.body.decode("utf-8", "replace"))
        found = Announcements(tuple(Item(line) for line in lines), announced=len(lines))
    poll = Poll(source, "ok", in_zone(found, source.time_zone, answer.fetched_at), answer)
    if answer.has_moved and answer.url != source.location and (found.items or found.parts):
        return replace(poll, moved_to=answer.url, why_moved="where its host says that it moved for good")
    return poll
