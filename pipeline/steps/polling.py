"""Polling: what came of asking each source what it announces, once, with a named outcome where nothing came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.entries import poll_again_at
from pipeline.errors import Rejected, SourceError, TransientError
from pipeline.model import Fetched, SourceKind, Validators
from pipeline.parsing.announcements import Announcements, Item
from pipeline.parsing.sitemap import parse_announcements
from pipeline.parsing.url_list import parse_url_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.ports import Row, Runtime

POLLED = frozenset({SourceKind.FEED, SourceKind.SITEMAP, SourceKind.URL_LIST})
"""Kinds of source that announce pages; the others hold them."""

UNCONDITIONAL_AFTER = timedelta(hours=18)
"""Feeds lie about being unchanged, so a nightly poll asks for the whole; only polls in between are conditional."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of polling one source: its announcements, or only a named outcome."""

    source: Row
    outcome: str
    found: Announcements | None = None
    fetched: Fetched | None = None
    due_at: datetime | None = None
    detail: str = ""


async def poll_sources(sources: Sequence[Row], runtime: Runtime, now: datetime) -> list[Poll]:
    """Return one poll for each source, in the order of their ids."""
    here = [_read_file(source, runtime) for source in sources if not _is_address(source)]
    there = await _ask_addresses([source for source in sources if _is_address(source)], runtime, now)
    return sorted(here + there, key=lambda poll: str(poll.source["source_id"]))


def _is_address(source: Row) -> bool:
    return str(source["location"]).startswith(("http://", "https://"))


def _read_file(source: Row, runtime: Runtime) -> Poll:
    try:
        (fetched,) = runtime.reader.read(Path(source["location"]))
    except (SourceError, ValueError) as error:  # ValueError: a folder is no list
        return Poll(source, "unreadable", detail=str(error))
    if isinstance(fetched, Rejected):
        return Poll(source, "unreadable", detail=str(fetched))
    return _understand(source, fetched, fetched.fetched_at)


async def _ask_addresses(sources: Sequence[Row], runtime: Runtime, now: datetime) -> list[Poll]:
    by_url: dict[str, list[Row]] = defaultdict(list)
    for source in sources:
        by_url[source["location"]].append(source)
    marks = {
        url: marks for url, waiting in by_url.items() if (marks := _validators(waiting, now)) is not None
    }
    polls = []
    async for url, answer in runtime.http.fetch_all(list(by_url), validators=marks):
        polls += [_understand(source, answer, now) for source in by_url[url]]
    return [await _with_children(poll, runtime, now) for poll in polls]


def _validators(sources: Sequence[Row], now: datetime) -> Validators | None:
    """Return what the last good poll was marked with, when a conditional poll is enough."""
    source = sources[0]
    is_recent = source["polled_at"] is not None and now - source["polled_at"] < UNCONDITIONAL_AFTER
    is_marked = source["etag"] is not None or source["last_modified"] is not None
    if len(sources) > 1 or not is_recent or not is_marked:
        return None
    return Validators(source["etag"], source["last_modified"])


async def _with_children(poll: Poll, runtime: Runtime, now: datetime) -> Poll:
    """Return the poll of an index with the pages of the sitemaps it names; one that fails is named in the detail."""
    if poll.found is None or not poll.found.children:
        return poll
    items = list(poll.found.items)
    dropped = poll.found.dropped
    missing = []
    async for url, answer in runtime.http.fetch_all(poll.found.children):
        part = _understand(poll.source, answer, now)
        if part.found is None:
            missing.append(f"{url}: {part.outcome}")
        else:
            items += part.found.items
            dropped += part.found.dropped
    items.sort(key=lambda item: item.url)
    return replace(
        poll,
        outcome="incomplete" if missing else poll.outcome,
        found=Announcements(tuple(items), dropped=dropped),
        detail="; ".join(sorted(missing)),
    )


def _understand(source: Row, answer: Fetched | TransientError | Rejected, now: datetime) -> Poll:
    if isinstance(answer, TransientError):
        return Poll(source, answer.outcome, due_at=poll_again_at(answer, now), detail=answer.detail)
    if isinstance(answer, Rejected):
        return Poll(source, answer.reason, detail=answer.detail)
    if answer.http_status == 304:
        return Poll(source, "unchanged", fetched=answer)
    try:
        if source["kind"] == SourceKind.URL_LIST:
            lines = parse_url_list(answer.body.decode("utf-8", "replace"))
            found = Announcements(tuple(Item(line) for line in lines))
        else:
            found = parse_announcements(answer.body, answer.url, answer.fetched_at)
    except Rejected as refused:
        return Poll(source, refused.reason, detail=refused.detail)
    return Poll(source, "ok", found, answer)
