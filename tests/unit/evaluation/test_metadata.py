"""Title, date, authors and language are right, wrong, or not said, as a person would count them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.evaluation.metadata import (
    are_authors_right,
    is_day_right,
    is_day_wrong,
    is_language_right,
    is_title_right,
)

EVENING = datetime(2016, 12, 20, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "gold", "is_right"),
    [
        ("The mill’s  “last” day – at dawn", 'the Mill\'s "last" day - at dawn', True),
        ("ｆｅｒｒｙ", "Ferry", True),
        ("Ferry | Harbour Post", "Ferry", False),
        (None, "Ferry", False),
        ("Ferry", None, None),
    ],
)
def test_titles_differ_by_words_alone(found, gold, is_right):
    assert is_title_right(found, gold) is is_right


@pytest.mark.parametrize(
    ("found", "raw", "gold", "is_right"),
    [
        (EVENING, "Mon, 19 Dec 2016 23:30:00 EST", "2016-12-19", True),  # the page's own day
        (EVENING, "2016-12-19T23:30:00-05:00", "2016-12-19", True),
        (EVENING, "2016-12-20T04:30:00Z", "2016-12-19T23:30:00-05:00", True),  # the day of the gold's zone
        (EVENING, "2016-12-20T04:30:00Z", "2016-12-19", False),
        (datetime(2016, 12, 19, tzinfo=UTC), "2016-12-19", "2016-12-19T23:30:00-05:00", True),
        (datetime(2016, 12, 5, tzinfo=UTC), "2016-12-05", "2016-12-05", True),  # its end is no zone
        (None, None, "2016-12-19", False),
        (EVENING, None, None, None),
        (EVENING, None, "lately", None),
    ],
)
def test_a_day_is_right_in_utc_or_in_the_pages_own_zone(found, raw, gold, is_right):
    assert is_day_right(found, raw, gold) is is_right


def test_no_date_is_not_a_wrong_date():
    assert is_day_wrong(None, None, "2016-12-19") is False
    assert is_day_wrong(EVENING, "2016-12-20T04:30:00Z", "2016-12-18") is True
    assert is_day_wrong(EVENING, None, None) is None


@pytest.mark.parametrize(
    ("byline", "gold", "is_right"),
    [
        ("Ruta ANNEKEN; Ines Talvik", ("Ines Talvik", "Ruta Anneken"), True),
        ("Ines Talvik", ("Ines Talvik", "Ruta Anneken"), False),
        (None, ("Ines Talvik",), False),
        ("Ines Talvik", (), None),
    ],
)
def test_authors_are_a_set_of_names(byline, gold, is_right):
    assert are_authors_right(byline, gold) is is_right


@pytest.mark.parametrize(
    ("found", "gold", "is_right"),
    [
        ("pt-BR", "pt", True),
        ("en", "EN-us", True),
        (None, "ja", False),
        ("en", "Russian", None),
        ("en", None, None),
    ],
)
def test_languages_are_two_letters(found, gold, is_right):
    assert is_language_right(found, gold) is is_right
