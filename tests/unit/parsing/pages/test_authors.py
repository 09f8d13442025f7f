"""Who wrote a page."""

from __future__ import annotations

import json
import time

import pytest
from lxml.html import fromstring

from pipeline.model import AuthorKind
from pipeline.parsing.pages.metadata import metadata_of
from tests.unit.parsing.pages.test_metadata import FETCHED_AT

PROSE = (
    "<p>"
    + "The lamp in the old tower failed again on Thursday night, and the harbour was closed. " * 3
    + "</p>"
)


def authors(line="", *, author=None, meta="", after=""):
    script = json.dumps({"@type": "NewsArticle", "author": author, "publisher": {"name": "Marrowick Post"}})
    head = f'<script type="application/ld+json">{script}</script>' if author else ""
    head += f'<meta name="author" content="{meta}">' if meta else ""
    body = f"<h1>Lamp fails again</h1>{line}{PROSE * 4}{after}"
    found = metadata_of(
        fromstring(f'<html lang="en"><head>{head}</head><body>{body}</body></html>'),
        "https://www.marrowick-post.example/a",
        FETCHED_AT,
    )
    return [(each.name, each.kind.value) for each in found.authors]


ADA, BO = ("Ada Marsh", "person"), ("Bo van der Finn", "person")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<p class="byline">By Ada Marsh and Bo van der Finn</p>', [ADA, BO]),
        ('<p class="byline">By Ada Marsh 17 March 2031</p>', [ADA]),
        ('<p class="byline"><span>Ada Marsh</span><span>17 March 2031</span></p>', [ADA]),
        ('<p class="byline">DPA/AP March 17, 2031, 7:32 PM</p>', [("DPA/AP", "organisation")]),
        ('<div class="byline">By <a href="/a/1">Ada Marsh</a>, Harbour Correspondent</div>', [ADA]),
        ('<div class="byline"><span>Ada Marsh</span><span>Bo van der Finn</span></div>', [ADA, BO]),
        ('<p class="byline">ADA MARSH | HARBOUR REPORTER</p>', [ADA]),
        ('<p class="author">Von Ada Marsh und Bo van der Finn, Marrowick</p>', [ADA, BO]),
        ('<div class="author">Автор: Вера Лунина</div>', [("Вера Лунина", "person")]),
        ("<p>BY ADA MARSH</p>", [ADA]),
        ("<p>Text: Ada Marsh, Photos: Cora Lund</p>", [ADA]),
        ('<p class="byline">By Ada Marsh. Photographs by Cora Lund</p>', [ADA]),
        ("<p>Teksti: Ada Marsh, kuvat: Cora Lund</p>", [ADA]),
        ("<p>(Reporting by Ada Marsh in Marrowick and Bo van der Finn; Editing by Cora Lund)</p>", [ADA, BO]),
        ('<p class="auteur">Par Ada Marsh avec AFP</p>', [ADA, ("AFP", "organisation")]),
        ('<p class="author">Της Μαρίας Λούνη</p>', [("Μαρίας Λούνη", "person")]),
        ('<p class="author">文・田中太郎</p>', [("田中太郎", "person")]),
        ('<span itemprop="author"><meta itemprop="name" content="Ada Marsh"></span>', [ADA]),
        ('<div class="image-author">Cora Lund / Northwire</div>', []),
        ('<figure><span class="author">Cora Lund</span></figure>', []),
        ('<p class="byline">By Staff Reporter</p>', []),
        ('<p><a href="/authors/ada-marsh">Ada Marsh</a></p>', [ADA]),
        ('<p class="byline">Published 9 May 2024</p>', []),
        ('<div class="author-meta">Updated 9 May 2024, 10:15</div>', []),
        ('<p class="byline">Ada Marsh Ada Marsh</p>', [ADA]),
        ('<p class="author">Follow us on all channels of the post</p>', []),
    ],
)
def test_a_line_beside_the_headline_names_the_writers(line, expected):
    assert authors(line) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Marsh", [ADA]),
        ({"@type": "Person", "name": "Ada Marsh"}, [ADA]),
        ({"@type": "Organization", "name": "Northwire"}, [("Northwire", "organisation")]),
        ([{"name": "Ada Marsh"}, {"name": "ADA MARSH"}], [ADA]),
        ([{"name": "Ada Marsh"}, {"name": "dpa"}], [ADA, ("dpa", "organisation")]),
        ([{"name": "Ada Marsh"}, {"name": "Marrowick Post"}], [ADA]),
        ("None", []),
        ("Ada Marsh, Harbour Correspondent", [ADA]),
        ("Marsh, Ada", [ADA]),
        ("ada-marsh", []),
        ("이하나 기자", [("이하나", "person")]),
    ],
)
def test_declared_authors_are_names_of_people_and_organisations(author, expected):
    assert authors(author=author) == expected


@pytest.mark.parametrize(
    "after",
    [
        '<section class="comments"><span class="comment-author">Tide Watcher</span></section>',
        '<section class="more"><article><h3><a href="/x">Ferry late</a></h3><span class="author">Cora Lund</span></article></section>',
        "<aside><p class='byline'>By Cora Lund</p></aside>",
        '<a href="/x"><p>Ferry late for the third day in a row</p><div class="author-name">Cora Lund</div></a>',
    ],
)
def test_names_of_others_are_left_out(after):
    assert authors(after=after) == []


@pytest.mark.parametrize(
    "line",
    [
        f'<meta itemprop="author" content="{"a" * 60_000}">',
        f'<a href="/x">{"<span class=author>Cora Lund</span>" * 10_000}</a>',
    ],
)
def test_a_poisoned_page_names_nobody_and_takes_no_time(line):
    began = time.process_time()
    assert authors(line) == []
    assert time.process_time() - began < 2


def test_a_person_shown_goes_before_the_software_or_the_paper_declared():
    line = '<p class="byline">By Ada Marsh</p>'
    assert authors(line, meta="admin") == [ADA]
    assert authors(line, meta="Marrowick Post Media, post@marrowick-post.example") == [ADA]
    assert authors(meta="[&quot;Ada Marsh&quot;]") == [ADA]
    assert authors(meta="Northwire News") == [("Northwire News", AuthorKind.ORGANISATION)]


TEXT = "<p>The lamp in the old tower failed again on Thursday night, and the harbour was closed until the morning tide. Ships also waited, and people came to read the notice.</p>"


def signed(text, *, author=None, page_of=None, head="", headline="Lamp fails again"):
    """Return who signed a text, on a page that declares `author`, whose page is at the address `page_of`."""
    declared = {"name": author, "url": page_of} if author else None
    script = json.dumps({"@type": "NewsArticle", "author": declared, "publisher": {"name": "Marrowick Post"}})
    page = (
        f'<html><head><script type="application/ld+json">{script}</script>{head}</head>'
        f"<body><h1>{headline}</h1><div>{text}</div></body></html>"
    )
    found = metadata_of(fromstring(page), "https://www.marrowick-post.example/a", FETCHED_AT)
    return [each.name for each in found.authors]


ADMIN = "https://www.marrowick-post.example/author/admin/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TEXT * 3}<p><strong>Ada Marsh</strong></p>", ["Ada Marsh"]),
        (f"{TEXT * 3}<p><em>Ada Marsh</em></p>", ["Ada Marsh"]),
        (f'{TEXT * 3}<p style="text-align: right">Ada Marsh</p>', ["Ada Marsh"]),
        (f"{TEXT * 3}<p></p><p><b>Ada Marsh/Bo Finn</b></p>", ["Ada Marsh", "Bo Finn"]),
        (f"{TEXT * 3}<p><b>Ada Marsh and Bo Finn</b></p>", ["Ada Marsh", "Bo Finn"]),
        (f"{TEXT * 3}<p><b>Вера Лунина</b></p>", ["Вера Лунина"]),
        (f"{TEXT * 3}<p>Ada Marsh</p>", []),  # nothing sets it apart
        (f"{TEXT * 3}<p><b>Also Read</b></p>", []),
        (f'{TEXT * 3}<p><b>More Lamps</b></p><ul><li><a href="/b">Ferry late</a></li></ul>', []),
        (f'{TEXT * 3}<p><b>More Lamps</b></p><p><a href="/b">Ferry late</a></p>', []),
        (f"{TEXT * 3}<p><b>Ada Lamp</b></p>", []),  # whom the headline is about
        (f"{TEXT * 3}<p><b>Five Reasons Why Lamps Went Out</b></p>", []),
        (f"{TEXT * 3}<p><b>Ada MarshDirector</b></p>", []),
        (f"<p><b>North Marrowick</b></p>{TEXT * 3}", []),  # the place of the report
        (f"{TEXT}<p><b>Ada Marsh</b></p>{TEXT * 3}", []),  # a subheading
    ],
)
def test_a_line_that_signs_the_text_names_its_writer_where_nothing_else_does(text, expected):
    assert signed(text) == expected


def test_a_line_above_the_text_is_believed_where_the_site_or_its_first_account_is_declared():
    text = f"<p><strong>Ada Marsh</strong></p>{TEXT * 3}"
    assert signed(text, author="Marrowick Post") == ["Ada Marsh"]
    assert signed(text, author="Marro Desk", page_of=ADMIN) == ["Ada Marsh"]
    assert signed(text, author="Cora Lund") == ["Cora Lund"]
    assert signed(TEXT * 3, author="Cora Lund", page_of=ADMIN) == ["Cora Lund"]


def test_a_card_names_the_writer_beside_the_time_to_read():
    def card(data1, data2):
        return (
            f'<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="{data1}">'
            f'<meta name="twitter:label2" content="Lesezeit"><meta name="twitter:data2" content="{data2}">'
        )

    assert signed(TEXT * 3, head=card("Ada Marsh", "3 Minuten")) == ["Ada Marsh"]
    assert signed(TEXT * 3, head=card("Wool Blanket", "24.50 EUR in stock")) == []


@pytest.mark.parametrize("name", ["authors", "byline", "article-author", "author-name"])
def test_an_element_is_known_by_its_id(name):
    assert signed(f'<span id="{name}">Ada Marsh</span>{TEXT * 3}') == ["Ada Marsh"]


def test_an_author_in_a_link_without_address_is_no_name_of_the_site():
    assert authors('<div class="byline"><a>Ada Marsh</a></div>') == [ADA]
