"""A runtime for tests of the gathering steps: a real warehouse and archive, chosen client and clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.adapters.reader import SourceReader
from pipeline.adapters.store_files import StoreFiles
from pipeline.adapters.warc import WarcArchive
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, Request, RequestOptions, Source, Validators
from pipeline.parsing.feeds.sitemap import read_announcements
from pipeline.runtime import Runtime, SilentProgress
from pipeline.settings import Settings
from pipeline.steps.discover.sources import register

if TYPE_CHECKING:
    from pathlib import Path

PAGE_BYTES = 1_000_000
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class FakeHttp:
    """Answers from a table: bytes are a page, an exception is what happened instead."""

    clock: Clock
    answers: dict[str, bytes | Fetched | TransientError | Rejected] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    validators: dict[str, Validators] = field(default_factory=dict)
    options: dict[str, RequestOptions] = field(default_factory=dict)

    async def fetch_all(self, urls, /, *, validators=None, max_bytes=None, options=None):
        self.options.update(options or {})
        for url in urls:
            self.asked.append(url)
            self.validators.update({url: validators[url]} if validators and url in validators else {})
            answer = self.answers.get(url, Rejected("http_404", url))
            if isinstance(answer, bytes) and len(answer) > (max_bytes or PAGE_BYTES):
                answer = Rejected("body_too_large", url)
            if isinstance(answer, bytes):
                answer = Fetched(url, self.clock(), 200, {"content-type": "text/html"}, answer)
            yield url, answer

    def sitemaps(self, url, /):
        return ()


@dataclass
class Gathering:
    """Everything a test of discover and fetch needs."""

    runtime: Runtime
    clock: Clock
    http: FakeHttp

    @property
    def warehouse(self) -> SqlWarehouse:
        return self.runtime.warehouse

    def register(self, *sources: Source) -> None:
        with self.warehouse.write() as db:
            register(db, sources, self.clock())

    def ask(self, statement: str) -> list[tuple]:
        return self.warehouse.ask(statement)[1]

    def everything(self) -> dict[str, list[tuple]]:
        tables = ("sources", "feed_entries", "captures")
        return {table: self.ask(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


class InProcessFeedParser:
    """The port `FeedParser` without processes."""

    def parse_all(self, fetched):
        for key, each in fetched:
            try:
                yield key, read_announcements(each)
            except Rejected as refused:
                yield key, refused


def gathering(home: Path, warehouse_url: str) -> Gathering:
    """Return a runtime below `home`; steps that parse pages have no business here."""
    clock = Clock()
    http = FakeHttp(clock)
    settings = Settings(home=home, warehouse=warehouse_url)
    runtime = Runtime(
        settings=settings,
        warehouse=SqlWarehouse(warehouse_url),
        archive=WarcArchive(home),
        reader=SourceReader(),
        stores=StoreFiles(settings.stores),
        http=http,
        parser=None,
        feed_parser=InProcessFeedParser(),
        clock=clock,
        progress=SilentProgress(),
    )
    return Gathering(runtime, clock, http)


def request(*sources: str, **changes) -> Request:
    return Request(run_id="test", sources=sources, **changes)
