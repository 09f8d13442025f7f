"""Who copies whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.web.syndication import copy_lines

START = datetime(2031, 3, 9, tzinfo=UTC)


def _row(story, origin, host, minutes):
    return {
        "story_id": story,
        "origin": origin,
        "host": host,
        "article_at": START + timedelta(minutes=minutes),
    }


def _told(lines):
    return {(line.giver, line.taker): (line.stories, line.median_seconds / 60) for line in lines}


def test_the_earliest_host_gives_to_the_others():
    assert _told(copy_lines([_row("s1", "a", "a", 0), _row("s1", "a", "b", 30)])) == {("a", "b"): (1, 30)}


def test_a_credited_agency_gives_to_all_who_carried_it():
    rows = [_row("s1", "Wire", "a", 0), _row("s1", "Wire", "b", 90)]
    assert _told(copy_lines(rows)) == {("Wire", "a"): (1, 0), ("Wire", "b"): (1, 90)}


def test_an_origin_that_came_late_did_not_give():
    rows = [_row("s1", "b", "a", 0), _row("s1", "b", "b", 10)]
    assert _told(copy_lines(rows)) == {("a", "b"): (1, 10)}


def test_stories_of_one_way_are_counted_and_their_median_taken():
    rows = [
        row
        for n, minutes in enumerate((10, 20, 600))
        for row in (_row(f"s{n}", None, "a", 0), _row(f"s{n}", None, "b", minutes))
    ]
    (line,) = copy_lines(rows)
    assert (line.stories, line.median_seconds, line.fastest_seconds, line.speed) == (3, 1200, 600, "fast")


def test_a_story_of_one_host_tells_nothing():
    assert copy_lines([_row("s1", "a", "a", 0)]) == []
