"""Dry runs: steps run as they always do, in one transaction that is rolled back, to see what they would change."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.ports import (
        Connection,
        Runtime,
        Warehouse,
    )


class _OneTransaction:
    """The port `Warehouse` inside one transaction. Writers elsewhere wait until it is over."""

    def __init__(self, connection: Connection, warehouse: Warehouse) -> None:
        self._connection = connection
        self._warehouse = warehouse

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the one transaction, with all that was written in it so far."""
        yield self._connection

    write = read

    def checks(self) -> list[str]:
        """Return the names of the checks."""
        return self._warehouse.checks()

    def migrate(self, *, create: bool = True) -> NoReturn:  # noqa: ARG002 - the port's form
        """Refuse: a dry run is of steps, and these change no schema."""
        raise WarehouseError("the schema cannot be changed in a dry run")

    def ask(self, statement: str, /) -> NoReturn:
        """Refuse: a person's question is no part of a step."""
        raise WarehouseError(f"no question can be asked in a dry run: {statement}")

    def exporting(self) -> NoReturn:
        """Refuse: as above."""
        raise WarehouseError("nothing can be exported in a dry run")

    def column_types(self) -> Mapping[str, str]:
        """Return the type of each column by its name."""
        return self._warehouse.column_types()

    def back_up(self, file: Path, /) -> NoReturn:
        """Refuse: what a dry run wrote must not be kept."""
        raise WarehouseError(f"nothing is backed up in a dry run: {file}")

    def restore(self, file: Path, /) -> NoReturn:
        """Refuse: as above."""
        raise WarehouseError(f"nothing is restored in a dry run: {file}")

    def sizes(self) -> Mapping[str, int]:
        """Return how large the warehouse is."""
        return self._warehouse.sizes()

    def compact(self, *, shrink: bool = False) -> NoReturn:
        """Refuse: storage knows no transaction."""
        raise WarehouseError(f"the storage cannot be compacted in a dry run (shrink={shrink})")


class _RollBack(Exception):  # noqa: N818 - it says that a dry run is over, not that something went wrong
    """Ends the transaction without keeping it."""


@contextmanager
def rolled_back(runtime: Runtime) -> Iterator[Runtime]:
    """Open a runtime whose writes are rolled back at the end of the block."""
    try:
        with runtime.warehouse.write() as connection:
            yield runtime.with_warehouse(_OneTransaction(connection, runtime.warehouse))
            raise _RollBack  # noqa: TRY301 - the transaction ends only by an error
    except _RollBack:
        pass
