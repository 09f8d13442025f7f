"""Reports of one event are linked, look-alike events are kept apart, and the reasons are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.decision import model
from pipeline.linking.events import EventJudgements, find_events
from pipeline.linking.profile import StoryText, profile_of

DAY = datetime(2026, 3, 9, 12, tzinfo=UTC)

SIXTH = (
    "Harbour talks resume",
    (
        "Premier Orla Vane of Tarrin and President Kesto Brandal of Ulmia spoke by telephone on Monday for an hour, "
        "their sixth publicly known conversation since the Saltmarsh blockade began, the palace in Ulmia said. "
        "They discussed the blockade, grain convoys through the Saltmarsh strait and the release of Tarrin sailors."
    ),
)
SIXTH_TOO = (
    "Vane and Brandal on the phone again",
    (
        "The leaders of Tarrin and Ulmia held a one-hour phone call on Monday. It was the sixth disclosed contact between "
        "Orla Vane and Kesto Brandal, an adviser told reporters. The convoys of grain, the sailors held in Ulmia and the "
        "Saltmarsh blockade were on the list, he said."
    ),
)
SEVENTH = (
    "Vane, Brandal talk grain",
    (
        "Premier Orla Vane of Tarrin and President Kesto Brandal of Ulmia spoke by telephone on Saturday for an hour, "
        "their seventh publicly known conversation since the Saltmarsh blockade began, the palace in Ulmia said. "
        "They discussed the blockade, grain convoys through the Saltmarsh strait and the release of Tarrin sailors."
    ),
)


def story(name, report, at=DAY, language="en"):
    return profile_of(StoryText(name, *report, language, at, at))


@pytest.fixture(scope="module")
def profiles():
    return [
        story("a", SIXTH),
        story("b", SIXTH_TOO, DAY + timedelta(hours=3)),
        story("c", SEVENTH, DAY + timedelta(days=5)),
    ]


def test_two_accounts_of_one_call_are_one_event_and_the_next_call_is_another(profiles):
    assert find_events(profiles, model()) == [("a", "b"), ("c",)]


def test_the_decision_names_what_speaks_for_and_against(profiles):
    _, told, later = profiles
    decision = model().decide(told, later)
    assert decision.contributions["ordinal_conflict"] < -1
    assert sum(decision.contributions.values()) == pytest.approx(decision.log_odds)
    assert decision == model().decide(later, told)


def test_without_dates_likeness_alone_is_a_question_and_no_link():
    """Two calls of the same two leaders: nothing says when either was, and no fact of one is in the other."""
    first = (
        "",
        (
            "Orla Vane and Kesto Brandal spoke by telephone about grain and the Saltmarsh blockade, aides in Ulmia said. "
            "The premier of Tarrin asked for inspectors at the locks. Her office called the conversation useful."
        ),
    )
    other = (
        "",
        (
            "By telephone Kesto Brandal and Orla Vane talked on the blockade of Saltmarsh and on prisoners. The president "
            "offered an exchange before winter; a spokesman in Tarrin would not comment on lists that circulate."
        ),
    )
    undated = [
        profile_of(StoryText(name, *report, "en", None, DAY)) for name, report in (("a", first), ("b", other))
    ]
    assert model().decide(*undated).score < 0.6
    assert find_events(undated, model(), link_limit=0.6) == [("a",), ("b",)]


def test_two_languages_do_not_meet():
    assert find_events([story("a", SIXTH), story("b", SIXTH_TOO, language="fr")], model()) == [("a",), ("b",)]


def test_a_judgement_wins(profiles):
    judged = EventJudgements(same=frozenset({("b", "c")}), different=frozenset({("a", "b")}))
    assert find_events(profiles, model(), judged) == [("a",), ("b", "c")]


@given(st.permutations(range(3)))
def test_order_changes_nothing(order):
    texts = [story("a", SIXTH), story("b", SIXTH_TOO), story("c", SEVENTH, DAY + timedelta(days=5))]
    assert find_events([texts[place] for place in order], model()) == find_events(texts, model())
