"""Years that are not counted as the Gregorian calendar counts them, where the number alone says so.

A year of 1369 to about 1405 is one of the Persian solar calendar: its Gregorian years run from 1990 to now, while the
lunar calendar of Islam is already past 1410 then. A year of 2533 and later is one of the Buddhist era.
"""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST_YEARS = 543
ROC_YEARS = 1911
"""The first year of the Republic of China is 1912."""

JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The Gregorian year before the first of each era."""

_FIRST_PERSIAN, _LAST_PERSIAN = 1369, 1409
_FIRST_BUDDHIST, _LAST_BUDDHIST = 2533, 2643


def gregorian(year: int, month: int, day: int) -> date:
    """Return the day in the Gregorian calendar; raise ValueError when there is no such day in any."""
    if _FIRST_PERSIAN <= year <= _LAST_PERSIAN:
        return from_persian(year, month, day)
    if _FIRST_BUDDHIST <= year <= _LAST_BUDDHIST:
        return date(year - BUDDHIST_YEARS, month, day)
    return date(year, month, day)


def from_persian(year: int, month: int, day: int) -> date:
    """Return a day of the Persian solar calendar; raise ValueError when there is no such day.

    By the cycle of 33 years with eight leap years, which holds for 1244 to 1472 (Borkowski, "The Persian calendar for
    3000 years", Earth, Moon and Planets 74, 1996).
    """
    longest = 31 if month <= 6 else 30
    if not (1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"{year}-{month}-{day} is no day of the Persian calendar")
    if (month, day) == (12, 30) and not _is_persian_leap(year):
        raise ValueError(f"{year} is no leap year")
    leaps = sum(_is_persian_leap(each) for each in range(1350, year))
    days = (year - 1350) * 365 + leaps + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return date(1971, 3, 21) + timedelta(days=days)


def _is_persian_leap(year: int) -> bool:
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}
