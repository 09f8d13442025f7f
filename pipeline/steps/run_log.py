"""Writes down what each step of a run did: one row of `runs` a step, replaced when the step is run again.

Where sources are taken side by side, each has a row of its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.identifiers import content_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.model import Request
    from pipeline.ports import Connection
    from pipeline.reports import Report

_MAX_KEY_LENGTH = 500
"""PostgreSQL indexes no key beyond 2,700 bytes; nobody reads a list that long anyway."""


def record(db: Connection, request: Request, report: Report, started_at: datetime) -> None:
    """Store the report of one step of the requested run."""
    summary = {"counts": dict(report.counts), "notes": list(report.notes)}
    db.upsert(
        "runs",
        [
            {
                "run_id": request.run_id,
                "step": report.step,
                "sources": _named(request.sources),
                "window_start_at": request.window.start,
                "window_end_at": request.window.end,
                "started_at": started_at,
                "seconds": report.seconds,
                "report": json.dumps(summary, ensure_ascii=False),
            }
        ],
    )


def _named(sources: Sequence[str]) -> str:
    names = ", ".join(sources)
    return names if len(names) <= _MAX_KEY_LENGTH else content_id(f"{len(sources)} sources ", *sources)
