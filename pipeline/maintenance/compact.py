"""Tidying: the warehouse's storage is put in order, no row of it changes, its sizes are told, and all rows are checked.

A night checks what it touched; this is where the checks see everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Report
from pipeline.steps.check.step import check_everything

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ports import Runtime


def tidy(runtime: Runtime, *, shrink: bool = False, dry_run: bool = False) -> Report:
    """Tidy the warehouse, check it, and return its sizes afterwards; a dry run only returns them.

    Raise CheckFailedError, once it is tidy, where rows break a promise.
    """
    before = runtime.warehouse.sizes()
    if dry_run:
        return Report("tidy", before, (_line("now", before),))
    runtime.warehouse.tidy(shrink=shrink)
    after = runtime.warehouse.sizes()
    checks = check_everything(runtime).counts["checks"]
    told = (_line("before", before), _line("after", after), f"{checks} checks of all rows found no fault")
    return Report("tidy", after, told)


def _line(when: str, sizes: Mapping[str, int]) -> str:
    return f"{when}: " + ", ".join(f"{size:,} {name.replace('_', ' ')}" for name, size in sizes.items())
