"""Fetch: what sources hold or have announced becomes captures, with a named outcome for each that does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model import Request, SourceKind
from pipeline.reports import Report
from pipeline.steps.discover.polling import POLLED
from pipeline.steps.discover.sources import chosen
from pipeline.steps.fetch.crawl import crawl
from pipeline.steps.fetch.import_files import import_source

if TYPE_CHECKING:
    from pipeline.ports import Runtime

_COUNTED = ("records", "due", "captured", "held", "unchanged", "refused", "retry", "incomplete")
_HOLDING = frozenset({SourceKind.WARC, SourceKind.FOLDER})


def run(request: Request, runtime: Runtime) -> Report:
    """Store every capture there is to be had; `records` + `due` = captured + held + unchanged + refused + retry."""
    with runtime.warehouse.read() as db:
        sources = chosen(db, request)
    reports = [
        import_source(source, request.window, runtime) for source in sources if source.kind in _HOLDING
    ]
    if announcing := [source for source in sources if source.kind in POLLED]:
        reports.append(crawl(announcing, request, runtime))
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    for report in reports:
        counts.update(report.counts)
    return Report("fetch", dict(counts), tuple(note for report in reports for note in report.notes))
