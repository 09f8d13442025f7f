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
