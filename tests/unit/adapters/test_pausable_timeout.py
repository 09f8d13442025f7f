"""The timeout of a fetch: waiting for a turn takes none of it, and cannot go on for ever."""

from __future__ import annotations

import asyncio

import pytest

from pipeline.adapters.pausable_timeout import MAX_PAUSED_SECONDS, pausable_timeout, paused
from tests.skipped_time import run


async def ended_after(work) -> float:
    """Run work that is to be ended for want of time, and return when it was."""
    began = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError):
        async with pausable_timeout(10):
            await work()
    return asyncio.get_running_loop().time() - began


def test_what_takes_longer_is_ended():
    assert run(ended_after(lambda: asyncio.sleep(99))) == pytest.approx(10)


def test_waiting_for_a_turn_takes_no_time_of_the_fetch():
    async def go():
        async with pausable_timeout(10):
            for _ in range(3):
                with paused():
                    await asyncio.sleep(15)
                await asyncio.sleep(3)
            return "done"

    assert run(go()) == "done"


def test_after_a_wait_the_time_that_is_left_is_no_longer_than_before():
    async def work():
        await asyncio.sleep(4)
        with paused():
            await asyncio.sleep(20)
        await asyncio.sleep(99)

    assert run(ended_after(work)) == pytest.approx(10 + 20)


def test_nobody_waits_for_turns_for_ever():
    async def work():
        while True:
            with paused():
                await asyncio.sleep(7)

    assert run(ended_after(work)) == pytest.approx(10 + MAX_PAUSED_SECONDS)
