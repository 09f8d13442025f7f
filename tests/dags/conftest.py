"""An Airflow of the tests' own: a metadata database in a temporary folder, made once a process and only if asked for.

Airflow reads its environment when it is first imported, so this stands at the top, where it costs nothing to those
who never import Airflow.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"

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
