"""Tokens of forms, origins, and the size of what is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.web.security import HEADERS, TOKEN_HOURS, Tokens, User

NOW = datetime(2031, 3, 9, 2, 14, tzinfo=UTC)
ANA = User("ana", may_judge=True)
TOKENS = Tokens(b"one key")


def test_a_token_is_good_for_its_user_and_its_hours():
    token = TOKENS.make(ANA, NOW)
    assert TOKENS.is_good(token, ANA, NOW)
    assert TOKENS.is_good(token, ANA, NOW + timedelta(hours=TOKEN_HOURS - 1))
    assert not TOKENS.is_good(token, ANA, NOW + timedelta(hours=TOKEN_HOURS + 1))
    assert not TOKENS.is_good(token, User("ben", may_judge=True), NOW)


def test_another_process_with_the_same_key_takes_the_token():
    assert Tokens(b"one key").is_good(TOKENS.make(ANA, NOW), ANA, NOW)
    assert not Tokens(b"another").is_good(TOKENS.make(ANA, NOW), ANA, NOW)


@pytest.mark.parametrize("token", ["", ".", "x.y", "999999999999999.y", "٣.y", "542000.", "542000.é"])
def test_a_made_up_token_is_refused(token):
    assert not TOKENS.is_good(token, ANA, NOW)


def test_the_end_of_a_token_cannot_be_moved():
    ends, _, signature = TOKENS.make(ANA, NOW).partition(".")
    assert not TOKENS.is_good(f"{int(ends) + 5}.{signature}", ANA, NOW)


def test_the_policy_allows_nothing_inline():
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
