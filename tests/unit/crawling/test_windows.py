from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from pipeline.crawling.windows import day_window, days_between, previous_day


def test_a_moment_at_midnight_belongs_to_the_day_that_begins():
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert midnight in day_window(date(2026, 3, 2))
    assert midnight not in day_window(date(2026, 3, 1))


def test_the_previous_day_is_counted_in_utc():
    tokyo = timezone(timedelta(hours=9))
    assert previous_day(datetime(2026, 3, 2, 8, 59, tzinfo=tokyo)) == date(2026, 2, 28)


def test_a_range_of_days_holds_both_its_ends():
    assert list(days_between(date(2026, 2, 28), date(2026, 3, 1))) == [date(2026, 2, 28), date(2026, 3, 1)]
    assert list(days_between(date(2026, 3, 2), date(2026, 3, 1))) == []
