"""Plain texts become pages: paragraphs, title, byline, date, own address."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.model import BlockKind
from pipeline.parsing.pages.plain_paragraphs import MAX_LINES
from pipeline.parsing.pages.plaintext import parse_plaintext

FETCHED_AT = datetime(2031, 5, 1, tzinfo=UTC)
WRAPPED = """\
The ferry company said on Thursday that its two oldest ships
would be taken out of service before the winter, after cracks
had been found in both hulls.
 A replacement is being built in a yard on the other side of
the fjord and should sail by the end of March.

Islanders fear that the school bus will not reach the mainland
in time.
"""
ONE_A_LINE = """\
Two Ferries Taken Out of Service
The ferry company said on Thursday that its two oldest ships would be taken out of service before the winter.
Engineers had found cracks in both hulls, a spokeswoman for the harbour told reporters.
Fears on the islands
Islanders fear that the school bus, which depends on the crossing, will not reach the mainland in time.
"""


def read(text):
    return parse_plaintext(text, FETCHED_AT)


def texts(page):
    return [block.text for block in page.blocks]


def test_wrapped_lines_become_paragraphs_and_keep_their_line_numbers():
    page = read(WRAPPED)
    assert [block.lines for block in page.blocks] == [(1, 2, 3), (4, 5), (7, 8)]
    assert page.blocks[0].text.endswith("before the winter, after cracks had been found in both hulls.")


def test_a_paragraph_a_line_is_not_joined():
    assert [block.lines for block in read(ONE_A_LINE).blocks] == [(1,), (2,), (3,), (4,), (5,)]


def test_a_list_of_headlines_is_not_joined():
    headlines = (
        "Ferries taken out of service\nBridge postponed again\nDam in the valley repaired\nMine to reopen\n"
    )
    assert len(read(headlines).blocks) == 4


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    assert texts(read("\ufeff" + WRAPPED.replace("\n", "\r\n"))) == texts(read(WRAPPED))


def test_a_text_indented_as_a_whole_has_the_same_paragraphs():
    indented = "\n".join("    " + line if line.strip() else line for line in WRAPPED.split("\n"))
    assert texts(read(indented)) == texts(read(WRAPPED))


def test_japanese_lines_are_joined_without_a_space():
    text = "港湾当局は木曜日、老朽化した二隻の船を冬までに運航から外すと発表した。\n" * 1
    wrapped = "港湾当局は木曜日、老朽化した二\n隻の船を冬までに運航から外すと\n発表した。住民は不安を感じてい\nる。\n"
    assert len(texts(read(wrapped))) == 1
    assert " " not in texts(read(wrapped))[0]
    assert len(texts(read(text))) == 1


def test_the_first_line_that_is_no_sentence_is_the_title():
    assert read(ONE_A_LINE).title == "Two Ferries Taken Out of Service"


def test_a_text_that_begins_with_its_first_paragraph_has_no_title():
    assert read(WRAPPED).title is None


def test_byline_and_date_of_the_head_are_found():
    page = read(
        "Two Ferries Taken Out\n\nBy Ingrid Solberg\n\nMarch 4, 2031\n\n" + WRAPPED.replace("\n ", "\n\n")
    )
    assert (page.title, page.byline) == ("Two Ferries Taken Out", "Ingrid Solberg")
    assert page.published_at == datetime(2031, 3, 4, tzinfo=UTC)
    assert page.published_raw == "March 4, 2031"


def test_a_date_above_the_title_is_not_the_title():
    assert (
        read("March 4, 2031\nTwo Ferries Taken Out\n" + ONE_A_LINE.split("\n", 1)[1]).title
        == "Two Ferries Taken Out"
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ingrid Solberg.", "Ingrid Solberg"),
        ("Von Ingrid Solberg und Jens Dahl", "Ingrid Solberg und Jens Dahl"),
        ("Par Ingrid Solberg", "Ingrid Solberg"),
        ("Автор: Анна Берг", "Анна Берг"),
    ],
)
def test_a_byline_may_close_the_text(line, names):
    text = ONE_A_LINE + line
    found = read(text).byline
    assert found is not None
    assert found.replace(" und ", " ") == names.replace(" und ", " ")


def test_a_line_that_begins_with_by_is_no_byline_when_it_says_more():
    assert read(ONE_A_LINE + "By then the ferries had long left the harbour").byline is None


def test_a_sign_off_at_the_foot_is_the_byline():
    assert read(ONE_A_LINE + "fjordnews.no - IS").byline == "fjordnews.no - IS"


def test_a_date_after_the_fetch_is_not_believed():
    page = read("Two Ferries Taken Out\nMarch 4, 2033\n" + ONE_A_LINE.split("\n", 1)[1])
    assert page.published_at is None
    assert page.published_raw == "March 4, 2033"
    assert page.published_note


def test_a_labelled_address_is_the_own_one_though_a_later_one_follows():
    text = (
        WRAPPED
        + "\nOriginal url:\nhttps://herald.example/2031/03/04/ferries\n\nhttps://herald.example/2031/04/09/bridge\n"
    )
    page = read(text)
    assert page.own_url == "https://herald.example/2031/03/04/ferries"
    assert page.published_at == datetime(2031, 3, 4, tzinfo=UTC)


def test_a_label_and_its_address_may_share_a_line():
    assert (
        read(WRAPPED + "\nSource: https://herald.example/ferries\n").own_url
        == "https://herald.example/ferries"
    )


def test_without_a_label_the_address_that_speaks_of_the_text_is_the_own_one():
    text = (
        WRAPPED
        + "\nhttps://herald.example/bridge-postponed-again\n\nhttps://herald.example/ferry-company-ships-service\n"
    )
    assert read(text).own_url == "https://herald.example/ferry-company-ships-service"


def test_an_address_broken_by_a_space_is_mended():
    text = WRAPPED + "\nhttps://herald.example/2031/03/04/ferries-out-of -service-a123\n"
    assert read(text).own_url == "https://herald.example/2031/03/04/ferries-out-of-service-a123"


def test_an_address_within_the_text_is_not_the_own_one():
    lines = ONE_A_LINE.split("\n")
    assert read("\n".join([*lines[:3], "https://herald.example/appeal", *lines[3:]])).own_url is None


def test_words_after_an_address_are_not_taken_into_it():
    assert read(WRAPPED + "\nhttps://herald.example/ferries has the rest\n").own_url is None


def test_list_items_are_known_by_their_mark():
    page = read(ONE_A_LINE + "- The first ship sails until May\n- The second until June\n")
    assert [block.kind for block in page.blocks[-2:]] == [BlockKind.LIST_ITEM] * 2


def test_an_empty_text_is_a_page_without_blocks():
    assert read("\n \n").blocks == ()


@given(st.text())
def test_every_line_with_a_word_is_in_exactly_one_block(text):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    taken = [number for block in read(text).blocks for number in block.lines]
    assert taken == [number for number, line in enumerate(lines, start=1) if line.strip()]


def test_what_has_more_lines_than_a_book_is_no_article():
    assert parse_plaintext("Rain.\n" * (MAX_LINES - 1), FETCHED_AT).blocks
    with pytest.raises(Rejected) as refused:
        parse_plaintext("Rain.\n" * MAX_LINES, FETCHED_AT)
    assert refused.value.reason == "too_many_lines"
