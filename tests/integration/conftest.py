"""Small nights in many worlds: what tests of crashes and of two runs at once share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.adapters.bounded import BoundedParser
from pipeline.settings import Settings
from pipeline.steps import runner
from tests.integration.crashing import Points, Worlds
from tests.integration.crashing_nights import (
    SECOND_NIGHT,
    Nights,
    RememberingParser,
    Undisturbed,
    rows_of,
    take_small_batches,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Make worlds on each database in turn."""
    folder = tmp_path_factory.mktemp(f"worlds-{request.param}")
    if request.param == "sqlite":
        return Worlds(folder, str(request.getfixturevalue("sqlite_template")))
    return Worlds(
        folder, request.getfixturevalue("postgresql_template"), request.getfixturevalue("postgresql")
    )


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RememberingParser]:
    """Read pages once for all tests."""
    home = tmp_path_factory.mktemp("parser")
    inner = BoundedParser(Settings(home=home, warehouse=""), workers=1)
    yield RememberingParser(inner)
    inner.close()


@pytest.fixture(scope="module")
def small_batches() -> Iterator[None]:
    """Give steps several batches of a small night."""
    with pytest.MonkeyPatch.context() as patch:
        take_small_batches(patch)
        yield


@pytest.fixture(scope="module")
def nights(
    small_batches: None, parser: RememberingParser, tmp_path_factory: pytest.TempPathFactory
) -> Nights:
    """Write the press to disk."""
    return Nights(tmp_path_factory.mktemp("press"), parser)


@pytest.fixture(scope="module")
def undisturbed(worlds: Worlds, nights: Nights) -> Undisturbed:
    """Load the second night without a crash, and keep the world as it was before each step."""
    world = worlds.new()
    nights.begin(world)
    told = Undisturbed({}, {}, {})
    for name in runner.ORDER:
        told.before[name] = worlds.copy(world)
        points = Points()
        nights.run_steps(world, SECOND_NIGHT, [name], points)
        told.passed[name] = points.passed
        told.after[name] = rows_of(world)
    return told
