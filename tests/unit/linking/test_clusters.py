"""Events hang together by all their pairs, whatever the order in which these come."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.clusters import average_link, log_odds_components

MEMBERS = "abcdef"
TABLES = st.fixed_dictionaries(
    {(a, b): st.integers(-4, 4).map(float) for a in MEMBERS for b in MEMBERS if a < b}
)


def scored(table):
    return lambda one, other: table[one, other]


def test_a_chain_is_no_event():
    table = {("a", "b"): 3.0, ("b", "c"): 3.0, ("a", "c"): -9.0}
    assert log_odds_components("abc", table, 1.0) == [frozenset("abc")]
    assert average_link("abc", scored(table), 1.0) == [("a", "b"), ("c",)]


def test_a_person_joins_and_parts():
    table = {("a", "b"): -3.0, ("b", "c"): 3.0, ("a", "c"): -3.0}
    assert average_link("abc", scored(table), 1.0, [("a", "b")], [("b", "c")]) == [("a", "b"), ("c",)]


def test_a_word_joins_two_events_whole():
    """Two accounts of one call each, and somebody says that the calls were one: nobody falls out of either."""
    table = {
        ("a", "b"): 6.0,
        ("c", "d"): 6.0,
        ("a", "c"): -4.0,
        ("b", "d"): -4.0,
        ("a", "d"): -2.0,
        ("b", "c"): -2.0,
    }
    assert average_link("abcd", scored(table), 1.0) == [("a", "b"), ("c", "d")]
    assert average_link("abcd", scored(table), 1.0, [("a", "c")]) == [("a", "b", "c", "d")]
    parted = average_link("abcd", scored(table), 1.0, [("a", "c")], [("b", "c")])
    assert parted == [("a", "c", "d"), ("b",)]


def test_what_is_joined_to_a_judged_pair_obeys_the_judgement():
    table = {("a", "b"): 5.0, ("b", "c"): 5.0, ("a", "c"): 5.0}
    assert average_link("abc", scored(table), 1.0, different=[("a", "c")]) == [("a", "b"), ("c",)]


def test_a_component_too_large_loses_its_weakest_pairs(monkeypatch):
    monkeypatch.setattr("pipeline.linking.clusters._MOST_MEMBERS", 2)
    table = {("a", "b"): 3.0, ("b", "c"): 1.2, ("c", "d"): 3.0}
    assert log_odds_components("abcd", table, 1.0) == [frozenset("ab"), frozenset("cd")]


def test_a_component_too_large_that_people_joined_stays_whole(monkeypatch):
    monkeypatch.setattr("pipeline.linking.clusters._MOST_MEMBERS", 2)
    table = {("a", "b"): inf, ("b", "c"): inf, ("c", "d"): 3.0}
    assert log_odds_components("abcd", table, 1.0) == [frozenset("abc"), frozenset("d")]


@given(TABLES, st.permutations(MEMBERS))
def test_order_changes_nothing(table, order):
    assert average_link(order, scored(table), 1.0) == average_link(MEMBERS, scored(table), 1.0)


@given(TABLES)
def test_every_member_is_in_one_event(table):
    found = average_link(MEMBERS, scored(table), 0.5)
    assert sorted(member for event in found for member in event) == list(MEMBERS)
