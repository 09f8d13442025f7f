"""Years of other calendars."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parsing.calendars import gregorian


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ((1399, 1, 1), date(2020, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1395, 10, 12), date(2017, 1, 1)),
        ((2567, 5, 9), date(2024, 5, 9)),
        ((2024, 5, 9), date(2024, 5, 9)),
    ],
)
def test_a_year_says_which_calendar_it_is_of(written, day):
    assert gregorian(*written) == day


@pytest.mark.parametrize("written", [(1404, 12, 30), (1403, 7, 31), (1403, 13, 1), (2024, 2, 30)])
def test_a_day_that_no_calendar_has_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - of datetime or of ours
        gregorian(*written)
