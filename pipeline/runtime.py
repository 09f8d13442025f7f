"""The only module that builds things: settings become a warehouse, an archive, a parser, a client, a clock."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.locations import has_scheme
from pipeline.settings import Settings, address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.adapters.warehouse import SqlWarehouse
    from pipeline.folding.kernel import Kernel
    from pipeline.ports import (
        Advance,
        Archive,
        CaptureReader,
        Clock,
        FeedParser,
        FileStores,
        HostLimiter,
        Http,
        PageParser,
        Parser,
        Progress,
        ShardPlace,
        Warehouse,
    )
    from pipeline.settings import KernelName


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything a step may use. Parts that cost something to start do so at first use."""

    settings: Settings
    warehouse: Warehouse
    archive: Archive
    reader: CaptureReader
    stores: FileStores
    http: Http
    parser: PageParser
    feed_parser: FeedParser
    clock: Clock
    progress: Progress

    @property
    def kernel(self) -> Kernel:
        """The code that signs, measures and aligns."""
        return kernel_named(self.settings.kernel)

    def with_warehouse(self, warehouse: Warehouse, /) -> Runtime:
        """Return the same runtime on another warehouse."""
        return replace(self, warehouse=warehouse)


@cache
def kernel_named(name: KernelName) -> Kernel:
    """Return the kernel of that name; Numba is loaded when it is first put to work."""
    if name == "datasketch":
        from pipeline.folding.kernels.plain import PlainKernel

        return PlainKernel()
    from pipeline.folding.kernels.compiled import CompiledKernel

    return CompiledKernel()


def build(settings: Settings, *, progress: Progress | None = None, clock: Clock | None = None) -> Runtime:
    """Return the runtime these settings ask for; connects to nothing yet."""
    from pipeline.adapters.bounded import READ_FEED, BoundedParser
    from pipeline.adapters.http_when_asked import HttpWhenAsked
    from pipeline.adapters.reader import SourceReader
    from pipeline.adapters.store_files import StoreFiles
    from pipeline.adapters.warehouse import SqlWarehouse

    clock = clock or now
    warehouse = SqlWarehouse(settings.warehouse)
    return Runtime(
        settings=settings,
        warehouse=warehouse,
        archive=_archive(settings),
        reader=SourceReader(),
        stores=StoreFiles(settings.stores),
        http=HttpWhenAsked(lambda: _client(settings, clock, warehouse)),
        parser=BoundedParser(settings),
        feed_parser=BoundedParser(settings, function=READ_FEED),
        clock=clock,
        progress=progress or SilentProgress(),
    )


def warehouse_at(place: str) -> Warehouse:
    """Return the warehouse in this file or at this address, to be read."""
    from pipeline.adapters.warehouse import SqlWarehouse

    return SqlWarehouse(place if "://" in place else address_of(Path(place)))


def without_warehouse(settings: Settings, *, progress: Progress | None = None) -> Runtime:
    """Return a runtime for work on pages alone: it knows no warehouse, and reads one page at a time."""
    from pipeline.adapters.bounded import BoundedParser

    alone = replace(settings, warehouse=address_of(settings.home / "no-warehouse.db"))
    return replace(build(alone, progress=progress), parser=BoundedParser(alone, workers=1))


def shards_at(place: str, settings: Settings) -> ShardPlace:
    """Return where shards lie: a folder, or a place in a store of objects that the settings name."""
    from pipeline.adapters.shard_files import FolderShards, StoreShards
    from pipeline.adapters.store_files import StoreFiles

    if has_scheme(place):
        return StoreShards(StoreFiles(settings.stores).below(place))
    return FolderShards(Path(place).expanduser())


def _archive(settings: Settings) -> Archive:
    """Return where captures are kept: files below the home folder, or objects of a store."""
    if settings.archive is None:
        from pipeline.adapters.warc import WarcArchive

        return WarcArchive(settings.home)
    from pipeline.adapters.object_archive import ObjectArchive
    from pipeline.adapters.object_store import ObjectStore

    return ObjectArchive(ObjectStore(settings.archive), settings.home)


def _client(settings: Settings, clock: Clock, warehouse: SqlWarehouse) -> Http:
    from pipeline.adapters.http import HttpClient

    return HttpClient(settings, clock, limiter=_limiter(settings, warehouse))


def _limiter(settings: Settings, warehouse: SqlWarehouse) -> HostLimiter:
    """Return what all share who share the warehouse: rows on a server, a folder beside a file."""
    from pipeline.adapters.host_limits import WarehouseLimiter
    from pipeline.adapters.rate_limiter import RateLimiter

    folder = settings.warehouse_folder
    return WarehouseLimiter(warehouse) if folder is None else RateLimiter(folder / "hosts")


@contextmanager
def throwaway(like: Runtime, *, progress: Progress, clock: Clock) -> Iterator[Runtime]:
    """Give a runtime with an empty home and warehouse of its own, which are gone after the block.

    Its settings and the processes that read pages are those of the other one.
    """
    from pipeline.adapters.warehouse import SqlWarehouse

    with tempfile.TemporaryDirectory(prefix="newsfold-") as home:
        settings = replace(
            like.settings, home=Path(home), archive=None, warehouse=address_of(Path(home) / "warehouse.db")
        )
        warehouse = SqlWarehouse(settings.warehouse)
        built = build(settings, progress=progress, clock=clock)
        warehouse.migrate()
        try:
            yield replace(built, warehouse=warehouse, parser=like.parser)
        finally:
            warehouse.close()


def stock_parser(settings: Settings) -> Parser[str]:
    """Return what reads pages as stock trafilatura does, under the bounds of these settings, for evaluation."""
    from pipeline.adapters.bounded import BoundedParser

    return BoundedParser(settings, function="pipeline.evaluation.stock:read_stock")


def from_environment(
    environment: Mapping[str, str] | None = None, *, progress: Progress | None = None
) -> Runtime:
    """Return the runtime the environment asks for; raise SettingsError naming the first wrong setting."""
    return build(
        Settings.from_environment(os.environ if environment is None else environment), progress=progress
    )


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class SilentProgress:
    """Progress for runs nobody watches."""

    @contextmanager
    def track(self, label: str, total: int | None = None, /) -> Iterator[Advance]:  # noqa: ARG002 - the port's form
        """Show nothing."""
        yield _nothing


def _nothing(steps: int = 1, /) -> None: ...
