"""The article that stands for a story, and the id the story bears."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.folding.canonical import Standing, choose_canonical
from pipeline.folding.identity import name_stories
from pipeline.model import content_id

NIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def standing(name, hours=0, host="daily.example", words=300, *, authority=0, agency=None):
    return Standing(name, NIGHT + timedelta(hours=hours), host, words, authority, agency)


@pytest.mark.parametrize(
    ("candidates", "chosen", "reason"),
    [
        ([standing("a")], "a", "only_candidate"),
        (
            [standing("a", agency="ap"), standing("b", 5, "apnews.com", 200, agency="ap")],
            "b",
            "agency_own_copy",
        ),
        ([standing("a", words=200), standing("b", 5)], "b", "most_complete"),
        ([standing("a", 5), standing("b", words=290)], "b", "earliest"),
        ([standing("a"), standing("b", authority=2)], "b", "source_authority"),
        ([standing("b"), standing("a")], "a", "first_by_id"),
    ],
)
def test_the_first_rule_that_tells_them_apart_decides_and_is_named(candidates, chosen, reason):
    random.Random(1).shuffle(candidates)
    choice = choose_canonical(candidates)
    assert (choice.article_id, choice.reason) == (chosen, reason)


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


def test_a_new_id_that_a_living_story_bears_is_not_given_twice():
    assert named([["a"]], {}, taken={content_id("s", "a")}).story_ids == (content_id("s", "a", "2"),)
