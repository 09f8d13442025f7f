"""Dates are believed when they can be true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parsing.dates import (
    AFTER_THE_FETCH,
    BEFORE_THE_WEB,
    EARLIEST,
    FUTURE_GRANTED,
    IMPOSSIBLE,
    UNREADABLE,
    believe,
)

FETCHED_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 30 Nov 2015 00:30:00 +1", datetime(2015, 11, 29, 23, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2015 24:00:00 GMT", datetime(2015, 11, 24, tzinfo=UTC)),
        ("2024-04-30T10:20:30Z", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("2024-04-30T10:20:30.123+02:00", datetime(2024, 4, 30, 8, 20, 30, tzinfo=UTC)),
        ("2024-04-30T10:20:30-0430", datetime(2024, 4, 30, 14, 50, 30, tzinfo=UTC)),
        ("2024-04-30 10:20:30 EDT", datetime(2024, 4, 30, 14, 20, 30, tzinfo=UTC)),
        ("2024-04-30 10:20", datetime(2024, 4, 30, 10, 20, tzinfo=UTC)),
        ("2024-04-30", datetime(2024, 4, 30, tzinfo=UTC)),
        ("20240430", datetime(2024, 4, 30, tzinfo=UTC)),
        ("20240430T102030Z", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("2024-04-30T24:00:00Z", datetime(2024, 5, 1, tzinfo=UTC)),
        ("Tue, 30 Apr 2024 10:20:30 GMT", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("30 Apr 2024 10:20:30 -0500", datetime(2024, 4, 30, 15, 20, 30, tzinfo=UTC)),
        ("April 30, 2024", datetime(2024, 4, 30, tzinfo=UTC)),
        ("Tuesday 30th April 2024", datetime(2024, 4, 30, tzinfo=UTC)),
        ("1714472430", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("1714472430000", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("/Date(1714472430000)/", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("2024-04-30T10.20.30Z", datetime(2024, 4, 30, 10, 20, 30, tzinfo=UTC)),
        ("2024-04-30T10:20:30\u221204:30", datetime(2024, 4, 30, 14, 50, 30, tzinfo=UTC)),
        ("2024-04-30 오후 3:20", datetime(2024, 4, 30, 15, 20, tzinfo=UTC)),
        ("Tue Apr 30 2024 10:20:30 GMT+0200 (Summer Time)", datetime(2024, 4, 30, 8, 20, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_in_every_form_pages_use(raw, expected):
    assert believe(raw, FETCHED_AT) == (expected, None)


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("1970-01-01T00:00:00Z", BEFORE_THE_WEB),
        ("0", BEFORE_THE_WEB),
        ("2099-12-31", AFTER_THE_FETCH),
        ("2024-05-02T12:00:01Z", AFTER_THE_FETCH),
        ("2024-02-30", IMPOSSIBLE),
        ("0000-00-00 00:00:00", IMPOSSIBLE),
        ("2024-04-30T25:00:00Z", IMPOSSIBLE),
        ("2024-04-30T10:00:00+99:00", IMPOSSIBLE),
        ("Tue, 31 Feb 2024 10:20:30 GMT", IMPOSSIBLE),
        ("yesterday", UNREADABLE),
        ("x" * 5000, UNREADABLE),
        ("99999999999999999999", UNREADABLE),
    ],
)
def test_a_date_that_cannot_be_true_is_refused_with_the_reason(raw, note):
    assert believe(raw, FETCHED_AT) == (None, note)


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_no_date_is_no_mistake(raw):
    assert believe(raw, FETCHED_AT) == (None, None)


def test_a_day_ahead_of_the_fetch_is_granted_to_the_second():
    latest = FETCHED_AT + FUTURE_GRANTED
    assert believe(latest.isoformat(), FETCHED_AT) == (latest, None)
    assert believe((latest + timedelta(seconds=1)).isoformat(), FETCHED_AT) == (None, AFTER_THE_FETCH)


def test_the_first_year_believed_begins_to_the_second():
    assert believe(EARLIEST.isoformat(), FETCHED_AT) == (EARLIEST, None)
    assert believe((EARLIEST - timedelta(seconds=1)).isoformat(), FETCHED_AT) == (None, BEFORE_THE_WEB)


@given(st.text(max_size=60))
def test_any_text_gives_a_believable_moment_or_a_reason(raw):
    moment, note = believe(raw, FETCHED_AT)
    assert moment is None or (note is None and EARLIEST <= moment <= FETCHED_AT + FUTURE_GRANTED)


@given(st.datetimes(EARLIEST.replace(tzinfo=None), FETCHED_AT.replace(tzinfo=None)))
def test_what_is_written_in_iso_form_is_read_back(moment):
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    assert believe(whole.isoformat(), FETCHED_AT) == (whole, None)
