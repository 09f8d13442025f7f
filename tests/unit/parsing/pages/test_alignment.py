"""The extractor's lines are found among the page's blocks."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import BlockKind, Region
from pipeline.parsing.pages.alignment import align
from pipeline.parsing.pages.dom import PageBlock

P, H, LI = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM


def block(text, region=Region.OTHER, kind=P, density=0.0):
    return PageBlock(text, kind, region, density)


def shown(blocks):
    return [(entry.region.value, entry.text) for entry in blocks]


def test_a_line_takes_the_kind_and_links_of_its_block():
    found = align(["- An item"], [block("An item", kind=LI, density=0.5)])
    assert [(b.kind, b.text, b.region, b.link_density) for b in found] == [(LI, "An item", Region.MAIN, 0.5)]


def test_other_blocks_stand_where_they_stand_on_the_page():
    page = [
        block("Menu of the day", Region.NAV),
        block("One."),
        block("An advertisement here"),
        block("Two."),
        block("The end"),
    ]
    assert shown(align(["One.", "Two."], page)) == [
        ("nav", "Menu of the day"),
        ("main", "One."),
        ("other", "An advertisement here"),
        ("main", "Two."),
        ("other", "The end"),
    ]


def test_positions_count_up_from_zero():
    found = align(["b"], [block("a a a a a"), block("b"), block("c c c c c")])
    assert [entry.position for entry in found] == [0, 1, 2]


def test_a_line_that_stands_twice_is_found_outside_the_menu():
    page = [
        block("Harbour news", Region.NAV),
        block("By the sea"),
        block("Harbour news", kind=H),
        block("Text."),
    ]
    found = align(["Harbour news", "Text."], page)
    assert shown(found)[0] == ("other", "By the sea")
    assert found[1].kind is H


def test_a_line_over_several_blocks_is_cut_where_they_end():
    page = [block("The ferry left at noon."), block("It came back at night."), block("Nobody was hurt.")]
    line = "The ferry left at noon. It came back at night. Nobody was hurt."
    assert shown(align([line], page)) == [("main", entry.text) for entry in page]


def test_what_a_line_lost_on_the_way_is_kept_beside_it():
    page = [block("The ferry left the harbour Share this story now and sank in the bay at noon.")]
    found = align(["The ferry left the harbour and sank in the bay at noon."], page)
    assert shown(found) == [
        ("main", "The ferry left the harbour and sank in the bay at noon."),
        ("other", "Share this story now"),
    ]


def test_a_line_that_is_nowhere_on_the_page_follows_the_line_before_it():
    found = align(
        ["One.", "From the metadata alone."], [block("One."), block("Footer of the page", Region.FOOTER)]
    )
    assert [text for _, text in shown(found)] == ["One.", "From the metadata alone.", "Footer of the page"]


def test_menu_entries_side_by_side_are_one_block():
    page = [block(text, Region.NAV, LI, 1.0) for text in ("News", "Sport", "Life")] + [block("Text.")]
    assert shown(align(["Text."], page)) == [("nav", "News | Sport | Life"), ("main", "Text.")]


def test_headlines_of_other_reports_stay_single():
    titles = ["Council votes on the new bridge again", "Mayor opens the first night market of the year"]
    page = [block(title, Region.ASIDE, LI, 1.0) for title in titles] + [block("Text.")]
    assert [text for region, text in shown(align(["Text."], page)) if region == "aside"] == titles


def test_a_text_said_twice_stands_once():
    page = [block("Sign up for our letter"), block("Text."), block("Sign up for our letter"), block("Text.")]
    assert shown(align(["Text."], page)) == [("other", "Sign up for our letter"), ("main", "Text.")]


def test_bars_around_a_row_go():
    found = align(["| Town | Rain |"], [PageBlock("Town | Rain", BlockKind.TABLE, Region.OTHER, 0.0)])
    assert shown(found) == [("main", "Town | Rain")]


words = st.sampled_from(
    ["the", "a", "ferry", "left", "noon", "and", "sank", "in", "bay", "council", "vote", "of"]
)
sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)


@given(st.lists(sentences, max_size=8), st.lists(sentences, max_size=10))
def test_the_words_of_the_lines_keep_their_order_whatever_the_page(lines, page):
    found = align(lines, [block(text) for text in page])
    main = " ".join(entry.text for entry in found if entry.region is Region.MAIN)
    assert re.findall(r"\w+", main) == re.findall(r"\w+", " ".join(lines))


@given(st.lists(sentences, min_size=1, max_size=10), st.data())
def test_every_block_of_the_page_is_main_or_still_there(page, data):
    lines = [text for text in page if data.draw(st.booleans())]
    found = align(lines, [block(text) for text in page])
    assert {text.replace(" ", "") for text in page} <= {entry.text.replace(" ", "") for entry in found}


def test_text_that_the_page_names_something_else_is_kept_apart():
    page = [
        block("The ferry sank at noon, the harbour master said."),
        PageBlock("Harbour fees rise again", P, Region.OTHER, 0.0, is_outside_main=True),
        block("All aboard were saved by fishermen from the village."),
    ]
    assert shown(align([entry.text for entry in page], page)) == [
        ("main", "The ferry sank at noon, the harbour master said."),
        ("outside_main", "Harbour fees rise again"),
        ("main", "All aboard were saved by fishermen from the village."),
    ]


def test_names_that_would_take_most_of_a_text_are_not_believed():
    page = [
        PageBlock(
            "The ferry sank at noon, the harbour master said.", P, Region.OTHER, 0.0, is_outside_main=True
        ),
        block("All aboard were saved."),
    ]
    assert {entry.region for entry in align([entry.text for entry in page], page)} == {Region.MAIN}


def test_what_stands_after_the_main_element_is_kept_apart():
    body, page_end = ((1, "", "div"),), ((2, "", "div"),)
    page = [
        PageBlock(
            "The ferry sank at noon, the harbour master told reporters on Tuesday.",
            P,
            Region.OTHER,
            0.0,
            inside=body,
        ),
        PageBlock("Tell us more.", P, Region.OTHER, 0.0, inside=page_end),
    ]
    assert [entry.region for entry in align([entry.text for entry in page], page)] == [
        Region.MAIN,
        Region.AFTER_MAIN,
    ]


def test_lines_that_are_all_alike_are_found_one_after_the_other():
    """A page of tens of thousands of them must not compare each with all the rest."""
    page = [PageBlock("Tick", P, Region.NAV, 0.0), *(block("Tick") for _ in range(20_000))]
    began = time.process_time()
    found = align(["Tick"] * 20_000, page)
    assert time.process_time() - began < 5.0  # a second on a busy machine, a minute if each met all the rest
    assert shown(found) == [("main", "Tick")] * 20_000


def test_a_line_that_begins_as_the_headline_does_is_found_where_it_goes_on_longest():
    headline = block("Bakers of Quillan refuse the flour", kind=H)
    parts = ["Bakers of Quillan have sent back eleven sacks.", "The miller took them."]
    found = align([f"| {' '.join(parts)} |"], [headline, *map(block, parts)])
    assert shown(found) == [("other", headline.text), *(("main", part) for part in parts)]
