"""Who copies whom."""

from __future__ import annotations

from pipeline.web.syndication import Copy, copy_lines


def test_stories_of_a_pair_of_hosts_are_counted_and_their_median_taken():
    (line,) = copy_lines([Copy("a", "b", seconds) for seconds in (600, 1200, 36_000)])
    assert (line.stories, line.median_seconds, line.fastest_seconds, line.speed) == (3, 1200, 600, "fast")


def test_a_story_without_an_hour_counts_and_says_nothing_of_speed():
    (line,) = copy_lines([Copy("a", "b", None)])
    assert (line.stories, line.median_seconds, line.fastest_seconds, line.speed) == (1, None, None, "unknown")


def test_an_unknown_delay_does_not_move_the_median():
    (line,) = copy_lines([Copy("a", "b", None), Copy("a", "b", 60)])
    assert (line.stories, line.median_seconds) == (2, 60)


def test_the_most_frequent_copies_come_first():
    lines = copy_lines([Copy("a", "c", 1), Copy("a", "b", 1), Copy("a", "b", 2)])
    assert [(line.origin, line.copier, line.stories) for line in lines] == [("a", "b", 2), ("a", "c", 1)]
