"""Our private trafilatura gives stock's text."""

from __future__ import annotations

import logging
import re

import pytest
import trafilatura
from lxml.html import HtmlElement

from pipeline.parsing.fast_trafilatura import main_lines, parse_html

_PARAGRAPHS = [
    "The lighthouse keeper of Marrowick said on Tuesday that the lamp had failed twice in one night.",
    "Two fishing boats had to wait outside the harbour until the fog lifted, the coast guard reported.",
    "Engineers from the county will examine the wiring this week and publish what they find.",
]
_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Lamp fails</title><script>var a = "<p>no</p>";</script></head>
<body><nav class="menu"><a href="/">Home</a> <a href="/news">News</a></nav>
<div class="article-body"><h1>Lamp fails twice at Marrowick</h1>{paragraphs}
<div class="share-bar"><a href="#">Share</a></div></div>
<div class="comments"><p>{comment}</p></div><footer>Printed in Marrowick</footer></body></html>"""
PAGE = _PAGE.format(
    paragraphs="".join(f"<p>{text}</p>" for text in _PARAGRAPHS),
    comment="I always said that lamp was too old, and nobody listened to me in all these years.",
)


def stock_words(html):
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(html, include_comments=False, with_metadata=False)
    return re.findall(r"\w+", document.text if document else "")


def our_words(html, unlinked_characters=10_000):
    tree = parse_html(html)
    return [] if tree is None else re.findall(r"\w+", "\n".join(main_lines(tree, unlinked_characters)))


def test_the_article_is_found_and_its_surroundings_are_not():
    lines = main_lines(parse_html(PAGE), 1_000)
    assert lines == ["Lamp fails twice at Marrowick", *_PARAGRAPHS]


@pytest.mark.parametrize(
    "html",
    [
        PAGE,
        PAGE.replace("article-body", "x"),
        PAGE.replace("<p>", "<div>").replace("</p>", "</div>"),
        PAGE.replace("<p>", "").replace("</p>", "<br><br>"),
        PAGE.replace('<div class="article-body">', "<table><tr><td>").replace(
            "</div></div>", "</div></td></tr></table>"
        ),
        PAGE.replace("<body>", "<body><form><label>Name <input></label></form>"),
        PAGE.replace("<nav", "<aside>A<aside>B</aside></aside><aside>Tide table of the week</aside><nav"),
        PAGE.replace(
            "<h1>", "<div><ul><li><a href='/a'>Fog</a></li></ul><p><a href='/b'>Tides</a></p></div><h1>"
        ),
        PAGE.replace("article-body", "x").replace("<p>The", "<p><a href='/c'>Lamps</a></p><p>The"),
        PAGE.replace("lamp had", "la\x0bmp\x1f had\ufffe"),
        PAGE.replace("wiring", "wir\uffffing"),
        "<html><body><p>Too short.</p></body></html>",
        "<html><body></body></html>",
        "<p>No frame at all, only a sentence that stands by itself in the file.</p>",
    ],
)
@pytest.mark.parametrize("unlinked_characters", [0, 10_000])
def test_the_words_are_those_of_stock(html, unlinked_characters):
    assert our_words(html, unlinked_characters) == stock_words(html)


def test_stock_is_left_as_it_was():
    """What we replace is in a copy of our own."""
    import trafilatura.core
    import trafilatura.main_extractor
    from lxml.etree import XPath

    assert all(isinstance(entry, XPath) for entry in trafilatura.main_extractor.OVERALL_DISCARD_XPATH)
    assert trafilatura.core.html2txt.__module__ == "trafilatura.baseline"


def test_elements_are_all_of_one_class():
    tree = parse_html("<html><body><form><input name=q></form><p>x</p></body></html>")
    assert {type(element) for element in tree.iter()} == {HtmlElement}
