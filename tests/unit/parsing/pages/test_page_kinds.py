"""Only pages that show what they are become anything but an article."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pipeline.model import Block, BlockKind, Fetched, PageKind, Region
from pipeline.parsing.pages.page import parse_page
from pipeline.parsing.pages.page_kinds import (
    CONSENT_WORDS,
    LISTING_BLOCKS,
    LISTING_LINKED,
    NOTICE_WORDS,
    STUB_WORDS,
    VIDEO_WORDS,
    _is_listing,
)
from pipeline.parsing.pages.word_count import page_word_count

REPORT = (
    "The council of Marrowick voted on Monday to repair the old sea wall before winter. "
    "Work is to begin in August and will cost three million crowns, the mayor told reporters. "
)
LONG_REPORT = "".join(
    f"<p>{REPORT} Part {number} of the work concerns pier {number}.</p>" for number in range(8)
)


def kind(
    body, *, head="", linked_data=None, status=200, headers=None, url="https://www.marrowick.example/a/1"
):
    script = (
        ""
        if linked_data is None
        else f'<script type="application/ld+json">{json.dumps(linked_data)}</script>'
    )
    page = f"<!DOCTYPE html><html><head>{head}{script}</head><body>{body}</body></html>"
    fetched = Fetched(url, datetime(2024, 5, 1, tzinfo=UTC), status, headers or {}, page.encode())
    return parse_page(fetched).kind


def test_a_report_is_an_article():
    assert kind(f"<h1>Sea wall to be repaired</h1>{LONG_REPORT}") is PageKind.ARTICLE


@pytest.mark.parametrize("status", [403, 404, 410, 500, 503])
def test_an_answer_that_says_it_failed_is_an_error_page(status):
    assert kind(LONG_REPORT, status=status) is PageKind.ERROR_PAGE


def test_a_challenge_is_known_by_its_header():
    assert kind(LONG_REPORT, headers={"Cf-Mitigated": "challenge"}) is PageKind.ERROR_PAGE
    assert kind(LONG_REPORT, headers={"Server": "cloudflare"}) is PageKind.ARTICLE


@pytest.mark.parametrize(
    "title", ["502 Bad Gateway", "Access Denied", "Just a moment...", "Error 503 Service Unavailable"]
)
def test_a_short_page_titled_as_an_error_is_one(title):
    notice = "<p>Something between you and the server did not answer in time, so please try again later.</p>"
    assert kind(notice, head=f"<title>{title}</title>") is PageKind.ERROR_PAGE
    assert kind(LONG_REPORT, head=f"<title>{title}</title>") is PageKind.ARTICLE


def test_a_radio_station_named_after_its_frequency_is_no_error():
    assert kind(f"<p>{REPORT}</p>", head="<title>580 Marrowick - News Talk Radio</title>") is PageKind.ARTICLE


def test_a_live_blog_says_so():
    assert kind(LONG_REPORT, linked_data={"@type": "LiveBlogPosting"}) is PageKind.LIVE_BLOG


def test_a_stub_is_not_free_and_short():
    paid = {"@type": "NewsArticle", "isAccessibleForFree": False}
    assert kind(f"<p>{REPORT}</p>", linked_data=paid) is PageKind.PAYWALL_STUB
    assert kind(f"<p>{'word ' * STUB_WORDS}</p>", linked_data=paid) is PageKind.ARTICLE
    assert kind(f"<p>{REPORT}</p>", linked_data={"@type": "NewsArticle"}) is PageKind.ARTICLE


def test_a_log_in_page_is_a_stub():
    form = "<p>Please enter your address to go on reading the Marrowick Post.</p><form><input type=password></form>"
    assert kind(form, head="<title>Log in - Marrowick Post</title>") is PageKind.PAYWALL_STUB
    assert kind(form, head="<title>Logging in the Marrowick woods</title>") is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Page not found", "Here are the stories most people read in Marrowick today."),
        ("404 - Marrowick Post", "Here are the stories most people read in Marrowick today."),
        (
            "Seite nicht gefunden",
            "Vielleicht hilft Ihnen die Suche oder ein Blick auf die Startseite weiter.",
        ),
        ("Hoppla!", "The page you were looking for has moved or never existed in the first place."),
        (
            "Marrowick Post",
            "Die gesuchte Seite gibt es nicht mehr, aber vielleicht gefällt Ihnen eine andere.",
        ),
    ],
)
def test_a_short_page_about_a_missing_page_is_a_soft_404(title, text):
    page = f"<p>{text}</p>"
    assert kind(page, head=f"<title>{title}</title>") is PageKind.SOFT_404
    assert kind(page + f"<p>{'word ' * NOTICE_WORDS}</p>", head=f"<title>{title}</title>") is PageKind.ARTICLE
    declared = f'<title>{title}</title><meta property="og:type" content="article">'
    assert kind(page, head=declared) is PageKind.ARTICLE


CONSENT = (
    "<h1>Before you continue</h1><p>We and our 61 partners use cookies and store information on your device to show"
    " personalised programmes.</p><button>Accept all</button>"
)


def test_a_consent_dialogue_alone_is_a_wall():
    assert kind(CONSENT) is PageKind.CONSENT_WALL


def test_a_report_under_a_consent_dialogue_is_an_article():
    assert kind(CONSENT + LONG_REPORT) is PageKind.ARTICLE
    assert (
        kind(f"<div>{CONSENT}</div><article><h1>Sea wall</h1><p>{REPORT * 2}</p></article>")
        is PageKind.ARTICLE
    )


def test_a_report_about_cookies_is_an_article():
    report = (
        "<p>Cookies, consent and privacy were the words of the day in Marrowick, where the court heard how partners of"
        " a shop tracked buyers. </p>"
    )
    assert (
        kind(report + f"<p>{'The judge listened to the witness. ' * (CONSENT_WORDS // 6)}</p>")
        is PageKind.ARTICLE
    )
    assert kind(report, head='<meta property="og:type" content="article">') is PageKind.ARTICLE


def test_a_page_of_links_is_a_listing():
    links = "".join(
        f'<p><a href="/{n}">Headline number {n} about the harbour and its boats, the ferry and the fish market</a></p>'
        for n in range(LISTING_BLOCKS + 2)
    )
    assert kind(f"<main>{links}</main>", linked_data={"@type": "CollectionPage"}) is PageKind.LISTING


@pytest.mark.parametrize(
    ("density", "count", "is_listing"),
    [
        (LISTING_LINKED, LISTING_BLOCKS, True),
        (LISTING_LINKED - 0.01, LISTING_BLOCKS, False),
        (1.0, LISTING_BLOCKS - 1, False),
    ],
)
def test_text_that_is_mostly_links_is_a_listing(density, count, is_listing):
    blocks = [Block(n, BlockKind.PARAGRAPH, "ten letters", Region.MAIN, density) for n in range(count)]
    assert _is_listing("https://www.marrowick.example/harbour", blocks) is is_listing


def test_teasers_under_the_address_of_a_section_are_a_listing():
    teasers = "".join(
        f"<h2>Headline {n} about the harbour</h2><p>{REPORT}</p>" for n in range(LISTING_BLOCKS)
    )
    page = f"<article>{teasers}</article>"
    assert kind(page, url="https://www.marrowick.example/section/harbour/page/2/") is PageKind.LISTING
    assert kind(page, url="https://www.marrowick.example/2024/ten-walks") is PageKind.ARTICLE


OG_ARTICLE = '<meta property="og:type" content="article"><meta property="og:title" content="{}">'
ITEMS = [
    ("Ostrava otvírá nový most", "Auta po něm pojedou od pondělí, chodci už o víkendu.", "4. 5. 2024"),
    ("Rybníky jsou po zimě plné", "Rybáři čekají dobrý rok, voda je chladná a čistá.", "3. 5. 2024"),
    ("Škola hledá kuchaře", "Děti vaří samy, zatím dvakrát týdně a jen polévky.", "2. 5. 2024"),
    ("Vlak do hor jezdí znovu", "První spoj vyjel plný, poslední prázdný.", "1. 5. 2024"),
    ("Pekárna slaví sto let", "Pečou podle sešitu, který nikdo nesmí vidět.", "30. 4. 2024"),
    ("Na věž se smí jen s helmou", "Kámen padá už potřetí za měsíc.", "29. 4. 2024"),
]


@pytest.mark.parametrize(
    "card",
    [
        '<div class="c"><h3><a href="/{0}">{1}</a></h3><p>{2}</p><time>{3}</time></div>',
        '<article><a href="/{0}"><h2>{1}</h2><p>{2}</p></a></article>',
        '<li data-go="/{0}"><h4>{1}</h4><p>{2}</p><span>{3}</span></li>',
        '<p><a href="/{0}">{1}, píše zpravodaj</a></p><p>{2}</p>',
    ],
    ids=["linked headlines", "linked cards", "cards of a script", "no headings"],
)
@pytest.mark.parametrize("head", ["", OG_ARTICLE.format("Regiony")], ids=["undeclared", "og:type article"])
def test_cards_that_lead_to_reports_are_a_listing_whatever_the_page_calls_itself(card, head):
    cards = "".join(card.format(number, *item) for number, item in enumerate(ITEMS))
    assert (
        kind(f"<h1>Regiony</h1><main>{cards}</main>", head=head, url="https://x.example/regiony")
        is PageKind.LISTING
    )


@pytest.mark.parametrize("entry", ['<h3><a href="/{0}">{1}</a></h3>', '<li><a href="/{0}">{1}</a></li>'])
def test_headlines_without_a_sentence_are_a_listing(entry):
    entries = "".join(entry.format(number, *item) for number, item in enumerate(ITEMS))
    head = OG_ARTICLE.format("Regiony")
    assert kind(f"<h1>Regiony</h1><main>{entries}</main>", head=head) is PageKind.LISTING
    words = REPORT.rstrip(".").split()
    lines = "".join(f"<p>{' '.join(words[at : at + 6])}</p>" for at in range(0, len(words), 6))
    flash = f"<h1>Vlak do hor jezdí</h1><article>{lines}</article><div>{entries}</div>"
    assert kind(flash, head=OG_ARTICLE.format("Vlak do hor jezdí")) is PageKind.ARTICLE


def test_a_report_with_cards_around_it_is_no_listing():
    card = '<div class="c"><h3><a href="/{0}">{1}</a></h3><p>{2}</p></div>'
    cards = "".join(card.format(number, *item) for number, item in enumerate(ITEMS))
    for page in (
        f"<h1>Sea wall</h1><article><p>{REPORT}</p></article><div>{cards}</div>",
        f"<div>{cards}</div><h1>Sea wall</h1><article>{LONG_REPORT}</article>",
    ):
        assert kind(page, head=OG_ARTICLE.format("Sea wall")) is PageKind.ARTICLE
    brief = f"<h1>Wall at Marrowick broken</h1><p>{REPORT}</p>"
    assert (
        kind(f"{brief}<div>{cards * 3}</div>", head=OG_ARTICLE.format("Wall at Marrowick broken"))
        is PageKind.ARTICLE
    )
    assert (
        kind(f"<h1>Regions</h1><p>{REPORT}</p><div>{cards}</div>", head=OG_ARTICLE.format("Regions"))
        is PageKind.LISTING
    )
    digest = OG_ARTICLE.format("What the region talked about on Monday and why it matters to us all")
    assert kind(f"<main>{cards}</main>", head=digest) is PageKind.ARTICLE


def test_parts_of_a_text_under_subheadings_are_no_cards():
    walks = "".join(f"<h3>{title}</h3><p>{text} {REPORT}</p>" for title, text, _ in ITEMS)
    assert (
        kind(f"<h1>Six walks</h1><article>{walks}</article>", head=OG_ARTICLE.format("Six walks"))
        is PageKind.ARTICLE
    )


def test_the_address_of_a_whole_site_leads_to_its_home_page():
    home = "https://www.marrowick.example/"
    assert kind(LONG_REPORT, url=home) is PageKind.LISTING
    assert kind(LONG_REPORT, url=f"{home}index.php") is PageKind.LISTING
    assert kind(LONG_REPORT, url=f"{home}?story=12") is PageKind.ARTICLE
    assert kind(LONG_REPORT, url=home, linked_data={"@type": "NewsArticle"}) is PageKind.ARTICLE


def test_a_video_with_a_sentence_is_a_video_and_one_with_a_report_is_an_article():
    video = '<meta property="og:type" content="video.other">'
    report = f"<p>{REPORT}</p>" + f"<p>{'word ' * VIDEO_WORDS}</p>"
    assert kind(f"<p>{REPORT}</p>", head=video) is PageKind.VIDEO
    assert kind(f"<p>{REPORT}</p>", linked_data={"@type": "VideoObject"}) is PageKind.VIDEO
    assert kind(f"<p>{REPORT}</p>", url="https://tele.example/video/2024/sea-wall") is PageKind.VIDEO
    assert kind(report, head=video) is PageKind.ARTICLE
    assert kind(f"<p>{REPORT}</p>", url="https://tele.example/video-games-fair-opens") is PageKind.ARTICLE


def test_a_gallery_says_so():
    assert kind(LONG_REPORT, linked_data={"@type": "ImageGallery"}) is PageKind.GALLERY


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("two words", 2), ("漢字四字熟語", 3), ("오늘 아침 항구", 3), ("mixed 漢字 text", 3)],
)
def test_scripts_without_spaces_count_two_characters_as_a_word(text, words):
    assert page_word_count(text) == words
