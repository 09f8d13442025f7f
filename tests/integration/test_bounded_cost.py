"""What strangers send costs in proportion to its size: no step holds the write lock for long, whatever comes."""

from __future__ import annotations

import time
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.steps.check import step as check
from tests import made_rows as made
from tests.contract.test_checks import WholeArchive


class Stopwatch:
    """The port `Warehouse`, which knows the longest time for which the write lock was held."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.longest = 0.0

    @contextmanager
    def write(self):
        with self.inner.write() as db:
            began = time.monotonic()
            yield db
        self.longest = max(self.longest, time.monotonic() - began)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def one_story_of(count: int, warehouse) -> None:
    """Put up a story of so many equal articles, all of them to be checked."""
    urls = [f"https://desk.example/{number}" for number in range(count)]
    ids = [made.article_id_of(made.url_key(url)) for url in urls]
    captures = [made.capture(url, "s", read_scheme="test") for url in urls]
    made.insert(
        warehouse,
        {
            "sources": [made.source("s")],
            "captures": captures,
            "articles": [made.article(url, "s") for url in urls],
            "article_versions": [made.version(url, "") for url in urls],
            "article_pairs": [made.pair(ids[0], other, "identical", 1.0, 1.0) for other in ids[1:]],
            "stories": [made.story("s1", ids[0], articles=count)],
            "story_members": [
                made.member(ids[0], "s1"),
                *(made.member(each, "s1", "identical", matched_article_id=ids[0]) for each in ids[1:]),
            ],
            "events": [made.event("e1")],
            "event_members": [made.event_member("s1", "e1")],
            "pending_work": [{"step": "check", "subject_id": each} for each in ids],
        },
    )


def seconds_to_check(count: int, warehouse) -> float:
    watched = Stopwatch(warehouse)
    one_story_of(count, warehouse)
    warehouse.compact()  # counts what the planner goes by, as a server does by itself
    runtime = SimpleNamespace(
        warehouse=watched, archive=WholeArchive(), progress=SilentProgress(), clock=lambda: made.NOON
    )
    assert check.run(Request("r"), runtime).counts["failed"] == 0
    return watched.longest


@pytest.mark.slow
def test_a_story_of_sixteen_thousand_articles_is_checked_in_seconds(warehouse):
    """It took 79 seconds: each touched article named all others of its story. Now it takes three on a quiet machine."""
    assert seconds_to_check(16_000, warehouse) < 30
