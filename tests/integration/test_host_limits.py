"""Machines that share a warehouse share the pauses of hosts, though each has a home of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.adapters.host_limits import WarehouseLimiter
from pipeline.errors import TransientError
from pipeline.runtime import build
from pipeline.settings import Settings
from tests.integration.hostile_server import hostile_server

PAUSE = 0.15
HOST = "desk.example"


@pytest.fixture
def homes(warehouse_url, tmp_path):
    """Give two runtimes with a home each and one warehouse."""
    settings = Settings(
        home=tmp_path / "one",
        warehouse=warehouse_url,
        fetch_private_addresses=True,
        fetch_deadline_seconds=10,
    )
    made = [build(settings), build(replace(settings, home=tmp_path / "two"))]
    yield made
    for each in made:
        each.warehouse.close()


async def _fetch(runtime, urls):
    return [answer async for _, answer in runtime.http.fetch_all(urls)]


def test_two_homes_with_one_warehouse_ask_a_host_in_turn(homes, monkeypatch):
    """Each asks for robots.txt and three pages at the same time; no request comes before its pause is over."""
    monkeypatch.setattr("pipeline.adapters.http.pause_seconds", lambda _host, _delay: PAUSE)

    async def go():
        async with hostile_server() as server:
            urls = [server.url(f"/page?{number}") for number in range(3)]
            answers = await asyncio.gather(*(_fetch(home, urls) for home in homes))
            assert [answer.http_status for some in answers for answer in some] == [200] * 6
            gaps = [later - earlier for earlier, later in pairwise(server.asked_at)]
            assert len(gaps) == 7
            assert [gap for gap in gaps if gap < PAUSE - 0.01] == []

    asyncio.run(go())


def test_a_host_that_one_home_was_told_to_leave_alone_is_left_alone_by_the_other(homes):
    one, other = homes

    async def go():
        async with hostile_server() as server:
            await _fetch(one, [server.url("/retry-after/3600")])
            (answer,) = await _fetch(other, [server.url("/page")])
            assert isinstance(answer, TransientError)
            assert answer.outcome == "left_alone"
            assert server.asked == ["/robots.txt", "/retry-after/3600"]

    asyncio.run(go())


def test_a_turn_waits_for_no_writer(warehouse, database_kind):
    if database_kind == "sqlite":
        pytest.skip("limits beside an embedded warehouse are files")
    limiter = WarehouseLimiter(warehouse)
    with warehouse.write():
        assert limiter.take_turn(HOST, 20)  # one that waited would wait for ever
        assert not limiter.take_turn(HOST, 20)
    alone, until_turn = limiter.waits(HOST)
    assert alone == 0
    assert 0 < until_turn <= 20


def test_a_host_that_is_left_alone_has_no_turn_and_keeps_its_longest_wish(warehouse, database_kind):
    if database_kind == "sqlite":
        pytest.skip("limits beside an embedded warehouse are files")
    limiter = WarehouseLimiter(warehouse)
    limiter.leave_alone(HOST, 100)
    limiter.leave_alone(HOST, 10)
    assert 10 < limiter.waits(HOST)[0] <= 100
    assert not limiter.take_turn(HOST, 0.2)


def test_a_time_set_before_the_servers_clock_was_turned_back_silences_no_host(warehouse, database_kind):
    if database_kind == "sqlite":
        pytest.skip("limits beside an embedded warehouse are files")
    limiter = WarehouseLimiter(warehouse)
    limiter.leave_alone(HOST, 10 * 365 * 86_400)
    assert limiter.waits(HOST)[0] <= 6 * 3600
    assert limiter.take_turn(HOST, 1)
