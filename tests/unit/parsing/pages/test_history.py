"""What captures together make of an article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.pages.history import Edition, history_of

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def edition(name, hours, published=None, url="https://x.example/a", precision="second"):
    published_at = None if published is None else NOON + timedelta(hours=published)
    return Edition(name, "source", url, "x.example", NOON + timedelta(hours=hours), published_at, precision)


def test_the_earliest_capture_gives_address_and_first_sight():
    told = history_of([edition("c2", 2, url="https://m.x.example/a"), edition("c1", 1)])
    assert (told.url, told.first_seen_at) == ("https://x.example/a", NOON + timedelta(hours=1))


def test_versions_are_numbered_in_time():
    told = history_of([edition("c9", 3), edition("c5", 1), edition("c7", 1)])
    assert told.versions == {"c5": 1, "c7": 2, "c9": 3}


def test_the_first_believable_date_is_the_articles_time():
    assert history_of(
        [edition("a", 1), edition("b", 2, -5), edition("c", 3, 3)]
    ).article_at == NOON - timedelta(hours=5)


def test_an_article_without_a_date_has_the_time_it_was_first_seen():
    assert history_of([edition("b", 2), edition("a", 1)]).article_at == NOON + timedelta(hours=1)


def bounds(*editions):
    told = history_of(editions)
    return tuple(at and (at - NOON) / timedelta(hours=1) for at in (told.earliest_at, told.latest_at))


def test_a_date_to_the_second_is_when_the_article_appeared():
    assert bounds(edition("a", 1, -5)) == (-5, -5)


def test_a_date_to_the_hour_leaves_the_hour_open():
    earliest, latest = bounds(edition("a", 1, -5, precision="hour"))
    assert earliest == -5
    assert -4.01 < latest < -4


def test_a_day_without_an_hour_is_that_day_anywhere_on_earth():
    assert bounds(edition("a", 100, -12, precision="day")) == (-26, 24)


def test_what_was_seen_had_appeared():
    assert bounds(edition("a", 1, -12, precision="day")) == (-26, 1)


def test_nothing_says_how_early_an_article_without_a_date_appeared():
    assert bounds(edition("a", 1)) == (None, 1)


editions = st.lists(
    st.builds(
        edition,
        st.uuids().map(str),
        st.integers(0, 3),
        st.none() | st.integers(-3, 3),
        st.sampled_from(["https://x.example/a", "https://m.x.example/a"]),
        st.sampled_from(["second", "hour", "day"]),
    ),
    min_size=1,
    max_size=6,
)


@given(editions, st.randoms())
def test_the_order_of_arrival_changes_nothing(known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    assert history_of(shuffled) == history_of(known)
