"""The time of a fetch: waiting for a turn takes none of it, and cannot go on for ever."""

from __future__ import annotations

import asyncio

import pytest

from pipeline.adapters import stopwatch
from pipeline.adapters.stopwatch import fetch_time, standing_still


def test_what_takes_longer_is_ended():
    async def go():
        async with fetch_time(0.02):
            await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        asyncio.run(go())


def test_waiting_for_a_turn_takes_no_time_of_the_fetch():
    async def go():
        async with fetch_time(0.1):
            for _ in range(3):
                with standing_still():
                    await asyncio.sleep(0.1)
            return "done"

    assert asyncio.run(go()) == "done"


def test_after_a_wait_the_time_that_is_left_is_no_longer_than_before():
    async def go():
        async with fetch_time(0.05):
            with standing_still():
                await asyncio.sleep(0.05)
            await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        asyncio.run(go())


def test_nobody_waits_for_turns_for_ever(monkeypatch):
    monkeypatch.setattr(stopwatch, "MAX_STILL_SECONDS", 0.05)

    async def go():
        async with fetch_time(0.05):
            while True:
                with standing_still():
                    await asyncio.sleep(0.02)

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(go(), 5))
