"""The element that holds the text, and what follows it."""

from __future__ import annotations

import time

import pytest

from pipeline.model import BlockKind, Region
from pipeline.parsing.pages.dom import PageBlock
from pipeline.parsing.pages.main_element import MAIN_SHARE, Bounds, below_headline, first_after_main

PAGE, ARTICLE, LIST, OTHER = (1, "", "div"), (2, "story", "div"), (3, "wide", "div"), (4, "more", "div")
LONG = "The harbour master said on Tuesday that both ferries would sail again before the first snow. "


def block(text, *inside, links=0.0):
    return PageBlock(text, BlockKind.PARAGRAPH, Region.OTHER, links, inside=(PAGE, *inside))


def after_main(*blocks):
    return first_after_main([entry.text for entry in blocks], list(blocks))


def test_what_follows_the_element_of_the_long_blocks_lies_after_it():
    assert (
        after_main(block(LONG, ARTICLE), block(LONG, ARTICLE), block("Elsewhere", LIST), block("Imprint"))
        == 2
    )


def test_short_blocks_before_the_last_paragraph_do_not_lie_after_it():
    assert (
        after_main(
            block("In brief", LIST), block(LONG, ARTICLE), block("The ships", LIST), block(LONG, ARTICLE)
        )
        == 4
    )


def test_a_text_in_several_elements_has_the_one_around_them_for_its_main_element():
    assert after_main(*(block(LONG, ARTICLE, (10 + part, "", "div")) for part in range(4))) == 4


def test_a_text_parted_in_two_elements_of_one_name_is_whole():
    """Some pages close the element for an advertisement and open another one like it."""
    first = [block(LONG, ARTICLE) for _ in range(5)]
    assert after_main(*first, block(LONG, (7, "story part-2", "div"))) == 6
    assert after_main(*first, block(LONG, (7, "comment-text", "div"))) == 5


def test_a_class_that_elements_around_the_text_have_too_joins_nothing():
    around, text, box = (5, "clearfix", "div"), (6, "body clearfix", "div"), (9, "offers clearfix", "div")
    inside = [block(LONG, around, text) for _ in range(5)]
    assert after_main(*inside, block("Offers", around, box), block("Tractors", around, box)) == 5


def test_links_say_nothing_about_where_the_text_stands():
    links = [block(LONG, LIST, links=0.9) for _ in range(3)]
    assert after_main(*(block(LONG, ARTICLE) for _ in range(3)), *links) == 3


def test_a_list_of_reports_with_a_paragraph_before_it_has_nothing_after_it():
    assert after_main(block(LONG, ARTICLE), *(block(LONG, LIST, links=0.9) for _ in range(9))) == 10


def test_a_page_without_a_long_block_has_nothing_after_it():
    assert after_main(block("One"), block("Two", LIST)) == 2


def test_a_block_found_nowhere_on_the_page_is_not_counted():
    assert first_after_main([LONG, "A line", "End"], [block(LONG, ARTICLE), None, block("End")]) == 1


@pytest.mark.parametrize(("paragraphs", "found"), [(3, 3), (2, 4)])
def test_the_element_holds_three_quarters_of_the_text(paragraphs, found):
    assert MAIN_SHARE == 0.75
    of_text = [block(LONG, ARTICLE) for _ in range(paragraphs)]
    assert after_main(*of_text, *(block(LONG, OTHER) for _ in range(4 - paragraphs))) == found


@pytest.mark.parametrize("leads", [0, 3, 4])
def test_a_lead_of_three_paragraphs_stands_between_a_headline_and_its_element(leads):
    lead = [block(LONG, LIST) for _ in range(leads)]
    blocks = [
        block("Ferries sail again"),
        *lead,
        *(block(LONG, ARTICLE) for _ in range(20)),
        block("Imprint"),
    ]
    found = below_headline(blocks, range(len(blocks)), [0])
    assert (found and found.end) == (len(blocks) - 1 if leads < 4 else None)


def test_a_page_of_headlines_takes_no_time():
    blocks = [block("Ferries sail again")] * 500
    blocks += [block(LONG, LIST)] * 500 + [block(LONG, ARTICLE)] * 1_000
    began = time.process_time()
    assert below_headline(blocks, range(len(blocks)), range(500)) is None
    assert time.process_time() - began < 2


def test_a_box_of_captions_with_half_of_the_text_does_not_bound_it():
    captions = (6, "image-with-caption", "div")
    half = [block(LONG, ARTICLE) for _ in range(2)]
    assert (
        below_headline([*(block(LONG, ARTICLE, captions) for _ in range(2)), *half], range(1, 5), [0]) is None
    )
    boxed = [block(LONG, ARTICLE, (6, "text", "div")) for _ in range(2)]
    assert below_headline([*boxed, *half], range(1, 5), [0]) == Bounds(0, 2, frozenset({0, 1}))
