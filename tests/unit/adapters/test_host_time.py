"""A host that is slow with each of many pages does not hold a night up."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

from pipeline.adapters.http import _Visit
from pipeline.errors import Rejected
from pipeline.settings import Settings
from tests.skipped_time import run

SETTINGS = Settings(Path("home"), warehouse="")


class SlowHost(_Visit):
    """A visit of a host that takes half a minute to say that it has no such page."""

    async def _answer(self, url):
        await asyncio.sleep(30)
        return Rejected("http_404", url)


def test_pages_that_a_host_has_no_time_for_are_not_asked_for():
    async def go():
        answers = asyncio.Queue()
        visit = SlowHost(None, SETTINGS, None, {}, None)
        await visit.answer_in_turn([f"http://slow.example/{n}" for n in range(500)], answers)
        names = Counter(str(answers.get_nowait()[1]).partition(":")[0] for _ in range(answers.qsize()))
        return names, asyncio.get_running_loop().time()

    asked = int(SETTINGS.fetch_host_seconds / 30)
    assert run(go()) == ({"http_404": asked, "host_time_over": 500 - asked}, SETTINGS.fetch_host_seconds)
