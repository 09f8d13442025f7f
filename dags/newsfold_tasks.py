"""What the DAGs share: how a task turns its Airflow context into one call of a newsfold step.

Every task imports its DAG file again, so nothing heavy is imported at the top: the step that needs pandas, Numba or
the parsers imports them inside its task.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset, get_current_context
from airflow.sdk.definitions.retry_policy import ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowSkipException
from newsfold_alarm import Alarm
from newsfold_form import RETENTION, THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Request, Window
    from pipeline.ports import Runtime
    from pipeline.reports import Report

STORIES = Asset("stories")
"""What the nightly run makes. Its last task announces a new day of it, after the checks."""

NAME = "{{ sources }}"
"""What the grid calls one mapped copy of a task: its sources, which `run_step` leaves in the context."""

MAX_GROUPS = 32
"""Mapped copies of one task in a run. A task instance costs a third of a second of CPU however little it does, so
more sources than this share groups. A source that fails stops none of the others in its group, and has a task of its own
afterwards, as long as these are no more, either."""

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "newsfold",
    # At least two: tasks may start before the API server answers.
    "retries": 2,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": 2.0,
    "execution_timeout": timedelta(hours=1),
    "show_return_value_in_logs": False,
    "on_failure_callback": Alarm(),
    # A wrong setting or a failed check fails again: a retry would only hide it for an hour.
    "retry_policy": ExceptionRetryPolicy(
        rules=[
            RetryRule(
                exception=[
                    "pipeline.errors.SettingsError",
                    "pipeline.errors.SourceError",
                    "pipeline.errors.NotFoundError",
                    "pipeline.errors.CheckFailedError",
                ],
                action=RetryAction.FAIL,
                reason="needs a person",
            )
        ]
    ),
}


def form_of_run() -> dict[str, Any]:
    """Return what the run's form says; raise SettingsError for a key of its conf that is no field of the form.

    Airflow accepts any key, so a misspelt `dry_run` would be a real run.
    """
    from pipeline.errors import SettingsError

    context = get_current_context()
    dag = context["dag"]
    if unknown := sorted(set(context["dag_run"].conf or ()) - set(dag.params)):
        raise SettingsError(f"{dag.dag_id} has no field {', '.join(unknown)}; it has {', '.join(dag.params)}")
    return context["params"]


def day_of_run() -> str:
    """Return the day of this run: the one asked for, or of its partition, or the day before it is due."""
    from pipeline.crawling.windows import previous_day
    from pipeline.errors import SettingsError

    run = get_current_context()["dag_run"]
    if day := form_of_run().get("day"):
        if day > (today := f"{datetime.now(UTC):%Y-%m-%d}"):
            raise SettingsError(f"the day {day} has not begun: today is {today}, in UTC")
        return str(day)
    return str(run.partition_key or previous_day(run.run_after).isoformat())


def window_of_run() -> Window:
    """Return the window of this run: its day, or all days from the first to the last asked for."""
    from datetime import date

    from pipeline.crawling.windows import day_window
    from pipeline.errors import SettingsError
    from pipeline.model import Window

    params = form_of_run()
    if "date_from" not in params:
        return day_window(date.fromisoformat(day_of_run()))
    asked = [params[name] for name in ("date_from", "date_to")]
    if asked == [None, None]:
        return Window()
    if None in asked:
        raise SettingsError("name the first day and the last one, or neither")
    first, last = (day_window(date.fromisoformat(day)) for day in asked)
    if params["date_from"] > params["date_to"]:
        raise SettingsError(f"the first day, {params['date_from']}, is after the last, {params['date_to']}")
    return Window(first.start, last.end)


def request_of_run(sources: Sequence[str] = ()) -> Request:
    """Return what a step of this run is asked to do; no `sources` means all that are enabled."""
    from pipeline.model import Request

    return Request(
        run_id=get_current_context()["dag_run"].run_id, window=window_of_run(), sources=tuple(sources)
    )


def runtime_of_run() -> Runtime:
    """Return the runtime of the environment, with the thresholds that the run's form changed."""
    from dataclasses import replace

    from pipeline.runtime import build
    from pipeline.settings import Settings

    params = form_of_run()
    chosen = {name: params[name] for name in THRESHOLDS if params.get(name) is not None}
    return build(replace(Settings.from_environment(os.environ), **chosen))


def run_step(name: str, sources: Sequence[str] = ()) -> dict[str, int]:
    """Run one newsfold step for this run's window and return its counts; the task's log says what it did."""
    from pipeline.steps import runner

    get_current_context()["sources"] = ", ".join(sources)  # type: ignore[typeddict-unknown-key]
    return counts_of(runner.run_step(name, request_of_run(sources), runtime_of_run()))


def counts_of(report: Report) -> dict[str, int]:
    """Return the counts of a report; the task's log says them and the notes as the command line does.

    Where Airflow's metrics are on, the counts are among them.
    """
    import structlog
    from airflow.sdk.observability.stats import Stats

    from pipeline.reports import counts_line

    for name, count in report.counts.items():
        Stats.gauge(f"newsfold.{report.step}.{name}", count)
    Stats.timing(f"newsfold.{report.step}.seconds", report.seconds * 1000)
    log = structlog.get_logger("newsfold")
    for line in (f"{counts_line(report.counts)}, in {report.seconds:.1f} s", *report.notes):
        log.info(line, step=report.step)
    return dict(report.counts)


def plan_of_run() -> list[list[str]]:
    """Return the sources of this run in groups; skip the run when it is dry or there is no source."""
    import structlog

    from pipeline.steps.discover.known_sources import note_known_sources
    from pipeline.steps.discover.sources import chosen

    params = form_of_run()
    # A form sends null for an empty field, and an empty line for every extra line end.
    asked = [name for line in params["sources"] or () if (name := line.strip())]
    runtime = runtime_of_run()
    if runtime.settings.is_embedded:
        runtime.warehouse.migrate()
    with runtime.warehouse.read() as db:
        names = [source.source_id for source in chosen(db, request_of_run(asked))]
    note_known_sources(runtime)
    structlog.get_logger("newsfold").info("plan", day=day_of_run(), sources=names)
    if params["dry_run"]:
        raise AirflowSkipException(
            f"dry run: {day_of_run()} would be loaded from {', '.join(names) or 'no source'}"
        )
    if not names:
        raise AirflowSkipException("there is no enabled source: `newsfold sources FILE` adds some")
    return _groups(names)


def _groups(names: Sequence[str]) -> list[list[str]]:
    groups = min(len(names), MAX_GROUPS)
    return [[*names[start::groups]] for start in range(groups)]


def sources_to_ask_again() -> list[list[str]]:
    """Return, in groups, the sources of this run that did not answer as they should; raise SourceError where none did.

    A group that was killed left no outcomes, and is asked again whole.
    """
    from pipeline.errors import SourceError

    groups: list[list[str]] = get_current_context()["ti"].xcom_pull(task_ids="plan")
    ended = _states_of("gather")
    failing: dict[str, str] = {}
    for index, group in enumerate(groups):
        if ended.get(f"gather.fetch_{index}") == "success":
            failing |= failing_sources(group)
        else:
            failing |= dict.fromkeys(group, "its task failed") | failing_sources(group)
    if failing and len(failing) == sum(map(len, groups)):
        raise SourceError("no source answered: " + _listed(failing))
    return _groups(sorted(failing))


def ask_once_more(sources: Sequence[str]) -> dict[str, int]:
    """Poll and fetch sources that failed once more, and fail where one of them does so again.

    A source whose host has just answered is left alone, and so is a file; when a person clears the task, any source is
    asked, unless its host wishes to be left alone for longer.
    """
    from pipeline.errors import SourceError
    from pipeline.steps.discover.sources import forget_pauses, settled_sources

    runtime, is_cleared = runtime_of_run(), get_current_context()["ti"].try_number > 1
    with runtime.warehouse.write() as db:
        if is_cleared:
            forget_pauses(db, sources)
        settled = set() if is_cleared else settled_sources(db, request_of_run(sources), runtime.clock())
    counts: dict[str, int] = {}
    if asked := [name for name in sources if name not in settled]:
        counts = run_step("discover", asked) | run_step("fetch", asked)
    get_current_context()["sources"] = ", ".join(sources)  # type: ignore[typeddict-unknown-key]
    if failing := failing_sources(sources):
        raise SourceError(_listed(failing))
    return counts


def failing_sources(sources: Sequence[str]) -> dict[str, str]:
    """Return those of the sources whose last poll failed, with its outcome."""
    from pipeline.crawling.polls import GOOD_OUTCOMES

    with runtime_of_run().warehouse.read() as db:
        last = {row["source_id"]: row["poll_outcome"] for row in db.rows("shared/list_sources")}
    return {name: last[name] for name in sources if last[name] not in GOOD_OUTCOMES}


def _listed(failing: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {outcome}" for name, outcome in failing.items())


def _states_of(group: str | None = None, task_ids: list[str] | None = None) -> Mapping[str, str]:
    """Return in which state the tasks of this run ended, mapped ones with their number."""
    task, run_id = get_current_context()["ti"], get_current_context()["dag_run"].run_id
    states = task.get_task_states(
        dag_id=task.dag_id, task_group_id=group, task_ids=task_ids, run_ids=[run_id]
    )
    return dict(states.get(run_id, {}))


def announce(counts: dict[str, int]) -> dict[str, int]:
    """Attach the run's numbers, and the sources that failed, to the event of a new day of stories."""
    context = get_current_context()
    groups: list[list[str]] = context["ti"].xcom_pull(task_ids="failing") or []
    ended = _states_of(task_ids=["ask_again"])
    failed: set[str] = set()
    for index, group in enumerate(groups):
        if ended.get(f"ask_again_{index}") != "success":
            # A task that was killed leaves no outcome of its sources.
            failed |= set(failing_sources(group) or group)
    event = context["outlet_events"][STORIES]
    event.extra = {"day": day_of_run(), "failed_sources": [*sorted(failed)], **counts, **_done_by_run()}
    event.add_partitions(day_of_run())
    return {**counts, "failed_sources": len(failed)}


def _done_by_run() -> dict[str, Any]:
    """Return what each step of this run counted, and the sentences that it left for people."""
    from pipeline.steps.runner import reports_of

    with runtime_of_run().warehouse.read() as db:
        done = reports_of(db.rows("shared/list_run_steps", run_id=get_current_context()["dag_run"].run_id))
    return {
        "steps": {report.step: dict(report.counts) for report in done},
        "notes": [f"{report.step}: {note}" for report in done for note in report.notes],
    }


def dry_run_window() -> dict[str, int]:
    """Return how many stories the reprocessing that was asked for would change, and change nothing."""
    from pipeline.maintenance.reprocess import Origin, dry_run

    origin = Origin(form_of_run()["origin"])
    return counts_of(dry_run(request_of_run(), runtime_of_run(), origin))


def mark_window() -> dict[str, int]:
    """Mark what is to be made again, unless the run is dry; then skip all that follows."""
    from pipeline.maintenance.reprocess import Origin, mark

    params = form_of_run()
    if params["dry_run"]:
        raise AirflowSkipException("dry run: the log of the task `dry_run` says what would change")
    return counts_of(mark(request_of_run(), runtime_of_run(), Origin(params["origin"])))


def prune_captures() -> dict[str, int]:
    """Remove raw captures older than they are kept, or count them, and return the numbers."""
    from pipeline.maintenance.prune import prune

    params = form_of_run()
    asked = {name: params[name] for name in (*RETENTION, "dry_run")}
    return counts_of(prune(runtime_of_run(), **asked))


def compact_warehouse() -> dict[str, int]:
    """Put the warehouse's storage in order as the form asks, and return its sizes."""
    from pipeline.maintenance.compact import compact_storage

    params = form_of_run()
    return counts_of(compact_storage(runtime_of_run(), shrink=params["shrink"], dry_run=params["dry_run"]))
