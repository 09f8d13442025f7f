"""A page's blocks, as its elements give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from pipeline.model import BlockKind, Region
from pipeline.parsing.pages.dom import page_blocks


def blocks(body):
    return page_blocks(fromstring(f"<!DOCTYPE html><html><body>{body}</body></html>"))


def texts(body):
    return [block.text for block in blocks(body)]


def test_inline_elements_do_not_part_a_paragraph():
    assert texts("<p>Hyper<b>link</b>ed <i>words</i>, <span>all one</span>.</p>") == [
        "Hyperlinked words, all one."
    ]


def test_a_line_break_ends_a_block():
    assert texts("<div>By Ada Marsh<br>Staff writer<br><br>The ferry sank.</div>") == [
        "By Ada Marsh",
        "Staff writer",
        "The ferry sank.",
    ]


def test_text_around_inner_blocks_is_kept_in_order():
    assert texts("<div>before <p>inside</p> after</div>tail") == ["before", "inside", "after", "tail"]


def test_white_space_and_invisible_marks_go():
    assert texts("<p>\n  Kinder\u00adgarten\u200b  is\u202e\xa0 open </p><p> \n </p>") == [
        "Kindergarten is open"
    ]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "svg", "textarea", "select"])
def test_what_never_holds_prose_is_passed_over(tag):
    assert texts(f"<p>one</p><{tag}>not this</{tag}><p>two</p>") == ["one", "two"]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>x</h2>", BlockKind.HEADING),
        ("<p>x</p>", BlockKind.PARAGRAPH),
        ("<ul><li><p>x</p></li></ul>", BlockKind.LIST_ITEM),
        ("<blockquote><p>x</p></blockquote>", BlockKind.QUOTE),
        ("<figure><figcaption>x</figcaption></figure>", BlockKind.CAPTION),
        ("<table><tr><td>x</td><td>x</td></tr></table>", BlockKind.TABLE),
    ],
)
def test_the_kind_follows_the_element(html, kind):
    assert [block.kind for block in blocks(html)] == [kind]


def test_a_row_of_data_is_one_block_and_a_layout_table_is_none():
    assert texts("<table><tr><th>Town</th><td>Rain <br>mm</td></tr></table>") == ["Town | Rain mm"]
    assert texts("<table><tr><td> <img></td><td>More news<br>The headline</td></tr></table>") == [
        "More news",
        "The headline",
    ]
    assert texts("<table><tr><td><p>Menu</p></td><td><p>The report.</p></td></tr></table>") == [
        "Menu",
        "The report.",
    ]


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<p>x</p>", Region.OTHER),
        ("<main><p>x</p></main>", Region.ARTICLE),
        ("<div role='article'><p>x</p></div>", Region.ARTICLE),
        ("<header><p>x</p></header>", Region.HEADER),
        ("<article><header><h1>x</h1></header></article>", Region.ARTICLE),
        ("<nav><ul><li>x</li></ul></nav>", Region.NAV),
        ("<aside><article><h3>x</h3></article></aside>", Region.ASIDE),
        ("<div role='complementary'><p>x</p></div>", Region.ASIDE),
        ("<main><footer><p>x</p></footer></main>", Region.FOOTER),
    ],
)
def test_the_place_follows_the_ancestors(html, region):
    assert [block.region for block in blocks(html)] == [region]


def test_link_density_is_the_linked_share_of_the_text():
    full, half, none = blocks("<p><a href=x>all <b>link</b></a></p><p>half <a href=x>link</a></p><p>none</p>")
    assert full.link_density == 1.0
    assert half.link_density == pytest.approx(4 / 9)
    assert none.link_density == 0.0


def test_links_side_by_side_are_two_words():
    assert texts("<div><a href=x>News</a><a href=y>Sport</a></div>") == ["News Sport"]


def test_the_deepest_nesting_the_parser_allows_is_read():
    body = "<div>" * 5_000 + "deep" + "</div>" * 5_000
    assert isinstance(texts("<p>top</p>" + body), list)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "word", " ", "<br>", "<a>", "</a>", "<td>", "<li>"]
        )
    )
)
def test_no_word_is_lost_or_said_twice(pieces):
    body = "".join(pieces)
    joined = "".join(texts(body)).replace(" ", "").replace("|", "")
    assert joined == "word" * pieces.count("word")


def test_an_element_named_after_something_else_marks_all_that_is_inside():
    found = blocks(
        '<p>Text.</p><div class="related-stories"><ul><li>Elsewhere</li></ul></div><p id="comments">First!</p><p>More.</p>'
    )
    assert [(entry.text, entry.is_outside_main) for entry in found] == [
        ("Text.", False),
        ("Elsewhere", True),
        ("First!", True),
        ("More.", False),
    ]


def test_a_rail_that_holds_the_headline_of_the_page_is_its_article():
    """Pages of videos have a grid of rails: what is told about the film, and what else there is to see."""
    found = blocks(
        '<div class="col-rail"><h1>Ferry</h1><p>Told.</p></div><div class="col-rail"><p>Else.</p></div>'
    )
    assert [(entry.text, entry.is_outside_main) for entry in found] == [
        ("Ferry", False),
        ("Told.", False),
        ("Else.", True),
    ]


def test_the_name_of_a_heading_or_of_the_whole_page_says_nothing():
    """Headings are named after their words: a report on newsletters has a heading `newsletter`."""
    page = page_blocks(
        fromstring(
            '<html><body class="sidebar"><h2 id="newsletter">The newsletter</h2><p>Text.</p></body></html>'
        )
    )
    assert not any(entry.is_outside_main for entry in page)


def test_a_block_knows_the_elements_around_it():
    found = blocks('<div class="story"><p>One.</p><p>Two.</p></div><p>Three.</p>')
    (story, _), (same_story, _), (other,) = (entry.inside for entry in found)
    assert story == same_story == (1, "story", "div")
    assert other not in {story, same_story}
