"""A run that dies at any boundary of any step is finished by a plain rerun: nothing is lost and nothing is doubled."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.steps import runner
from tests.integration.crashing import Failpoint, MortalWarehouse, Points, World, contents, in_child
from tests.integration.crashing_nights import SECOND_NIGHT, rows_of, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.ports import Connection, Warehouse

BATCHED = ("fetch", "extract", "clean")
"""Steps of many transactions; the last transaction of every step is the one that records its report."""


def number_of(which: str, last: int) -> int:
    return {"first": 1, "middle": (last + 1) // 2, "last": last}[which]


POINTS = [
    (name, "write", which, moment)
    for name in runner.ORDER
    for which in ("first", "middle", "last")
    for moment in ("before", "after")
    if name in BATCHED or which != "middle"
]
POINTS += [
    ("fetch", "append", which, moment)
    for which in ("first", "middle", "last")
    for moment in ("before", "torn", "after")
]


@pytest.mark.parametrize(("name", "place", "which", "moment"), POINTS)
def test_a_rerun_leaves_what_an_undisturbed_run_leaves(  # noqa: PLR0917 - fixtures and parameters
    worlds, nights, undisturbed, name, place, which, moment
):
    """The run is done again up to the step that died: what stands then, the work queue included, decides what follows."""
    last = undisturbed.passed[name][place]
    assert last >= (3 if name in BATCHED else 2), f"{name} has too few boundaries for a middle one"
    world = worlds.copy(undisturbed.before[name])
    points = Points(Failpoint(place, number_of(which, last), moment))
    assert in_child(lambda: nights.run_steps(world, SECOND_NIGHT, [name], points)), "the run did not die"
    nights.run_steps(world, SECOND_NIGHT, runner.ORDER[: runner.ORDER.index(name) + 1])
    assert unreadable(nights, world) == []
    assert rows_of(world) == undisturbed.after[name]
    worlds.remove(world)


def test_a_run_that_dies_again_and_again_comes_to_its_end(worlds, nights, undisturbed):
    """Each attempt comes some commits further than the one before, and the last leaves what a single run leaves."""
    world = worlds.copy(undisturbed.before["discover"])
    for attempt in range(1, 20):
        points = Points(Failpoint("write", 4 * attempt, "after"))
        if not in_child(partial(nights.run, world, SECOND_NIGHT, points)):
            break
    assert attempt > 3
    assert rows_of(world) == undisturbed.after["check"]
    worlds.remove(world)


# The harness itself


PARCELS = 9


def register_parcels(world: World) -> None:
    warehouse = SqlWarehouse(world.url)
    with warehouse.write() as db:
        rows = [{"step": "publish", "subject_id": f"parcel-{number}"} for number in range(PARCELS)]
        db.upsert("pending_work", rows)
    warehouse.close()


def load_parcels(world: World, points: Points, transactions: Callable[[Warehouse, list[str]], None]) -> None:
    """Load what the work queue holds, three parcels at once; a row is new each time, as one without a natural key is."""
    opened = SqlWarehouse(world.url)
    warehouse = MortalWarehouse(opened, points)
    with warehouse.read() as db:
        waiting = sorted(row["subject_id"] for row in db.rows("fold/list_publish_work"))
    for start in range(0, len(waiting), 3):
        transactions(warehouse, waiting[start : start + 3])
    opened.close()


def insert_rows(db: Connection, parcels: list[str]) -> None:
    rows = [{"run_id": uuid4().hex, "check_name": name, "offending": 0, "sample": ""} for name in parcels]
    db.upsert("check_results", rows)


def strike_off(db: Connection, parcels: list[str]) -> None:
    db.run("fold/delete_publish_work", stories=parcels)


def rows_and_queue(warehouse: Warehouse, parcels: list[str]) -> None:
    with warehouse.write() as db:
        insert_rows(db, parcels)
        strike_off(db, parcels)


def rows_then_queue(warehouse: Warehouse, parcels: list[str]) -> None:
    with warehouse.write() as db:
        insert_rows(db, parcels)
    with warehouse.write() as db:
        strike_off(db, parcels)


def queue_then_rows(warehouse: Warehouse, parcels: list[str]) -> None:
    with warehouse.write() as db:
        strike_off(db, parcels)
    with warehouse.write() as db:
        insert_rows(db, parcels)


@pytest.mark.parametrize(
    ("transactions", "lost", "doubled"),
    [(rows_and_queue, 0, 0), (rows_then_queue, 0, 9), (queue_then_rows, 9, 0)],
    ids=["rows and queue together", "rows, then queue", "queue, then rows"],
)
def test_the_harness_notices_a_loader_that_keeps_rows_and_queue_apart(worlds, transactions, lost, doubled):
    """Of three crashes, each with a batch of three under way, a wrong loader loses or doubles every one."""
    found = Counter()
    commits = 1 if transactions is rows_and_queue else 2
    for batch in (1, 2, 3):
        world = worlds.new()
        register_parcels(world)
        points = Points(Failpoint("write", commits * (batch - 1) + 1, "after"))
        assert in_child(partial(load_parcels, world, points, transactions))
        load_parcels(world, Points(), transactions)
        held = Counter(contents(world.url, {"check_results": "check_name"})["check_results"])
        found["lost"] += PARCELS - len(held)
        found["doubled"] += held.total() - len(held)
        worlds.remove(world)
    assert (found["lost"], found["doubled"]) == (lost, doubled)
