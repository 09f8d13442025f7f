"""Dates are found as htmldate finds them, but for those that only a guess at the language would read."""

from __future__ import annotations

from datetime import UTC, datetime

import htmldate
import pytest
from htmldate import extractors
from lxml.html import fromstring

from pipeline.parsing.fast_trafilatura import search_date

LATEST = datetime(2031, 6, 1, tzinfo=UTC)
URL = "https://marrowick.example/lamp-fails"


def page(body):
    return f"<html><body><h1>Lamp fails twice</h1>{body}<p>The lamp had failed twice in one night.</p></body></html>"


def found_by_stock(html, url):
    return htmldate.find_date(fromstring(html), original_date=True, url=url, max_date="2031-06-01")


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ('<p class="date">4 March 2031</p>', URL),
        ("<p>Published: March 4, 2031</p>", URL),
        ("<time datetime='2031-03-04T08:00'>Tuesday</time>", URL),
        ("<p>04.03.2031</p>", URL),
        ("<div id='pubdate'>4. März 2031</div>", URL),
        ("<p>© 2030 Marrowick Press</p>", URL),
        ("", "https://marrowick.example/2031/03/04/lamp-fails"),
        ("", URL),
    ],
)
def test_the_date_is_that_of_stock(body, url):
    assert search_date(fromstring(page(body)), url, LATEST) == found_by_stock(page(body), url)


def test_a_date_that_only_dateparser_reads_is_not_searched_for(monkeypatch):
    asked = []
    monkeypatch.setattr(extractors, "_external_date", asked.append)
    html = page("<p class='date'>4 Maaliskuuta 2031 klo 8.15</p>")
    found_by_stock(html, URL)
    assert asked
    asked.clear()
    search_date(fromstring(html), URL, LATEST)
    assert not asked
