"""Which hosts are one site."""

from __future__ import annotations

import pytest

from pipeline.crawling.sites import site_of


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.news.marrowick.co.uk", "marrowick.co.uk"),
        ("sport.marrowick.com.tr", "marrowick.com.tr"),
        ("www.marrowick.example", "marrowick.example"),
        ("marrowick.gen.tr", "marrowick.gen.tr"),
        ("www.nhk.or.jp", "nhk.or.jp"),
        ("abc.net.au", "abc.net.au"),
        ("ada.blogspot.com", "ada.blogspot.com"),
        ("www.ada.substack.com", "ada.substack.com"),
        ("substack.com", "substack.com"),
        ("192.0.2.7", "192.0.2.7"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_what_one_owner_has_of_a_registry(host, site):
    assert site_of(host) == site
