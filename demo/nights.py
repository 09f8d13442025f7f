"""Runs the nightly DAG for each day it reads from standard input, inside one Airflow process without a scheduler.

This is what `airflow dags test ingest_news --conf '{"day": …}'` does, without starting Python and Airflow again for
each night. Airflow writes to standard output and error; our events are lines of JSON on the descriptor that was standard
output when the process began: `ready`, then for each day `begins`, `ends` and `fails` of tasks, and `over`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from airflow.configuration import conf
from airflow.dag_processing.dagbag import DagBag
from airflow.listeners import hookimpl
from airflow.sdk.listener import get_listener_manager
from airflow.utils.db import initdb

if TYPE_CHECKING:
    from airflow.sdk import DAG

DAG_ID = "ingest_news"


def main() -> None:
    """Prepare Airflow's database, then run a night for each line such as ``2026-03-02``."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1) as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

        def report(event: str, **more: object) -> None:
            out.write(json.dumps({"event": event, **more}) + "\n")

        initdb()
        dag = _nightly()
        get_listener_manager().add_listener(_Reporter(report))  # type: ignore[no-untyped-call]
        report("ready")
        for line in sys.stdin:
            run = dag.test(logical_date=None, run_conf={"day": line.strip()})
            report("over", state=str(run.state), run_id=run.run_id)


def _nightly() -> DAG:
    folder = conf.get("core", "dags_folder")
    sys.path.append(folder)  # the DAG files import what they share, as Airflow's own processes let them
    bag = DagBag(folder)
    if DAG_ID not in bag.dags:
        raise RuntimeError(f"{DAG_ID} cannot be imported: {bag.import_errors}")
    dag = bag.dags[DAG_ID]
    dag.deadline = None  # `dag.test` cannot store deadlines (AttributeError in Airflow 3.3.2)
    return dag


class _Reporter:
    """An Airflow listener that reports how each task goes."""

    def __init__(self, report: Any) -> None:
        self._report = report

    @hookimpl
    def on_task_instance_running(self, previous_state: Any, task_instance: Any) -> None:  # noqa: ARG002 - its form
        self._report("begins", task=task_instance.task_id)

    @hookimpl
    def on_task_instance_success(self, previous_state: Any, task_instance: Any) -> None:  # noqa: ARG002
        self._report("ends", task=task_instance.task_id)

    @hookimpl
    def on_task_instance_failed(self, previous_state: Any, task_instance: Any, error: Any) -> None:  # noqa: ARG002
        self._report("fails", task=task_instance.task_id, error=f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
