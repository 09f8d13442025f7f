"""Which day the front page opens."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.web.stories import front_day
from pipeline.web.story_filter import read_filter
from tests import made_rows as made

NIGHT = datetime(2031, 3, 9, 1, tzinfo=UTC)


def opened(warehouse, stories_by_day):
    """Return the day that opens where so many stories began on days before this one."""
    rows = {"sources": [made.source("herald")], "articles": [], "stories": [], "story_members": []}
    for days_ago, stories in stories_by_day.items():
        for number in range(stories):
            url, at = f"https://herald.example/{days_ago}/{number}", NIGHT - timedelta(days=days_ago)
            page = made.article(url, "herald", at=at)
            rows["articles"].append(page)
            rows["stories"].append(made.story(f"s{days_ago}-{number}", page["article_id"], at=at))
            rows["story_members"].append(made.member(page["article_id"], f"s{days_ago}-{number}"))
    made.insert(warehouse, rows)
    with warehouse.read() as db:
        return front_day(db)


@pytest.mark.parametrize(
    ("stories_by_day", "days_ago"),
    [
        ({0: 2, 1: 9, 2: 8}, 1),  # two hours of a new day
        ({0: 6, 1: 9, 2: 8}, 0),  # a holiday
        ({0: 1}, 0),
        ({0: 1, 20: 9}, 0),  # what lies further back says nothing
    ],
)
def test_the_front_page_opens_the_latest_full_day(warehouse, stories_by_day, days_ago):
    assert opened(warehouse, stories_by_day) == (NIGHT - timedelta(days=days_ago)).date()


def test_an_empty_warehouse_opens_no_day(warehouse):
    assert opened(warehouse, {}) is None


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ({}, date(2031, 3, 9)),
        ({"host": "herald.example"}, date(2031, 3, 9)),
        ({"host": "herald.example", "day": ""}, None),
        ({"day": "all"}, None),
        ({"q": "harbour"}, None),
        ({"q": "harbour", "day": "2031-03-01"}, date(2031, 3, 1)),
    ],
)
def test_a_day_that_is_left_empty_means_every_day(asked, day):
    assert read_filter(asked, date(2031, 3, 9)).day == day
