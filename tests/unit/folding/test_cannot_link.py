"""Two stories are two by a constraint that one story would violate, and a pair shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.cannot_link import CannotLink, Constraint, find_cannot_link
from pipeline.folding.clusters import Link, clusters, links_within
from pipeline.model import Judgement, Relation, Verdict

NAMES = "abcdefg"
FOLDING = (Relation.NEAR_DUPLICATE, Relation.ABRIDGED, Relation.IDENTICAL)


def link(left, right, relation=Relation.NEAR_DUPLICATE, strength=0.8, contained=""):
    return Link(*sorted((left, right)), relation, strength, contained)


def different(left, right):
    return Judgement(*sorted((left, right)), Verdict.DIFFERENT, "ed", datetime(2026, 3, 1, tzinfo=UTC))


def test_a_word_of_a_person_comes_first():
    links = [link("a", "c"), link("b", "c", Relation.TEMPLATE)]
    assert find_cannot_link("ab", "c", links, [different("b", "c")]) == CannotLink(
        Constraint.JUDGED_DIFFERENT, "b", "c"
    )


def test_two_of_one_form_are_named():
    links = [link("a", "b"), link("a", "c"), link("b", "c", Relation.TEMPLATE)]
    assert find_cannot_link("ab", "c", links, []) == CannotLink(Constraint.TEMPLATE, "b", "c")


def test_without_a_star_centre_the_nearest_is_named_and_whom_it_does_not_resemble():
    links = [link("a", "b"), link("b", "c"), link("c", "d")]
    assert find_cannot_link("abc", "d", links, []) == CannotLink(Constraint.NO_STAR_CENTRE, "b", "d")


def test_equal_texts_resemble_what_one_of_them_does():
    links = [link("a", "e", Relation.IDENTICAL), link("a", "b"), link("e", "c"), link("b", "c")]
    assert find_cannot_link("ae", "bc", links, []) is None


@given(st.data())
def test_stories_that_a_link_would_join_always_violate_a_constraint_as_one(data):
    ends = [(left, right) for left in NAMES for right in NAMES if left < right]
    relations = st.sampled_from([*FOLDING, Relation.TEMPLATE])
    chosen = data.draw(st.dictionaries(st.sampled_from(ends), relations))
    links = [
        link(*pair, relation, data.draw(st.floats(0.5, 0.9)), data.draw(st.sampled_from(["", *pair])))
        for pair, relation in chosen.items()
    ]
    story_of = {member: found.members for found in clusters(NAMES, links, []) for member in found.members}
    for each in links_within(set(NAMES), links):
        ones, others = story_of[each.left], story_of[each.right]
        if each.relation.folds and ones != others:
            assert find_cannot_link(ones, others, links, []) is not None
