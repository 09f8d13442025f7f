"""Each member of a story is in it by its best evidence, and what belongs to other stories makes no article canonical."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.folding.canonical import CanonicalCandidate
from pipeline.folding.clusters import Cluster
from pipeline.matching.pairs import StoredPair
from pipeline.model import Judgement, Relation, Verdict
from pipeline.steps.fold.links import FoldingPair
from pipeline.steps.fold.members import CANONICAL, JUDGED, members_of

NIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def pair(left, right, jaccard=0.8, relation=Relation.NEAR_DUPLICATE, *, shared=100, lengths=(120, 120)):
    return FoldingPair(StoredPair(left, right, relation, jaccard, 0.9, shared, "test"), *lengths)


def candidates_of(names):
    return {
        name: CanonicalCandidate(name, NIGHT + timedelta(hours=hour), f"{name}.example", 120)
        for hour, name in enumerate(names)
    }


def members(names, centres, pairs):
    return members_of(Cluster(tuple(names), tuple(centres)), "s1", candidates_of(names), pairs, "rules")


def test_a_member_is_in_its_story_by_its_pair_with_the_canonical_article():
    found = members("abc", "abc", [pair("a", "b", 0.6), pair("a", "c", 0.6), pair("b", "c", 0.95)])
    assert [(each.article_id, each.relation, each.matched_article_id) for each in found] == [
        ("a", CANONICAL, None),
        ("b", "near_duplicate", "a"),
        ("c", "near_duplicate", "a"),
    ]


def test_a_member_without_such_a_pair_is_in_it_by_its_strongest():
    found = members("abc", "a", [pair("a", "b", 0.6), pair("b", "c", 0.95)])
    assert (found[2].matched_article_id, found[2].jaccard) == ("b", 0.95)


def test_a_member_that_no_pair_joins_was_judged_the_same():
    (_, other) = members("ab", "ab", [])
    assert (other.relation, other.matched_article_id, other.rule_version) == (JUDGED, "a", "rules")
    assert other.reason == "a person said SAME"


def test_of_two_sames_that_share_an_article_each_member_names_the_one_it_was_judged_with():
    said = [
        Judgement(*ends, Verdict.SAME, "ed", NIGHT + timedelta(hours=hour))
        for hour, ends in enumerate((("b", "c"), ("a", "b")))
    ]
    found = members_of(
        Cluster(("a", "b", "c"), ("a", "c")), "s1", candidates_of("abc"), [], "rules", judgements=said
    )
    assert {each.article_id: each.matched_article_id for each in found} == {"a": None, "b": "a", "c": "b"}


def test_an_article_that_holds_a_part_of_another_story_gives_way_to_the_next():
    part = pair("a", "x", 0.1, Relation.PARTIAL, shared=40)
    found = members("abc", "abc", [pair("a", "b"), pair("a", "c"), pair("b", "c"), part])
    assert found[0].article_id == "b"


@pytest.mark.parametrize(
    ("relation", "containment", "jaccard", "shared", "contained"),
    [
        (Relation.PARTIAL, 0.85, 0.5, 100, "a"),
        (Relation.TEMPLATE, 0.85, 0.5, 100, ""),
        (Relation.PARTIAL, 0.75, 0.5, 100, ""),
        (Relation.PARTIAL, 0.85, 0.7, 100, ""),
        (Relation.PARTIAL, 0.85, 0.5, 39, ""),
    ],
    ids=["contained", "one form with other facts", "not whole", "not much longer", "too short"],
)
def test_a_text_is_contained_in_a_much_longer_one_that_has_nearly_all_of_it(
    relation, containment, jaccard, shared, contained
):
    found = FoldingPair(StoredPair("a", "b", relation, jaccard, containment, shared, "test"), 120, 240)
    assert found.contained == contained
