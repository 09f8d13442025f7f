"""A run that dies at any boundary of any step is finished by a plain rerun: nothing is lost and nothing is doubled."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.adapters.bounded import BoundedParser
from pipeline.settings import Settings
from pipeline.steps import order
from tests.integration.crashing import Failpoint, Points, World, Worlds, in_child, watched
from tests.integration.crashing_nights import (
    SECOND_NIGHT,
    Nights,
    RememberingParser,
    rows_of,
    take_small_batches,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.runtime import Runtime

BATCHED = ("fetch", "extract", "clean")
"""Steps of many transactions; the last transaction of every step is the one that records its report."""


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


@pytest.fixture(scope="module", autouse=True)
def small_batches() -> Iterator[None]:
    """Give steps several batches of a small night."""
    with pytest.MonkeyPatch.context() as patch:
        take_small_batches(patch)
        yield


@pytest.fixture(scope="module")
def nights(parser: RememberingParser, tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Write the press to disk."""
    return Nights(tmp_path_factory.mktemp("press"), parser)


class Undisturbed(NamedTuple):
    """A second night that nothing disturbed: the world before each step, its boundaries, and the rows at its end."""

    before: dict[str, World]
    passed: dict[str, dict[str, int]]
    rows: dict[str, list[str]]


@pytest.fixture(scope="module")
def undisturbed(worlds: Worlds, nights: Nights) -> Undisturbed:
    """Load the second night without a crash, and keep the world as it was before each step."""
    world = worlds.new()
    nights.begin(world)
    before, passed = {}, {}
    for name in order.ORDER:
        before[name] = worlds.copy(world)
        points = Points()
        nights.run_steps(world, SECOND_NIGHT, [name], points)
        passed[name] = points.passed
    return Undisturbed(before, passed, rows_of(world))


def number_of(which: str, last: int) -> int:
    return {"first": 1, "middle": (last + 1) // 2, "last": last}[which]


POINTS = [
    (name, "write", which, moment)
    for name in order.ORDER
    for which in ("first", "middle", "last")
    for moment in ("before", "after")
    if name in BATCHED or which != "middle"
] + [("fetch", "append", which, moment) for which in ("first", "middle", "last") for moment in ("torn", "after")]


@pytest.mark.parametrize(("name", "place", "which", "moment"), POINTS)
def test_a_plain_rerun_finishes_what_a_dead_run_left(worlds, nights, undisturbed, name, place, which, moment):
    last = undisturbed.passed[name][place]
    assert last >= (3 if name in BATCHED else 2), f"{name} has too few boundaries to have a middle one"
    world = worlds.copy(undisturbed.before[name])
    points = Points(Failpoint(place, number_of(which, last), moment))
    assert in_child(lambda: nights.run_steps(world, SECOND_NIGHT, [name], points)), "the run did not die"
    nights.run(world, SECOND_NIGHT)
    assert unreadable(nights, world) == []
    assert rows_of(world) == undisturbed.rows
    worlds.remove(world)
