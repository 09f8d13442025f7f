"""What is particular to the embedded warehouse: one SQLite file in WAL mode, readers beside one writer.

Writers wait for a lock file beside the warehouse before `BEGIN IMMEDIATE`. The file is the queue, so waiting can be
interrupted and ends with a clear error; it also keeps write and checkpoint of two processes apart, which SQLite
3.7.0 to 3.51.2 needs: two checkpointers in the same instant can damage the file (https://sqlite.org/wal.html, "the
WAL-reset bug"). `synchronous=FULL`: a transaction that has ended survives a power cut. Pruning removes files that
rows named before it, and a person's judgement is given once.

Tried and dropped: `synchronous=NORMAL`, by which a power cut loses the last transactions, though never part of one (a
step would do them again, but cannot bring back a file); a deferred BEGIN for writers (thousands of "database is
locked", which no timeout helps when a reader turns writer); waiting in `busy_timeout` alone (Ctrl-C is deaf until it
ends).
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
import time
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event

from pipeline.adapters.sql_errors import naming, translating
from pipeline.adapters.sql_questions import QuestionBounds, bounded
from pipeline.adapters.sql_schema import Answer, Column, Table, upsert_clause
from pipeline.adapters.sql_search import fts5_query, text_of_words
from pipeline.adapters.sql_values import encoder, time_text
from pipeline.errors import QuestionError, SettingsError, WarehouseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_BUSY_SECONDS = 5  # another program's writer, e.g. the sqlite3 shell: ours queue at the lock file
_POLL_SECONDS = 0.01
_SILENT_SECONDS = 3  # a person who waits longer without a word thinks that it hangs
_LONGEST_VALUE = 64 << 20  # of one value of an answer; the longest text held is a page's
_STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's machine: some tenth of a millisecond
_LOG = logging.getLogger("newsfold.warehouse")
_CACHE_KIB = 65_536  # keeps the pages of the band index that a night's inserts touch
_CHECKPOINT_PAGES = 4_000  # 16 MiB of log: fewer, larger checkpoints under bulk loads


class Sqlite:
    """SQLite behind the warehouse."""

    name: Literal["sqlite"] = "sqlite"
    temporary = "temp"
    encode = staticmethod(encoder(time_text, text_of_words, fts5_query))

    def __init__(self, url: URL, wait_seconds: float) -> None:
        if not url.database or url.database == ":memory:":
            raise SettingsError(
                "NEWSFOLD_WAREHOUSE is shared between processes: give a file, e.g. sqlite:///warehouse.db"
            )
        self.file = Path(url.database).absolute()
        self._wait_seconds = wait_seconds
        self.engine: Engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(self.engine, "do_connect", self._connect)
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)

    def exists(self) -> bool:
        """Whether there is a file yet."""
        return self.file.exists()

    def naming(self) -> AbstractContextManager[None]:
        """Name the file in what the block raises because of it."""
        return naming(self.file)

    def begin_read(self, connection: Connection) -> None:
        """Begin a transaction that sees one moment."""
        connection.begin()

    @contextmanager
    def writing(self, connection: Connection) -> Iterator[None]:
        """Begin as the only writer; the block commits or rolls back, and then the next writer may begin."""
        with self._turn():
            with translating("beginning to write"):
                connection.execution_options(newsfold_write=True).begin()
            yield

    @contextmanager
    def _turn(self) -> Iterator[None]:
        lock = self._open_lock()
        try:
            self._wait_for(lock)
            yield
        finally:
            fcntl.flock(
                lock, fcntl.LOCK_UN
            )  # closing is not enough while a forked parser process has it open too
            os.close(lock)

    def _open_lock(self) -> int:
        try:
            return os.open(f"{self.file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise WarehouseError(f"cannot write beside {self.file}: {_plain(error)}") from error

    def _connect(
        self, _dialect: object, _record: object, _arguments: object, options: dict[str, Any]
    ) -> sqlite3.Connection | None:
        """Return a connection that only reads where nothing else can be had; None leaves it to the driver."""
        if self._lies_read_only():
            reader: sqlite3.Connection = sqlite3.connect(self.reading_address(), uri=True, **options)
            return reader
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(f"cannot make the folder {self.file.parent}: {_plain(error)}") from error
        return None

    def _lies_read_only(self) -> bool:
        """Whether the warehouse is there and its folder cannot be written: a read-only mount, or another's folder."""
        return self.file.exists() and not os.access(self.file.parent, os.W_OK)

    def reading_address(self) -> str:
        """Return the address by which SQLite reads the file and writes nothing.

        Beside a file of a log, SQLite wants files of its own, which a folder that cannot be written does not take. Where
        there is no log, nobody is writing, and the file may be read as it lies.
        """
        lies_still = self._lies_read_only() and not Path(f"{self.file}-wal").exists()
        return f"{self.file.as_uri()}?mode=ro{'&immutable=1' if lies_still else ''}"

    def _wait_for(self, lock: int) -> None:
        began = time.monotonic()
        deadline = began + self._wait_seconds
        warn_at = began + _SILENT_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise WarehouseError(
                        f"another process has been writing to {self.file} for {self._wait_seconds:g} seconds"
                    ) from None
                if time.monotonic() >= warn_at:
                    warn_at = deadline
                    _LOG.warning("waiting for another process that writes to %s", self.file)
                time.sleep(_POLL_SECONDS)
            else:
                return

    def tables(self, connection: Connection) -> dict[str, Table]:
        """Return the tables by name, read from the schema, without `word_index` and those it keeps itself in."""
        found = connection.exec_driver_sql(
            "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'word_index%'"
            " ORDER BY m.name, c.cid"
        )
        return Table.gather(Column(*row) for row in found)

    def schema(self, _connection: Connection) -> str:
        """Return the name of the schema that holds the tables."""
        return "main"

    def views(self, connection: Connection) -> set[str]:
        """Return the names of the views."""
        return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'view'").scalars())

    def upsert(
        self,
        connection: Connection,
        table: Table,
        columns: Sequence[str],
        keep: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
    ) -> int:
        """Insert or update rows, ready to be bound and sorted by key; return how many changed."""
        marks = ", ".join("?" * len(columns))
        statement = (
            f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names from the schema
            f" {upsert_clause(table, columns, keep, differs='IS NOT')}"
        )
        return _changed(connection, statement, rows)

    def fill(
        self, connection: Connection, name: str, types: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Make the temporary table of these columns, fill it with rows ready to be bound, and count them.

        Counted, it is known to be small beside the warehouse's tables, so that a query looks its rows up in these;
        left to guess, SQLite reads a whole table of the warehouse to look it up in the batch.
        """
        columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {name} ({columns})")
        if rows:
            marks = ", ".join("?" * len(types))
            _changed(connection, f"INSERT INTO temp.{name} VALUES ({marks})", rows)  # noqa: S608 - checked name
            connection.exec_driver_sql(f"ANALYZE temp.{name}")

    @contextmanager
    def asking(self, bounds: QuestionBounds) -> Iterator[Callable[[str], Answer]]:
        """Open a connection that cannot write, and give the function that asks it one statement."""
        address = self.reading_address()
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            watch = _Watch(bounds.seconds)
            connection.set_progress_handler(watch, _STEPS_BETWEEN_LOOKS)
            connection.execute("BEGIN")  # a statement that is asked again sees the same moment

            def ask(statement: str) -> Answer:
                with watch.explaining():
                    cursor = connection.execute(statement)
                    columns = [column[0] for column in cursor.description or ()]
                    return columns, watch.explained(bounded(cursor, bounds))

            yield ask

    def sizes(self, connection: Connection) -> dict[str, int]:
        """Return the bytes of the file, those in it that are free, and those of the log not yet moved into it."""
        driver = _driver(connection)
        pages, free, page_bytes = (
            driver.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        log = Path(f"{self.file}-wal")
        return {
            "file_bytes": pages * page_bytes,
            "free_bytes": free * page_bytes,
            "log_bytes": log.stat().st_size if log.exists() else 0,
        }

    def compact(self, connection: Connection, *, shrink: bool) -> None:
        """Move the log into the file and empty it; `shrink` writes the file anew without its free pages.

        Every page is read first: raise WarehouseError where one is damaged, which a night may not touch for months.

        The warehouse's own tables are not ANALYZEd: plans are the same on the first night as on the thousandth.
        """
        driver = _driver(connection)
        with self._turn():
            (found, *_) = driver.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                fault = " ".join(str(found).split())
                raise WarehouseError(
                    f"{self.file} is damaged ({fault}): restore it, or rebuild it from captures (docs/runbook.md)"
                )
            if shrink:
                driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


class _Watch:
    """Ends a statement that takes too long, or at Ctrl-C, which SQLite would not hear before the end of it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def __call__(self) -> int:
        """Return 1 to end the statement; called every so many of its steps. Ctrl-C is heard here, and ends it too."""
        return int(time.monotonic() > self._deadline)

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Raise what ended a statement of the block, if it was this."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            if time.monotonic() > self._deadline:
                raise QuestionError(
                    f"the question took more than {self._seconds:g} seconds, and was ended"
                ) from error
            raise KeyboardInterrupt from error

    def explained(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, and raise what ended them, if it was this."""
        with self.explaining():
            yield from rows


def _changed(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> int:
    driver = _driver(connection)
    before = driver.total_changes
    with closing(driver.cursor()) as cursor:
        cursor.executemany(statement, rows)
    return driver.total_changes - before


def _plain(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a file stands in its way"
    return error.strerror or str(error)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _prepare(driver: sqlite3.Connection, _record: object) -> None:
    driver.isolation_level = None  # we say when a transaction begins
    try:
        driver.execute("PRAGMA journal_mode = wal")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:  # such a connection only reads
            raise
    for setting in (
        "synchronous = full",
        "foreign_keys = on",
        f"cache_size = -{_CACHE_KIB}",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
    ):
        driver.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("newsfold_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
