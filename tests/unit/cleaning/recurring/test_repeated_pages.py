"""One text under many names of a host is a wall."""

from pipeline.cleaning.recurring.repeated_pages import (
    MIN_ADDRESSES,
    MIN_HEADLINES,
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
    walls = [(url, "Your privacy") for url in URLS]
    assert is_repeated(walls)
    assert not is_repeated(walls[1:])
    assert not is_repeated(walls[:1] * MIN_ADDRESSES)


PROMPT = "Our letter brings you five things worth knowing, every morning before breakfast, free of charge."


def test_a_headline_that_is_right_does_not_hide_that_the_text_is_the_site_s():
    headlines = [slug.replace("-", " ").capitalize() for slug in SLUGS]
    pages = list(zip(URLS, headlines, strict=True))
    assert all(is_misnamed(url, headline, PROMPT) for url, headline in pages)
    assert is_repeated(pages[:MIN_HEADLINES])
    assert not is_repeated(pages[: MIN_HEADLINES - 1])


def test_where_the_address_has_no_words_the_headline_names_the_page():
    pages = [
        (f"https://zprava.example/a/{number}", headline)
        for number, headline in enumerate(
            ["Most se uzavře kvůli prasklinám", "Škola dostane novou střechu", "Lodě zůstanou v přístavu"]
        )
    ]
    assert all(
        is_misnamed(url, headline, "Pro zobrazení zapněte JavaScript v prohlížeči.")
        for url, headline in pages
    )
    assert is_repeated(pages)
    assert is_named(*pages[0], "Starý most se od úterý uzavře, kvůli prasklinám v pilířích.")


def test_a_headline_without_spaces_names_a_text_by_its_characters():
    url, headline = "https://shimbun.example/a/1", "港の古い橋が三週間閉鎖へ"
    assert is_named(url, headline, "市は港の古い橋を三週間閉鎖すると発表した。")
    assert is_misnamed(url, headline, "この記事は会員限定です。ログインしてください。")


def test_an_address_names_a_text_that_says_most_of_its_words():
    text = "Two ferries were taken out of service on Thursday after cracks had been found in their hulls."
    assert is_named("https://herald.example/ferries-taken-out-of-service", "Ferries stopped", text)
    assert not is_named(
        "https://herald.example/ferries-collide-near-northern-harbour", "Ferries stopped", text
    )
    assert not is_named("https://herald.example/129384", "Ferries stopped", text)
    assert not any(is_named(url, "Your privacy", WALL) for url in URLS)
