"""Elements that name themselves no part of the article."""

from __future__ import annotations

import pytest

from pipeline.parsing.pages.containers import MAX_NAME_CHARACTERS, names_outside_main


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
def test_a_name_gives_away_what_lies_outside_the_main_element(name):
    assert names_outside_main(name)


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
    assert not names_outside_main(name)


def test_a_name_of_megabytes_is_not_taken_apart():
    words = "comments " * (MAX_NAME_CHARACTERS // 9)
    assert names_outside_main(words)
    assert not names_outside_main(words * 2)
