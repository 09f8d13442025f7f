"""Fetch: what sources hold or have announced becomes captures, with a named outcome for each that does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model import Report, Request, SourceKind
from pipeline.steps.discover.polling import POLLED
from pipeline.steps.discover.sources import chosen
from pipeline.steps.fetch.crawl import crawl
from pipeline.steps.fetch.import_files import import_source

if TYPE_CHECKING:
    from pipeline.ports import Runtime

_COUNTED = ("records", "due", "captured", "held", "unchanged", "refused", "retry", "incomplete")


def run(request: Request, runtime: Runtime) -> Report:
    """Store every capture there is to be had; `records` + `due` = captured + held + unchanged + refused + retry."""
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    notes: list[str] = []
    with runtime.warehouse.read() as db:
        sources = chosen(db, request)
    for source in sources:
        if source["kind"] in {SourceKind.WARC, SourceKind.FOLDER}:
            import_source(source, request.window, runtime, counts, notes)
    if announcing := [source for source in sources if source["kind"] in POLLED]:
        crawl(request, runtime, announcing, counts, notes)
    return Report("fetch", counts=dict(counts), notes=tuple(notes))
