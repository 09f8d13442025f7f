"""Nights of the newsroom small enough to be run some hundred times, with a step's boundaries in plenty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsroom import Press
from newsroom.facts import moment_of
from newsroom.write import write_warc
from pipeline.adapters.reader import SourceReader
from pipeline.adapters.store_files import StoreFiles
from pipeline.adapters.warc import WarcArchive
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.model import Fetched, Request, Source, SourceKind
from pipeline.runtime import Runtime, SilentProgress
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.clean import clean_waiting as clean
from pipeline.steps.discover.sources import register
from pipeline.steps.extract import step as extract
from pipeline.steps.fetch import crawl, store
from tests.integration.crashing import Points, contents, watched
from tests.integration.gathering import Clock, FakeHttp, InProcessFeedParser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pytest

    from pipeline.adapters.bounded import BoundedParser
    from pipeline.model import Page
    from tests.integration.crashing import World

FIRST_NIGHT = Request("first", sources=("night-1",))
SECOND_NIGHT = Request("second", sources=("night-2", "list"))

EVERY_ROW = {
    # What the reading of a source came to says how it went, not what it brought: read twice is "unchanged".
    "sources": "source_id, kind, location, etag, last_modified, body_sha256, polled_at, due_at, added_at",
    # Where bytes stand may differ: a crash leaves some behind that nobody refers to.
    "captures": "capture_id, source_id, url, url_key, host, fetched_at, http_status, content_type, body_sha256, body_bytes",
    # How long a step took differs; that it is told once does not.
    "runs": "run_id, step, sources",
} | dict.fromkeys(
    (
        "feed_entries", "extract_retries", "rejections", "articles", "article_versions", "article_blocks",
        "boilerplate_blocks", "draft_clusters", "article_signatures",
        "article_pairs", "judgements", "stories", "story_members", "story_redirects", "pending_work",
        "check_results",
    ),
    "*",
)  # fmt: skip


def take_small_batches(patch: pytest.MonkeyPatch) -> None:
    """Let every step that works in batches have at least three."""
    patch.setattr(store, "BATCH_RECORDS", 14)
    patch.setattr(crawl, "BATCH_PAGES", 14)
    patch.setattr(extract, "CHUNK", 24)
    patch.setattr(clean, "BATCH", 24)


@dataclass
class RememberingParser:
    """The port `PageParser`, which reads no page twice: parsing is not what crashes are about."""

    inner: BoundedParser
    known: dict[tuple[str, bytes], Page | Exception] = field(default_factory=dict)

    def parse_all(self, pages: Iterable[tuple[str, Fetched]], /) -> Iterator[tuple[str, Page | Exception]]:
        waiting = list(pages)
        new = [
            (str(place), page) for place, (_, page) in enumerate(waiting) if self._key(page) not in self.known
        ]
        for place, result in self.inner.parse_all(new):
            self.known[self._key(waiting[int(place)][1])] = result
        yield from ((capture_id, self.known[self._key(page)]) for capture_id, page in waiting)

    @staticmethod
    def _key(page: Fetched) -> tuple[str, bytes]:
        return page.url, page.body


@dataclass
class Nights:
    """Three nights of a press: one is held already, one comes as a WARC, and one is announced and fetched."""

    folder: Path
    parser: RememberingParser
    sources: list[Source] = field(init=False)
    answers: dict[str, Fetched] = field(init=False)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        press = Press(seed=5, nights=3, reports_per_night=8)
        self.clock = Clock(moment_of(3, 29 * 60))
        announced = self.folder / "list.txt"
        warcs = list(write_warc(press, self.folder))
        announced.write_text("\n".join(page.announced_url for page in press.pages(3)))
        self.sources = [
            Source("night-1", SourceKind.WARC, str(warcs[0])),
            Source("night-2", SourceKind.WARC, str(warcs[1])),
            Source("list", SourceKind.URL_LIST, str(announced)),
        ]
        self.answers = {
            page.announced_url: Fetched(
                page.announced_url,
                self.clock.now,
                page.status,
                {"content-type": f"text/html; charset={page.outlet.encoding}"},
                page.html(),
            )
            for page in press.pages(3)
        }

    def runtime(self, world: World) -> Runtime:
        return Runtime(
            settings=Settings(home=world.home, warehouse=world.url),
            warehouse=SqlWarehouse(world.url),
            archive=WarcArchive(world.home),
            reader=SourceReader(),
            stores=StoreFiles(()),
            http=FakeHttp(self.clock, self.answers),
            parser=self.parser,
            feed_parser=InProcessFeedParser(),
            clock=self.clock,
            progress=SilentProgress(),
        )

    def run(self, world: World, request: Request, points: Points | None = None) -> None:
        """Run all steps, with their boundaries watched by `points`."""
        self.run_steps(world, request, runner.ORDER, points)

    def run_steps(
        self, world: World, request: Request, names: Iterable[str], points: Points | None = None
    ) -> None:
        runtime = self.runtime(world)
        try:
            for name in names:
                runner.run_step(name, request, watched(runtime, points or Points()))
        finally:
            runtime.warehouse.close()

    def begin(self, world: World) -> None:
        """Register the sources and load the first night."""
        runtime = self.runtime(world)
        with runtime.warehouse.write() as db:
            register(db, self.sources, self.clock())
        runtime.warehouse.close()
        self.run(world, FIRST_NIGHT)


class Undisturbed(NamedTuple):
    """A second night that nothing disturbed, step by step: the world before each, its boundaries, the rows after it."""

    before: dict[str, World]
    passed: dict[str, dict[str, int]]
    after: dict[str, dict[str, list[str]]]


def rows_of(world: World) -> dict[str, list[str]]:
    """Return every row a run should leave, whatever happened before it."""
    return contents(world.url, EVERY_ROW)


def unreadable(nights: Nights, world: World) -> list[str]:
    """Return the captures whose bytes do not stand where their row says."""
    runtime = nights.runtime(world)
    held = runtime.warehouse.ask("SELECT capture_id, url, archive, archive_offset, body_bytes FROM captures")[
        1
    ]
    runtime.warehouse.close()
    places = Counter((archive, offset) for _, _, archive, offset, _ in held)
    return [
        capture_id
        for capture_id, _, archive, offset, body_bytes in held
        if places[archive, offset] > 1 or len(runtime.archive.read(archive, offset).body) != body_bytes
    ]
