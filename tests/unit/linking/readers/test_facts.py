"""Each reader finds its kind of fact in the opening of a report, and nothing that only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.linking.readers import amounts, casualties, days, ordinals
from pipeline.linking.readers.spelled_numbers import number_of

MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("their sixth publicly known call", {"6"}),
        ("the 24th film of the series", {"24"}),
        ("the eighth conversation this year, the third on grain", {"8", "3"}),
        ("the second man in the 20th century, the first time", set()),
        ("on july 4th they met, and again on the 18th september", set()),
        ("near fifth avenue, in the ninth circuit", set()),
    ],
)
def test_ordinals_count_a_series(text, found):
    assert ordinals.ordinals(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at least twelve people were killed and 40 injured", {"12"}),
        ("the blast killed 1,204 people", {"1204"}),
        ("the flood left nine dead", {"9"}),
        ("the death toll rose to 31", {"31"}),
        ("a storm left 300 homes without power", set()),
    ],
)
def test_how_many_were_killed(text, found):
    assert casualties.killed(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("three people were injured", {"3"}),
        ("the crash injured twenty-one", {"21"}),
        ("injured for two years", set()),
    ],
)
def test_how_many_were_injured(text, found):
    assert casualties.injured(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 17-year-old boy", {"17"}),
        ("a forty-two-year-old nurse", {"42"}),
        ("orla vane, 63, of marsh lane", {"63"}),
        ("aged six", {"6"}),
        ("a 400-year-old oak", set()),
    ],
)
def test_ages(text, found):
    assert casualties.ages(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a magnitude 6.1 earthquake", {"6.1"}),
        ("a 5.8-magnitude quake", {"5.8"}),
        ("a quake measuring 7.0 on the scale", {"7.0"}),
        ("a rate of 6.1 percent", set()),
    ],
)
def test_magnitudes(text, found):
    assert amounts.magnitudes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("won 3-1 at home", {"3-1"}),
        ("lost 88-102", {"102-88"}),
        ("the 2014-15 season", set()),
        ("call 1-800-555", set()),
        ("a 5-4 vote", set()),
    ],
)
def test_scores(text, found):
    assert amounts.scores(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a bill of $4.5 trillion", {"4.5e+12"}),
        ("us$4.5tn", {"4.5"}),
        ("85 million euros", {"8.5e+07"}),
        ("€1,200", {"1.2e+03"}),
        ("4 million people", set()),
    ],
)
def test_money(text, found):
    assert amounts.money(text) == found


def test_percentages():
    assert amounts.percents("from 5.50% to 5.25 per cent, up 3 percent") == {"5.5", "5.25", "3"}


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("on thursday", MONDAY, {"2026-03-05"}),
        ("will meet on thursday", MONDAY, {"2026-03-12"}),
        ("next monday", MONDAY, {"2026-03-16"}),
        ("yesterday", MONDAY, {"2026-03-08"}),
        ("on 3 july", MONDAY, {"2026-07-03"}),
        ("on december 31", date(2026, 1, 2), {"2025-12-31"}),
        ("july 3rd, 2025", MONDAY, {"2025-07-03"}),
        ("on 2025-07-03", None, {"2025-07-03"}),
        ("on 3 july", None, {"--07-03"}),
        ("on thursday", None, {"thursday"}),
        ("february 30", MONDAY, set()),
    ],
)
def test_days_are_resolved_against_the_publication(text, published, found):
    assert days.days(text, published) == found


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ({"2026-03-05"}, {"2026-03-05", "2026-01-01"}, 0),
        ({"2026-03-05"}, {"2026-03-09"}, 4),
        ({"2026-03-05"}, {"--03-05"}, 0),
        ({"--12-31"}, {"--01-01"}, 1),
        ({"thursday"}, {"2026-03-05"}, 0),
        ({"thursday"}, {"monday"}, 1),
        ({"thursday"}, {"--03-05"}, None),
        (set(), {"monday"}, None),
    ],
)
def test_days_between_what_two_reports_speak_of(left, right, between):
    assert days.gap(frozenset(left), frozenset(right)) == between


def test_the_first_whole_date_is_the_dateline():
    assert days.dateline("on may 3 it was said. march 9, 2026") == MONDAY
    assert days.dateline("on may 3 it was said") is None


def test_numbers_in_words_and_digits():
    assert [number_of(each) for each in ("twenty-one", "nine", "1,204")] == [21, 9, 1204]
