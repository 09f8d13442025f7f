"""The cursor of a list, as strangers may write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.web import cursor

MOMENT = datetime(2031, 3, 9, 2, 14, tzinfo=UTC)


def test_a_cursor_is_read_as_it_was_written():
    text = cursor.write(5, MOMENT, 0.55, "s1~odd")
    assert cursor.read(text, int, cursor.moment, float, str) == (5, MOMENT, 0.55, "s1~odd")


@pytest.mark.parametrize("text", ["", "5", "x~2031-03-09", "5~yesterday", "5~9999-12-31T23:59:59-14:00"])
def test_what_cannot_be_read_is_no_cursor(text):
    assert cursor.read(text, int, cursor.moment) is None
