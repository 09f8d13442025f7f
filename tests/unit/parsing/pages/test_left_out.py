"""What the extractor leaves of an article comes back: pages of the layouts that lose it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.model import Fetched
from pipeline.parsing.pages.document import parse

TITLE = "Bakers of Quillan refuse the new flour"
LEAD = "Eleven of the fourteen bakers in Quillan will stop buying flour from the mill on the Aude after bread failed to rise."
BODY = [
    "The mill changed its supplier in August, and since then the dough has been sticky, the bakers told the chamber of trade.",
    "Paulette Roux, who has baked in the Rue de la Mairie for thirty years, threw away two hundred loaves on Saturday alone.",
    "The miller says that the wheat was tested twice, and that the weather of the summer left less gluten in every field.",
    "A laboratory in Toulouse is to measure three sacks, and its answer is expected before the fair at the end of October.",
    "Until then the bakers will fetch their flour from Limoux, which costs them four cents more for every kilogram of it.",
]
NAV = '<header><a href="/">The Aude Post</a><nav><ul><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav></header>'
FOOTER = "<footer><p>The Aude Post, printed in Quillan since the year 1921 by its own readers and friends.</p></footer>"


def paragraphs(texts=BODY, attributes=""):
    return "".join(f"<p{attributes}>{text}</p>" for text in texts)


def page_of(main, head=""):
    html = (
        f'<html><head><title>{TITLE}</title><meta property="og:title" content="{TITLE}">'
        f'<meta property="og:type" content="article">{head}</head><body>{NAV}<main>{main}</main>{FOOTER}</body></html>'
    )
    return parse(Fetched("https://aude.example/a", datetime(2026, 10, 2, tzinfo=UTC), 200, {}, html.encode()))


def text_of(main, head=""):
    page = page_of(main, head)
    labels = label_page(page)
    return [
        block.text for block, given in zip(page.blocks, labels, strict=True) if given.label in TEXT_LABELS
    ]


@pytest.mark.parametrize(
    "lead",
    [
        f'<div class="article-dek"><p>{LEAD}</p></div>',
        f'<header class="top"><h2 class="subtitle">{LEAD}</h2></header>',
        f'<section><div class="chapo-text">{LEAD}</div></section>',
        f'<div><figure><img src="a.jpg"><figcaption>A loaf. Photo: M. Sol</figcaption></figure><p><b>{LEAD}</b></p></div>',
    ],
)
def test_a_lead_in_an_element_of_its_own_is_the_first_paragraph(lead):
    main = f'<article><h1>{TITLE}</h1>{lead}<div class="entry-content">{paragraphs()}</div></article>'
    assert text_of(main) == [LEAD, *BODY]


@pytest.mark.parametrize(
    "other",
    [
        '<div class="cookie-modal"><p>We use cookies on this device to count our readers, and you may say no to them.</p></div>',
        "<figure><img><figcaption>Loaves on a table in the bakery of the Rue de la Mairie on Saturday morning.</figcaption></figure>",
        '<p class="links"><a href="/x">Millers of the Aude meet in the town hall to speak about the wheat of the year.</a></p>',
        f"<p>{BODY[0]}</p>",
    ],
)
def test_what_stands_above_a_text_and_is_no_lead_stays_away(other):
    """A notice, a caption, a link to another report, and a lead that the text begins with."""
    main = f'<article><h1>{TITLE}</h1><div class="up">{other}</div><div class="entry-content">{paragraphs()}</div></article>'
    assert text_of(main) == BODY


@pytest.mark.parametrize(
    "quote",
    [
        '<figure class="q"><blockquote><p>Bread that does not rise is a brick.</p></blockquote></figure>',
        "<aside><blockquote>Bread that does not rise is a brick.</blockquote></aside>",
        "<blockquote><div>Bread that does not rise is a brick.</div></blockquote>",
    ],
)
def test_a_quote_between_paragraphs_is_text(quote):
    body = f'<div class="entry-content">{paragraphs(BODY[:2])}{quote}{paragraphs(BODY[2:])}</div>'
    found = text_of(f"<article><h1>{TITLE}</h1>{body}</article>")
    assert found == [*BODY[:2], "Bread that does not rise is a brick.", *BODY[2:]]


def test_a_quote_that_repeats_the_text_stays_away():
    quote = f"<figure><blockquote>{BODY[1]}</blockquote></figure>"
    body = f'<div class="entry-content">{paragraphs(BODY[:3])}{quote}{paragraphs(BODY[3:])}</div>'
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>") == BODY


@pytest.mark.parametrize("element", ["p", "div", "h3"])
def test_questions_of_an_interview_are_text(element):
    questions = ["Is it the weather?", "Who pays for the bread?"]
    body = (
        f"<p>{BODY[0]}</p><{element}>{questions[0]}</{element}><p>{BODY[1]}</p>"
        f"<{element}>{questions[1]}</{element}><p>{BODY[2]}</p><p>{BODY[3]}</p>"
    )
    found = text_of(f'<article><h1>{TITLE}</h1><div class="entry-content">{body}</div></article>')
    assert found == [BODY[0], questions[0], BODY[1], questions[1], BODY[2], BODY[3]]


LONG_BODY = [*BODY, *(f"{text[:-1]}, a second witness said." for text in BODY)]
"""Of a shorter text the extractor takes bare elements, too."""


@pytest.mark.parametrize(
    ("lines", "are_text"),
    [
        (["Is it the weather?", "Partly, yes.", "Who pays for the bread?", "Nobody does."], True),
        (["Do you like this report?", "Then tell a friend.", "He may be glad."], False),
    ],
)
def test_bare_elements_are_an_interview_where_they_ask_more_than_once(lines, are_text):
    asked = "".join(f"<div>{line}</div>" for line in lines)
    body = f'<div class="body">{paragraphs(LONG_BODY[:2])}{asked}{paragraphs(LONG_BODY[2:])}</div>'
    found = text_of(f"<article><h1>{TITLE}</h1>{body}</article>")
    assert found == [*LONG_BODY[:2], *(lines if are_text else []), *LONG_BODY[2:]]


BOX = '<div class="related"><ul><li><a href="/x">Mill of Limoux sold to a brewer</a></li></ul></div>'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<div class="body-1">', '<div class="body-2">'),
        ('<div class="css-1x8kzg">', '<div class="css-9d2l0p">'),
        ("<section>", "<section>"),
    ],
)
def test_the_second_part_of_a_text_is_text_where_it_is_made_as_the_first(first, second):
    end = f"</{first[1:].split()[0].rstrip('>')}>"
    body = f"{first}{paragraphs(BODY[:3])}{end}{BOX}{second}{paragraphs(BODY[3:])}{end}"
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>") == BODY


OTHERS = "".join(
    f'<div class="box"><h3><a href="/{n}">Mill {n}</a></h3><p>{LEAD} {n}</p></div>' for n in range(3)
)


def test_what_follows_the_text_is_no_part_of_it_where_a_lead_stands_between_headline_and_text():
    body = f'<p class="lead">{LEAD}</p><div class="entry-content">{paragraphs(LONG_BODY)}</div>'
    assert text_of(f"<h1>{TITLE}</h1>{body}{OTHERS}") == [LEAD, *LONG_BODY]


def test_a_short_report_above_a_longer_list_of_others_is_no_lead():
    report = f"<div>{paragraphs(BODY[:3])}</div>"
    found = text_of(f'<h1>{TITLE}</h1>{report}<div class="others">{OTHERS * 3}</div>')
    assert found[:3] == BODY[:3]


def test_an_article_of_its_own_below_the_text_is_no_part_of_it():
    other = f"<article>{paragraphs(BODY[3:])}</article>"
    assert text_of(f"<h1>{TITLE}</h1><article>{paragraphs(BODY[:3])}</article>{other}") == BODY[:3]


def test_a_table_in_a_figure_is_text():
    table = "<figure><table><tr><th>Mill</th><th>Cents</th></tr><tr><td>Aude</td><td>71</td></tr><tr><td>Limoux</td><td>75</td></tr></table></figure>"
    body = f'<div class="entry-content">{paragraphs(BODY[:2])}{table}{paragraphs(BODY[2:])}</div>'
    found = text_of(f"<article><h1>{TITLE}</h1>{body}</article>")
    assert [line for line in found if "|" in line] == ["Mill | Cents", "Aude | 71", "Limoux | 75"]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("paywall", ""),
        ("content--premium subscription", ""),
        (
            "x-42",
            '<script type="application/ld+json">{"@type":"Article","hasPart":{"cssSelector":".x-42"}}</script>',
        ),
    ],
)
def test_a_paid_part_that_is_served_is_text(name, head):
    body = f'<div class="entry-content">{paragraphs(BODY[:3])}<div class="{name}">{paragraphs(BODY[3:])}</div></div>'
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>", head) == BODY


def test_a_prompt_to_pay_is_no_text():
    prompt = '<div class="paywall"><form><p>To read on you need a subscription, which costs two crowns a week for a year.</p></form></div>'
    body = f'<div class="entry-content">{paragraphs()}{prompt}</div>'
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>") == BODY


@pytest.mark.parametrize("name", ["promo", "subscription", "tools"])
def test_a_paragraph_in_an_element_named_as_text_may_be_is_text(name):
    body = f'<div class="entry-content">{paragraphs(BODY[:2])}<section class="{name}">{paragraphs(BODY[2:3])}</section>{paragraphs(BODY[3:])}</div>'
    assert text_of(f"<article><h1>{TITLE}</h1>{body}</article>") == BODY


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (LEAD, ["Bread costs a crown.", "The fair begins on Friday.", "It lasts for three days."]),
        (
            "奎扬镇十四名面包师中有十一人决定停止从奥德河畔的磨坊购买面粉，因为自八月更换供应商以来，面团一直发黏，面包无法正常发酵膨胀。",
            ["磨坊主否认这一说法。", "检测结果十月公布。"],
        ),
        (
            "キヤンの町のパン職人十四人のうち十一人が、オード川沿いの製粉所から小麦粉を買うのをやめると発表した。八月以降、生地がべたつき、パンが膨らまないためだ。",
            ["製粉所は否定している。", "検査の結果は十月に出る。"],
        ),
    ],
)
def test_a_brief_of_a_long_paragraph_and_short_sentences_is_whole(first, rest):
    assert text_of(
        f"<article><h1>{TITLE}</h1><div class='entry-content'>{paragraphs([first, *rest])}</div></article>"
    ) == [first, *rest]


@pytest.mark.parametrize("name", ["comment-body", "share", "related-text", "newsletter-story"])
def test_an_element_that_has_the_whole_text_is_the_article_whatever_its_name(name):
    assert text_of(f'<h1>{TITLE}</h1><div class="{name}">{paragraphs()}</div>') == BODY


@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_the_next_article_of_an_endless_page_is_none_of_this_one(heading):
    other = "".join(f"<p>{text.replace('flour', 'water').replace('mill', 'dam')}</p>" for text in BODY[:3])
    following = f"<article class='post next'><{heading}>Another title of another day</{heading}><div class='entry'>{other}</div></article>"
    own = f"<article class='post'><h1>{TITLE}</h1><div class='entry'>{paragraphs()}</div></article>"
    assert text_of(own + following)[: len(BODY)] == BODY
    assert not any("dam" in line for line in text_of(own + following))


def test_comments_below_a_short_report_are_no_text():
    """Comments in elements without a name, more than the report itself: what stands below the headline is the report."""
    remarks = "".join(
        f"<div><div><p>I have bought my bread in Limoux since {year}, and nobody there ever spoke of the weather.</p></div></div>"
        for year in range(1990, 1996)
    )
    report = f'<div class="entry-content">{paragraphs()}</div>'
    assert text_of(f"<div class='a'><h1>{TITLE}</h1>{report}</div><div>{remarks}</div>")[: len(BODY)] == BODY
