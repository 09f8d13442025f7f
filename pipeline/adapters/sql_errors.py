"""What databases and drivers raise becomes a WarehouseError that names what was tried."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import QuestionError, ValueRefusedError, WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OF_THE_FILE = {
    sqlite3.SQLITE_READONLY: "this account may not write it, or a -wal or -shm beside it",
    sqlite3.SQLITE_FULL: "make room on its disk and run again",
    sqlite3.SQLITE_IOERR: "its disk fails, or is full",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore it",
    sqlite3.SQLITE_BUSY: "another program writes to it",
}
"""Result codes of SQLite that say something of the file and nothing of the statement, and what is to be done."""

_DRIVER = "psycopg"
"""PostgreSQL's driver, which takes as long to load as a night with nothing to do; where nobody did, it raises nothing."""

_PRIMARY = 0xFF  # https://sqlite.org/rescode.html: the low byte; the others give details


def database_errors() -> tuple[type[Exception], ...]:
    """Return what databases and the drivers that are loaded raise."""
    return (SQLAlchemyError, sqlite3.Error, *_of_postgresql("Error"))


def _refusals() -> tuple[type[Exception], ...]:
    return (*database_errors(), OverflowError, UnicodeError)


def _of_postgresql(*names: str) -> tuple[type[Exception], ...]:
    errors = getattr(sys.modules.get(_DRIVER), "errors", None)
    return () if errors is None else tuple(getattr(errors, name) for name in names)


@contextmanager
def translating(what: str) -> Iterator[None]:
    """Raise WarehouseError, naming what was tried, for whatever the database or its driver raises."""
    try:
        yield
    except QuestionError:
        raise
    except WarehouseError as error:
        kind = ValueRefusedError if isinstance(error, ValueRefusedError) else WarehouseError
        raise kind(f"{what}: {error}") from error
    except _refusals() as error:
        kind = ValueRefusedError if _is_of_a_value(error) else WarehouseError
        raise kind(f"{what}: {getattr(error, 'orig', None) or error}") from error


def _is_of_a_value(error: Exception) -> bool:
    """Return whether a value was refused, by the driver or by a rule of its column, and not the statement or the disk."""
    cause = getattr(error, "orig", None) or error
    of_sqlite = (sqlite3.DataError, sqlite3.IntegrityError, sqlite3.InterfaceError)
    of_postgresql = _of_postgresql("DataError", "IntegrityError", "ProgramLimitExceeded")
    return isinstance(cause, (*of_sqlite, *of_postgresql, OverflowError, UnicodeError))


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """Raise WarehouseError, naming the file and what to do about it, where SQLite found fault with the file."""
    try:
        yield
    except QuestionError:
        raise
    except WarehouseError as error:
        advice = _OF_THE_FILE.get(_sqlite_code(error) & _PRIMARY)
        if advice and advice not in str(error):  # a transaction inside this one has said so
            raise WarehouseError(f"{error} ({file}: {advice})") from error
        raise


@contextmanager
def answering() -> Iterator[None]:
    """Raise QuestionError where a database finds fault with a person's statement, and WarehouseError with itself."""
    try:
        with translating("your statement"):
            yield
    except QuestionError:
        raise
    except WarehouseError as error:
        code = _sqlite_code(error)
        # A bare READONLY is the connection's own word, which only reads; of a file there is more to the code.
        is_the_file = code & _PRIMARY in _OF_THE_FILE and code != sqlite3.SQLITE_READONLY
        if is_the_file or isinstance(error.__cause__, _of_postgresql("OperationalError")):
            raise
        raise QuestionError(str(error)) from error.__cause__


def _sqlite_code(error: BaseException) -> int:
    """Return the result code of SQLite that an error goes back to; 0, which is success, where there is none."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, sqlite3.Error):
            return int(getattr(cause, "sqlite_errorcode", 0))
        cause = cause.__cause__
    return 0
