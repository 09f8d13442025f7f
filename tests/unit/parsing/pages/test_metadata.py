"""What a page says about itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from lxml.html import fromstring

from pipeline.parsing.pages.metadata import metadata_of

URL = "https://www.marrowick-post.example/news/lamp-fails"
FETCHED_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def metadata(head="", body="<p>x</p>", *, linked_data=None, html='<html lang="en">', url=URL):
    script = (
        ""
        if linked_data is None
        else f'<script type="application/ld+json">{json.dumps(linked_data)}</script>'
    )
    page = f"<!DOCTYPE html>{html}<head>{head}{script}</head><body>{body}</body></html>"
    return metadata_of(fromstring(page), url, FETCHED_AT)


def article(**fields):
    return {"@context": "https://schema.org", "@type": "NewsArticle", **fields}


def test_linked_data_goes_before_meta_elements_and_these_before_the_page():
    head = '<meta property="og:title" content="From the meta element"><title>From the title element</title>'
    body = "<h1>From the heading</h1>"
    assert metadata(head, body, linked_data=article(headline="From linked data")).title == "From linked data"
    assert metadata(head, body).title == "From the meta element"
    assert metadata("<title>From the title element</title>", body).title == "From the heading"
    assert metadata("<title>From the title element</title>").title == "From the title element"
    assert metadata().title is None


@pytest.mark.parametrize(
    ("declared", "site", "heading", "title"),
    [
        ("Lamp fails | Marrowick Post", "Marrowick Post", "", "Lamp fails"),
        ("Lamp fails – marrowick post", "Marrowick Post", "", "Lamp fails"),
        ("Lamp fails | Coast", "Marrowick Post", "Lamp fails", "Lamp fails"),
        ("Lamp fails - and then again", "Marrowick Post", "", "Lamp fails - and then again"),
        ("Marrowick Post", "Marrowick Post", "", "Marrowick Post"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(declared, site, heading, title):
    head = f'<meta property="og:title" content="{declared}"><meta property="og:site_name" content="{site}">'
    assert metadata(head, f"<h1>{heading}</h1>" if heading else "<p>x</p>").title == title


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Ada Marsh", "Ada Marsh"),
        ({"@type": "Person", "name": "Ada Marsh"}, "Ada Marsh"),
        ([{"name": "Ada Marsh"}, {"name": "Bo Finn"}, {"name": "Ada Marsh"}], "Ada Marsh; Bo Finn"),
        ("By Ada Marsh and Bo Finn", "Ada Marsh; Bo Finn"),
        ("Ada Marsh, Bo Finn und Cora Lund", "Ada Marsh; Bo Finn; Cora Lund"),
        ({"name": ["Ada Marsh", "Bo Finn"]}, "Ada Marsh; Bo Finn"),
        ("Reporters and Editors", None),
        ("https://www.marrowick-post.example/people/ada", None),
        ("ada@marrowick-post.example", None),
        (42, None),
        ({"name": {"name": "Ada"}}, None),
    ],
)
def test_authors_are_names(author, byline):
    assert metadata(linked_data=article(author=author)).byline == byline


def test_a_byline_shown_in_a_marked_element_is_found():
    assert (
        metadata(body='<p class="byline">By Ada Marsh and Bo Finn</p><p>x</p>').byline == "Ada Marsh; Bo Finn"
    )
    assert metadata(body='<a rel="author" href="/ada">Ada Marsh</a>').byline == "Ada Marsh"


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Ada Marsh", "Ada Marsh"),
        ("Von Ada Marsh und Bo van der Finn, Marrowick", "Ada Marsh; Bo van der Finn"),
        ("By Ada MarshPublished 2 March 2026", "Ada Marsh"),
        ("By Jean-Paul McAdam and J. O'Hara | 2 March", "Jean-Paul McAdam; J. O'Hara"),
        ("By Tuesday the lamp was lit again.", None),
        ("by the sea", None),
    ],
)
def test_a_line_that_says_by_names_the_writer(text, byline):
    assert metadata(body=f"<h1>Lamp fails</h1><p>{text}</p>").byline == byline


def test_a_teaser_beside_the_article_names_nobody():
    assert metadata(body="<aside><p>By Ada Marsh</p></aside>").byline is None


def test_a_date_that_cannot_be_believed_is_kept_as_it_stood():
    found = metadata(linked_data=article(datePublished="2099-01-01"), url="https://x.example/a")
    assert (found.published_at, found.published_raw, found.published_note) == (
        None,
        "2099-01-01",
        "after_the_fetch",
    )


def test_the_first_believable_date_wins():
    head = '<meta property="article:published_time" content="2024-04-30T08:00:00+02:00">'
    found = metadata(head, linked_data=article(datePublished="1970-01-01T00:00:00Z"))
    assert found.published_at == datetime(2024, 4, 30, 6, tzinfo=UTC)
    assert found.published_note is None


def test_the_date_in_the_address_serves_where_the_page_is_silent():
    found = metadata(url="https://x.example/2024/03/09/lamp-fails")
    assert found.published_at == datetime(2024, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ('<html lang="pt-BR">', "", "pt"),
        ("<html>", '<meta property="og:locale" content="de_AT">', "de"),
        ('<html lang="">', '<meta http-equiv="content-language" content="fr">', "fr"),
        ('<html lang="none of your business">', "", None),
        ("<html>", "", None),
    ],
)
def test_the_language_is_two_or_three_letters(html, head, language):
    assert metadata(head, html=html).language == language


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/news/lamp-fails", URL),
        ("https://other.example/x?id=3", "https://other.example/x?id=3"),
        ("https://www.marrowick-post.example/", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("https://web.archive.org/web/20240501120000/https://a.example/b", "https://a.example/b"),
    ],
)
def test_a_canonical_address_is_one_of_this_page(href, canonical):
    assert metadata(f'<link rel="canonical" href="{href}">').canonical_url == canonical


@pytest.mark.parametrize(
    ("path", "named", "is_believed"),
    [
        ("/sport/mill-wins", "/sport", False),  # the section, which all its pages name
        ("/en/sport/mill-wins", "/en/sport/", False),
        ("/sport/mill-wins", "/sport/mill-wins", True),
        ("/sport/mill-wins-again/amp", "/sport/mill-wins-again", True),
        ("/harbour/amp", "/harbour", True),
        ("/harbour/2", "/harbour", True),
        ("/sport/mill-wins", "/sport?id=7", True),
        ("/sport/mill-wins", "https://other.example/sport", True),
        ("/2026/11/30/mill", "/story-1234", True),
    ],
)
def test_a_section_that_all_its_pages_name_is_no_address_of_one(path, named, is_believed):
    url = f"https://desk.example{path}"
    address = named if named.startswith("https") else f"https://desk.example{named}"
    found = metadata(f'<link rel="canonical" href="{address}">', url=url).canonical_url
    assert found == (address if is_believed else None)


def test_an_article_inside_a_graph_is_found_and_a_listed_one_is_not():
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite"}, article(headline="In the graph")],
    }
    assert metadata(linked_data=graph).title == "In the graph"
    listed = {"@type": "ItemList", "itemListElement": [article(headline="Another report")]}
    assert metadata(linked_data=listed).title is None


@pytest.mark.parametrize(
    "text", ["{", '{"headline": "x",}', "[[[[[[[[[[[[]]]]]]]]]]]]", "[" * 100_000, "null", '"x"']
)
def test_broken_linked_data_is_no_reason_to_fail(text):
    metadata(f'<script type="application/ld+json">{text}</script>')


def test_a_trailing_comma_is_forgiven():
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lamp fails",}</script>'
    assert metadata(script).title == "Lamp fails"


def test_markup_and_entities_are_taken_out_of_values():
    found = metadata(linked_data=article(headline="Lamp &amp; <b>tower</b>\u202e fail"))
    assert found.title == "Lamp & tower fail"


def test_claims_about_payment_and_liveness_are_read():
    assert metadata(linked_data=article(isAccessibleForFree=False)).free is False
    assert metadata(linked_data=article(isAccessibleForFree="False")).free is False
    assert metadata(linked_data=article()).free is True
    assert metadata(linked_data={"@type": "LiveBlogPosting"}).live is True


@pytest.mark.parametrize("kind", ["text", "attribute"])
def test_a_date_is_found_in_megabytes_without_searching_them(kind):
    large = "x " * 1_000_000
    body = "<p>Published on 12 March 2024</p>" + (
        f"<p>{large}</p>" if kind == "text" else f"<p class='{large}'>x</p>"
    )
    assert metadata(body=body).published_at == datetime(2024, 3, 12, tzinfo=UTC)
