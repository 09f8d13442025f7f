"""Dates as people write them, in many languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from babel import Locale as CldrLocale

from pipeline.parsing.months import month_named
from pipeline.parsing.written_dates import Locale, Moment, written_dates

LATEST = datetime(2024, 6, 1, tzinfo=UTC)
DAY = datetime(2024, 5, 9, tzinfo=UTC)
MORNING = datetime(2024, 5, 9, 8, 5, tzinfo=UTC)


def read(text, language=None, country=None):
    found = list(written_dates(text, Locale(language, country), LATEST))
    assert len(found) <= 1
    return found[0].moment if found else None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Published: Thursday, 9 May 2024", "en"),
        ("May 9th, 2024", "en"),
        ("9. Mai 2024", "de"),
        ("le 9 mai 2024", "fr"),
        ("9 de mayo de 2024", "es"),
        ("9 de maio de 2024", "pt"),
        ("9 maggio 2024", "it"),
        ("9 maj 2024", "pl"),
        ("9 мая 2024 года", "ru"),
        ("9 травня 2024", "uk"),
        ("9 Mayıs 2024 Perşembe", "tr"),
        ("9 Μαΐου 2024", "el"),
        ("9. toukokuuta 2024", "fi"),
        ("2024. május 9.", "hu"),
        ("2024 m. gegužės 9 d.", "lt"),
        ("2024. gada 9. maijs", "lv"),
        ("9. května 2024", "cs"),
        ("9. svibnja 2024.", "hr"),
        ("2024ko maiatzaren 9a", "eu"),
        ("9 de maig de 2024", "ca"),
        ("٩ مايو ٢٠٢٤", "ar"),
        ("٩ أيار / مايو ٢٠٢٤", "ar"),
        ("۲۰ اردیبهشت ۱۴۰۳", "fa"),
        ("9 במאי 2024", "he"),
        ("9 मई 2024", "hi"),
        ("৯ মে ২০২৪", "bn"),
        ("9 พ.ค. 2567", "th"),
        ("9 พ.ค. 67", "th"),
        ("Ngày 9 tháng 5 năm 2024", "vi"),
        ("9 Mei 2024", "id"),
        ("2024年5月9日", "zh"),
        ("令和6年5月9日", "ja"),
        ("民國113年5月9日", "zh"),
        ("2024년 5월 9일", "ko"),
        ("2024. 5. 9.", "ko"),
        ("09.05.2024", "de"),
        ("9 May 2024", None),
    ],
)
def test_a_day_is_read_in_the_words_and_digits_of_its_language(text, language):
    expected = Moment(DAY, "day")
    assert read(text, language) == expected


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "ru", "uk", "pl", "cs", "el", "fi", "tr", "ar", "hi", "ka", "hy"]
)
def test_every_month_of_a_language_has_its_number(language):
    for number, name in CldrLocale(language).months["format"]["wide"].items():
        assert month_named(name, language) == number


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("9 May 2024, 08:05", "en", Moment(MORNING, "minute")),
        ("9 May 2024 8:05:10 am", "en", Moment(MORNING.replace(second=10), "second")),
        ("May 9, 2024 at 8:05 p.m.", "en", Moment(MORNING.replace(hour=20), "minute")),
        ("May 9, 2024 12:05 AM", "en", Moment(MORNING.replace(hour=0), "minute")),
        ("May 9, 2024 8 PM", "en", Moment(DAY.replace(hour=20), "hour")),
        ("9. Mai 2024, 20 Uhr", "de", Moment(DAY.replace(hour=20), "hour")),
        ("9 mai 2024 à 08h05", "fr", Moment(MORNING, "minute")),
        ("den 9 maj 2024 kl. 08.05", "sv", Moment(MORNING, "minute")),
        ("2024年5月9日 下午8:05", "zh", Moment(MORNING.replace(hour=20), "minute")),
        ("2024.05.09. 오후 8:05", "ko", Moment(MORNING.replace(hour=20), "minute")),
        ("08:05, 9 мая 2024", "ru", Moment(MORNING, "minute")),
        ("Thu May 09 08:05:10 UTC 2024", "en", Moment(MORNING.replace(second=10), "second")),
        ("9 May 2024 10:05 CEST", "en", Moment(MORNING, "minute")),
        ("9 мая 2024 11:05 (МСК)", "ru", Moment(MORNING, "minute")),
        ("9 Mei 2024 15:05 WIB", "id", Moment(MORNING, "minute")),
        ("9 May 2024 13:35 IST", "en", Moment(MORNING, "minute")),
        ("9 May 2024 10:05 IST", "he", Moment(MORNING, "minute")),
        ("9 May 2024 10:05 UTC+2", "en", Moment(MORNING, "minute")),
    ],
)
def test_a_time_beside_the_day_is_read_with_its_half_and_zone(text, language, moment):
    assert read(text, language) == moment


@pytest.mark.parametrize(
    ("text", "language", "country", "month", "day"),
    [
        ("3/4/2024", "en", None, 3, 4),
        ("3/4/2024", "en", "gb", 4, 3),
        ("3/4/2024", "fr", None, 4, 3),
        ("3.4.2024", "en", "us", 4, 3),
        ("25/4/2024", "en", "us", 4, 25),
        ("4/25/2024", "en", "gb", 4, 25),
        ("9/3/2024", "en", "us", 3, 9),  # the third of September is still to come
    ],
)
def test_day_and_month_stand_in_the_order_of_country_and_language(text, language, country, month, day):
    moment = read(text, language, country)
    assert (moment.at.month, moment.at.day) == (month, day)


@pytest.mark.parametrize(
    "text",
    [
        "2024", "May 2024", "© 2014–2024 Harbour Post", "9 million in 2024", "31 February 2024", "Room 12, 2024 edition",
        "Call 040 12345 2024", "version 1.2.2024.5", "9 May", "99/99/2024", "",
    ],
)  # fmt: skip
def test_a_year_a_month_or_a_number_alone_is_no_date(text):
    assert read(text, "en") is None
