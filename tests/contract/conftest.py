"""A warehouse that holds one made-up morning."""

from __future__ import annotations

import pytest

from tests.contract.morning import MORNING
from tests.made_rows import insert


@pytest.fixture
def morning(warehouse):
    """Give a warehouse that holds one made-up morning, on each database in turn."""
    insert(warehouse, MORNING)
    return warehouse
