"""Happenings that recur: two writers share the facts of one and no sentence, one writer repeats the words of another one."""

from __future__ import annotations

import re

import pytest

from newsroom.recurring import KINDS, SERIES, TIMES, reports

SENTENCE = re.compile(r"(?<=[.!?])\s+")


@pytest.fixture(scope="module")
def told():
    return reports(5)


def _of(told, happening):
    return [each for each in told if each.happening == happening]


def test_each_happening_is_told_twice_and_the_same_seed_tells_the_same(told):
    assert len(told) == 2 * len(KINDS) * SERIES * TIMES
    assert all(len(_of(told, each.happening)) == 2 for each in told)
    assert reports(5) == told
    assert reports(6) != told


def test_two_writers_of_one_happening_share_no_sentence(told):
    for each in told:
        one, other = ({*SENTENCE.split(report.text)} for report in _of(told, each.happening))
        assert not one & other


def test_no_two_happenings_of_a_series_have_the_same_text_or_day(told):
    for series in {each.series for each in told}:
        mine = [each for each in told if each.series == series and "agency" in each.url]
        assert len({each.text for each in mine}) == TIMES
        assert len({each.published_at.date() for each in mine}) == TIMES
