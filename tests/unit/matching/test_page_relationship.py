"""What two pages have to do with each other shows by their addresses alone."""

from __future__ import annotations

import pytest

from pipeline.folding.relations import PageRelationship
from pipeline.matching.page_relationship import PageAddress, relationship_of, site_of


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
