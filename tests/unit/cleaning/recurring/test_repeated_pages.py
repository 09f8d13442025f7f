"""One text under many names of a host is a wall."""

from pipeline.cleaning.recurring.repeated_pages import (
    MIN_ADDRESSES,
    is_misnamed,
    is_named,
    is_repeated,
    slug_words,
)

WALL = "Before you continue, choose how this site may use your personal data and that of its partners."
SLUGS = [
    "minister-resigns-over-budget",
    "ferries-taken-out-service",
    "dragon-boat-race-cancelled",
    "school-roof-repaired-again",
    "mine-workers-strike-ends",
]
URLS = [f"https://herald.example/news/2031/{slug}" for slug in SLUGS]


def test_a_wall_is_misnamed_by_every_address():
    assert all(is_misnamed(url, "Your privacy", WALL) for url in URLS)


def test_an_article_is_named_by_its_own_address():
    text = "Two ferries were taken out of service on Thursday after cracks had been found in their hulls."
    assert not is_misnamed("https://herald.example/ferries-taken-out-of-service", "Ferries stopped", text)


def test_an_address_without_words_names_nothing():
    assert not is_misnamed("https://herald.example/article/2031/129384", None, WALL)
    assert slug_words("https://herald.example/2031/03/04/129384.html") <= {"html"}


def test_enough_different_misnamed_addresses_make_a_wall():
    assert len(URLS) == MIN_ADDRESSES
    assert is_repeated(URLS)
    assert not is_repeated(URLS[1:])
    assert not is_repeated(URLS[:1] * MIN_ADDRESSES)


def test_an_address_names_a_text_that_says_most_of_its_words():
    text = "Two ferries were taken out of service on Thursday after cracks had been found in their hulls."
    assert is_named("https://herald.example/ferries-taken-out-of-service", "Ferries stopped", text)
    assert not is_named(
        "https://herald.example/ferries-collide-near-northern-harbour", "Ferries stopped", text
    )
    assert not is_named("https://herald.example/129384", "Ferries stopped", text)
    assert not any(is_named(url, "Your privacy", WALL) for url in URLS)
