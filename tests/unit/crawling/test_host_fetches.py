from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.crawling.host_fetches import HostFetches, HostTally
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched

PAGE = Fetched("https://desk.example/a", datetime(2026, 3, 2, tzinfo=UTC), 200, {}, b"12345")


def test_answers_are_summed_up_by_host_and_outcome():
    tally = HostTally()
    for seconds in range(1, 11):
        tally.add("https://desk.example/a", replace(PAGE, seconds=seconds / 10))
    tally.add("https://desk.example/b", Rejected("robots"))
    tally.add("https://desk.example/c", Rejected("robots"))
    tally.add("https://other.example/a", TransientError("deadline"))
    assert tally.sums() == [
        HostFetches("desk.example", "ok", 10, 50, 0.5, 0.9),
        HostFetches("desk.example", "robots", 2, 0, None, None),
        HostFetches("other.example", "deadline", 1, 0, None, None),
    ]
    assert HostTally().sums() == []


def test_how_long_an_answer_took_makes_it_no_other():
    assert replace(PAGE, seconds=3.0) == PAGE
