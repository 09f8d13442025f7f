"""Paragraphs are those of jusText, and so is all that is measured of them."""

from __future__ import annotations

import pytest
from justext.core import ParagraphMaker
from lxml.html import fromstring

from pipeline.parsing.fast_trafilatura.justext_paragraphs import QuickParagraphMaker, StopWords

WORDS = StopWords(("the", "and", "had", "to", "in"))


def measured(maker, html):
    return [
        (
            paragraph.text,
            paragraph.dom_path,
            paragraph.chars_count_in_links,
            paragraph.tags_count,
            paragraph.words_count,
            paragraph.is_heading,
            paragraph.links_density(),
            paragraph.stopwords_density(WORDS),
        )
        for paragraph in maker.make_paragraphs(fromstring(html))
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<body><h1>Lamp fails</h1><p>The lamp had <b>failed</b> twice, <a href='/m'>they said</a>.</p></body>",
        "<body><div>The lamp<br><br>had failed<br>twice</div><ul><li>one<li> </ul></body>",
        "<body><p>\n The   lamp \t had <!-- no --> failed\u00a0twice </p>tail</body>",
        "<body><table><tr><td>to<td>and</table><blockquote><p>in</p> the </blockquote></body>",
        "<body><a href='/a'>Home</a> <a href='/b'>News</a></body>",
        "<body></body>",
    ],
)
def test_paragraphs_are_those_of_justext(html):
    assert measured(QuickParagraphMaker, html) == measured(ParagraphMaker, html)


def test_stop_words_are_equal_and_hash_as_tuples_do():
    assert tuple(WORDS) == WORDS
    assert hash(WORDS) == hash(tuple(WORDS))
