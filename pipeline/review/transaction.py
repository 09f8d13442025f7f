"""A change in one transaction, which a dry run takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.ports import Connection, Runtime


Done = TypeVar("Done")


class _DryRunError(Exception):
    """Ends a dry run: leaving the transaction by an exception rolls it back."""


def changed(runtime: Runtime, change: Callable[[Connection], Done], *, dry_run: bool) -> Done:
    """Return what `change` returns, after its writes are committed; those of a `dry_run` are rolled back."""
    done: list[Done] = []
    try:
        with runtime.warehouse.write() as db:
            done.append(change(db))
            if dry_run:
                raise _DryRunError  # noqa: TRY301 - this is how the transaction is taken back
    except _DryRunError:
        pass
    return done[-1]
