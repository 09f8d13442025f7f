"""### Process some nights again, from what was captured.

Use it after a change of a parser, or of a rule of cleaning or folding. Nothing is fetched, and no capture changes.

* **From captures**: pages are read again into blocks. **From blocks**: what was read is cleaned and folded again.
* `dry_run` always runs first. It does all the work in one transaction that is rolled back, and its log says which
  stories would be joined and split. Other runs wait while it works; take a few nights at a time.
* With **dry run**, which is the default, the run ends there. Without it the same steps follow and are stored.

Judgements apply here, too. When this run is stopped half way, the next nightly run finishes it.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Param, chain, dag, task
from newsfold_form import DATES, dry_run
from newsfold_story_steps import make_stories
from newsfold_tasks import TASK_DEFAULTS, dry_run_window, mark_window, run_step


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args=TASK_DEFAULTS,
    tags={"newsfold", "by hand"},
    description="By hand: some nights again, from what was captured",
    doc_md=__doc__,
    params={
        **DATES,
        "origin": Param(
            "blocks",
            enum=["blocks", "captures"],
            values_display={
                "blocks": "Blocks: clean and fold again",
                "captures": "Captures: read again, too",
            },
            title="Start from",
        ),
        "dry_run": dry_run("Only say in the log of the task dry_run what would change.", default=True),
    },
)
def reprocess_window() -> None:
    @task(task_id="dry_run", multiple_outputs=False, execution_timeout=timedelta(hours=3))
    def try_out() -> dict[str, int]:
        """Do all the work, roll it back, and say in the log which stories would change."""
        return dry_run_window()

    @task(multiple_outputs=False)
    def mark() -> dict[str, int]:
        """Mark what is to be made again; it is skipped in a dry run, with everything after it."""
        return mark_window()

    @task(multiple_outputs=False, execution_timeout=timedelta(hours=3))
    def extract() -> dict[str, int]:
        """Read the marked captures again."""
        return run_step("extract")

    chain(try_out(), mark(), extract(), *make_stories())


reprocess_window()
