"""Asking again at once for pages that were refused or wait, because a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Request
from pipeline.steps.discover.sources import chosen, forget_pauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Runtime


def retry_sources(runtime: Runtime, names: Sequence[str] = ()) -> int:
    """Make every page of these sources, or of all, due that was refused or waits; return how many.

    The sources may be polled at once, too, but for those whose hosts wish to be left alone.
    """
    with runtime.warehouse.write() as db:
        sources = [source.source_id for source in chosen(db, Request("retry", sources=tuple(names)))]
        forget_pauses(db, sources)
        return sum(
            db.run("discover/retry_entries", source_id=source_id, due_at=runtime.clock())
            for source_id in sources
        )
