"""What happens again and again: two accounts of one happening are one event, and no two happenings are."""

from __future__ import annotations

from itertools import combinations

import pytest

from newsroom.recurring import reports
from pipeline.linking.decision import LINK_LIMIT, model
from pipeline.linking.events import find_events
from pipeline.linking.profile import StoryText, profile_of

SEEDS = range(101, 107)
"""Drawn after the rules were made, from other seeds than they were looked at with."""


def _linked(told):
    """Return how many pairs of one event are of one happening, and those that are not."""
    by_url = {each.url: each for each in told}
    profiles = [
        profile_of(StoryText(each.url, each.title, each.text, "en", each.published_at, each.published_at))
        for each in told
    ]
    pairs = [pair for event in find_events(profiles, model()) for pair in combinations(event, 2)]
    wrong = [pair for pair in pairs if len({by_url[url].happening for url in pair}) > 1]
    return len(pairs) - len(wrong), wrong


@pytest.mark.parametrize("seed", SEEDS)
def test_the_two_accounts_of_each_happening_are_linked_and_nothing_else(seed):
    told = reports(seed)
    right, wrong = _linked(told)
    assert wrong == []
    assert right >= 0.95 * len(told) / 2


def test_two_writers_on_two_happenings_are_rarely_linked_where_nobody_else_reports():
    """The hardest case: of each happening one account is held, alternately by the one and by the other writer."""
    links = stories = 0
    for seed in SEEDS:
        told = [
            each for each in reports(seed) if ("agency" in each.url) == (int(each.happening[-1]) % 2 == 0)
        ]
        right, wrong = _linked(told)
        assert right == 0
        links, stories = links + len(wrong), stories + len(told)
    assert links <= 0.06 * stories


def test_one_form_filled_in_twice_says_so():
    told = [each for each in reports(101) if each.series == "rates-0" and "agency" in each.url][:2]
    one, other = (
        profile_of(StoryText(each.url, each.title, each.text, "en", each.published_at)) for each in told
    )
    decision = model().decide(one, other)
    assert decision.contributions["same_form"] < -1
    assert decision.score < LINK_LIMIT / 10
    assert sum(decision.contributions.values()) == pytest.approx(decision.log_odds)
