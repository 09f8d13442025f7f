from __future__ import annotations

import pytest

from pipeline.crawling.redirects import lands_on_the_front

STORY = "https://desk.example/politics/2026/mill-reopens-after-fire"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (STORY, "https://desk.example/"),
        (STORY, "https://www.desk.example"),
        (STORY, "https://desk.example/index.php"),
        (STORY, "https://desk.example/?error=404"),
        (STORY, "https://desk.example/en/?from=dead-link"),
        (STORY, "https://desk.example/politics/"),
        ("https://desk.example/?p=123", "https://desk.example/"),
        ("https://old.example/story.html", "https://desk.example/home.html"),
    ],
)
def test_a_front_page_or_section_in_place_of_a_page_is_noticed(asked, answered):
    assert lands_on_the_front(asked, answered)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (STORY, STORY + "/"),
        (STORY, "https://desk.example/politics/2026/mill-reopens-after-fire-and-flood"),
        (STORY + "/amp", STORY),
        (STORY + "/comments/page", STORY),
        ("https://desk.example/archives/123", "https://desk.example/?p=123"),
        ("https://desk.example/feed", "https://desk.example/?feed=rss2"),
        ("https://desk.example/", "https://desk.example/en/"),
        ("https://desk.example/?utm_source=feed", "https://desk.example/"),
        ("https://short.example/x7Kq", "https://desk.example/mill-reopens"),
        ("https://desk.example/a", "https://desk.example/b"),
        ("https://desk.example/en", "https://desk.example/"),
    ],
)
def test_a_page_that_moved_is_still_that_page(asked, answered):
    assert not lands_on_the_front(asked, answered)


def test_an_address_of_slashes_costs_no_more_than_its_length():
    """Slashes before a name and behind it were once told apart where there is no name: 60,000 took 40 seconds."""
    assert not lands_on_the_front(
        "https://desk.example/news/rain", "https://desk.example/" + "/" * 60_000 + "x"
    )


@pytest.mark.parametrize(
    "answered",
    [
        "/404",
        "/404.html",
        "/error",
        "/errors/not-found/",
        "/page-not-found.aspx",
        "/search?q=mill+reopens+after+fire",
        "/en/suche.html?text=mill",
        "/politics/index.php",
        "/politics.html",
        "/politics/?x=not-found",
        "/?404=1",
    ],
)
def test_error_pages_searches_and_sections_stand_in_for_pages_that_are_gone(answered):
    assert lands_on_the_front(STORY, "https://desk.example" + answered)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/search?id=7", "/search?id=7&page=1"),
        ("/news/404-homes-flooded-in-dale", "/2026/404-homes-flooded-in-dale"),
        ("/2026/search-for-a-boy-ends", "/politics/2026/search-for-a-boy-ends"),
        ("/2026/an-error-of-judgement", "/2026/an-error-of-judgement/"),
        ("/politics/2026/mill-reopens", "/politics/?p=771"),
    ],
)
def test_pages_whose_names_are_like_those_of_errors_are_pages(asked, answered):
    assert not lands_on_the_front("https://desk.example" + asked, "https://desk.example" + answered)
