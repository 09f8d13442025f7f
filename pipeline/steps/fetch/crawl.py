"""Crawling: due feed entries are fetched, and each ends as captured, unchanged, refused or to be tried again."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.crawling.entries import after_answer, after_failure
from pipeline.crawling.observations import sight
from pipeline.model import Fetched
from pipeline.steps.fetch import store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.errors import Rejected, TransientError
    from pipeline.model import Request
    from pipeline.ports import Advance, Row, Runtime

BATCH_PAGES = 50
"""Pages kept in one transaction: hosts should not be asked again for much after a crash."""

_EVER = datetime(9999, 1, 1, tzinfo=UTC)


_Answered = tuple["Sequence[Row]", "Fetched | TransientError | Rejected"]
"""A page that was asked for: every entry that announced it, and what came."""


def crawl(
    request: Request, runtime: Runtime, sources: Sequence[Row], counts: Counter[str], notes: list[str]
) -> None:
    """Fetch every page that is due; `due` = captured + unchanged + refused + retry, counted in pages.

    The end of the window bounds what was published, so that an old night can be loaded as it was; what an earlier
    night left over is fetched too.
    """
    ends: Counter[tuple[str, str]] = Counter()
    with (
        _due_pages(request, runtime, sources, notes) as pages,
        runtime.progress.track("fetch", len(pages)) as advance,
    ):
        horizon = request.window.end or runtime.clock()
        asyncio.run(_fetch(pages, runtime, horizon, ends, advance))
    counts["due"] += len(pages)
    for (state, outcome), number in ends.most_common():
        counts[state] += number
        if outcome != "ok":
            notes.append(f"{number} {state}, {outcome}")


@contextmanager
def _due_pages(
    request: Request, runtime: Runtime, sources: Sequence[Row], notes: list[str]
) -> Iterator[list[list[Row]]]:
    """Give every page that is due, as the entries that announced it; no other run fetches it meanwhile.

    Pages that another run is fetching are left to it: had it died, nobody would hold them.
    """
    pages: dict[str, list[Row]] = defaultdict(list)
    with ExitStack() as held:
        with runtime.warehouse.write() as db:
            rows = db.rows(
                "fetch/list_due_entries",
                sources=[row["source_id"] for row in sources],
                now=runtime.clock(),
                before=request.window.end or _EVER,
            )
            for row in rows:
                pages[row["url_key"]].append(row)
            # While we write nobody else does: who has let a page go has stored it before we read what is due.
            ours = held.enter_context(runtime.archive.hold(pages))
        if len(ours) < len(pages):
            notes.append(f"{len(pages) - len(ours)} are being fetched by another run")
        yield [entries for key, entries in pages.items() if key in ours]


async def _fetch(
    pages: Sequence[Sequence[Row]],
    runtime: Runtime,
    horizon: datetime,
    ends: Counter[tuple[str, str]],
    advance: Advance,
) -> None:
    """Fetch the pages and store what comes in batches; what came before an interruption is stored as well."""
    by_url = {entries[0]["url"]: entries for entries in pages}
    batch: list[_Answered] = []
    length = 0
    try:
        async for url, answer in runtime.http.fetch_all(list(by_url)):
            batch.append((by_url[url], answer))
            length += len(answer.body) if isinstance(answer, Fetched) else 0
            advance()
            if len(batch) >= BATCH_PAGES or length >= store.BATCH_BYTES:
                ends.update(_store(batch, runtime, horizon))
                batch, length = [], 0
    finally:
        ends.update(_store(batch, runtime, horizon))


def _store(batch: Sequence[_Answered], runtime: Runtime, horizon: datetime) -> Counter[tuple[str, str]]:
    """Write captures and entries of a batch in one transaction; count the pages by state and outcome."""
    ends: Counter[tuple[str, str]] = Counter()
    if not batch:
        return ends
    now = runtime.clock()
    sightings = {
        place: sight(entries[0]["source_id"], answer)
        for place, (entries, answer) in enumerate(batch)
        if isinstance(answer, Fetched)
    }
    attempts = []
    with runtime.warehouse.write() as db:
        new = store.keep(list(sightings.values()), runtime, db)
        for place, (entries, answer) in enumerate(batch):
            if isinstance(answer, Fetched):
                capture_id = sightings[place].capture_id
                state = after_answer(is_new=capture_id in new, horizon=horizon)
                new.discard(capture_id)  # a second page that led to the same bytes is no second capture
            else:
                state = after_failure(answer, entries[0]["attempts"], now)
            ends[state.state, state.outcome] += 1
            attempts += [
                {
                    "source_id": entry["source_id"],
                    "url_key": entry["url_key"],
                    "attempts_before": entry["attempts"],
                    **asdict(state),
                }
                for entry in entries
            ]
        db.run_many("fetch/record_attempt", attempts)
    return ends
