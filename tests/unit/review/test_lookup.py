"""What a person types names one article or story, or it is said what is needed."""

from __future__ import annotations

import pytest

from pipeline.errors import NotFoundError
from pipeline.review.lookup import find_article, find_story


class Stories:
    """A warehouse of stories and no article, as far as finding needs one."""

    def __init__(self, *story_ids):
        self._story_ids = story_ids

    def rows(self, query, *, story_id=None, start=None, after=None, **_other):
        if query == "review/find_story":
            return [{"story_id": each} for each in self._story_ids if each == story_id]
        if query == "review/find_story_by_start":
            return [{"story_id": each, "title": "Comet"} for each in self._story_ids if start <= each < after]
        return []


def test_the_start_of_an_id_names_a_story():
    assert find_story(Stories("s1448de0b", "s2086c1b8"), "s1448")["story_id"] == "s1448de0b"
    assert find_story(Stories("s1448de0b"), "s14") is None
    assert find_story(Stories("s1448de0b"), "a0f56e14") is None


def test_a_start_that_fits_several_stories_names_them():
    with pytest.raises(NotFoundError, match=r"fits several stories, among them s1448a \(Comet\) and s1448b"):
        find_story(Stories("s1448a", "s1448b"), "s1448")


def test_a_start_too_short_says_how_much_is_needed():
    with pytest.raises(NotFoundError, match="4 characters or more"):
        find_article(Stories(), "a8")
