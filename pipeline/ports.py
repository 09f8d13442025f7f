"""What the steps need from the world, as protocols that the adapters implement, and fakes in tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    import pandas as pd

    from pipeline.errors import Rejected, TransientError
    from pipeline.folding.kernel import Kernel
    from pipeline.model import (
        ArchiveLocation,
        Fetched,
        FilePart,
        PackedRecord,
        Page,
        RequestOptions,
        Validators,
    )
    from pipeline.parsing.feeds.announcements import Announcements
    from pipeline.settings import Settings

Row = Mapping[str, Any]
"""One row by column name. Columns that end in `_at` hold aware UTC datetimes, whatever the database."""

Rows: TypeAlias = "Iterable[Row] | pd.DataFrame"
"""Rows to be written: one mapping each, or a table, which costs half as much where there are very many."""


class Connection(Protocol):
    """One transaction. A query is named after its file in `sql/queries`, with its folder and without the suffix.

    Parameters are bound as values, and those that the query's file takes as lists are given as lists: with the header
    `-- takes: articles(article_id)`, `articles=ids`. A list of one column is given as its values, any other as rows, a
    mapping each or a table, of which the named columns are taken. A column that the warehouse's tables have, too, has
    their type (`url_key` text, `fingerprint` bigint); any other has the type of its suffix: `_at` time, `_key`,
    `_offset` and `position` 64-bit integer, else text.
    """

    def rows(self, query: str, /, **parameters: object) -> list[Row]:
        """Return the rows of the named query."""
        ...

    def sample(self, query: str, most: int, /) -> tuple[list[Row], int]:
        """Return the first rows of the named query, so many at most, and how many it has, counted where they lie."""
        ...

    def frame(self, query: str, /, **parameters: object) -> pd.DataFrame:
        """Return the rows of the named query as a table."""
        ...

    def run(self, query: str, /, **parameters: object) -> int:
        """Run the named statement and return how many rows it changed."""
        ...

    def run_many(self, query: str, rows: Iterable[Row], /) -> int:
        """Run the named statement once for each row and return how many rows it changed."""
        ...

    def upsert(self, table: str, rows: Rows, /, *, keep: Sequence[str] = ()) -> int:
        """Insert rows or update those whose primary key exists and differs; return how many rows changed.

        Columns in `keep` are written by the insert alone and never updated. Rows must all have the same columns.
        """
        ...

    def narrow(self, keys: Iterable[object], tables: Mapping[str, Sequence[str]], /) -> None:
        """Let the queries of this transaction see of these tables only the rows whose named columns all hold a key."""
        ...


class Warehouse(Protocol):
    """The SQL database that holds everything but the raw bytes."""

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one moment and changes nothing."""
        ...

    def write(self) -> AbstractContextManager[Connection]:
        """Open a transaction that commits as a whole or not at all."""
        ...

    def migrate(self, *, create: bool = True) -> list[str]:
        """Bring the schema up to date, remake the views, and return the names of the migrations applied.

        Without `create`, raise WarehouseError where there is no warehouse yet.
        """
        ...

    def checks(self) -> list[str]:
        """Return the names of the checks: queries that return the rows that offend, none when all is well."""
        ...

    def ask(self, statement: str, /) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run a person's own SELECT in a read-only transaction; return column names and rows.

        Raise QuestionError for a statement that cannot be answered, takes too long, or gives too much.
        """
        ...

    def exporting(
        self,
    ) -> AbstractContextManager[Callable[[str], tuple[list[str], Iterator[tuple[Any, ...]]]]]:
        """Give the function that asks as `ask` does, and yields the rows as they come, however many they are.

        What is asked in the block is asked at one moment.
        """
        ...

    def column_types(self) -> Mapping[str, str]:
        """Return the type of each column by its name, where all tables that have it agree on it."""
        ...

    def back_up(self, file: Path, /) -> Mapping[str, int]:
        """Write the whole warehouse to a new file, as it is at one moment; return how many rows of what it holds."""
        ...

    def restore(self, file: Path, /) -> Mapping[str, int]:
        """Put such a file back where no warehouse stands; return how many rows of what it holds."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """Return how large the warehouse is, in bytes and rows by name; which names there are depends on the database."""
        ...

    def compact(self, *, shrink: bool = False) -> None:
        """Put the storage in order, changing no row; `shrink` also gives free space back, and holds all others up."""
        ...


class Archive(Protocol):
    """Raw captures, kept unchanged in WARC files below the home folder, or in a store of objects."""

    def file_for(self, source_id: str, day: date, /) -> str:
        """Return the name under which captures of this source and day are appended."""
        ...

    def append(
        self, name: str, records: Iterable[Fetched | PackedRecord], /
    ) -> list[ArchiveLocation | Rejected]:
        """Append the records to the archive file of that name, durably; return where each lies.

        That may be another file, named after it: nothing can be added to an object of a store.

        A Rejected stands for a record that cannot be kept so that it reads as it was; the others are kept.
        """
        ...

    def pack(self, record: Fetched, /) -> PackedRecord:
        """Return the record as it is kept, to be appended later; raise Rejected where it cannot be."""
        ...

    def read(self, archive: str, offset: int, /) -> Fetched:
        """Return the record at this offset; raise SourceError when it is missing or damaged."""
        ...

    def copy(self, archive: str, offsets: Sequence[int], name: str, /) -> list[ArchiveLocation]:
        """Make an archive file, called or named after `name`, of exactly these records, durably; return where each lies.

        A file of that name stands until the new one is whole. Raise SourceError when one is missing or damaged.
        """
        ...

    def lacks(self, archive: str, offsets: Iterable[int], /) -> list[int]:
        """Return those of the offsets at which no whole record begins."""
        ...

    def files(self) -> list[str]:
        """Return the names of all archive files, in order, whether or not a capture names them."""
        ...

    def records(self, archive: str, /) -> Iterator[tuple[int, Fetched | Rejected]]:
        """Yield every whole record of an archive file with its offset; a Rejected stands for each part that is damaged."""
        ...

    def remove(self, archive: str, /) -> None:
        """Remove an archive file for good; one that is not there is no error."""
        ...

    def hold(self, addresses: Iterable[str], /) -> AbstractContextManager[set[str]]:
        """Hold these addresses for the length of the block, and give those that nobody else holds.

        Whatever end a process meets, nothing is held by it any longer.
        """
        ...


class CaptureReader(Protocol):
    """Reads sources that already hold captures: WARC files, folders, files of extracted articles."""

    def read(
        self, location: Path, /, *, columns: Mapping[str, str] | None = None
    ) -> Iterator[Fetched | Rejected]:
        """Yield every record in order, Rejected for one that is no capture.

        `columns` say under which name extracted articles keep what, where that is not a usual one.

        Raise SourceError naming the file and where it is damaged, after every record that is whole.
        """
        ...

    def parts(self, location: Path, /, *, pages: int) -> list[FilePart]:
        """Return what is read of a place, in order, in parts that are read by themselves: `read` gives the same.

        Each file that holds captures is one, and so are as many `pages` of a folder. Raise SourceError where it cannot be
        looked into.
        """
        ...

    def read_part(
        self, part: FilePart, /, *, columns: Mapping[str, str] | None = None
    ) -> Iterator[Fetched | Rejected]:
        """Yield every record of a part, as `read` does; raise SourceError where it is not what it was when it was listed."""
        ...


class FileStores(Protocol):
    """Files in stores of objects that this installation's settings name, and in no other."""

    def files(self, address: str, /) -> Sequence[str]:
        """Return the addresses of the files below one that ends with a slash, else that address.

        Raise SourceError where the settings do not name its store, or it cannot be had.
        """
        ...

    def bring(self, address: str, file: IO[bytes], /, *, max_bytes: int) -> None:
        """Write what lies at this address into a file; raise SourceError as above, and where it is larger."""
        ...


class ShardPlace(Protocol):
    """A folder, or a place in a store of objects, where shards lie; each is there whole or not at all."""

    @property
    def address(self) -> str:
        """What people know the place by."""
        ...

    def names(self) -> set[str]:
        """Return the names of all that is there; raise SourceError where the place cannot be looked into."""
        ...

    def writing(self, name: str, /) -> AbstractContextManager[Path]:
        """Give a path at which to write; what lies there at the end of the block is there under the name, durably.

        Whatever ends the block early, nothing of it is left, and what had the name stands as it was.
        """
        ...

    def reading(self, name: str, /) -> AbstractContextManager[Path]:
        """Give what has this name as a file of this machine; raise SourceError where there is none."""
        ...

    def sweep(self, names: Collection[str], /) -> None:
        """Remove what processes of this machine that ended before their time left of these."""
        ...


class HostLimiter(Protocol):
    """Knows when each host may be asked again, for everybody who shares it. A host is its name with its port."""

    def waits(self, host: str, /) -> tuple[float, float]:
        """Return how many seconds a host is to be left alone, and how many are left until somebody's next turn."""
        ...

    def take_turn(self, host: str, pause: float, /) -> bool:
        """Take the turn to ask, and return whether it was to be had."""
        ...

    def end_turn(self, host: str, pause: float, /) -> None:
        """Let the next turn begin a pause after this moment."""
        ...

    def leave_alone(self, host: str, seconds: float, /) -> None:
        """Let nobody ask this host for so many seconds."""
        ...


class Http(Protocol):
    """A polite client whose every request ends by its deadline."""

    def fetch_all(
        self,
        urls: Sequence[str],
        /,
        *,
        validators: Mapping[str, Validators] | None = None,
        max_bytes: int | None = None,
        options: Mapping[str, RequestOptions] | None = None,
    ) -> AsyncIterator[tuple[str, Fetched | TransientError | Rejected]]:
        """Yield (url, answer or why there is none) for every url, in the order they end.

        An answer has status 200, or 304 without a body where `validators` holds what an earlier answer of that url
        was marked with. Its `url` is the address that answered, after redirects. A body larger than a page may be,
        or than `max_bytes`, is refused. `options` say how an address wishes to be asked.
        """
        ...

    async def download(
        self,
        url: str,
        file: IO[bytes],
        /,
        *,
        max_bytes: int,
        validators: Validators | None = None,
        options: RequestOptions | None = None,
    ) -> Fetched | TransientError | Rejected:
        """Write what is at this address into a file as it comes over the wire, and return the answer without its body.

        It may take the time that a host has in a run, as long as parts of it keep coming.
        """
        ...

    def sitemaps(self, url: str, /) -> tuple[str, ...]:
        """Return the sitemaps that the host's robots.txt named when it was asked for on behalf of a page of it."""
        ...


_Parsed_co = TypeVar("_Parsed_co", covariant=True)


class Parser(Protocol[_Parsed_co]):
    """Reads what was fetched in processes that may be killed."""

    def parse_all(
        self, fetched: Iterable[tuple[str, Fetched]], /
    ) -> Iterator[tuple[str, _Parsed_co | Exception]]:
        """Yield (key, what was read, or Rejected or TransientError) for every (key, fetched), in order."""
        ...


PageParser: TypeAlias = "Parser[Page]"
FeedParser: TypeAlias = "Parser[Announcements]"


class Clock(Protocol):
    """Gives the time, so that tests can choose it."""

    def __call__(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Progress(Protocol):
    """Shows a person how far long work has come; the silent one does nothing."""

    def track(self, label: str, total: int | None = None, /) -> AbstractContextManager[Advance]:
        """Show a bar for the length of the block."""
        ...


class Advance(Protocol):
    """Moves a progress bar on."""

    def __call__(self, steps: int = 1, /) -> None:
        """Count this many more as done."""
        ...


class Runtime(Protocol):
    """Everything a step may use; `pipeline.runtime` builds the real one, tests build their own."""

    @property
    def settings(self) -> Settings: ...
    @property
    def warehouse(self) -> Warehouse: ...
    @property
    def archive(self) -> Archive: ...
    @property
    def reader(self) -> CaptureReader: ...
    @property
    def stores(self) -> FileStores: ...
    @property
    def http(self) -> Http: ...
    @property
    def parser(self) -> PageParser: ...
    @property
    def feed_parser(self) -> FeedParser: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def progress(self) -> Progress: ...
    @property
    def kernel(self) -> Kernel: ...

    def with_warehouse(self, warehouse: Warehouse, /) -> Runtime:
        """Return the same runtime on another warehouse."""
        ...
