"""Elements that name themselves no part of the article."""

from __future__ import annotations

import pytest

from pipeline.parsing.pages.containers import MAX_NAME_CHARACTERS, is_beside


@pytest.mark.parametrize(
    "name",
    [
        "comments",
        "story-body__related",
        "relatedArticles col-3",
        "right-column",
        "rightColumn",
        "site FOOTER",
        "newsletter_signup",
        "c-mostRead",
        "wp-caption-text",
    ],
)
def test_a_name_gives_away_what_stands_beside_the_text(name):
    assert is_beside(name)


@pytest.mark.parametrize(
    "name",
    [
        "commentary",
        "article-body",
        "unrelated",
        "story",
        "sharecropping",
        "column-right-angle",
        "post-1234",
        "",
        "7",
    ],
)
def test_words_of_a_name_are_compared_whole(name):
    assert not is_beside(name)


def test_a_name_of_megabytes_is_not_taken_apart():
    words = "comments " * (MAX_NAME_CHARACTERS // 9)
    assert is_beside(words)
    assert not is_beside(words * 2)
