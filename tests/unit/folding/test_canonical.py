"""The article that stands for a story, and the id the story has."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.folding.canonical import CanonicalCandidate, Choice, choose_canonical, other_story_shares
from pipeline.folding.identity import name_stories
from pipeline.identifiers import content_id

NIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def candidate(name, hours=0, host="daily.example", size=300, *, authority=0, agency=None, other=0.0):
    return CanonicalCandidate(name, NIGHT + timedelta(hours=hours), host, size, authority, agency, other)


@pytest.mark.parametrize(
    ("candidates", "chosen", "reason"),
    [
        ([candidate("a")], "a", "only_candidate"),
        (
            [candidate("a", agency="ap"), candidate("b", 5, "apnews.com", 200, agency="ap")],
            "b",
            "agency_own_copy",
        ),
        ([candidate("a", size=200), candidate("b", 5)], "b", "most_complete"),
        ([candidate("a", size=340, other=0.3), candidate("b", 5)], "b", "most_complete"),
        ([candidate("a", size=340, other=0.15), candidate("b", 5)], "b", "one_report"),
        ([candidate("a", other=0.09), candidate("b", 5)], "a", "earliest"),
        ([candidate("a", 5), candidate("b", size=290)], "b", "earliest"),
        ([candidate("a"), candidate("b", authority=2)], "b", "source_authority"),
        ([candidate("b"), candidate("a")], "a", "first_by_id"),
    ],
)
def test_the_first_rule_that_tells_them_apart_decides_and_is_named(candidates, chosen, reason):
    random.Random(1).shuffle(candidates)
    choice = choose_canonical(candidates)
    assert (choice.article_id, choice.reason) == (chosen, reason)


def test_the_page_that_a_copy_names_as_its_original_stands_for_the_story():
    original = replace(candidate("b", 5, "wire.example", 290), url_key="wire.example/a")
    copy = replace(candidate("a"), url_key="daily.example/a", original_key="wire.example/a")
    assert choose_canonical([copy, original]) == Choice("b", "named_original")
    elsewhere = replace(copy, original_key="nobody.example/a")
    assert choose_canonical([elsewhere, original]) == Choice("a", "earliest")


def test_a_date_without_an_hour_is_not_earlier_than_one_in_its_day():
    midnight = CanonicalCandidate("a", NIGHT, "daily.example", 300, latest_at=NIGHT + timedelta(hours=36))
    assert choose_canonical([midnight, candidate("b", 23)]) == Choice("b", "earliest")
    assert choose_canonical([midnight, candidate("b", 37)]) == Choice("a", "earliest")


def test_what_few_of_a_story_share_with_another_story_belongs_to_that_one():
    """An outside article that most of those asked have something in common with is near to the story itself."""
    asked = [["a"], ["b"], ["c"], ["digest"]]
    near = [(each, "follow_up", 0.3) for each in "abc"]
    assert other_story_shares(asked, [*near, ("digest", "other", 0.2), ("digest", "third", 0.1)]) == {
        "digest": 0.2
    }


def test_equal_texts_are_one_when_other_story_shares_are_counted():
    """Of equal texts of one day only the first meets other articles."""
    assert other_story_shares([["a1", "a2", "a3"], ["b"]], [("a1", "o", 0.2), ("b", "o", 0.3)]) == {}
    assert other_story_shares([["a1", "a2"], ["b"]], [("a1", "o", 0.2)]) == {"a1": 0.2, "a2": 0.2}


def named(clusters, story_of, taken=()):
    return name_stories(clusters, story_of, lambda name: (NIGHT, name), lambda story: story in taken)


def test_a_story_keeps_its_id_when_it_grows():
    assert named([["a", "b", "c"]], {"b": "s1"}).story_ids == ("s1",)


def test_of_two_stories_that_merge_the_older_keeps_its_id_and_the_other_leads_to_it():
    naming = named([["a", "b"]], {"a": "s1", "b": "s2"})
    assert (naming.story_ids, naming.redirects) == (("s1",), {"s2": "s1"})


def test_a_split_story_leaves_its_id_with_the_older_part():
    naming = named([["a", "c"], ["b"]], {"a": "s1", "b": "s1", "c": "s1"})
    assert naming.story_ids == ("s1", content_id("s", "b"))


def test_a_new_id_that_a_living_story_has_is_not_given_twice():
    assert named([["a"]], {}, taken={content_id("s", "a")}).story_ids == (content_id("s", "a", "2"),)
