"""What tests share: a migrated warehouse on each database, and the labelled data beside the project."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from pipeline.adapters.warehouse import SqlWarehouse
from tests.postgresql_cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

# Properties say what is true, not how fast: the first example compiles, and other work may hold the machine up.
# The same examples each time, so that a run tells of the change before it; `make hostile` looks for new ones.
settings.register_profile(
    "newsfold", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", settings.get_profile("newsfold"), derandomize=False, max_examples=1_000)
settings.load_profile("newsfold")


def pytest_configure() -> None:
    """Hear Ctrl-C again: a shell starts what runs in its background deaf to it, and so would every program we start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """Give a throwaway PostgreSQL for the session; skip where its programs are absent, unless they are required."""
    folder = programs()
    if folder is None:
        missing = "PostgreSQL's programs (initdb, postgres) are not installed"
        if os.environ.get("NEWSFOLD_REQUIRE_POSTGRESQL") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Cluster) -> str:
    """Name a migrated database, to be copied for each test."""
    name = postgresql.create()
    with_schema = SqlWarehouse(postgresql.url(name))
    with_schema.migrate()
    with_schema.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a migrated file, to be copied for each test."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    with_schema = SqlWarehouse(f"sqlite:///{file}")
    with_schema.migrate()
    with_schema.close()
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name each database in turn."""
    return str(request.param)


@pytest.fixture
def warehouse_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a fresh warehouse with newsfold's schema, on each database in turn."""
    if database_kind == "sqlite":
        file = tmp_path / "warehouse.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
    else:
        cluster: Cluster = request.getfixturevalue("postgresql")
        name = cluster.create(request.getfixturevalue("postgresql_template"))
        yield cluster.url(name)
        cluster.drop(name)


@pytest.fixture
def empty_warehouse_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database, on each database in turn."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'folder' / 'empty.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("postgresql")
        name = cluster.create()
        yield cluster.url(name)
        cluster.drop(name)


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[SqlWarehouse]:
    """Give a fresh warehouse with newsfold's schema, on each database in turn."""
    opened = SqlWarehouse(warehouse_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def gold() -> Path:
    """Give the folder of labelled data, at NEWSFOLD_GOLD or beside the project; skip where there is none."""
    folder = Path(os.environ.get("NEWSFOLD_GOLD") or ROOT.parent / "shared" / "gold")
    if not folder.is_dir():
        pytest.skip(f"there is no labelled data at {folder}; NEWSFOLD_GOLD names another place")
    return folder


@pytest.fixture(scope="session")
def seeds(gold: Path) -> Path:
    """Give the folder of the five labelled texts beside the labelled data; skip where there is none."""
    folder = gold.parent / "seeds"
    if not folder.is_dir():
        pytest.skip(f"there are no labelled texts at {folder}")
    return folder
