"""Which numbers of a line say something, and which are those of dates, times and counters."""

import time

import pytest

from pipeline.cleaning.recurring.figures import differ_in_figures, figures_of


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Zlatý za korunu: 5,74", ("5,74",)),
        ("Tore: Adeyemi 12, Wirth 70", ("12", "70")),
        ("Zuschauer 21 480", ("21 480",)),
        ("台風の中心気圧 965 ヘクトパスカル", ("965",)),
        ("Brent | 71.20 | -0.4", ("71.20", "0.4")),
    ],
)
def test_numbers_of_a_statement_are_figures(text, figures):
    assert figures_of(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Page last changed: 3 March 2026",
        "Letzte Änderung 14. Dezember 2025",
        "Обновлено 12.04.2026",
        "2026年4月12日 更新",
        "Play video - 1:16",
        "14 replies",
        "No number at all",
    ],
)
def test_numbers_of_dates_times_and_counters_are_none(text):
    assert figures_of(text) == ()


def test_copies_differ_in_figures_when_their_words_are_the_same_and_their_numbers_are_not():
    assert differ_in_figures("Silver: 24.10", "Silver: 24.35")
    assert not differ_in_figures("Silver: 24.10", "SILVER – 24.10")
    assert not differ_in_figures("Printed on 3 May 2026", "Printed on 4 May 2026")
    assert not differ_in_figures("2 letters", "14 letters")


def test_a_long_list_of_months_and_numbers_takes_no_time():
    began = time.process_time()
    assert figures_of("mai 1 " * 20_000) == ()
    assert time.process_time() - began < 1
