"""The warehouse on SQLAlchemy Core: named queries from `sql/`, upserts that change only what differs, one writer.

The same calls leave the same rows on SQLite and on PostgreSQL. What a database does in its own way stands in
`sqlite.py` and `postgresql.py`; here stands what holds for both.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, make_url
from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from pipeline.adapters import migrations, sqlite_backup
from pipeline.adapters.sql_connection import SqlConnection
from pipeline.adapters.sql_errors import answering, database_errors, translating
from pipeline.adapters.sql_files import SqlFiles
from pipeline.adapters.sql_questions import ASKED, EXPORTED, refuse_what_asks_nothing
from pipeline.adapters.sql_schema import agreed_types
from pipeline.adapters.sql_values import with_likely_times
from pipeline.adapters.sqlite import Sqlite
from pipeline.errors import SettingsError, WarehouseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.adapters.postgresql import Postgresql
    from pipeline.adapters.sql_questions import QuestionBounds
    from pipeline.adapters.sql_schema import Table
    from pipeline.ports import Connection

_WAIT_SECONDS: Final = 120.0  # longer than any write of a night's run was seen to take; then something hangs
_SECRET_OPTIONS: Final = ("password", "sslpassword")  # libpq takes them after the question mark, too
_FORMS: Final = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"


class SqlWarehouse:
    """A warehouse at a SQLAlchemy address; connects when first used."""

    def __init__(
        self, url: str, *, wait_seconds: float = _WAIT_SECONDS, files: SqlFiles | None = None
    ) -> None:
        """Raise SettingsError for an address of no known kind. Writers wait `wait_seconds` for their turn."""
        address = _parse(url)
        self._address = address
        self._database = _database_at(address, wait_seconds)
        self._files = files or SqlFiles(self._database.name)
        self._tables: dict[str, Table] | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment and changes nothing."""
        with self._connected() as connection:
            self._database.begin_read(connection)
            try:
                yield self._opened(connection, may_write=False)
            finally:
                _roll_back(connection)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that commits as a whole or not at all; one writer at a time."""
        with self._writing() as connection:
            opened = self._opened(connection, may_write=True)
            yield opened
            opened.drop_temporary()

    def migrate(self, *, create: bool = True) -> list[str]:
        """Bring the schema up to date, remake the views, and return the names of the migrations applied.

        Without `create`, raise WarehouseError where there is no file yet.
        """
        if not (create or self._database.exists()):
            raise WarehouseError(
                f"no warehouse at {self._shown}: `newsfold init` or `newsfold ingest` makes one"
            )
        with self._connected() as connection, translating("reading the schema"):
            self._database.begin_read(connection)
            done = migrations.applied(
                connection, has_history="schema_migrations" in self._database.tables(connection)
            )
            waiting = migrations.missing(self._files, done)
            stands = migrations.views_stand(self._files, done, self._database.views(connection))
            connection.rollback()
        applied = []
        if waiting or not stands:
            with self._writing() as connection:
                self._tables = None
                with translating("reading the schema"):
                    views = self._database.views(connection)
                applied = migrations.apply(connection, self._files, datetime.now(UTC), views)
        if self._database.name == "postgresql":
            with self._writing() as connection:
                self._database.allow_asking(connection)
        return applied

    def ask(self, statement: str, /) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run a person's own SELECT in a read-only transaction; return column names and rows.

        Raise QuestionError for a statement that cannot be answered, or not within the bounds of a question.
        """
        with self._asking(ASKED) as ask:
            names, rows = ask(statement)
            return names, list(rows)

    @contextmanager
    def exporting(self) -> Iterator[Callable[[str], tuple[list[str], Iterator[tuple[Any, ...]]]]]:
        """Give the function that asks one statement after the other at one moment, and yields rows as they come."""
        with self._asking(EXPORTED) as ask:
            yield ask

    @contextmanager
    def _asking(
        self, bounds: QuestionBounds
    ) -> Iterator[Callable[[str], tuple[list[str], Iterator[tuple[Any, ...]]]]]:
        with self._database.naming(), ExitStack() as open_ones:
            with self._reaching():
                answer = open_ones.enter_context(self._database.asking(bounds))

            def ask(statement: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
                refuse_what_asks_nothing(statement, self._database.name)
                with answering():
                    names, rows = answer(statement)
                return names, _answered(names, rows)

            yield ask

    def column_types(self) -> Mapping[str, str]:
        """Return the type of each column by its name, where all tables that have it agree on it."""
        with self._connected() as connection, translating("reading the schema"):
            return agreed_types(self._database.tables(connection))

    def checks(self) -> list[str]:
        """Return the names of the checks, each a query that returns the rows that offend."""
        return [f"checks/{check.name}" for check in self._files.checks]

    def sizes(self) -> Mapping[str, int]:
        """Return how large the warehouse is, in bytes and rows by name."""
        with self._connected() as connection, translating("measuring the warehouse"):
            return self._database.sizes(connection)

    def compact(self, *, shrink: bool = False) -> None:
        """Put the storage in order, changing no row; `shrink` also gives free space back, and holds all others up."""
        with self._connected() as connection, translating("compacting the warehouse"):
            self._database.compact(connection, shrink=shrink)

    def back_up(self, file: Path, /) -> Mapping[str, int]:
        """Write an embedded warehouse to a new file, as it is at one moment; raise SettingsError for one on a server."""
        found = self._embedded("pg_dump --format=custom --file FILE")
        if not found.exists():
            raise WarehouseError(f"no warehouse at {self._shown}: there is nothing to back up")
        return sqlite_backup.back_up(found.reading_address(), file)

    def restore(self, file: Path, /) -> Mapping[str, int]:
        """Put such a file back where no warehouse stands; raise SettingsError for one on a server."""
        return sqlite_backup.restore(file, self._embedded("pg_restore --dbname ADDRESS FILE").file)

    def _embedded(self, instead: str) -> Sqlite:
        if self._database.name == "postgresql":
            raise SettingsError(
                f"the warehouse at {self._shown} lies on a server, whose own tool does it: {instead}"
            )
        return self._database

    def close(self) -> None:
        """Close the pooled connections."""
        self._database.engine.dispose()

    def _opened(self, connection: SqlAlchemyConnection, *, may_write: bool) -> SqlConnection:
        if self._tables is None:
            with translating("reading the schema"):
                tables = self._database.tables(connection)
            if "schema_migrations" not in tables:
                raise WarehouseError(f"the warehouse at {self._shown} is empty: run `newsfold init`")
            self._tables = tables
        return SqlConnection(connection, self._database, self._files, self._tables, may_write=may_write)

    @contextmanager
    def _writing(self) -> Iterator[SqlAlchemyConnection]:
        with self._connected() as connection, self._database.writing(connection):
            try:
                yield connection
                with translating("commit"):
                    connection.commit()
            except BaseException:  # Ctrl-C as well: half a transaction must never wait for the next commit
                _roll_back(connection)
                raise

    @contextmanager
    def aside(self) -> Iterator[SqlAlchemyConnection]:
        """Open a short transaction that waits for no writer, for rows that no step touches."""
        with self._connected() as connection, translating("asking when a host may be asked"):
            yield connection
            connection.commit()

    @contextmanager
    def _connected(self) -> Iterator[SqlAlchemyConnection]:
        with self._database.naming():
            with self._reaching():
                connection = self._database.engine.connect()
            with connection:
                yield connection

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except database_errors() as error:
            raise WarehouseError(
                f"cannot reach the warehouse at {self._shown}: {self._blank(error)}"
            ) from error

    @property
    def _shown(self) -> str:
        hidden = {name: "hidden" for name in self._address.query if name in _SECRET_OPTIONS}
        return self._address.update_query_dict(hidden).render_as_string(hide_password=True)

    def _blank(self, error: Exception) -> str:
        message = str(getattr(error, "orig", None) or error).strip()
        secrets = [self._address.password, *(self._address.query.get(name) for name in _SECRET_OPTIONS)]
        for secret in filter(None, secrets):
            message = message.replace(str(secret), "***")
        return message


def _database_at(address: URL, wait_seconds: float) -> Sqlite | Postgresql:
    if address.get_backend_name() == "sqlite":
        return Sqlite(address, wait_seconds)
    from pipeline.adapters.postgresql import Postgresql  # noqa: PLC0415 - its driver is loaded where it is used

    return Postgresql(address, wait_seconds)


def _roll_back(connection: SqlAlchemyConnection) -> None:
    """Undo what was begun; a server that has gone has done so itself, and what it was asked for has said so."""
    try:
        connection.rollback()
    except SQLAlchemyError:
        connection.invalidate()


def _parse(url: str) -> URL:
    """Return the address; raise SettingsError for one of no use, and repeat no part of it."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # their texts repeat the address, password and all, or a part of it
        raise SettingsError("NEWSFOLD_WAREHOUSE is no address of a warehouse: expected " + _FORMS) from None
    if address.get_backend_name() == "sqlite":
        return address.set(drivername="sqlite")
    if (
        url.count("@") > 1
    ):  # read up to the first, what follows is a part of the password, and would be shown as a host
        raise SettingsError(
            f"NEWSFOLD_WAREHOUSE holds more than one @: write each but the one before the host as %40, in {_FORMS}"
        )
    if address.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    raise SettingsError(
        f"NEWSFOLD_WAREHOUSE: no warehouse can be kept in {address.drivername!r}: expected {_FORMS}"
    )


def _answered(names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows with their times read; what goes wrong meanwhile is said of the statement."""
    with answering():
        yield from with_likely_times(names, rows)
