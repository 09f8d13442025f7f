"""### Once a week, old captures are pruned and the warehouse is put in order.

* **Prune** removes the bytes of raw captures that are older than the deployment keeps them; their rows stay and say so.
  Nothing is pruned unless `NEWSFOLD_KEEP_REJECTED_DAYS` or `NEWSFOLD_KEEP_READ_DAYS` is set or the form says so, and
  nothing that still has to be read. It cannot be undone: try a dry run first.
* **Compact, SQLite**: the write-ahead log is written into the file and emptied.
* **Compact, PostgreSQL**: the space of dead rows is freed for new ones, and the planner's statistics are counted again.
  The account must own the tables; otherwise the server leaves this to autovacuum.
* **Shrink** also writes all tables again and gives free space back to the disk. It needs as much room as the warehouse
  takes, and all others wait: leave it off unless much was deleted.
* **Dry run** only says in the logs what would be pruned, and the sizes.

The index that finds copies is never pruned: a late article must still be compared with early ones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.sdk import Param, dag, task
from newsfold_form import RETENTION, dry_run
from newsfold_tasks import TASK_DEFAULTS, compact_warehouse, prune_captures


@dag(
    schedule="0 12 * * 0",  # Sunday at noon, UTC: far from the nightly run
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001 - Airflow takes it as UTC
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    default_args=TASK_DEFAULTS,
    tags={"newsfold", "weekly"},
    description="Each week: old captures pruned, storage put in order",
    doc_md=__doc__,
    params={
        **RETENTION,
        "shrink": Param(
            default=False,
            type="boolean",
            title="Shrink",
            description="Give free space back to the disk; all others wait meanwhile.",
        ),
        "dry_run": dry_run("Only say in the logs what would be pruned, and the sizes."),
    },
)
def maintain_warehouse() -> None:
    @task(multiple_outputs=False, execution_timeout=timedelta(hours=3))
    def prune() -> dict[str, int]:
        """Remove captures that are older than they are kept, or say how many these are."""
        return prune_captures()

    @task(multiple_outputs=False, execution_timeout=timedelta(hours=3))
    def compact() -> dict[str, int]:
        """Put the storage in order, and say its sizes."""
        return compact_warehouse()

    prune() >> compact()


maintain_warehouse()
