"""What is particular to PostgreSQL: psycopg 3, a session in UTC, and one writer at a time.

Writers queue at an advisory lock, as SQLite's do at their file: a step gathers, decides and applies in one
transaction, and two of them side by side could each decide on what the other is about to change. Readers see one
moment (REPEATABLE READ) and wait for nobody.

Values are bound by the client (`ClientCursor`): the server then sees literals, whose types follow from where they
stand, and a bound NULL needs no cast that SQLite would not understand.
"""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal

import psycopg
from psycopg.adapt import Buffer, Loader
from sqlalchemy import URL, Connection, Engine, TextClause, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from pipeline.adapters.sql_errors import translating
from pipeline.adapters.sql_questions import ANALYST, QuestionBounds, bounded, refuse_changes_of_role
from pipeline.adapters.sql_schema import Answer, Column, Table, upsert_clause
from pipeline.adapters.sql_search import tsquery, vector_of_words
from pipeline.adapters.sql_values import encoder, utc_seconds
from pipeline.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

_WRITER_LOCK = 0x6E657773  # "news": the advisory lock of this warehouse's writers, by database
_CONNECT_SECONDS = 10
_ROWS_AT_ONCE = 1_000  # of a question's answer, held before they are counted
_MAY_TAKE_ROLE = (
    "SELECT COALESCE(bool_and(pg_has_role(current_user, r.oid, 'MEMBER')"
    " AND has_table_privilege(r.oid, c.oid, 'SELECT')), false)"
    " FROM pg_roles AS r, pg_class AS c"
    " WHERE r.rolname = %(role)s AND c.relname = 'stories' AND c.relnamespace = current_schema()::regnamespace"
    " HAVING COUNT(*) > 0 UNION ALL SELECT false LIMIT 1"
)
_MAY_DO_MORE = (
    "SELECT rolsuper OR rolcreaterole OR has_schema_privilege(current_schema(), 'CREATE')"
    " FROM pg_roles WHERE rolname = current_user"
)
_LOG = logging.getLogger("newsfold.warehouse")
_CHUNK_ROWS = 5_000  # bounds the memory one statement's arrays take, at articles of several KB


class Postgresql:
    """PostgreSQL behind the warehouse."""

    name: Literal["postgresql"] = "postgresql"
    temporary = "pg_temp"
    encode = staticmethod(encoder(utc_seconds, vector_of_words, tsquery))

    def __init__(self, url: URL, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        arguments = {"connect_timeout": _CONNECT_SECONDS, "cursor_factory": psycopg.ClientCursor}
        self.engine: Engine = create_engine(url, connect_args=arguments, pool_pre_ping=True)
        self._asking: Engine = create_engine(url, connect_args=arguments, poolclass=NullPool)
        for engine in (self.engine, self._asking):
            event.listen(engine, "connect", _prepare)

    def exists(self) -> bool:
        """Whether there is a database: a server says so itself when it is asked."""
        return True

    def naming(self) -> AbstractContextManager[None]:
        """Add nothing: what a server raises is not about a file of ours."""
        return nullcontext()

    def begin_read(self, connection: Connection) -> None:
        """Begin a transaction that sees one moment."""
        connection.execution_options(isolation_level="REPEATABLE READ").begin()

    @contextmanager
    def writing(self, connection: Connection) -> Iterator[None]:
        """Begin as the only writer; the lock ends with the transaction."""
        with translating("waiting to write"):
            connection.begin()
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(self._wait_seconds * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
        yield

    def tables(self, connection: Connection) -> dict[str, Table]:
        """Return the tables by name, read from the schema."""
        found = connection.exec_driver_sql(
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),"
            " COALESCE(array_position(i.indkey::int2[], a.attnum) + 1, 0)"
            " FROM pg_class AS c"
            " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary"
            " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace"
            " ORDER BY c.relname, a.attnum"
        )
        return Table.gather(Column(*row) for row in found)

    def schema(self, connection: Connection) -> str:
        """Return the name of the schema that holds the tables."""
        return str(connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one())

    def views(self, connection: Connection) -> set[str]:
        """Return the names of the views."""
        return set(
            connection.exec_driver_sql(
                "SELECT viewname FROM pg_views WHERE schemaname = current_schema()"
            ).scalars()
        )

    def fetch_binary(
        self, connection: Connection, statement: TextClause, parameters: Mapping[str, Any]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names and rows of a query of numbers and bytes: as text, bytes cost five times as much."""
        with closing(psycopg.Cursor(_driver(connection))) as cursor:
            cursor.execute(str(statement.compile(dialect=connection.dialect)), parameters, binary=True)
            return [column.name for column in cursor.description or ()], cursor.fetchall()

    def upsert(
        self,
        connection: Connection,
        table: Table,
        columns: Sequence[str],
        keep: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
    ) -> int:
        """Insert or update rows, ready to be bound and sorted by key; return how many changed."""
        into = f"INSERT INTO {table.name} ({', '.join(columns)})"
        clause = upsert_clause(table, columns, keep, differs="IS DISTINCT FROM")
        return _insert(connection, into, {column: table.types[column] for column in columns}, rows, clause)

    def fill(
        self, connection: Connection, name: str, types: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Make the temporary table of these columns and fill it with rows ready to be bound."""
        columns = ", ".join(f"{column} {_sorting_as_bytes(kind)}" for column, kind in types.items())
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS pg_temp.{name}")
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
        _insert(connection, f"INSERT INTO pg_temp.{name}", types, rows)
        connection.exec_driver_sql(f"ANALYZE pg_temp.{name}")

    @contextmanager
    def asking(self, bounds: QuestionBounds) -> Iterator[Callable[[str], Answer]]:
        """Open a connection that only reads, and give the function that asks it one statement."""
        with self._asking.connect() as connection:  # its own, and closed afterwards, whatever was set on it
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(bounds.seconds * 1000)}")
            if connection.exec_driver_sql(_MAY_TAKE_ROLE, {"role": ANALYST}).scalar_one():
                connection.exec_driver_sql(f"SET LOCAL ROLE {ANALYST}")
            elif connection.exec_driver_sql(_MAY_DO_MORE).scalar_one():
                _LOG.warning(
                    "this account may do more than read, and cannot ask as %s: run `newsfold init` as one that may make"
                    " roles, or sql/roles.sql; the transaction is read-only",
                    ANALYST,
                )

            with ExitStack() as left:  # an answer that is left early is cancelled before the connection is

                def ask(statement: str) -> Answer:
                    refuse_changes_of_role(statement)
                    # By the extended protocol, which takes one statement: "SELECT 1; COMMIT; ..." is refused.
                    cursor = left.enter_context(closing(psycopg.Cursor(_driver(connection))))
                    rows = left.enter_context(closing(_answered(cursor, statement, bounds)))
                    first = list(islice(rows, 1))
                    columns = cursor.description  # None where no row came
                    names = [each.name for each in columns] if columns else _names(cursor, statement)
                    return names, chain(first, rows)

                yield ask

    def allow_asking(self, connection: Connection) -> None:
        """Make the role of analysts where this account may, let it read everything, and let this account take it."""
        schema = self.schema(connection)
        for statement in (
            f"CREATE ROLE {ANALYST} NOLOGIN",
            f"GRANT {ANALYST} TO CURRENT_USER",
            f"GRANT USAGE ON SCHEMA {schema} TO {ANALYST}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {ANALYST}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {ANALYST}",
        ):
            with suppress(SQLAlchemyError), connection.begin_nested():
                connection.exec_driver_sql(statement)

    def sizes(self, connection: Connection) -> dict[str, int]:
        """Return the bytes of the warehouse's tables with their indexes, and the rows that are dead in them."""
        found = connection.exec_driver_sql(
            "SELECT COALESCE(SUM(pg_total_relation_size(relid)), 0)::bigint AS bytes,"
            " COALESCE(SUM(n_dead_tup), 0)::bigint AS dead"
            " FROM pg_stat_user_tables WHERE schemaname = current_schema()"
        ).one()
        return {"table_bytes": found.bytes, "dead_rows": found.dead}

    def compact(self, connection: Connection, *, shrink: bool) -> None:
        """Free what dead rows held and count anew what the planner goes by; `shrink` writes every table anew.

        For an account that does not own the tables the server changes nothing, and says so in its log.
        """
        names = ", ".join(self.tables(connection))
        connection.rollback()
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"VACUUM ({'FULL, ' if shrink else ''}ANALYZE) {names}")


def _answered(
    cursor: psycopg.Cursor[Any], statement: str, bounds: QuestionBounds
) -> Generator[tuple[Any, ...]]:
    try:
        with closing(_streamed(cursor, statement)) as rows:
            yield from bounded(rows, bounds)
    except psycopg.errors.QueryCanceled as error:
        raise QuestionError(f"{error}: after {bounds.seconds:g} seconds") from error


def _streamed(cursor: psycopg.Cursor[Any], statement: str) -> Generator[tuple[Any, ...]]:
    yield from cursor.stream(statement, size=_ROWS_AT_ONCE)


def _names(cursor: psycopg.Cursor[Any], statement: str) -> list[str]:
    """Return the names of a statement's columns as the server describes them, without running it."""
    server = cursor.connection.pgconn
    server.prepare(b"", statement.encode())
    described = server.describe_prepared(b"")
    return [(described.fname(column) or b"").decode() for column in range(described.nfields)]


def _insert(
    connection: Connection,
    into: str,
    types: Mapping[str, str],
    rows: Sequence[tuple[Any, ...]],
    clause: str = "",
) -> int:
    """Insert rows as one array a column, which the server unpacks: half the time of COPY, and no text to escape."""
    arrays = ", ".join(f"%b::{kind}[]" for kind in types.values())
    statement = f"{into} SELECT * FROM unnest({arrays}) {clause}"  # noqa: S608 - names from the schema
    changed = 0
    with closing(psycopg.Cursor(_driver(connection))) as cursor:
        for start in range(0, len(rows), _CHUNK_ROWS):
            columns = zip(*rows[start : start + _CHUNK_ROWS], strict=True)
            arrays_of_chunk = [
                _array(kind, values) for kind, values in zip(types.values(), columns, strict=True)
            ]
            cursor.execute(statement, arrays_of_chunk)
            changed += cursor.rowcount
    return changed


def _array(kind: str, values: Sequence[Any]) -> list[Any]:
    """Return the values as one type: an array holds no 1 beside 0.5, where SQLite's column takes both."""
    plain = {"double precision": float, "text": str}.get(kind)
    if plain is None or all(type(value) is plain for value in values):
        return list(values)
    return [None if value is None else plain(value) for value in values]


def _driver(connection: Connection) -> psycopg.Connection[tuple[Any, ...]]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def _sorting_as_bytes(kind: str) -> str:
    return f'{kind} COLLATE "C"' if kind == "text" else kind


class _NumberLoader(Loader):
    """Reads sums as whole numbers and averages as floats, as SQLite gives them."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data)
        return int(text) if text.isdigit() or (text[1:].isdigit() and text[:1] == b"-") else float(text)


class _TruthLoader(Loader):
    """Reads a truth value as 1 or 0, as SQLite gives it."""

    def load(self, data: Buffer) -> int:
        return int(bytes(data) == b"t")


class _DateLoader(Loader):
    """Reads a date as ISO text, as SQLite gives it."""

    def load(self, data: Buffer) -> str:
        return bytes(data).decode()


def _prepare(driver: psycopg.Connection[Any], _record: object) -> None:
    driver.adapters.register_loader("numeric", _NumberLoader)
    driver.adapters.register_loader("bool", _TruthLoader)
    driver.adapters.register_loader("date", _DateLoader)
    driver.execute("SET TIME ZONE 'UTC'")
    # A transaction that has ended survives a power cut, whatever the server is set to.
    driver.execute("SET synchronous_commit = on")
    driver.execute("SET datestyle = 'ISO, YMD'")
    # Before tables are ANALYZEd rows are overestimated: a query of 0.2 seconds was compiled for 0.3 more.
    driver.execute("SET jit = off")
    driver.commit()
