"""What a page shows of a value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pipeline.web import display


def test_a_headline_cannot_turn_the_words_around_it():
    assert display.shown("a\u202eb\u2066c\u200ed\u061ce\x07f") == "abcdef"


def test_a_missing_value_shows_as_nothing():
    assert display.shown(None) == ""


def test_what_a_template_wrote_itself_stays_as_it_is():
    text = Markup("<b>x</b>")
    assert display.shown(text) is text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "data:text/html,x",
        "/relative",
        "",
        None,
        "http://[",
        "//host/x",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert display.safe_href(url) == ""


def test_an_ordinary_address_stays_a_link():
    assert display.safe_href(" https://news.example/a?b=c ") == "https://news.example/a?b=c"


@given(st.text(max_size=400))
def test_an_excerpt_is_one_short_line(text):
    found = display.excerpt(text, 80)
    assert len(found) <= 81
    assert "\n" not in found


def test_an_excerpt_is_cut_at_a_word():
    assert display.excerpt("one two three, four", 15) == "one two three…"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, "at once"),
        (0.25, "250 ms"),
        (7.04, "7.0 s"),
        (59.6, "1 min"),
        (125, "2 min 5 s"),
        (3_000, "50 min"),
        (7_200, "2 h"),
        (12_000, "3 h 20 min"),
        (2 * 86_400, "2 d"),
        (200_000, "2 d 7 h"),
    ],
)
def test_a_span_of_time_is_told_in_its_two_largest_units(seconds, words):
    assert display.duration(seconds) == words


def test_numbers_and_nouns_agree():
    assert display.counted(1, "story", "stories") == "1 story"
    assert display.counted(2_500, "story", "stories") == "2\u202f500 stories"


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "n/a"), (0, "0 %"), (1, "100 %"), (0.0123, "1.2 %"), (0.5, "50 %"), (0.996, "99.6 %")],
)
def test_a_share_keeps_a_tenth_where_it_matters(share, text):
    assert display.percent(share) == text


def test_times_are_told_in_utc():
    moment = datetime(2031, 3, 9, 2, 14, tzinfo=UTC)
    assert display.day_and_clock(moment) == "9 Mar 2031, 02:14"
    assert display.long_day(moment) == "Sunday, 9 March 2031"
    assert display.day_and_clock(None) == "unknown"
