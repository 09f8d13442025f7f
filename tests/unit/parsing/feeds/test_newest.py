from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.feeds.newest import newest_first

DAYS = [datetime(2026, 3, day, tzinfo=UTC) for day in range(1, 8)]


def order(*urls: str, dates=None) -> list[str]:
    return [urls[place] for place in newest_first(urls, dates or [None] * len(urls))]


def test_dates_go_before_all_else_and_undated_entries_come_last():
    assert order("https://desk.example/9", "b", "c", dates=[None, DAYS[0], DAYS[1]]) == [
        "c",
        "b",
        "https://desk.example/9",
    ]


def test_where_only_numbers_differ_the_highest_is_the_newest_in_whatever_order_they_stand():
    parts = [f"https://desk.example/map-{n}.xml" for n in (1, 10, 11, 2, 3)]
    assert order(*parts, dates=[DAYS[0]] * 5) == [
        f"https://desk.example/map-{n}.xml" for n in (11, 10, 3, 2, 1)
    ]
    months = [
        f"https://desk.example/{year}-{month:02}.xml" for year in (2025, 2026) for month in range(1, 13)
    ]
    assert order(*months) == months[::-1]


def test_numbers_that_grow_down_the_list_say_that_its_end_is_the_new_one():
    stories = [
        f"https://desk.example/2026/{4000 + n}-{slug}" for n, slug in enumerate(("ferry", "mill", "tram"))
    ]
    assert order(*stories) == stories[::-1]
    assert order(*stories[::-1]) == stories[::-1]


def test_without_dates_and_numbers_the_order_of_the_list_stands():
    assert order("https://desk.example/b", "https://desk.example/a") == [
        "https://desk.example/b",
        "https://desk.example/a",
    ]
    assert order() == []


def test_the_port_and_name_of_a_host_are_no_numbers_of_a_page():
    assert order("http://h2.example:8080/b", "http://h1.example:80/a") == [
        "http://h2.example:8080/b",
        "http://h1.example:80/a",
    ]


@given(st.lists(st.tuples(st.text("a1/2", max_size=6), st.sampled_from([None, *DAYS]))))
def test_every_entry_has_its_place_once(entries):
    places = newest_first([url for url, _ in entries], [date for _, date in entries])
    assert sorted(places) == list(range(len(entries)))


def test_months_by_their_names_are_in_the_order_of_the_year():
    names = [
        f"https://desk.example/map-2026-{month}.xml" for month in ("january", "February", "mar", "april")
    ]
    assert order(*names) == names[::-1]
    slugs = ["https://desk.example/the-march-on-dale", "https://desk.example/a-may-queen"]
    assert order(*slugs) == slugs
