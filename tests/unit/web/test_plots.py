"""Positions of the marks of a plot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.plots import columns, every_day, stacked, time_axis

START = datetime(2031, 3, 9, 2, 14, tzinfo=UTC)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_every_moment_is_inside_the_plot_and_in_order(seconds):
    moments = sorted(START + timedelta(seconds=number) for number in seconds)
    axis = time_axis(moments)
    positions = [axis.x(moment) for moment in moments]
    assert positions == sorted(positions)
    assert all(0 <= position <= 100 for position in positions)
    assert len(axis.ticks) <= 6
    assert all(0 <= tick.x <= 100 for tick in axis.ticks)


def test_copies_within_seconds_share_an_hour():
    axis = time_axis([START, START + timedelta(seconds=3)])
    assert axis.end - axis.start == timedelta(hours=1)


def test_ticks_are_round_times():
    assert [tick.label for tick in time_axis([START, START + timedelta(hours=9)]).ticks] == [
        "03:00",
        "06:00",
        "09:00",
    ]


def test_days_are_named_on_a_long_axis():
    labels = [tick.label for tick in time_axis([START, START + timedelta(days=4)]).ticks]
    assert labels == ["10 Mar", "11 Mar", "12 Mar", "13 Mar"]


def test_the_largest_column_fills_the_plot():
    plot = columns([("a", 10, 4), ("b", 5, 5)], 100)
    assert [(bar.height, bar.filled) for bar in plot.bars] == [(100, 40), (50, 50)]


def test_columns_of_nothing_are_flat():
    assert [bar.height for bar in columns([("a", 0, 0)], 100).bars] == [0]
    assert columns([], 100).bars == ()


def test_a_day_without_rows_shows_as_a_gap():
    assert len(every_day(date(2031, 2, 27), date(2031, 3, 2))) == 4


def test_parts_laid_end_to_end_reach_their_share():
    parts = stacked({"fetch": 30.0, "fold": 10.0}, 80.0)
    assert [(part.x, part.width) for part in parts] == [(0.0, 37.5), (37.5, 12.5)]
    assert stacked({"fetch": 0.0}, 0.0)[0].width == 0
