"""### A night of news becomes one row per story.

One run takes one day (UTC). Each source is polled and fetched on its own. Then everything new is extracted, cleaned and
folded into stories, stories are linked into events, and the numbers are checked.

* **Scheduled** just after midnight UTC, for the day that ended.
* **By hand**: *Trigger*, and choose a day, or leave it empty for yesterday. A day loaded again gives the same rows.
* **One failing source stops no other.** It has a red square of its own under `ask_again`, and the `stories` event
  names it. Clear that square to ask the source once more. When no source answers, the run fails.
* **The event `stories` comes last**: the last task announces it after the checks, with the numbers of the run.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import CronPartitionTimetable, TriggerRule, chain, dag, task, task_group
from newsfold_alarm import late_after
from newsfold_form import THRESHOLDS, day, dry_run, source_names
from newsfold_tasks import (
    NAME,
    STORIES,
    TASK_DEFAULTS,
    announce,
    ask_once_more,
    plan_of_run,
    run_step,
    sources_to_ask_again,
)


@task_group
def gather(sources: list[str]) -> None:
    @task(map_index_template=NAME, multiple_outputs=False)
    def discover(sources: list[str]) -> dict[str, int]:
        """Ask these sources what is new, and store what they announce."""
        return run_step("discover", sources)

    @task(map_index_template=NAME, execution_timeout=timedelta(hours=3), multiple_outputs=False)
    def fetch(sources: list[str]) -> dict[str, int]:
        """Fetch what is due from these sources, and store the bytes of each page."""
        return run_step("fetch", sources)

    discover(sources) >> fetch(sources)


@dag(
    schedule=CronPartitionTimetable("0 0 * * *", timezone="UTC", run_offset=-1, key_format="%Y-%m-%d"),
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001 - Airflow reads it in the timetable's zone, UTC
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    deadline=late_after(timedelta(hours=4)),
    default_args=TASK_DEFAULTS,
    tags={"newsfold", "nightly"},
    description="Each night: sources to stories",
    doc_md=__doc__,
    params={
        "day": day("the day before the run"),
        "sources": source_names(),
        "dry_run": dry_run("Only say in the log of the task plan which day and sources would be taken."),
        **THRESHOLDS,
    },
)
def ingest_news() -> None:
    @task(execution_timeout=timedelta(minutes=5))
    def plan() -> list[list[str]]:
        """Say which day and sources this run takes; refuse a form with a mistake in it."""
        return plan_of_run()

    @task(trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS, execution_timeout=timedelta(minutes=5))
    def failing() -> list[list[str]]:
        """Find the sources that did not answer, also those of a group that was killed; fail where none did."""
        return sources_to_ask_again()

    says = "Ask a source that failed once more. Clear its red square to ask it again."  # no docstring: mapped

    @task(map_index_template=NAME, execution_timeout=timedelta(hours=3), multiple_outputs=False, doc_md=says)
    def ask_again(sources: list[str]) -> dict[str, int]:
        return ask_once_more(sources)

    @task(multiple_outputs=False)
    def extract() -> dict[str, int]:
        """Read each new page into blocks with labels, or say why it is no article."""
        return run_step("extract")

    @task(multiple_outputs=False)
    def clean() -> dict[str, int]:
        """Learn what recurs on the pages of a host, and make the clean texts."""
        return run_step("clean")

    @task(multiple_outputs=False)
    def fold() -> dict[str, int]:
        """Compare the clean texts, fold copies and write the stories."""
        return run_step("fold")

    @task(multiple_outputs=False)
    def link() -> dict[str, int]:
        """Link stories that report one event in words of their own."""
        return run_step("link")

    @task(outlets=[STORIES], multiple_outputs=False)
    def check() -> dict[str, int]:
        """Look whether the numbers add up, and announce the day with what each step did."""
        return announce(run_step("check"))

    asked = EmptyOperator(task_id="asked", trigger_rule=TriggerRule.ALL_DONE, doc_md="The run goes on.")
    chain(gather.expand(sources=plan()), failed := failing(), ask_again.expand(sources=failed), asked)
    chain([failed, asked], extract(), clean(), fold(), link(), check())


ingest_news()
