"""Headlines without the names of site and section."""

from __future__ import annotations

import json

import pytest
from lxml.html import fromstring

from pipeline.parsing.pages.metadata import metadata_of
from tests.unit.parsing.pages.test_metadata import FETCHED_AT

HEADLINE = "Lamp fails again in the old tower"


def title(
    page_title="",
    *,
    site="Marrowick Post",
    h1="",
    og="",
    headline="",
    url="https://www.marrowick-post.example/harbour/lamp",
):
    script = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": headline})}</script>'
    head = (
        f"<title>{page_title}</title>"
        + (f'<meta property="og:site_name" content="{site}">' if site else "")
        + (f'<meta property="og:title" content="{og}">' if og else "")
        + (script if headline else "")
    )
    body = f"<h1>{h1}</h1>" if h1 else "<p>x</p>"
    return metadata_of(
        fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url, FETCHED_AT
    ).title


@pytest.mark.parametrize(
    "page_title",
    [
        f"{HEADLINE} | Marrowick Post",
        f"{HEADLINE} - The Marrowick Post",
        f"{HEADLINE} | Harbour | Marrowick Post",
        f"{HEADLINE} :: Marrowick Post",
        f"{HEADLINE} « Marrowick Post",
        f"{HEADLINE} [Marrowick Post]",
        f"{HEADLINE} | Harbour",
        f"{HEADLINE} - marrowick-post.example",
        f"Marrowick Post: {HEADLINE}",
        f"Marrowick Post | {HEADLINE}",
        HEADLINE,
    ],
)
def test_names_before_and_behind_are_cut_off(page_title):
    assert title(page_title) == HEADLINE


@pytest.mark.parametrize(
    ("page_title", "site", "expected"),
    [
        ("老塔的灯又坏了_港口_海角日报", "海角日报", "老塔的灯又坏了"),
        ("老塔的灯又坏了-海角日报", "海角日报", "老塔的灯又坏了"),
        ("古い塔の灯りがまた消える：岬新聞", "岬新聞", "古い塔の灯りがまた消える"),
        ("古い塔の灯りがまた消える【岬新聞】", "岬新聞", "古い塔の灯りがまた消える"),
        ("낡은 탑의 등불 또 꺼져 ㅣ 갑일보", "갑일보", "낡은 탑의 등불 또 꺼져"),
    ],
)
def test_marks_of_east_asia_part_names_too(page_title, site, expected):
    assert title(page_title, site=site) == expected


@pytest.mark.parametrize(
    "page_title",
    [
        "Tower: the lamp fails again",
        "Lamp fails - and then again",
        "Half-built tower falls",
        "Yes/No vote on the tower",
    ],
)
def test_marks_inside_a_headline_stay(page_title):
    assert title(page_title) == page_title


def test_a_headline_that_was_cut_off_is_completed():
    long = HEADLINE + ", and the harbour master says that it will not be lit before the winter is over"
    assert title(h1=long, headline=long[:60] + " ...") == long
    assert title(h1=long, headline=long[:104]) == long
    assert title(h1="Another heading", headline=long[:60] + "…") == long[:60] + "…"


def test_marks_that_show_nothing_are_gone_and_entities_are_decoded_once():
    assert title(headline="Leuchtturm &amp; Hafen\u200b") == "Leuchtturm & Hafen"
    assert title(headline="What &amp;amp; means") == "What &amp; means"
    assert title("Leucht\u00adturm | Marrowick Post") == "Leuchtturm"


def test_none_is_no_title():
    assert title(HEADLINE, og="None") == HEADLINE
