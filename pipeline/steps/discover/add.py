"""Adding a source by any address of its site: what can be found is tried, and the best of it is registered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.typed_addresses import meant_addresses
from pipeline.crawling.urls import host_of, why_unfetchable, without_login
from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.parsing.feeds.feed_links import is_of_comments
from pipeline.parsing.files.opml import is_opml
from pipeline.steps.discover.find_feeds import Candidate, find_feeds
from pipeline.steps.discover.infer import source_id_of, sources_of_opml
from pipeline.steps.discover.known_sources import note_known_sources
from pipeline.steps.discover.sources import register, registered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Runtime

_NO_ANSWER = frozenset({"dns", "connection", "tls", "deadline"})
"""Outcomes after which a site is asked for by http, where its scheme was left out."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found from an address: what each candidate gives, the best first, and which sources that makes."""

    candidates: tuple[Candidate, ...]
    sources: tuple[Source, ...]


def find_sources(
    runtime: Runtime, address: str, *, source_id: str | None = None, every: bool = False
) -> Found:
    """Return what can be found from an address as a person types it; of all that can be read the best becomes a source.

    With `every`, all become one but feeds of comments. A list of feeds (OPML) becomes its feeds. Raise SourceError for
    what is no address.
    """
    meant = meant_addresses(address)
    if not meant or (reason := why_unfetchable(meant[0])):
        why = f" ({reason})" if meant else ""
        raise SourceError(f"{without_login(address)!r} is no address of the web{why}")
    candidates: Sequence[Candidate] = ()
    for url in meant:
        candidates = asyncio.run(find_feeds(url, runtime))
        if not (len(candidates) == 1 and candidates[0].outcome in _NO_ANSWER):
            break
    first = candidates[0] if candidates else None
    if first and first.fetched and not first.is_usable and is_opml(first.fetched.body):
        return Found((), tuple(sources_of_opml(first.fetched.body)))
    usable = [each for each in candidates if each.is_usable]
    best = usable[:1]
    if every:
        best = [each for each in usable if not is_of_comments(each.url)] or best
    return Found(tuple(candidates), _as_sources(best, source_id, runtime))


def add(runtime: Runtime, found: Found) -> list[str]:
    """Register the sources that were found, and return the ids of those that are new or changed."""
    with runtime.warehouse.write() as db:
        held = {each.source_id: each.location for each in registered(db)}
        register(db, found.sources, runtime.clock())
    note_known_sources(runtime)
    return [each.source_id for each in found.sources if held.get(each.source_id) != each.location]


def _as_sources(
    candidates: Sequence[Candidate], source_id: str | None, runtime: Runtime
) -> tuple[Source, ...]:
    """Return the candidates under ids that people can type: the host's name, where it is free."""
    with runtime.warehouse.read() as db:
        taken = {each.source_id: each.location for each in registered(db)}
    found: list[Source] = []
    for candidate in candidates:
        name = source_id if source_id and not found else host_of(candidate.url).removeprefix("www.")[:48]
        if taken.get(name, candidate.url) != candidate.url and name != source_id:
            name = source_id_of(candidate.url.partition("://")[2], candidate.url)
        taken[name] = candidate.url
        found.append(Source(name, candidate.kind, candidate.url))
    return tuple(found)
