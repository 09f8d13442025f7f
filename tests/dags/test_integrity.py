"""Every DAG keeps the house rules, before any of them runs."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from demo.homes import Homes
from demo.local_airflow import schedule_from
from tests.dags.conftest import DAGS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from airflow.dag_processing.dagbag import DagBag

FILES = sorted(path for path in DAGS.glob("*.py") if not path.stem.startswith("newsfold_"))
HEAVY = {"pandas", "numba", "numpy", "trafilatura", "datasketch", "lxml", "aiohttp", "sqlite3", "fastapi"}


def test_every_dag_file_gives_one_dag_of_its_own_name(bag: DagBag) -> None:
    assert bag.import_errors == {}
    assert sorted(bag.dags) == [path.stem for path in FILES]


def test_every_dag_can_be_stored_and_read_back(bag: DagBag) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    for dag in bag.dags.values():
        again = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
        assert sorted(again.task_ids) == sorted(dag.task_ids)


def test_every_dag_says_what_it_does_and_whose_it_is(bag: DagBag) -> None:
    for name, dag in bag.dags.items():
        assert len(dag.doc_md or "") > 200, name
        assert 20 < len(dag.description or "") < 80, name
        assert "newsfold" in dag.tags, name
        assert dag.catchup is False, name
        assert dag.dagrun_timeout, name


def test_every_task_says_what_it_does(bag: DagBag) -> None:
    """It stands beside the task in Airflow's pages."""
    for name, task in tasks(bag):
        assert len(task.doc_md or "") > 15, name
        assert (task.doc_md or "").endswith("."), name


def test_a_number_out_of_bounds_is_told_and_not_corrected(bag: DagBag) -> None:
    """Airflow's page puts the nearest bound in place of a number beyond `minimum` or `maximum`, and says nothing."""
    from airflow.sdk.exceptions import ParamValidationError

    bounded = 0
    for dag in bag.dags.values():
        for name in dag.params:
            param = dag.params.get_param(name)
            assert {"minimum", "maximum"}.isdisjoint(param.schema), name
            for bounds in param.schema.get("allOf", ()):
                bounded += 1
                assert f"{bounds['minimum']:g} to {bounds['maximum']:g}" in param.description
                with pytest.raises(ParamValidationError, match="greater than the maximum"):
                    param.resolve(bounds["maximum"] + 1)
                with pytest.raises(ParamValidationError, match="less than the minimum"):
                    param.resolve(bounds["minimum"] - 1)
    assert bounded == 5


def test_a_field_that_may_be_left_empty_is_not_marked_as_required(bag: DagBag) -> None:
    """Airflow's form puts a star at fields whose type does not name null; days of a range alone have no default."""
    starred = {
        name
        for dag in bag.dags.values()
        for name, param in dag.params.items()
        if "null" not in dag.params.get_param(name).schema.get("type", "null") and param in (None, [])
    }
    assert starred == set()


def test_the_page_on_triggering_lists_every_field_by_its_key(bag: DagBag) -> None:
    page = (ROOT / "docs" / "how-to" / "trigger-from-the-ui.md").read_text(encoding="utf-8")
    listed: dict[str, set[str]] = {}
    for dag_id, keys in re.findall(r"^\| (?:`(\w+)` )?\| (`\w+`(?:, `\w+`)*) \|", page, re.MULTILINE):
        listed.setdefault(dag_id or [*listed][-1], set()).update(re.findall(r"\w+", keys))
    assert listed == {name: set(dag.params) for name, dag in bag.dags.items()}


def test_every_task_is_tried_again_and_ends_in_time(bag: DagBag) -> None:
    for name, task in tasks(bag):
        assert task.owner == "newsfold", name
        assert task.retries >= 2, name
        assert timedelta(0) < task.execution_timeout <= timedelta(hours=3), name


def test_a_late_run_calls_what_the_triggerer_can_import(bag: DagBag) -> None:
    """The folder of DAGs is on the path of the processes that read it, and not on the triggerer's."""
    alerts = [alert for dag in bag.dags.values() for alert in dag.deadline or ()]
    assert alerts
    for alert in alerts:
        module, _, name = alert.callback.path.rpartition(".")
        assert module.startswith("pipeline.")
        assert inspect.iscoroutinefunction(getattr(import_module(module), name))


def test_no_return_value_is_written_into_a_log(bag: DagBag) -> None:
    for name, task in tasks(bag):
        assert getattr(task, "show_return_value_in_logs", False) is False, name


@pytest.mark.parametrize("dag_id", ["ingest_news", "maintain_warehouse"])
def test_on_demo_data_make_up_begins_no_run_of_the_time_before(
    bag: DagBag, tmp_path: Any, dag_id: str
) -> None:
    """A scheduler that is new to the DAG makes one at once, unless the policy that `make up` writes is there."""
    from airflow.serialization.serialized_objects import DagSerialization
    from airflow.timetables.base import TimeRestriction
    from pendulum import instance

    homes, up_at = Homes(tmp_path, tmp_path), datetime.now(UTC)
    timetable = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(bag.dags[dag_id])).timetable

    def first_run(dag: Any) -> Any:
        earliest = min(task.start_date for task in dag.tasks)
        restriction = TimeRestriction(earliest=instance(earliest), latest=None, catchup=False)
        return timetable.next_dagrun_info_v2(last_dagrun_info=None, restriction=restriction).run_after

    task = SimpleNamespace(start_date=bag.dags[dag_id].start_date)
    dag = SimpleNamespace(dag_id=dag_id, start_date=task.start_date, tasks=[task])
    assert first_run(dag) < up_at
    schedule_from(homes, up_at)
    policy: dict[str, Any] = {}
    exec((tmp_path / "config" / "airflow_local_settings.py").read_text(), policy)
    policy["dag_policy"](dag)
    assert first_run(dag) > up_at
    schedule_from(homes, None)
    assert not (tmp_path / "config" / "airflow_local_settings.py").exists()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_dag_file_is_thin(file: Any) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < 120


def test_importing_the_dags_imports_nothing_heavy() -> None:
    """Every task imports its DAG file again; imports at its top are paid hundreds of times a night."""
    script = (
        "import sys, json; import airflow.sdk; before = set(sys.modules);"
        f"sys.path[:0] = [{str(DAGS)!r}];"
        f"[__import__(name) for name in {[path.stem for path in FILES]!r}];"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    imported = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert imported & HEAVY == set()


def tasks(bag: DagBag) -> list[tuple[str, Any]]:
    """Return every task with its full name."""
    return [(f"{dag.dag_id}.{task.task_id}", task) for dag in bag.dags.values() for task in dag.tasks]


@pytest.mark.parametrize(
    ("content", "offered"),
    [
        ('{"dale": "https://dale.example/rss"}', ["dale"]),
        ("no JSON", None),
        ('{"dale": 1}', None),
        ("", None),
        (None, None),
    ],
)
def test_the_form_offers_the_sources_there_are_and_breaks_on_no_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bag: DagBag,
    content: str | None,
    offered: list[str] | None,
) -> None:
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    if content is not None:
        (tmp_path / "known-sources.json").write_text(content)
    field = import_module("newsfold_form").source_names()
    assert field.schema.get("examples") == offered
    assert field.schema.get("values_display") == (offered and {"dale": "dale: https://dale.example/rss"})
    assert field.resolve(["dale", "another"]) == ["dale", "another"]
    assert field.resolve(None) is None
