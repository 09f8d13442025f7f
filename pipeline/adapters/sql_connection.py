"""One transaction on the warehouse: named queries, their lists, and upserts, as the port `Connection` promises.

A list that a query takes lies in a temporary table while the transaction runs: both databases then join it as they
join any other table, and know how long it is. It is filled again only where a call brings another list than the call
before it, so several queries may be asked about one batch at the cost of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy import CursorResult, Dialect, TextClause, text
from sqlalchemy.sql.compiler import SQLCompiler

from pipeline.adapters.sql_errors import translating
from pipeline.adapters.sql_schema import GIVEN, Table, list_types
from pipeline.adapters.sql_values import encode_columns, with_times
from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from pipeline.adapters.postgresql import Postgresql
    from pipeline.adapters.sql_files import SqlFiles
    from pipeline.adapters.sqlite import Sqlite
    from pipeline.ports import Row, Rows

_Tuple = tuple[Any, ...]
_CHUNK_ROWS = 50_000  # bounds what an endless iterator may take


class SqlConnection:
    """An open transaction. Whoever opened it commits or rolls back."""

    def __init__(
        self,
        connection: SqlAlchemyConnection,
        database: Sqlite | Postgresql,
        files: SqlFiles,
        tables: Mapping[str, Table],
        *,
        may_write: bool,
    ) -> None:
        self._connection = connection
        self._database = database
        self._files = files
        self._tables = tables
        self._may_write = may_write
        self._given: dict[str, tuple[Sequence[str], list[_Tuple]]] = {}  # what each list holds by now
        self._kept_keys: list[str] = []
        self._narrowed: list[str] = []

    def rows(self, query: str, /, **parameters: object) -> list[Row]:
        """Return the rows of the named query."""
        names, found = self._fetch(query, parameters)
        return [dict(zip(names, row, strict=True)) for row in found]

    def frame(self, query: str, /, **parameters: object) -> pd.DataFrame:
        """Return the rows of the named query as a table."""
        from pipeline.adapters.sql_tables import table_of  # noqa: PLC0415 - pandas takes a second

        return table_of(*self._fetch(query, parameters))

    def sample(self, query: str, most: int, /) -> tuple[list[Row], int]:
        """Return the first rows of the named query, so many at most, and how many it has, counted where they lie."""
        statement = self._files.query(query).statement
        with translating(f"query {query}"):
            first = f"SELECT * FROM ({statement}) AS found LIMIT {most + 1}"  # noqa: S608 - our own file
            names, found = self._take(self._connection.execute(_clause(first)))
            count = len(found)
            if count > most:
                counted = f"SELECT COUNT(*) FROM ({statement}) AS found"  # noqa: S608 - our own file
                count = int(self._connection.execute(_clause(counted)).scalar_one())
            return [dict(zip(names, row, strict=True)) for row in found[:most]], count

    def run(self, query: str, /, **parameters: object) -> int:
        """Run the named statement and return how many rows it changed."""
        self._must_write(query)
        values = self._give(query, parameters)
        with self._prepared(query) as statement:
            return self._connection.execute(statement, self._bound(values)).rowcount

    def run_many(self, query: str, rows: Iterable[Row], /) -> int:
        """Run the named statement once for each row and return how many rows it changed."""
        self._must_write(query)
        changed = 0
        with self._prepared(query) as statement:
            # Bound by the driver: by SQLAlchemy a row costs as much again as its statement.
            compiled = _compiled(statement, self._connection.dialect)
            names = compiled.positiontup or list(compiled.params)
            for _, chunk in self._encoded(rows, names):
                bound = (
                    chunk if compiled.positional else [dict(zip(names, row, strict=True)) for row in chunk]
                )
                changed += self._connection.exec_driver_sql(compiled.string, bound).rowcount
        return changed

    def upsert(self, table: str, rows: Rows, /, *, keep: Sequence[str] = ()) -> int:
        """Insert rows or update those whose primary key exists and differs; return how many rows changed."""
        self._must_write(f"upsert into {table}")
        with translating(f"upsert into {table}"):
            known = self._table(table)
            changed = 0
            for columns, chunk in self._encoded(rows, None):
                known.check(columns, keep)
                changed += self._database.upsert(
                    self._connection, known, columns, keep, _by_key(known, columns, chunk)
                )
            return changed

    def narrow(self, keys: Iterable[object], tables: Mapping[str, Sequence[str]], /) -> None:
        """Let the queries of this transaction see of these tables only the rows whose named columns all hold a key.

        A temporary view takes the table's name: both databases look there first.
        """
        kept = f"kept_keys_{len(self._kept_keys)}"
        with translating(f"narrowing {', '.join(tables)}"):
            for table, columns in tables.items():
                self._table(table).check([*self._table(table).key, *columns], [])
            first, (column, *_) = next(iter(tables.items()))
            kind = self._table(first).types[column]
            rows = sorted({(self._database.encode(key),) for key in keys})
            self._database.fill(self._connection, kept, {"kept_key": kind}, rows)
            self._kept_keys.append(kept)
            schema = self._database.schema(self._connection)
            for table, columns in tables.items():
                wanted = _all_kept(columns, kept)
                self._connection.exec_driver_sql(
                    f"CREATE TEMPORARY VIEW {table} AS"  # noqa: S608 - names from the schema
                    f" SELECT {', '.join(self._table(table).types)} FROM {schema}.{table} WHERE {wanted}"
                )
                self._narrowed.append(table)

    def drop_temporary(self) -> None:
        """Drop the temporary views and tables: the connection may be used again."""
        for table in self._narrowed:
            self._connection.exec_driver_sql(f"DROP VIEW {self._database.temporary}.{table}")
        for name in (*self._kept_keys, *self._given):
            self._connection.exec_driver_sql(f"DROP TABLE {name}")
        self._narrowed.clear()
        self._kept_keys.clear()
        self._given.clear()

    def _give(self, query: str, parameters: Mapping[str, object]) -> Mapping[str, object]:
        """Fill the lists that the query takes; return the parameters that are values."""
        takes = self._files.query(query).takes
        if missing := takes.keys() - parameters.keys():
            raise WarehouseError(f"query {query} takes {', '.join(sorted(missing))}, and was given none")
        with translating(f"the lists of query {query}"):
            for name, columns in takes.items():
                given = cast("Rows | Iterable[object]", parameters[name])
                self._fill(f"{GIVEN}{name}", _as_rows(given, columns), columns)
        return {name: value for name, value in parameters.items() if name not in takes}

    def _fill(self, name: str, rows: Rows, columns: Sequence[str]) -> None:
        """Make the temporary table `name` hold exactly these rows, unless it does."""
        if name in self._tables:
            raise WarehouseError(f"a list that lies in {name} would hide a table of that name")
        encoded = _sorted([row for _, chunk in self._encoded(rows, columns) for row in chunk])
        if self._given.get(name) != (columns, encoded):
            self._database.fill(self._connection, name, list_types(self._tables, columns), encoded)
            self._given[name] = (columns, encoded)

    def _fetch(self, query: str, parameters: Mapping[str, object]) -> tuple[list[str], list[_Tuple]]:
        values = self._give(query, parameters)
        with self._prepared(query) as statement:
            if not self._may_write and not self._files.query(query).reads_only:
                raise WarehouseError("it changes rows, and this transaction only reads")
            bound = self._bound(values)
            if self._files.query(query).has_binary_results and self._database.name == "postgresql":
                return self._database.fetch_binary(self._connection, statement, bound)
            return self._take(self._connection.execute(statement, bound))

    @staticmethod
    def _take(result: CursorResult[Any]) -> tuple[list[str], list[_Tuple]]:
        names = list(result.keys())
        assert result.cursor is not None
        # The driver's tuples as they are: SQLAlchemy's own rows cost as much again.
        found = cast("list[_Tuple]", result.cursor.fetchall())
        result.close()
        return names, with_times(names, found)

    @contextmanager
    def _prepared(self, query: str) -> Iterator[TextClause]:
        """Give the statement, with the planner settings its header asks for while the block runs."""
        file = self._files.query(query)
        with translating(f"query {query}"):
            for setting, value in file.settings:
                self._connection.exec_driver_sql(f"SET LOCAL {setting} = {value}")
            yield _clause(file.statement)
            for setting, _ in file.settings:
                self._connection.exec_driver_sql(f"SET LOCAL {setting} TO DEFAULT")

    def _bound(self, parameters: Mapping[str, object]) -> dict[str, Any]:
        return {name: self._database.encode(value) for name, value in parameters.items()}

    def _table(self, name: str) -> Table:
        try:
            return self._tables[name]
        except KeyError:
            raise WarehouseError(f"the warehouse has no table {name!r}") from None

    def _encoded(
        self, rows: Rows, columns: Sequence[str] | None
    ) -> Iterator[tuple[Sequence[str], list[_Tuple]]]:
        """Yield chunks of rows ready to be bound, with the named columns, or else with those of the first row."""
        for names, values in _columns_of(rows, columns):
            yield names, list(zip(*encode_columns(values, self._database.encode), strict=True))

    def _must_write(self, name: str) -> None:
        if not self._may_write:
            raise WarehouseError(f"{name}: this transaction only reads")


def _as_rows(given: Rows | Iterable[object], columns: Sequence[str]) -> Rows:
    """Return a list as rows: a list of one column may be given as its values."""
    if hasattr(given, "iloc") or len(columns) > 1:
        return cast("Rows", given)
    values = list(given)
    if values and isinstance(values[0], Mapping):
        return cast("Rows", values)
    return [{columns[0]: value} for value in values]


def _columns_of(
    rows: Rows, columns: Sequence[str] | None
) -> Iterator[tuple[Sequence[str], Iterable[Sequence[Any]]]]:
    """Yield the values of chunks of rows, column by column; raise WarehouseError for rows of unlike columns."""
    if hasattr(rows, "iloc"):  # a table, recognised without importing pandas for those who have none
        from pipeline.adapters.sql_tables import columns_of_table  # noqa: PLC0415

        yield from columns_of_table(cast("pd.DataFrame", rows), columns, _CHUNK_ROWS)
        return
    waiting = iter(rows)
    names = list(columns or ())
    while some := list(islice(waiting, _CHUNK_ROWS)):
        names = names or list(some[0])
        if columns is None and any(len(row) != len(names) for row in some):
            raise WarehouseError("all rows must have the same columns")
        try:
            yield names, [list(map(itemgetter(name), some)) for name in names]
        except KeyError as missing:
            raise WarehouseError(f"a row lacks the column {missing}") from None


@lru_cache(maxsize=512)
def _clause(statement: str) -> TextClause:
    return text(statement)


@lru_cache(maxsize=512)
def _compiled(statement: TextClause, dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return compiled


def _by_key(table: Table, columns: Sequence[str], rows: list[_Tuple]) -> list[_Tuple]:
    """Return the rows sorted by primary key, an equal row once; two different rows of one key are refused."""
    key = itemgetter(*(columns.index(column) for column in table.key))
    kept: list[_Tuple] = []
    for row in sorted(rows, key=key):
        if kept and key(kept[-1]) == key(row):
            if kept[-1] != row:
                raise WarehouseError(f"two different rows have the key {key(row)!r}")
        else:
            kept.append(row)
    return kept


def _sorted(rows: list[_Tuple]) -> list[_Tuple]:
    try:
        return sorted(rows)
    except TypeError:  # None has no order
        return sorted(rows, key=lambda row: [(value is not None, value) for value in row])


def _all_kept(columns: Sequence[str], kept: str) -> str:
    """Return the condition that all of the columns hold a kept key.

    The first finds rows; the others only tell them apart. Given two lists for an index of two columns, a database looks
    up every key of one with every key of the other.
    """
    keys = f"IN (SELECT kept_key FROM {kept})"  # noqa: S608 - a name of ours
    first, *others = columns
    return " AND ".join(
        [f"{first} {keys}", *(f"CASE WHEN {each} {keys} THEN 1 ELSE 0 END = 1" for each in others)]
    )
