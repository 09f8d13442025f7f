"""What two pages have to do with each other shows by their addresses alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from pipeline.folding.relations import PageRelationship
from pipeline.matching.page_relationship import PageAddress, pages_of, relationship_of, site_of


def page(host, path, canonical=None):
    return PageAddress(f"{host}/{path}", host, canonical)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.news.example.co.uk", "example.co.uk"),
        ("news.example.com", "example.com"),
        ("example.de", "example.de"),
        ("news.ort.de", "ort.de"),
    ],
)
def test_a_site_is_the_part_of_a_host_that_names_its_owner(host, site):
    assert site_of(host) == site


def test_pages_of_two_sites_have_nothing_to_do_with_each_other():
    assert relationship_of(page("www.daily.com", "a"), page("www.weekly.com", "a")) is PageRelationship.NONE


def test_two_hosts_of_one_owner_are_one_site():
    left, right = page("www.daily.com", "a"), page("sport.daily.com", "b")
    assert relationship_of(left, right) is PageRelationship.SITE


@pytest.mark.parametrize("right", [None, page("", "b")])
def test_a_text_without_a_host_may_be_of_one_site_with_any(right):
    assert relationship_of(page("www.daily.com", "a"), right) is PageRelationship.SITE


def test_pages_that_name_one_address_or_have_one_long_number_are_one_page():
    own = "https://daily.com/a"
    assert (
        relationship_of(page("daily.com", "a", own), page("m.daily.com", "b", own)) is PageRelationship.PAGE
    )
    left, right = page("daily.com", "old-title-100234567"), page("daily.com", "new-title-100234567")
    assert relationship_of(left, right) is PageRelationship.PAGE


def test_a_copy_that_calls_its_original_s_address_its_own_is_no_version_of_that_page():
    own = "https://daily.com/a"
    assert relationship_of(page("daily.com", "a", own), page("weekly.com", "b", own)) is PageRelationship.NONE


def titled(path, title, at=None):
    return PageAddress(f"daily.com/{path}", "daily.com", None, title, at)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("post/48213/forty-hurt-in-storm", "post/48213/fifty-hurt-in-storm"),
        ("news/forty-hurt-in-storm/48213", "news/fifty-hurt-in-storm/48213"),
        ("news/482137--forty-hurt-in-storm", "news/482137--fifty-hurt-in-storm"),
        ("forty-hurt-in-storm-48213-et.html", "fifty-hurt-in-storm-48213-et.html"),
    ],
)
def test_one_short_number_under_a_headline_told_anew_is_one_page(left, right):
    one, other = (
        titled(left, "Forty hurt in storm on the coast"),
        titled(right, "Fifty hurt in storm on the coast"),
    )
    assert relationship_of(one, other) is PageRelationship.NUMBER


@pytest.mark.parametrize(
    ("left_at", "right_at", "relationship"),
    [
        ("2031-05-04T12:38:00", "2031-05-04T12:38:00", PageRelationship.PAGE),
        ("2031-05-04T12:30:07", "2031-05-04T12:30:07", PageRelationship.PAGE),
        ("2031-05-04T12:38:00", "2031-05-04T14:21:00", PageRelationship.NUMBER),
        ("2031-05-03T18:30:00", "2031-05-03T18:30:00", PageRelationship.NUMBER),  # a midnight, east of UTC
    ],
)
def test_one_short_number_and_one_minute_is_one_page_whose_figures_may_change(
    left_at, right_at, relationship
):
    one, other = (
        titled(f"post/48213/{number}-hurt-in-storm", f"{number} hurt in storm", datetime.fromisoformat(at))
        for number, at in ((40, left_at), (50, right_at))
    )
    assert relationship_of(one, other) is relationship


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("journal/260323/forty-hurt-in-storm", "journal/260323/fifty-hurt-in-storm"),
        ("post/48213/forty-hurt-in-storm", "post/48214/fifty-hurt-in-storm"),
        ("sport/48213/forty-hurt-in-storm", "coast/48213/fifty-hurt-in-storm"),
        ("cook-7712345/713602-forty-hurt", "cook-7712345/782756-fifty-hurt"),
    ],
)
def test_dates_and_other_numbers_are_not_one_page(left, right):
    one, other = (
        titled(left, "Forty hurt in storm on the coast"),
        titled(right, "Fifty hurt in storm on the coast"),
    )
    assert relationship_of(one, other) is PageRelationship.SITE


def test_one_short_number_under_two_headlines_may_be_a_section():
    left, right = titled("48213/ferry-sinks", "Ferry sinks"), titled("48213/bread-dearer", "Bread is dearer")
    assert relationship_of(left, right) is PageRelationship.SITE


@pytest.mark.parametrize(
    ("left", "right", "relationship"),
    [
        ("rates/2031-05-04", "rates/2031-05-05", PageRelationship.SERIES),
        ("coast/weather-04.05.2031.html", "coast/weather-05.05.2031.html", PageRelationship.SERIES),
        ("2031/05/04/ferry-sinks", "2031/05/05/ferry-sinks", PageRelationship.SITE),
        ("rates/2031-05-04", "weather/2031-05-05", PageRelationship.SITE),
    ],
)
def test_addresses_that_end_in_a_date_are_days_of_a_series(left, right, relationship):
    assert (
        relationship_of(titled(left, "Rates of the day"), titled(right, "Rates of the day")) is relationship
    )


def test_pages_under_the_name_of_their_site_have_their_headlines_in_their_addresses():
    left, right = (
        titled(f"news/{slug}.html", "Harbour Post")
        for slug in ("ferry-sinks-off-northern-coast", "bread-becomes-dearer-again")
    )
    assert pages_of(left, right).headlines == ("ferry sinks off northern coast", "bread becomes dearer again")


@pytest.mark.parametrize("other", ["ferry-sinks-off-the-coast", "a-8421377", "sport"])
def test_addresses_of_one_headline_or_without_one_change_no_headline(other):
    left = titled("news/ferry-sinks-off-northern-coast", "Harbour Post")
    assert pages_of(left, titled(f"news/{other}", "Harbour Post")).headlines == (
        "Harbour Post",
        "Harbour Post",
    )
