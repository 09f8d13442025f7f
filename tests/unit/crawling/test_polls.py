from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.crawling.polls import (
    UNCONDITIONAL_AFTER,
    PollState,
    RegisteredSource,
    may_poll,
    poll_again_at,
    validators_for,
    was_just_polled,
)
from pipeline.errors import TransientError
from pipeline.model import SourceKind, Validators

NOW = datetime(2026, 3, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEED = "https://desk.example/rss"


def polled(outcome="ok", polled_at=NOW, location=FEED, **known):
    return RegisteredSource(
        "desk", SourceKind.FEED, location, last_poll=PollState(polled_at, outcome, **known)
    )


def test_a_source_nobody_asked_yet_is_asked():
    new = RegisteredSource("desk", SourceKind.FEED, FEED)
    assert may_poll(new, NOW)
    assert not was_just_polled(new, NOW)
    assert validators_for(new, NOW) is None


@pytest.mark.parametrize("outcome", ["ok", "unchanged", "incomplete", "not_a_feed", "http_500"])
def test_a_source_that_answered_is_not_asked_again_within_the_hour(outcome):
    assert was_just_polled(polled(outcome), NOW)
    assert was_just_polled(polled(outcome), NOW + 59 * MINUTE)
    assert not was_just_polled(polled(outcome), NOW + 60 * MINUTE)


@pytest.mark.parametrize("outcome", ["deadline", "dns", "private_address", "left_alone"])
def test_a_host_that_did_no_work_may_be_asked_again_at_once(outcome):
    assert not was_just_polled(polled(outcome), NOW + MINUTE)


def test_files_and_this_machine_are_read_as_often_as_anybody_likes():
    assert not was_just_polled(polled(location="/lists/picked.txt"), NOW)
    assert not was_just_polled(polled(location="http://127.0.0.1:8000/rss"), NOW)


def test_a_poll_of_the_future_was_dated_by_a_wrong_clock():
    assert not was_just_polled(polled(polled_at=NOW + MINUTE), NOW)


def test_a_host_is_not_asked_before_it_said():
    asked = TransientError("http_429", retry_after_seconds=7200)
    due_at = poll_again_at(asked, NOW)
    assert due_at == NOW + timedelta(hours=2)
    assert not may_poll(polled("http_429", due_at=due_at), NOW)
    assert may_poll(polled("http_429", due_at=due_at), due_at)
    assert poll_again_at(TransientError("deadline"), NOW) is None


def test_a_source_is_asked_for_changes_alone_until_the_next_night():
    marked = polled(validators=Validators(etag='"1"'))
    assert validators_for(marked, NOW + UNCONDITIONAL_AFTER - MINUTE) == Validators(etag='"1"')
    assert validators_for(marked, NOW + UNCONDITIONAL_AFTER) is None
    assert validators_for(polled(), NOW) is None
