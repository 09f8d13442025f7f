"""### Load an archive: WARC files or folders of many nights, prepared by as many workers as there are.

Use it for what `ingest_news` would take long over, such as a month of a public crawl. The sources must be registered
(`newsfold sources`); a disabled one that is named is taken, too.

* `plan` lists the files; each becomes a **shard**, and so does each thousand pages of a folder.
* `prepare` is one task for each shard. It reads its pages and asks no database but for how its source is to be asked, so
  these tasks run side by side on any number of workers. A shard that is there is not made again: clear a task that
  failed, or trigger the same run once more.
* `load` writes the rows of all shards, in one task, as `ingest_news` would; then the usual steps make stories of them.

Workers on several machines need one home folder that all of them see, or a store of objects for the shards.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Param, chain, dag, task
from newsfold_form import dry_run, source_names
from newsfold_shards import NAME, load_shards, plan_shards, prepare_shards
from newsfold_story_steps import make_stories
from newsfold_tasks import TASK_DEFAULTS


def _day(title: str) -> Param:
    return Param(
        None,
        type=["null", "string"],
        format="date",
        title=title,
        description="UTC, included. Of the files, where their place names a {day}. Empty: all of them.",
    )


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(days=7),
    default_args=TASK_DEFAULTS,
    tags={"newsfold", "by hand"},
    description="By hand: an archive of many nights, by many workers",
    doc_md=__doc__,
    params={
        "sources": source_names(),
        "date_from": _day("First day"),
        "date_to": _day("Last day"),
        "into": Param(
            None,
            type=["null", "string"],
            title="Shards",
            description="A folder below the home folder of newsfold, or an address in a store that NEWSFOLD_STORES names. "
            "Empty: shards.",
        ),
        "dry_run": dry_run("Only say in the log of the task plan of which sources shards would be made."),
    },
)
def backfill_archive() -> None:
    @task
    def plan() -> list[list[str]]:
        """List the files of the sources, and write down which shards they become."""
        return plan_shards()

    says = "Makes the shards that are not there yet, each whole or not at all."

    @task(map_index_template=NAME, execution_timeout=timedelta(hours=3), multiple_outputs=False, doc_md=says)
    def prepare(names: list[str]) -> dict[str, int]:
        return prepare_shards(names)

    @task(multiple_outputs=False, execution_timeout=timedelta(hours=3))
    def load() -> dict[str, int]:
        """Write the rows of all shards into the warehouse."""
        return load_shards()

    chain(prepare.expand(names=plan()), load(), *make_stories())


backfill_archive()
