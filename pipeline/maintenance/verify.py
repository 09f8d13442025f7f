"""Verifying: whether every capture has its bytes, looked at one by one; a night looks at a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.steps.check.stored_bytes import without_bytes

if TYPE_CHECKING:
    from pipeline.ports import Row, Runtime


def captures_without_bytes(runtime: Runtime) -> tuple[int, list[Row]]:
    """Return how many captures have bytes to be found, and those of which they are not where their row says."""
    with runtime.warehouse.read() as db:
        archives = db.rows("maintenance/list_archives")
    lacking: list[Row] = []
    with runtime.progress.track("verify", len(archives)) as advance:
        for row in archives:
            with runtime.warehouse.read() as db:  # of this moment: a pruning may have moved them
                lacking += without_bytes(
                    db.rows("maintenance/list_captures_in_archive", archive=row["archive"]), runtime
                )
            advance()
    return sum(row["captures"] for row in archives), lacking
