"""Asks the warehouse whether it keeps its promises: every file in `sql/checks` returns the rows that break one."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pipeline.errors import CheckFailedError
from pipeline.model import Report, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Row, Runtime

SAMPLE_ROWS: Final = 5  # enough to see what kind of row it is; the check's query gives the rest


def run(request: Request, runtime: Runtime) -> Report:
    """Run every check and store what it found under the run's id.

    Raise CheckFailedError, once the findings are stored, naming each check that found rows and the first of them.
    """
    names = runtime.warehouse.checks()
    with runtime.progress.track("check", len(names)) as advance, runtime.warehouse.read() as db:
        found: dict[str, Sequence[Row]] = {}
        for name in names:
            found[name.removeprefix("checks/")] = db.rows(name)
            advance()
    offending = {name: rows for name, rows in found.items() if rows}
    with runtime.warehouse.write() as db:
        db.upsert("check_results", [_result(request, name, rows) for name, rows in found.items()])
    if offending:
        told = "\n".join(
            f"- {name}: {len(rows)} rows, first {_sample(rows[:1])}" for name, rows in offending.items()
        )
        raise CheckFailedError(
            f"{len(offending)} of {len(found)} checks of run {request.run_id} failed:\n{told}"
        )
    return Report("check", {"checks": len(found), "failed": 0})


def _result(request: Request, name: str, rows: Sequence[Row]) -> Row:
    return {
        "run_id": request.run_id,
        "check_name": name,
        "offending": len(rows),
        "sample": _sample(rows[:SAMPLE_ROWS]) if rows else "",
    }


def _sample(rows: Sequence[Row]) -> str:
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
