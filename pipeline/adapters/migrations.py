"""Brings a warehouse to the schema of this version: numbered files, applied once, in order, never edited after.

Each applied file is remembered with its checksum. A warehouse whose files were edited, or that holds migrations this
version does not know, is refused: going on would build on a schema nobody wrote down. Views are remade when any of
them differs from what stands in the warehouse, so that asking again costs one look.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pipeline.adapters.sql_files import SqlFile, SqlFiles, statements
from pipeline.adapters.sql_values import time_text
from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

_VIEWS = "views"  # the version under which the checksum of all views is kept
_HISTORY = (
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (version text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)"
)


def applied(connection: Connection, *, has_history: bool) -> dict[str, str]:
    """Return the checksum of every migration applied, by its name; of the views as well.

    `has_history` says whether the table that remembers them is there yet.
    """
    if not has_history:
        return {}
    found = connection.exec_driver_sql("SELECT version, sha256 FROM schema_migrations")
    return dict(map(tuple, found))


def missing(files: SqlFiles, done: Mapping[str, str]) -> list[SqlFile]:
    """Return the migrations still to be applied; raise WarehouseError when those applied are not ours."""
    known = {migration.name: migration for migration in files.migrations}
    for version in sorted(done.keys() - known.keys() - {_VIEWS}):
        raise WarehouseError(
            f"the warehouse holds migration {version}, which this version of newsfold does not know: update newsfold"
        )
    for name in known.keys() & done.keys():
        if known[name].sha256 != done[name]:
            raise WarehouseError(
                f"migration {name} was edited after it was applied: restore the file and write a new migration"
            )
    waiting = [migration for migration in files.migrations if migration.name not in done]
    last = max(done.keys() - {_VIEWS}, default="")
    for migration in waiting:
        if migration.name < last:
            raise WarehouseError(f"migration {migration.name} comes before {last}, which is already applied")
    return waiting


def views_stand(files: SqlFiles, done: Mapping[str, str], views: set[str]) -> bool:
    """Whether the warehouse's views are those of the files."""
    return done.get(_VIEWS) == _checksum(files) and views >= {view.name for view in files.views}


def apply(connection: Connection, files: SqlFiles, now: datetime, views: set[str]) -> list[str]:
    """Apply what is missing inside the open transaction; return the names of the migrations applied."""
    connection.exec_driver_sql(_HISTORY)
    waiting = missing(files, applied(connection, has_history=True))
    for view in reversed(files.views):  # a view of a view stands behind it and goes first
        if view.name in views:
            connection.exec_driver_sql(f"DROP VIEW {view.name}")
    for migration in waiting:
        _run(connection, migration)
        _remember(connection, migration.name, migration.sha256, now)
    for file in (*files.storage, *files.views):
        _run(connection, file)
    _remember(connection, _VIEWS, _checksum(files), now)
    return [migration.name for migration in waiting]


def _run(connection: Connection, file: SqlFile) -> None:
    for statement in statements(file.text):
        try:
            # no_parameters: a percent sign in a script is a percent sign.
            connection.execution_options(no_parameters=True).exec_driver_sql(statement)
        except Exception as error:
            raise WarehouseError(f"{file.name} failed: {getattr(error, 'orig', error)}") from error


def _remember(connection: Connection, version: str, sha256: str, now: datetime) -> None:
    connection.exec_driver_sql(
        "INSERT INTO schema_migrations (version, sha256, applied_at)"  # noqa: S608 - a file's name, a digest, a time
        f" VALUES ('{version}', '{sha256}', '{time_text(now)}')"
        " ON CONFLICT (version) DO UPDATE SET sha256 = excluded.sha256, applied_at = excluded.applied_at"
    )


def _checksum(files: SqlFiles) -> str:
    parts: list[Any] = [file.sha256 for file in (*files.storage, *files.views)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()
