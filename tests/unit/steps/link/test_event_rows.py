"""The row of an event: how many independent sources its stories have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.steps.link.event_rows import event_row

AT = datetime(2031, 3, 3, 9, tzinfo=UTC)


def story(story_id, host="", origin=None, publisher=None):
    return {
        "story_id": story_id, "title": "Ferry sails again", "language": "en", "first_at": AT, "last_at": AT,
        "article_count": 1, "origin": origin or host or None, "host": host, "canonical_host": host, "publisher": publisher,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stories", "sources"),
    [
        ([story("s1"), story("s2")], 2),
        ([story("s1", publisher="Quay House"), story("s2", publisher="quay house")], 1),
        ([story("s1", origin="ap"), story("s2", "quay.example", "ap")], 1),
        ([story("s1", "www.quay.example"), story("s2", "news.quay.example")], 1),
        ([story("s1", "quay.example"), story("s2", "port.example", "quay.example"), story("s3")], 2),
    ],
    ids=["pages of folders are nobody's but their own", "a house", "an agency", "a site", "a named original"],
)
def test_an_event_counts_each_voice_once(stories, sources):
    assert event_row("e1", stories)["independent_source_count"] == sources
