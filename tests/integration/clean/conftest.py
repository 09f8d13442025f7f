"""A runtime for the clean step, on each database."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from tests.integration.drafted_pages import CleanRuntime


@pytest.fixture
def runtime(warehouse_url, tmp_path):
    warehouse = SqlWarehouse(warehouse_url)
    yield CleanRuntime(Settings(home=Path(tmp_path), warehouse=warehouse_url), warehouse, SilentProgress())
    warehouse.close()
