"""Compacting: the warehouse's storage is put in order, no row of it changes, and all rows are checked.

A night checks what it touched; this is where the checks see everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.reports import Report
from pipeline.steps.check.step import check_everything

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ports import Runtime


def compact_storage(runtime: Runtime, *, shrink: bool = False, dry_run: bool = False) -> Report:
    """Compact the warehouse, check it, and return its sizes afterwards; a dry run only returns them.

    Raise CheckFailedError, once it is compacted, where rows break a promise.
    """
    before = runtime.warehouse.sizes()
    if dry_run:
        return Report("compact", before, (_line("now", before),))
    runtime.warehouse.compact(shrink=shrink)
    after = runtime.warehouse.sizes()
    checks = check_everything(runtime).counts["checks"]
    notes = (_line("before", before), _line("after", after), f"{checks} checks of all rows found no fault")
    return Report("compact", after, notes)


def _line(when: str, sizes: Mapping[str, int]) -> str:
    return f"{when}: " + ", ".join(f"{size:,} {name.replace('_', ' ')}" for name, size in sizes.items())
