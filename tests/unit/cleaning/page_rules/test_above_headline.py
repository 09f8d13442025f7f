"""Lines above the headline are its section, menus and calendars; paragraphs and what stands below are text."""

from pipeline.model import BlockKind, Label
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block, label_of, page

TITLE = "Ferry company sells its two oldest ships"
HEADLINE = block(TITLE, BlockKind.HEADING)


def test_menus_and_calendars_above_the_headline_are_boilerplate_and_the_last_line_its_section():
    lines = ["選單", "本地", "2030", "2031", "1", "2", "3", "A", "Seefahrt"]
    of = page(*lines, HEADLINE, *TEXT, title=TITLE)
    assert label_of("選單", of) == (Label.BOILERPLATE, "above_headline")
    assert label_of("2031", of) == (Label.BOILERPLATE, "above_headline")
    assert label_of("Seefahrt", of) == (Label.METADATA, "kicker")


def test_sentences_and_standfirsts_above_the_headline_are_text():
    standfirst = "Two ships that carried three generations to school are for sale"
    of = page("They will be missed.", standfirst, HEADLINE, *TEXT, title=TITLE)
    assert label_of("They will be missed.", of)[0] is Label.BODY
    assert label_of(standfirst, of)[0] is Label.BODY


def test_where_a_paragraph_stands_above_the_headline_nothing_is_cut():
    of = page(TEXT[0], "Crew", HEADLINE, *TEXT[1:], title=TITLE)
    assert label_of("Crew", of)[0] is Label.BODY


def test_short_lines_below_the_headline_are_subheadings():
    of = page(HEADLINE, *TEXT[:2], "Crew", *TEXT[2:], title=TITLE)
    assert label_of("Crew", of)[0] is Label.BODY
