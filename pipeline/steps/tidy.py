"""Tidying: the warehouse's storage is put in order, no row of it changes, and its sizes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.ports import Runtime


def tidy(runtime: Runtime, *, shrink: bool = False, dry_run: bool = False) -> Report:
    """Tidy the warehouse and return its sizes afterwards; a dry run only returns them."""
    before = runtime.warehouse.sizes()
    if dry_run:
        return Report("tidy", before, (_line("now", before),))
    runtime.warehouse.tidy(shrink=shrink)
    after = runtime.warehouse.sizes()
    return Report("tidy", after, (_line("before", before), _line("after", after)))


def _line(when: str, sizes: Mapping[str, int]) -> str:
    return f"{when}: " + ", ".join(f"{size:,} {name.replace('_', ' ')}" for name, size in sizes.items())
