"""Crawling: due feed entries are fetched, and each ends as captured, unchanged, refused or to be tried again."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.crawling.entries import LONGEST_WAIT, DueEntry, EntryState, after_answer, after_failure
from pipeline.crawling.feed_texts import FEED_TEXT, cannot_be_had, page_of_feed_text
from pipeline.crawling.host_fetches import KEPT, HostTally
from pipeline.crawling.observations import FetchObservation, observe
from pipeline.crawling.redirects import LANDS_ON_THE_FRONT, lands_on_the_front
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched
from pipeline.reports import Report
from pipeline.steps.fetch import store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.crawling.polls import RegisteredSource
    from pipeline.model import Request, RequestOptions
    from pipeline.ports import Advance, Connection, Row, Runtime

BATCH_PAGES = 50
"""Pages kept in one transaction: hosts should not be asked again for much after a crash."""

_EVER = datetime(9999, 1, 1, tzinfo=UTC)

_Ends = Counter[tuple[str, str]]
"""How many pages ended in which state, by which outcome."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is due, as all the entries that announced it; it is asked for as the first of them says."""

    entries: tuple[DueEntry, ...]

    @property
    def first(self) -> DueEntry:
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class _DuePages:
    """The pages this run fetches, and how many others it leaves to the run that is fetching them."""

    pages: tuple[_Page, ...]
    left_to_others: int


@dataclass(frozen=True, slots=True)
class _Fetching:
    """How the pages of a run are fetched: as their sources wish, and counted by host."""

    options: Mapping[str, RequestOptions]
    horizon: datetime
    advance: Advance
    tally: HostTally = field(default_factory=HostTally)


_Answered = tuple[_Page, Fetched | TransientError | Rejected]
"""A page that was asked for, and what came."""


def crawl(sources: Sequence[RegisteredSource], request: Request, runtime: Runtime) -> Report:
    """Fetch every page that is due; `due` = captured + unchanged + refused + retry, counted in pages.

    The end of the window bounds what was published, so that an old night can be loaded as it was; what an earlier
    night left over is fetched too.
    """
    with (
        _due_pages(sources, request, runtime) as due,
        runtime.progress.track("fetch", len(due.pages)) as advance,
    ):
        options = {source.source_id: source.requests for source in sources}
        fetching = _Fetching(options, request.window.end or runtime.clock(), advance)
        try:
            ends = asyncio.run(_fetch(due.pages, fetching, runtime))
        finally:
            _keep(fetching.tally, request.run_id, runtime)
    counts = Counter(due=len(due.pages))
    for (state, _), number in ends.items():
        counts[state] += number
    return Report("fetch", dict(counts), tuple(_notes(due, ends)))


def _keep(tally: HostTally, run_id: str, runtime: Runtime) -> None:
    """Store how the hosts answered, and forget what is old."""
    now = runtime.clock()
    rows = [{"run_id": run_id, "fetched_at": now, **asdict(each)} for each in tally.sums()]
    if rows:
        with runtime.warehouse.write() as db:
            db.upsert("host_fetches", rows)
            db.run("fetch/delete_old_host_fetches", before=now - KEPT)


def _notes(due: _DuePages, ends: _Ends) -> Iterator[str]:
    if due.left_to_others:
        yield f"{due.left_to_others} are being fetched by another run"
    for (state, outcome), number in ends.most_common():
        if outcome != "ok":
            yield f"{number} {state}, {outcome}"


@contextmanager
def _due_pages(
    sources: Sequence[RegisteredSource], request: Request, runtime: Runtime
) -> Iterator[_DuePages]:
    """Give every page that is due; no other run fetches it meanwhile.

    Pages that another run is fetching are left to it: had it died, nobody would hold them.
    """
    entries_of: dict[str, list[DueEntry]] = defaultdict(list)
    with ExitStack() as held:
        with runtime.warehouse.write() as db:
            rows = db.rows(
                "fetch/list_due_entries",
                sources=[source.source_id for source in sources],
                now=runtime.clock(),
                latest=runtime.clock() + LONGEST_WAIT,
                before=request.window.end or _EVER,
            )
            for entry in (DueEntry(**row) for row in rows):
                entries_of[entry.url_key].append(entry)
            # While we write nobody else does: who has let a page go has stored it before we read what is due.
            ours = held.enter_context(runtime.archive.hold(entries_of))
        pages = tuple(_Page(tuple(entries)) for key, entries in entries_of.items() if key in ours)
        yield _DuePages(pages, len(entries_of) - len(ours))


async def _fetch(pages: Sequence[_Page], fetching: _Fetching, runtime: Runtime) -> _Ends:
    """Fetch the pages as their sources wish, and store what comes in batches, also what came before an interruption."""
    ends: _Ends = Counter()
    page_at = {page.first.url: page for page in pages}
    batch: list[_Answered] = []
    length = 0
    try:
        wishes = {url: fetching.options[page.first.source_id] for url, page in page_at.items()}
        async for url, came in runtime.http.fetch_all(list(page_at), options=wishes):
            answer = _unless_front(url, came)
            fetching.tally.add(url, answer)
            batch.append((page_at[url], answer))
            length += len(answer.body) if isinstance(answer, Fetched) else 0
            fetching.advance()
            if len(batch) >= BATCH_PAGES or length >= store.BATCH_BYTES:
                ends.update(_store(batch, runtime, fetching.horizon))
                batch, length = [], 0
    finally:
        ends.update(_store(batch, runtime, fetching.horizon))
    return ends


def _unless_front(
    url: str, answer: Fetched | TransientError | Rejected
) -> Fetched | TransientError | Rejected:
    """Return the answer, or a refusal where a front page answered for a page that is gone."""
    if isinstance(answer, Fetched) and lands_on_the_front(url, answer.url):
        return Rejected(LANDS_ON_THE_FRONT, f"{url[:200]}: {answer.url[:200]}")
    return answer


def _store(batch: Sequence[_Answered], runtime: Runtime, horizon: datetime) -> _Ends:
    """Write captures and entries of a batch in one transaction; count the pages by state and outcome."""
    ends: _Ends = Counter()
    if not batch:
        return ends
    now = runtime.clock()
    attempts: list[Row] = []
    with runtime.warehouse.write() as db:
        served = _served_by_feeds(batch, db, now)
        observed = [(page, _observed(page, served.get(page.first, answer))) for page, answer in batch]
        kept = store.keep([each for _, each in observed if isinstance(each, FetchObservation)], runtime, db)
        new = set(kept.new)
        for page, answer in observed:
            if isinstance(answer, FetchObservation) and answer.capture_id not in kept.broken:
                outcome = FEED_TEXT if page.first in served else "ok"
                state = after_answer(is_new=answer.capture_id in new, horizon=horizon, outcome=outcome)
                new.discard(
                    answer.capture_id
                )  # a second page that led to the same bytes is no second capture
            else:
                failure = kept.broken[answer.capture_id] if isinstance(answer, FetchObservation) else answer
                state = after_failure(failure, page.first.attempts, now)
            ends[state.state, state.outcome] += 1
            attempts += _attempts(page, state)
        db.run_many("fetch/record_attempt", attempts)
        db.run_many("fetch/delete_feed_text", [each for each in attempts if each["outcome"] == "ok"])
    return ends


def _served_by_feeds(batch: Sequence[_Answered], db: Connection, now: datetime) -> dict[DueEntry, Fetched]:
    """Return what the feed itself says, where it carries the report whole and its page cannot be had."""
    lost = [
        page.first
        for page, answer in batch
        if not isinstance(answer, Fetched) and cannot_be_had(after_failure(answer, page.first.attempts, now))
    ]
    keys = [{"source_id": entry.source_id, "url_key": entry.url_key} for entry in lost]
    texts = {
        (row["source_id"], row["url_key"]): row
        for row in (db.rows("fetch/list_feed_texts", entries=keys) if keys else ())
    }
    return {
        entry: page_of_feed_text(entry.url, row["title"], row["content"], now)
        for entry in lost
        if (row := texts.get((entry.source_id, entry.url_key)))
    }


def _observed(
    page: _Page, answer: Fetched | TransientError | Rejected
) -> FetchObservation | TransientError | Rejected:
    if not isinstance(answer, Fetched):
        return answer
    try:
        return observe(page.first.source_id, answer)
    except Rejected as broken:
        return broken


def _attempts(page: _Page, state: EntryState) -> list[Row]:
    """Return what every entry of a page is to become, where no other run has tried it meanwhile."""
    return [
        {
            "source_id": entry.source_id,
            "url_key": entry.url_key,
            "attempts_before": entry.attempts,
            **asdict(state),
        }
        for entry in page.entries
    ]
