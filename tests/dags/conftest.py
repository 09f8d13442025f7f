"""An Airflow of the tests' own: a metadata database in a temporary folder, made once a process and only if asked for.

Airflow reads its environment when it is first imported, so this stands at the top, where it costs nothing to those
who never import Airflow.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Source, SourceKind, Window
from pipeline.runtime import from_environment
from pipeline.steps.discover.sources import register
from tests.dags.pages import write_pages

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.models.asset import AssetEvent
    from airflow.models.dagrun import DagRun

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"

TABLES = (
    "captures",
    "articles",
    "article_versions",
    "article_blocks",
    "article_pairs",
    "story_members",
    "stories",
    "rejections",
    "boilerplate_blocks",
)
"""What a night leaves behind; runs and polls say when, and differ each time."""

_home = tempfile.TemporaryDirectory(prefix="newsfold-airflow-")
os.environ |= {
    "AIRFLOW_HOME": _home.name,
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "True",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
}


@pytest.fixture(scope="session")
def bag() -> DagBag:
    """Give every DAG, as Airflow's DAG processor finds them, with a metadata database to run them in."""
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.db import initdb

    sys.path.append(str(DAGS))
    initdb()
    return DagBag(DAGS)


@dataclass(frozen=True)
class Run:
    """One finished run of a DAG."""

    run: DagRun

    @property
    def state(self) -> str:
        return str(self.run.state)

    def states(self) -> set[str]:
        """Return the states its tasks ended in."""
        return {str(task.state) for task in self.run.get_task_instances()}

    def state_of(self, task_id: str) -> str:
        """Return the state one task ended in."""
        return str(self.run.get_task_instance(task_id).state)

    def failed(self) -> set[str]:
        """Return its failed tasks, mapped ones with their name."""
        return {
            f"{task.task_id} {task.rendered_map_index or ''}".strip()
            for task in self.run.get_task_instances()
            if task.state == "failed"
        }

    def event(self, asset: str) -> AssetEvent:
        """Return what it announced about an asset."""
        from airflow.models.asset import AssetEvent, AssetModel
        from airflow.utils.session import create_session
        from sqlalchemy import select

        with create_session() as session:
            found = session.scalars(
                select(AssetEvent)
                .join(AssetModel, AssetModel.id == AssetEvent.asset_id)
                .where(AssetModel.name == asset, AssetEvent.source_run_id == self.run.run_id)
            ).one()
            session.expunge_all()
            return found


class Nightly:
    """A newsfold home of its own, and the DAGs to run in it."""

    ever = Window(datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))

    def __init__(self, home: Path) -> None:
        self._home = home
        self.runtime = from_environment()
        self.runtime.warehouse.migrate()

    def add_source(self, name: str, pages: dict[str, tuple[str, str]]) -> Path:
        """Register a folder of pages, each a title and paragraphs, and return it."""
        folder = self._home / "sources" / name
        write_pages(folder, pages)
        with self.runtime.warehouse.write() as db:
            register(db, [Source(name, SourceKind.FOLDER, str(folder))], self.runtime.clock())
        return folder

    def run(self, dag_id: str, **conf: object) -> Run:
        """Run the DAG to its end."""
        from airflow.dag_processing.dagbag import DagBag

        # Read anew, as every task does: `dag.test` leaves what one run was asked for in the form of the next.
        dag = DagBag(DAGS).dags[dag_id]
        dag.deadline = None  # `dag.test` cannot store deadlines
        return Run(dag.test(logical_date=None, run_conf=conf))

    def counts(self) -> dict[str, int]:
        """Return how much of everything there is."""
        with self.runtime.warehouse.read() as db:
            found = db.rows("shared/count_everything")[0]
        return {name: found[name] for name in ("captures", "articles", "stories")}

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table that says something about the news."""
        return {
            table: self.runtime.warehouse.ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3")[1]
            for table in TABLES
        }


@pytest.fixture
def nightly(bag: DagBag, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nightly:
    """Give an empty embedded warehouse and the DAGs, set up by the environment as in production."""
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    monkeypatch.delenv("NEWSFOLD_WAREHOUSE", raising=False)
    return Nightly(tmp_path)
