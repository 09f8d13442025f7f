from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawling.politeness import (
    BUSY_SECONDS,
    MAX_PAUSE_SECONDS,
    MAX_RETRY_AFTER_SECONDS,
    PAUSE_SECONDS,
    is_transient,
    leave_alone_seconds,
    pause_seconds,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Mon, 02 Mar 2026 12:10:00 GMT", 600),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("99999999999999999999", MAX_RETRY_AFTER_SECONDS),
        ("Mon, 02 Mar 2099 12:10:00 GMT", MAX_RETRY_AFTER_SECONDS),
        ("soon", BUSY_SECONDS),
        ("-5", BUSY_SECONDS),
        ("Mon, 02 Mar 99999999999999999999 12:10:00 GMT", BUSY_SECONDS),
        ("Mon, 02 Mar 2026 12:10:00 +99999999999999999999", BUSY_SECONDS),
        ("Mon, 30 Feb 2026 12:10:00 GMT", BUSY_SECONDS),
        ("²", BUSY_SECONDS),
        ("", BUSY_SECONDS),
        (None, BUSY_SECONDS),
    ],
)
def test_a_busy_host_is_left_alone_as_long_as_it_asks(retry_after, seconds):
    assert leave_alone_seconds(429, retry_after, NOW) == seconds


@given(st.text(max_size=60) | st.from_regex(r"\A\w{3}, \d+ Mar \d+ \d+:\d+:\d+ [+-]?\d+\Z", fullmatch=True))
def test_whatever_a_host_says_the_wait_is_within_bounds(retry_after):
    seconds = leave_alone_seconds(429, retry_after, NOW)
    assert seconds is not None
    assert 0 <= seconds <= MAX_RETRY_AFTER_SECONDS


def test_a_host_that_is_only_down_may_be_tried_again_at_once():
    assert leave_alone_seconds(503, None, NOW) is None
    assert leave_alone_seconds(503, "60", NOW) == 60
    assert leave_alone_seconds(500, "60", NOW) is None


def test_hosts_are_given_time_and_this_machine_is_not():
    assert pause_seconds("desk.example", None) == PAUSE_SECONDS
    assert pause_seconds("desk.example", 0.1) == PAUSE_SECONDS
    assert pause_seconds("desk.example", 10) == 10
    assert pause_seconds("desk.example", 86_400) == MAX_PAUSE_SECONDS
    assert pause_seconds("herald.localhost", 10) == 0


def test_only_some_failures_may_pass():
    assert [
        status for status in (200, 403, 404, 408, 410, 429, 500, 501, 503, 522) if is_transient(status)
    ] == [*(408, 429, 500, 503, 522)]
