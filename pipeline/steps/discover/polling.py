"""Polling: what came of asking each source what it announces, once, with a named outcome where nothing came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.polls import RegisteredSource, poll_again_at, validators_for
from pipeline.errors import Rejected, SourceError, TransientError
from pipeline.model import Fetched, SourceKind
from pipeline.parsing.feeds.announcements import Announcements, Item
from pipeline.parsing.files.url_list import parse_url_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.ports import Runtime

POLLED = frozenset({SourceKind.FEED, SourceKind.SITEMAP, SourceKind.URL_LIST})
"""Kinds of source that announce pages; the others hold them."""

_Answered = tuple[RegisteredSource, Fetched | TransientError | Rejected]
"""A source, and what came of asking it."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of polling one source: its announcements, or only a named outcome."""

    source: RegisteredSource
    outcome: str
    found: Announcements | None = None
    fetched: Fetched | None = None
    due_at: datetime | None = None
    detail: str = ""


async def poll_sources(sources: Sequence[RegisteredSource], runtime: Runtime, now: datetime) -> list[Poll]:
    """Return one poll for each source, in the order of their ids."""
    here = [_read_file(source, runtime) for source in sources if not source.is_address]
    there = await _ask_addresses([source for source in sources if source.is_address], runtime, now)
    polls = _understand(here + there, runtime, now)
    whole = [await _with_children(poll, runtime, now) for poll in polls]
    return sorted(whole, key=lambda poll: poll.source.source_id)


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
    async for url, answer in runtime.http.fetch_all(list(by_url), validators=validators):
        answers += [(source, answer) for source in by_url[url]]
    return answers


async def _with_children(poll: Poll, runtime: Runtime, now: datetime) -> Poll:
    """Return the poll of an index with the pages of the sitemaps it names; one that fails is named in the detail."""
    if poll.found is None or not poll.found.children:
        return poll
    items = list(poll.found.items)
    dropped = poll.found.dropped
    missing = []
    answers = [answer async for answer in runtime.http.fetch_all(poll.found.children)]
    parts = _understand([(poll.source, answer) for _, answer in answers], runtime, now)
    for (url, _), part in zip(answers, parts, strict=True):
        if part.found is None:
            missing.append(f"{url}: {part.outcome}")
        elif part.found.children:  # the protocol allows one level, and an index of itself would never end
            missing.append(f"{url}: index_in_index")
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
            return Poll(source, failure.reason, detail=failure.detail)
    assert isinstance(answer, Fetched)
    assert not isinstance(found, Exception)
    if answer.http_status == 304:
        return Poll(source, "unchanged", fetched=answer)
    if found is None:
        lines = parse_url_list(answer.body.decode("utf-8", "replace"))
        found = Announcements(tuple(Item(line) for line in lines))
    return Poll(source, "ok", found, answer)
