"""Runs the nightly DAG for each day it reads from standard input, inside one Airflow process without a scheduler.

This is what `airflow dags test ingest_news --conf '{"day": …}'` does, without starting Python and Airflow again for
each night. Airflow talks on standard output and error; answers go, as lines of JSON, to the descriptor that was
standard output when the process began.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, TextIO

from airflow.configuration import conf
from airflow.dag_processing.dagbag import DagBag
from airflow.utils.db import initdb

if TYPE_CHECKING:
    from airflow.sdk import DAG

DAG_ID = "ingest_news"


def main() -> None:
    """Answer ``{"ready": true}``, then each line ``2026-03-02`` with the end of that day's run."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    dag = _prepared()
    _answer(answers, {"ready": True})
    for line in sys.stdin:
        _answer(answers, _run(dag, line.strip()))


def _prepared() -> DAG:
    initdb()
    bag = DagBag(conf.get("core", "dags_folder"))
    if bag.import_errors:
        raise RuntimeError(f"a DAG cannot be imported: {bag.import_errors}")
    return bag.dags[DAG_ID]


def _run(dag: DAG, day: str) -> dict[str, object]:
    run = dag.test(logical_date=None, run_conf={"day": day})
    failed = sorted(
        f"{task.task_id} {task.rendered_map_index or ''}".strip()
        for task in run.get_task_instances()
        if task.state == "failed"
    )
    return {"day": day, "run_id": run.run_id, "state": str(run.state), "failed": failed}


def _answer(answers: TextIO, answer: dict[str, object]) -> None:
    answers.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
