"""Every story is a star around an article that resembles all others, and people have the last word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.clusters import Link, clusters, digest_pages, unlinked_contents
from pipeline.folding.disjoint_sets import components
from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    import random

NIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def link(left, right, strength=0.8, relation=Relation.NEAR_DUPLICATE, contained=""):
    return Link(*sorted((left, right)), relation, strength, contained)


def said(left, right, verdict, days=0):
    return Judgement(*sorted((left, right)), verdict, "ed", NIGHT + timedelta(days=days))


def partition(members, links, judgements=()):
    return ["".join(cluster.members) for cluster in clusters(members, links, judgements)]


def test_a_chain_whose_ends_do_not_meet_is_broken_at_its_weakest_link():
    links = [link("a", "b", 0.9), link("b", "c", 0.8), link("c", "d", 0.7)]
    assert partition("abcd", links) == ["abc", "d"]


def test_cut_copies_that_share_nothing_join_through_the_report_they_were_cut_from():
    (found,) = clusters("abc", [link("a", "b"), link("a", "c")], [])
    assert (found.members, found.centres) == (("a", "b", "c"), ("a",))


def test_equal_texts_count_as_one_however_many_they_are():
    equal = [link("c", f"e{number}", 1.0, Relation.IDENTICAL) for number in range(500)]
    (found,) = clusters(["a", "c", *(f"e{number}" for number in range(500))], [*equal, link("a", "c")], [])
    assert len(found.members) == 502


def test_templates_keep_their_clusters_apart():
    links = [link("a", "b", 0.9), link("b", "c", 0.6), link("a", "c", 0.7, Relation.TEMPLATE)]
    assert partition("abc", links) == ["ab", "c"]


def test_different_parts_and_holds_through_merges():
    links = [link("a", "b"), link("b", "c"), link("a", "c")]
    assert partition("abc", links, [said("a", "c", Verdict.DIFFERENT)]) == ["ab", "c"]


def test_same_joins_without_a_link_and_carries_what_hangs_on_either_side():
    links = [link("a", "b"), link("c", "d")]
    assert partition("abcd", links, [said("a", "c", Verdict.SAME)]) == ["abcd"]


def test_of_two_judgements_that_cannot_both_hold_different_and_the_later_same_win():
    word = [
        said("a", "b", Verdict.SAME, days=1),
        said("b", "c", Verdict.SAME, days=2),
        said("a", "c", Verdict.DIFFERENT, days=3),
    ]
    assert partition("abc", [], word) == ["a", "bc"]


def test_a_digest_of_two_unrelated_reports_joins_neither():
    links = [
        link("r", "x", 0.7, Relation.ABRIDGED, contained="x"),
        link("r", "y", 0.7, Relation.PARTIAL, contained="y"),
    ]
    assert digest_pages(links) == {"r"}
    assert unlinked_contents(links) == {"r": [("x", "y")]}
    assert partition("rxy", links) == ["r", "x", "y"]


def test_a_report_keeps_its_cut_copies_when_they_resemble_each_other():
    links = [
        link("r", "x", 0.7, Relation.ABRIDGED, contained="x"),
        link("r", "y", 0.7, Relation.ABRIDGED, contained="y"),
        link("x", "y", 0.6),
    ]
    assert partition("rxy", links) == ["rxy"]


def test_components_are_all_that_edges_reach():
    assert components("abcd", [("a", "b"), ("b", "c")]) == [frozenset("abc"), frozenset("d")]


graphs = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 9),
        st.sampled_from([Relation.NEAR_DUPLICATE, Relation.IDENTICAL, Relation.TEMPLATE, Relation.ABRIDGED]),
        st.sampled_from([0.5, 0.7, 0.9]),
    ),
    max_size=25,
)
words = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(list(Verdict))), max_size=5)


@given(graphs, words, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_judgements_never_changes_the_stories(edges, spoken, dice: random.Random):
    members = [f"m{number}" for number in range(10)]
    pairs = {}
    for a, b, relation, strength in edges:
        if a != b:
            pairs[min(a, b), max(a, b)] = link(f"m{a}", f"m{b}", strength, relation)
    links = list(pairs.values())
    verdicts = {(min(a, b), max(a, b)): verdict for a, b, verdict in spoken if a != b}
    judged = [said(f"m{a}", f"m{b}", verdict, days=a) for (a, b), verdict in verdicts.items()]
    before = clusters(members, links, judged)
    dice.shuffle(links)
    dice.shuffle(judged)
    dice.shuffle(members)
    assert clusters(members, links, judged) == before
    together = {member: place for place, cluster in enumerate(before) for member in cluster.members}
    for each in judged:
        if each.verdict is Verdict.DIFFERENT:
            assert together[each.left_id] != together[each.right_id]
