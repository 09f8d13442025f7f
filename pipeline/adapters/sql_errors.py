"""What databases and drivers raise, told as WarehouseError with the name of what was tried."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def translating(what: str) -> Iterator[None]:
    """Raise WarehouseError, naming what was tried, for whatever the database or its driver raises."""
    try:
        yield
    except WarehouseError as error:
        raise WarehouseError(f"{what}: {error}") from error
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error, OverflowError) as error:
        raise WarehouseError(f"{what}: {getattr(error, 'orig', None) or error}") from error
