"""Who copies whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.web.syndication import FirstCopy, copy_lines

START = datetime(2031, 3, 9, tzinfo=UTC)


def _copy(story, origin, host, minutes):
    return FirstCopy(story, origin, host, START + timedelta(minutes=minutes))


def _counted(lines):
    return {(line.origin, line.copier): (line.stories, line.median_seconds / 60) for line in lines}


def test_the_earliest_host_wrote_first():
    assert _counted(copy_lines([_copy("s1", "a", "a", 0), _copy("s1", "a", "b", 30)])) == {
        ("a", "b"): (1, 30)
    }


def test_a_credited_agency_wrote_first():
    copies = [_copy("s1", "Wire", "a", 0), _copy("s1", "Wire", "b", 90)]
    assert _counted(copy_lines(copies)) == {("Wire", "a"): (1, 0), ("Wire", "b"): (1, 90)}


def test_an_origin_that_came_late_did_not_write_first():
    copies = [_copy("s1", "b", "a", 0), _copy("s1", "b", "b", 10)]
    assert _counted(copy_lines(copies)) == {("a", "b"): (1, 10)}


def test_stories_of_a_pair_of_hosts_are_counted_and_their_median_taken():
    copies = [
        copy
        for n, minutes in enumerate((10, 20, 600))
        for copy in (_copy(f"s{n}", None, "a", 0), _copy(f"s{n}", None, "b", minutes))
    ]
    (line,) = copy_lines(copies)
    assert (line.stories, line.median_seconds, line.fastest_seconds, line.speed) == (3, 1200, 600, "fast")


def test_a_story_of_one_host_tells_nothing():
    assert copy_lines([_copy("s1", "a", "a", 0)]) == []
