"""When a page was published, and what is no date of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from lxml.html import fromstring

from pipeline.parsing.pages.metadata import metadata_of

FETCHED_AT = datetime(2024, 5, 10, 6, tzinfo=UTC)
DAY = datetime(2024, 5, 9, tzinfo=UTC)
PROSE = (
    "<p>"
    + "The lamp in the old tower failed again on Thursday night, and the harbour was closed for an hour. " * 3
    + "</p>"
)


def dated(
    head="",
    line="",
    *,
    after="",
    before="",
    url="https://www.marrowick-post.example/news/lamp-fails",
    lang="en",
):
    html = (
        f'<html lang="{lang}"><head><title>Lamp fails again in the tower</title>{head}</head><body>{before}<main><article>'
        f"<h1>Lamp fails again in the tower</h1>{line}{PROSE * 4}</article>{after}</main></body></html>"
    )
    found = metadata_of(fromstring(html), url, FETCHED_AT)
    return found.published_at, found.published_precision, found.published_source


def ld(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("head", "line", "source"),
    [
        (ld(datePublished="2024-05-09T08:05:00Z"), "", "json-ld"),
        ('<meta property="article:published_time" content="2024-05-09T08:05:00Z">', "", "meta"),
        ("", '<time datetime="2024-05-09T08:05:00Z">yesterday</time>', "time element"),
        ("", '<span itemprop="datePublished" content="2024-05-09T08:05:00Z"></span>', "time element"),
        ("", '<span property="datePublished" content="2024-05-09T08:05:00Z"></span>', "time element"),
        (ld(datePublished="2024-05-09T08:05:00Z").replace("ld+json", "LD+JSON"), "", "json-ld"),
    ],
)
def test_the_source_of_a_date_is_told(head, line, source):
    assert dated(head, line) == (DAY.replace(hour=8, minute=5), "second", source)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Published 9 May 2024</p>",
        "<div class='date'>May 9, 2024</div>",
        "<p>Ada Marsh | 9 May 2024 | Harbour</p>",
    ],
)
def test_a_line_beside_the_headline_shows_the_date(line):
    assert dated(line=line) == (DAY, "day", "visible text")


def test_the_address_holds_a_date_when_it_holds_all_of_it():
    assert dated(url="https://x.example/2024/05/09/lamp") == (DAY, "day", "address")
    assert dated(url="https://x.example/a/20240509_lamp.html") == (DAY, "day", "address")
    assert dated(url="https://x.example/2024/may/09/lamp") == (DAY, "day", "address")
    assert dated(url="https://x.example/2024/05/92713")[0] is None
    assert dated(url="https://x.example/2024/lamp-2023")[0] is None
    assert dated(url="https://x.example/id/120240509123")[0] is None


@pytest.mark.parametrize(
    "after",
    [
        '<section id="comments"><div class="comment"><time datetime="2024-05-08T08:00:00Z">8 May 2024</time> Aye.</div></section>',
        "<ul class='related'><li><a href='/x'>Ferry late</a> <span>8 May 2024</span></li></ul>",
        "<p class='legal'>© 2014–2024 Marrowick Post, 1 January 2024</p>",
        "<footer><p>8 May 2024</p></footer>",
        "<aside><p>8 May 2024</p></aside>",
        "<p>The tower was built on 8 May 2019 by the harbour's own masons, as a plaque says.</p>",
        '<img src="/uploads/2024/05/08/tower.jpg">',
        "<figure><figcaption>The tower, 8 May 2019</figcaption></figure>",
    ],
)
def test_the_dates_of_others_are_no_date_of_the_page(after):
    assert dated(after=after) == (None, None, None)
    assert dated(line="<p>9 May 2024</p>", after=after)[0] == DAY


def test_below_the_text_a_date_says_what_it_is():
    assert dated(after="<p>First published: 9 May 2024</p>")[0] == DAY
    assert dated(after="<p>Next meeting 9 May 2024</p>")[0] is None


def test_a_page_that_gives_only_its_last_change_is_dated_by_it_and_says_so():
    head = '<meta property="article:modified_time" content="2024-05-09T20:00:00Z">'
    assert dated(head) == (DAY.replace(hour=20), "second", "modified")
    assert dated(line="<p>Updated 9 May 2024</p>") == (DAY, "day", "modified")
    assert dated(head, "<p>8 May 2024</p>") == (datetime(2024, 5, 8, tzinfo=UTC), "day", "visible text")


def test_a_line_can_give_both():
    html = f"<h1>Lamp fails again in the tower</h1><p>Published 8 May 2024, 10:15 | Updated 9 May 2024, 11:00</p>{PROSE}"
    found = metadata_of(fromstring(f"<html><body>{html}</body></html>"), "https://x.example/a", FETCHED_AT)
    assert found.published_at == datetime(2024, 5, 8, 10, 15, tzinfo=UTC)
    assert found.modified_at == datetime(2024, 5, 9, 11, tzinfo=UTC)


def test_the_time_a_page_was_made_for_its_reader_is_no_date():
    now = '<meta name="date" content="2024-05-10T05:59:30Z">'
    assert dated(now)[0] is None
    assert dated(now, "<p>9 May 2024</p>")[0] == DAY


def test_numbers_are_read_as_the_country_of_the_host_writes_them():
    line = "<p>Published 9/5/2024</p>"
    assert dated(line=line, url="https://www.marrowick.co.uk/a")[0] == DAY
    assert dated(line=line, lang="fr")[0] == DAY


def test_the_day_of_the_visit_in_the_header_of_the_site_is_no_date_of_the_article():
    header = "<header><a href='/'>Marrowick Post</a><span>{}</span><nav><a href='/s'>Sport</a></nav></header>"
    assert dated(before=header.format("Friday, 10 May 2024")) == (None, None, None)
    assert dated(before=header.format("Published 9 May 2024")) == (DAY, "day", "visible text")


def test_a_header_that_holds_the_headline_is_the_articles():
    html = f"<article><header><p>9 May 2024</p><h1>Lamp fails again in the tower</h1></header>{PROSE * 4}</article>"
    found = metadata_of(fromstring(html), "https://www.marrowick-post.example/a", FETCHED_AT)
    assert found.published_at == DAY
