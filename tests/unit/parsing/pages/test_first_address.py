"""Where a text stood first, as a line with a link says."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from pipeline.model import Fetched
from pipeline.parsing.pages.document import parse
from pipeline.parsing.pages.first_address import first_address
from tests.unit.parsing.pages.test_metadata import FETCHED_AT

HERE = "https://www.marrowick-post.example/lamp"
ORIGINAL = "https://harbour-wire.test/2031/lamp-fails"
PROSE = (
    "<p>"
    + "The lamp in the old tower failed again on Thursday night, and the harbour was closed. " * 4
    + "</p>"
)


def page(line: str) -> str:
    return f"<html><body><article><h1>Lamp fails again</h1>{PROSE * 3}{line}</article></body></html>"


@pytest.mark.parametrize(
    "line",
    [
        f'<p>This article was originally published on <a href="{ORIGINAL}">Harbour Wire</a>.</p>',
        f'<p><em>Originally published at <a href="{ORIGINAL}">{ORIGINAL}</a></em></p>',
        f'<div class="credit"><small>First published by <b><a href="{ORIGINAL}">Harbour Wire</a></b></small></div>',
        f'<p>Dieser Artikel ist zuerst erschienen bei <a href="{ORIGINAL}">Harbour Wire</a>.</p>',
        f'<p>Este artículo fue publicado originalmente en <a href="{ORIGINAL}">Harbour Wire</a>.</p>',
    ],
)
def test_a_credit_line_leads_to_the_original(line):
    fetched = Fetched(HERE, FETCHED_AT, 200, {"content-type": "text/html"}, page(line).encode())
    assert first_address(fromstring(page(line)), HERE) == ORIGINAL
    assert parse(fetched).canonical_url == ORIGINAL


@pytest.mark.parametrize(
    "line",
    [
        '<p>Originally published on <a href="https://harbour-wire.test/">Harbour Wire</a>.</p>',  # a site, no text
        '<p>Originally published on <a href="https://news.marrowick-post.example/2031/lamp">our site</a>.</p>',
        f'<p>Read more about lamps at <a href="{ORIGINAL}">Harbour Wire</a>.</p>',
        f'<p>The letter was first published by <a href="{ORIGINAL}">Harbour Wire</a>. {"It told of lamps. " * 20}</p>',
        f'<p>The mayor was originally published on a list, <a href="{ORIGINAL}">said</a> a clerk.</p>',
    ],
)
def test_other_links_name_no_original(line):
    assert first_address(fromstring(page(line)), HERE) is None


def test_a_file_keeps_the_address_that_it_gives_as_its_own():
    line = f'<p>Originally published on <a href="{ORIGINAL}">Harbour Wire</a>.</p>'
    body = page(line).replace("<body>", f'<head><link rel="canonical" href="{HERE}"></head><body>').encode()
    assert parse(Fetched("file:///lamp.html", FETCHED_AT, 200, {}, body)).canonical_url == HERE
