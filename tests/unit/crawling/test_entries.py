from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.crawling.entries import (
    COMES_BACK_OTHERWISE,
    LOOK_AGAIN,
    MAX_ATTEMPTS,
    MAX_COMES_BACK,
    KnownEntry,
    after_answer,
    after_failure,
    is_due_again,
)
from pipeline.errors import Rejected, TransientError

NOW = datetime(2026, 3, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def known(state="captured", due_at=NOW, announced_at=NOW - HOUR):
    return KnownEntry(state, due_at, announced_at)


def test_a_page_that_came_is_looked_at_again_a_night_later():
    state = after_answer(is_new=True, horizon=NOW)
    assert (state.state, state.outcome, state.attempts) == ("captured", "ok", 0)
    entry = known(state.state, state.due_at)
    assert not is_due_again(entry, NOW - HOUR, NOW, NOW)
    assert is_due_again(entry, NOW - HOUR, NOW + 24 * HOUR, NOW)
    assert not is_due_again(entry, NOW - HOUR, NOW + 48 * HOUR, NOW)


def test_an_undated_page_ages_from_its_announcement():
    entry = known(due_at=NOW, announced_at=NOW - HOUR)
    assert is_due_again(entry, None, NOW, NOW)
    assert not is_due_again(entry, None, NOW + 47 * HOUR, NOW)


@pytest.mark.parametrize("state", ["due", "retry"])
def test_pages_that_are_waited_for_are_not_looked_at_again(state):
    assert not is_due_again(known(state), NOW, NOW, NOW)


def test_the_same_bytes_are_no_new_capture():
    assert after_answer(is_new=False, horizon=NOW).state == "unchanged"
    assert is_due_again(known("unchanged"), NOW, NOW + LOOK_AGAIN, NOW)


def test_a_page_that_was_refused_comes_back_ever_later_while_it_is_announced():
    waits = []
    for attempts in range(12):
        state = after_failure(Rejected("http_404"), attempts, NOW)
        assert (state.state, state.outcome, state.attempts) == ("refused", "http_404", attempts + 1)
        entry = known(state.state, state.due_at)
        assert not is_due_again(entry, None, NOW, state.due_at - HOUR)
        assert is_due_again(entry, None, NOW, state.due_at)
        waits.append(state.due_at - NOW)
    assert waits[:3] == [2 * HOUR, 6 * HOUR, 18 * HOUR]
    assert waits == sorted(waits)
    assert waits[-1] == MAX_COMES_BACK


def test_a_page_that_rules_forbid_comes_back_on_the_next_run():
    assert after_failure(Rejected("robots"), 7, NOW).due_at == NOW


def test_a_refusal_nobody_foresaw_and_a_page_that_never_came_come_back_too():
    assert after_failure(Rejected("odd"), 0, NOW).due_at == NOW + COMES_BACK_OTHERWISE
    given_up = after_failure(TransientError("deadline"), MAX_ATTEMPTS - 1, NOW)
    assert given_up.state == "refused"
    assert given_up.due_at == NOW + COMES_BACK_OTHERWISE


def test_failures_are_tried_again_ever_later_and_then_no_more():
    pauses = []
    for attempts in range(MAX_ATTEMPTS - 1):
        state = after_failure(TransientError("deadline"), attempts, NOW)
        assert (state.state, state.attempts) == ("retry", attempts + 1)
        pauses.append(state.due_at - NOW)
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=15)
    assert pauses[-1] == timedelta(hours=24)
    last = after_failure(TransientError("deadline"), MAX_ATTEMPTS - 1, NOW)
    assert (last.state, last.outcome) == ("refused", "deadline")


def test_a_host_is_not_asked_before_it_said():
    asked = TransientError("http_429", retry_after_seconds=7200)
    assert after_failure(asked, 0, NOW).due_at == NOW + 2 * HOUR


def test_a_page_we_did_not_ask_for_has_lost_no_attempt():
    state = after_failure(TransientError("left_alone", retry_after_seconds=60), MAX_ATTEMPTS, NOW)
    assert (state.state, state.attempts, state.due_at) == ("retry", MAX_ATTEMPTS, NOW + timedelta(minutes=1))
    state = after_failure(TransientError("host_time_over"), MAX_ATTEMPTS, NOW)
    assert (state.state, state.attempts, state.due_at) == ("retry", MAX_ATTEMPTS, NOW)


@pytest.mark.parametrize("state", ["captured", "unchanged", "refused"])
def test_what_a_clock_ten_years_ahead_put_off_is_due(state):
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    ahead = now + timedelta(days=3_650)
    assert is_due_again(KnownEntry(state, ahead, now), now, now, now)
    assert not is_due_again(KnownEntry(state, now + timedelta(days=6), now), now, now, now)
