"""A copy of an embedded warehouse as it was at one moment, taken while others write, and put back.

`VACUUM INTO` reads in one transaction, which in WAL mode hinders no writer, and writes a file without a log of its own.
Tried and dropped: SQLite's online backup, which begins again whenever another process has written; copying the file,
which lacks what still lies in the log.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline.adapters.whole_file import whole_file
from pipeline.errors import NewsfoldError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COUNTED = ("captures", "articles", "stories", "judgements")


def back_up(address: str, file: Path) -> Mapping[str, int]:
    """Write the warehouse at a file address that only reads to a new file; return how many rows of what it holds.

    Raise NewsfoldError where a file of that name stands, cannot be written, or the warehouse is damaged.
    """
    if file.exists():
        raise NewsfoldError(f"{file} is there already, and no backup replaces another: name a new file")
    with whole_file(file) as part:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            try:
                connection.execute("VACUUM INTO ?", [str(part)])
            except sqlite3.Error as error:
                raise NewsfoldError(f"the warehouse cannot be written to {file}: {error}") from error
        return inspect(part, name=file)


def restore(file: Path, warehouse: Path) -> Mapping[str, int]:
    """Put a backup where no warehouse stands; return how many rows of what it holds.

    Raise NewsfoldError where one stands, SourceError for a file that is no whole backup.
    """
    for there in (warehouse, *(warehouse.with_name(warehouse.name + end) for end in ("-wal", "-shm"))):
        if there.exists():
            raise NewsfoldError(f"{there} is there, and nothing is restored over it: move it away first")
    counts = inspect(file, name=file)
    with whole_file(warehouse) as part:
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, part)
    return counts


def inspect(file: Path, *, name: Path) -> Mapping[str, int]:
    """Return how many rows of what a backup holds; raise SourceError, with its name, unless it is whole."""
    if not file.is_file():
        raise SourceError(f"there is no backup at {name}")
    try:
        address = (
            f"{file.absolute().as_uri()}?mode=ro&immutable=1"  # nobody writes it: no -wal and -shm are made
        )
        with closing(sqlite3.connect(address, uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                raise SourceError(f"{name} is damaged: {' '.join(str(found).split())}")
            return {
                table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
                for table in _COUNTED
            }
    except sqlite3.Error as error:
        raise SourceError(f"{name} is no backup of a warehouse: {error}") from error
