"""The whole pipeline over the newsroom's nights, through the same runtime a user gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from newsroom import Press
from newsroom.write import write_warc
from pipeline.model import Request
from pipeline.runtime import Runtime, build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.infer import infer_source
from pipeline.steps.discover.sources import register

NIGHTS = 3


@pytest.fixture(scope="session")
def press() -> Press:
    """Write a small press of three nights."""
    return Press(seed=11, nights=NIGHTS, reports_per_night=24)


@pytest.fixture(scope="session")
def nights(press: Press, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the press to one WARC file a night."""
    return list(write_warc(press, tmp_path_factory.mktemp("press")))


@pytest.fixture
def runtime(warehouse_url: str, tmp_path: Path) -> Runtime:
    """Give a runtime on each database in turn, its home in a fresh folder."""
    settings = Settings.from_environment({"NEWSFOLD_HOME": str(tmp_path / "home")})
    return build(replace(settings, warehouse=warehouse_url))


@pytest.fixture
def second_runtime(tmp_path: Path) -> Runtime:
    """Give another embedded warehouse, to compare with."""
    settings = Settings.from_environment({"NEWSFOLD_HOME": str(tmp_path / "second")})
    other = build(settings)
    other.warehouse.migrate()
    return other


Load = Callable[[Runtime, Iterable[Path]], None]


@pytest.fixture(scope="session")
def load() -> Load:
    """Give a function that loads files one run after the other, each through all seven steps."""

    def load_all(runtime: Runtime, paths: Iterable[Path]) -> None:
        for path in paths:
            source = infer_source(str(path))
            with runtime.warehouse.write() as db:
                register(db, [source], runtime.clock())
            list(runner.run_all(Request(run_id=f"load-{path.name}", sources=(source.source_id,)), runtime))

    return load_all


def table(runtime: Runtime, statement: str) -> pd.DataFrame:
    """Return what the warehouse answers, sorted, so that two warehouses can be compared."""
    columns, rows = runtime.warehouse.ask(statement)
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(columns, ignore_index=True, na_position="first") if columns else frame
