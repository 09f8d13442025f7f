"""One text under many addresses that do not name it is rejected, and released when it proves an article."""

from __future__ import annotations

from tests.integration.drafted_pages import DraftedPage, clean, page

SLUGS = (
    "minister-resigns-over-budget",
    "ferries-taken-from-service",
    "dragon-race-cancelled",
    "school-roof-repaired",
    "mine-strike-ends",
)


WALL = (
    "Before you continue, choose how this site may use what it knows of you and of those you read with.",
    "Accept all",
)


def test_one_text_under_many_misnamed_addresses_is_rejected(runtime):
    walls = [DraftedPage("herald.example", slug, WALL, hour=at) for at, slug in enumerate(SLUGS)]
    clean(runtime, *walls[:4])
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM rejections")[1] == [(0,)]
    counts = clean(runtime, walls[4], page(9)).counts
    assert counts["repeated_pages_rejected"] == 5
    assert runtime.warehouse.ask("SELECT DISTINCT reason FROM rejections")[1] == [("repeated_text",)]
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM article_versions")[1] == [(1,)]
    later = clean(runtime, DraftedPage("herald.example", "festival-opens-tonight-downtown", WALL, hour=20))
    assert later.counts["repeated_pages_rejected"] == 1


def test_a_rejected_text_is_released_when_an_address_names_it(runtime):
    """A house sends its dead links to the top story, and we see that story's own address last."""
    story = (
        "The harbour ferries were taken from service on Thursday, for cracks were found in both of their hulls.",
    )
    dead = [
        DraftedPage("herald.example", slug, story, hour=at)
        for at, slug in enumerate((SLUGS[0], *SLUGS[2:], "festival-opens-tonight-downtown"))
    ]
    assert clean(runtime, *dead).counts["repeated_pages_rejected"] == 5
    counts = clean(
        runtime, DraftedPage("herald.example", "harbour-ferries-taken-from-service", story, hour=20)
    ).counts
    assert (counts["repeated_pages_rejected"], counts["repeated_pages_released"]) == (0, 5)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM rejections")[1] == [(0,)]
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM article_versions")[1] == [(1,)]


def test_what_stands_around_every_article_is_rejected_though_headlines_and_addresses_are_right(runtime):
    """The articles' own text is in a script: the letter's prompt is all that can be read, under each right headline."""
    prompt = (
        "Our letter brings you five things worth knowing, every morning before breakfast, free of charge.",
    )
    pages = [
        DraftedPage("herald.example", slug, prompt, title=slug.replace("-", " ").capitalize(), hour=at)
        for at, slug in enumerate(SLUGS[:4])
    ]
    assert clean(runtime, *pages[:2]).counts["repeated_pages_rejected"] == 0
    assert clean(runtime, pages[2]).counts["repeated_pages_rejected"] == 3
    assert clean(runtime, pages[3]).counts["repeated_pages_rejected"] == 1
