"""What of a page is no part of its article: cards, second articles, what stands outside `main`."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind, Region
from pipeline.parsing.pages.dom import PageBlock
from pipeline.parsing.pages.other_content import MAX_CARD_CHARACTERS, MIN_CARDS, mark_other_content

PAGE, STORY, LIST = (1, "", "div"), (2, "story", "div"), (3, "wide", "div")
TITLE = "Both ferries sail again before the first snow"
LONG = "The harbour master said on Tuesday that both ferries would sail again before the first snow. "
TEASER = "A line on what the council decided about the school."


def block(text, *inside, links=0.0, kind=BlockKind.PARAGRAPH):
    return PageBlock(text, kind, Region.OTHER, links, inside=inside)


def heading(text, *inside, links=0.0, tag="h1"):
    return block(text, *inside, (1000 + len(inside), "", tag), links=links, kind=BlockKind.HEADING)


def card(number, text=TEASER, *, around=(PAGE, LIST), headline=None, names="card"):
    element = (number, names, "div")
    named = headline or f"Council mends the roof of school {number}"
    return [heading(named, *around, element, links=1.0, tag="h3"), block(text, *around, element)]


def marked(*page, headlines=(0,)):
    mark_other_content(page, list(headlines))
    return [each.text for each in page if each.is_other]


def own(paragraphs=3, around=(PAGE, STORY)):
    return [heading(TITLE, PAGE), *(block(LONG + str(at), *around) for at in range(paragraphs))]


def test_elements_of_one_make_with_a_linked_headline_and_a_line_are_cards():
    cards = [each for at in range(MIN_CARDS) for each in card(10 + at)]
    assert marked(*own(), *cards) == [each.text for each in cards]
    assert marked(*own(), *(each for at in range(MIN_CARDS - 1) for each in card(10 + at))) == []


def test_cards_are_known_above_the_text_and_by_names_with_numbers_in_them():
    cards = [each for at in range(MIN_CARDS) for each in card(10 + at, names=f"css-{at}x card")]
    assert marked(*cards, *own(), headlines=(len(cards),)) == [each.text for each in cards]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("市議會決定重修學校屋頂", "議員們在星期二晚上表決通過了這項撥款。"),
        ("Совет починит крышу школы", "Депутаты проголосовали вечером во вторник."),
        ("المجلس يصلح سقف المدرسة", "صوت الأعضاء مساء الثلاثاء."),
    ],
)
def test_cards_of_any_script_are_known(headline, text):
    cards = [each for at in range(MIN_CARDS) for each in card(10 + at, text, headline=headline)]
    assert len(marked(*own(), *cards)) == len(cards)


def test_parts_of_a_text_with_links_beside_its_paragraphs_are_no_cards():
    around = (PAGE, STORY)
    parts = [each for at in range(MIN_CARDS) for each in card(10 + at, around=around)]
    assert marked(*own(), *parts) == []


def test_parts_of_a_list_of_which_some_have_links_are_no_cards():
    """A guide to gifts: most entries are a heading and a paragraph, three of them lead to a shop."""
    linked = [each for at in range(MIN_CARDS) for each in card(10 + at)]
    others = [block(LONG, PAGE, LIST, (20 + at, "card", "div")) for at in range(MIN_CARDS)]
    assert marked(*own(), *others, *linked) == []


def test_entries_that_say_more_than_a_card_are_none():
    long = LONG * (MAX_CARD_CHARACTERS // len(LONG) + 1)
    entries = [each for at in range(MIN_CARDS) for each in card(10 + at, long)]
    assert marked(*own(), *entries) == []


def test_cards_are_the_page_where_it_has_no_text_of_its_own():
    cards = [each for at in range(MIN_CARDS) for each in card(10 + at)]
    assert marked(heading(TITLE, PAGE), *cards) == []


def test_lines_of_one_paragraph_are_no_cards_however_many_of_them_are_links():
    """The rows of advertisements that some papers set into the last paragraph."""
    last = (PAGE, STORY, (9, "", "p"))
    lines = [block(f"Golf clubs at a fifth of the price {at}", *last, links=1.0) for at in range(4)]
    page = [heading(TITLE, PAGE), block(LONG, *last), *lines, block("Like 0", *last)]
    assert marked(*page) == []


def test_an_article_with_a_headline_of_its_own_below_the_text_is_another():
    first, second = (2, "", "article"), (3, "", "article")
    page = [
        heading(TITLE, PAGE, first),
        *(block(LONG, PAGE, first) for _ in range(2)),
        heading("Another report altogether", PAGE, second),
        block("What it says goes on for longer than the first one does, and is no part of it.", PAGE, second),
    ]
    assert marked(*page) == [page[3].text, page[4].text]


def test_an_element_with_a_heading_of_the_first_rank_below_the_text_is_another_article():
    other = (3, "next", "div")
    page = [*own(), heading("Another report altogether", PAGE, other), block(LONG, PAGE, other)]
    assert marked(*page) == [page[-2].text, LONG]


def test_a_subheading_of_the_first_rank_amid_the_text_opens_no_other_article():
    page = [*own(), heading("What comes next", PAGE, STORY), block(LONG, PAGE, STORY)]
    assert marked(*page) == []


def test_the_headline_said_again_above_the_text_opens_no_other_article():
    body = (3, "entry", "div")
    page = [*own(2), heading(TITLE, PAGE, body), block(LONG, PAGE, body)]
    assert marked(*page, headlines=(0, 3)) == []


def test_what_stands_outside_main_is_the_sites_where_main_holds_headline_and_text():
    main, where_to_write = (2, "", "main"), "Courriel : contact@example.org"
    text = [heading(TITLE, PAGE, main), *(block(LONG, PAGE, main) for _ in range(2))]
    assert marked(*text, block(where_to_write, PAGE)) == [where_to_write]
    assert marked(text[0], block(LONG, PAGE, STORY), block(where_to_write, PAGE)) == []
