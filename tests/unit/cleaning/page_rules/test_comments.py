"""Where readers' comments begin and end, on invented pages."""

import time

import pytest

from pipeline.model import Label, Region
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block, labels, page

VOICES = [
    f"{text} I for one have never seen anything like it in all my years on the islands, have you, neighbours?"
    for text in TEXT
]


def thread(number):
    pairs = [
        (voice, f"Posted by Reader {place} on March {place + 1}, 2031") for place, voice in enumerate(VOICES)
    ]
    return [text for pair in pairs[:number] for text in pair]


def rules(*texts):
    return [rule for _, rule in labels(page(*texts))]


def test_comments_longer_than_the_article_are_its_tail_when_lines_part_them():
    assert set(rules(*TEXT[:3], "Comments", *thread(4))[4:]) == {"tail"}
    assert set(rules(*TEXT[:3], "Comments", *VOICES[:4])[4:]) == {"text"}


def test_comments_longer_than_the_article_are_its_tail_when_each_ends_in_a_name():
    names = ("Harbour Rat", "o'malley", "Kari_78", "Old Salt")
    signed = [f"{voice} {name}" for voice, name in zip(VOICES, names, strict=False)]
    assert set(rules(*TEXT[:3], "Your comments", *signed)[4:]) == {"tail"}
    assert set(rules(*TEXT[:3], "Your comments", *signed[:2], *VOICES[2:])[4:]) == {"text"}


def test_comments_above_the_article_end_where_it_begins():
    found = labels(page("Comments", *thread(3), *TEXT, *VOICES))
    assert {label for label, _ in found[:7]} == {Label.BOILERPLATE}
    assert {label for label, _ in found[7:]} == {Label.BODY}


def test_an_article_between_the_heading_and_its_comments_is_kept():
    """The heading above it is a link to them, whatever else follows the comments."""
    found = labels(page("Comments", *VOICES[:2], *thread(3), *TEXT, *VOICES))
    assert [label for label, _ in found[1:3]] == [Label.BODY] * 2


def test_two_comments_above_a_text_prove_nothing():
    assert set(rules("Comments", *thread(2), *TEXT, *VOICES)) == {"comments", "text", "reply"}


def test_a_headline_below_comments_is_the_headline():
    headline = block("Ferry company sells its ships")
    found = labels(
        page("Comments", *thread(3), headline, *TEXT, *VOICES, title="Ferry company sells its ships")
    )
    assert found[7] == (Label.HEADLINE, "headline")


def test_a_page_of_a_thousand_comments_headings_is_read_once():
    """Each might open the comments, and asks whether lines that part them follow."""
    headings = [f"{number} comments" for number in range(1500)]
    reports = [f"On day {number} the master said: {TEXT[0]}" for number in range(1500)]
    replies = ["Report this comment"] * 1500
    signed = [f"{TEXT[0]} Harbour Rat"] * 3
    for texts in (
        [*TEXT[:3], *headings, *reports],
        [*headings, *replies, *reports],
        [*TEXT[:3], *headings, *signed, *reports],
    ):
        of = page(*texts)
        began = time.process_time()
        assert labels(of)[-1] == (Label.BODY, "text")
        assert time.process_time() - began < 3


REMARKS = [
    "They should have mended the ships ten years ago, when there was still money for it and the yard was open.",
    "My children take that boat to school every day, so who pays for the bus now that it does not sail?",
    "Not a word about the crew, who learned of all this from the paper, as they do every time it happens here.",
]


@pytest.mark.parametrize(
    "writers",
    [
        ("old_salt 3 hours ago", "Brekka 55 minutes ago", "mo 2 days ago"),
        ("wilk morski 04.02.2031, 18:12", "Basia (gość) 2031-02-04 19:40", "x7 05.02.2031, 07:01"),
        ("Мирон 2 години тому", "Оля 15 хвилин тому", "ledovod 1 день тому"),
        ("sjöman för 2 timmar sedan", "Ylva för 40 minuter sedan", "Bo för 1 dag sedan"),
    ],
)
def test_comments_below_their_writers_names_need_no_heading(writers):
    lines = [each for pair in zip(writers, REMARKS, strict=True) for each in pair]
    found = labels(page(*TEXT, *lines))
    assert found[len(TEXT) :] == [(Label.BOILERPLATE, "tail")] * 6
    amid = labels(page(*TEXT[:3], *lines[:4], *TEXT[3:]))
    assert [label for label, _ in amid] == [Label.BODY] * 3 + [Label.BOILERPLATE] * 4 + [Label.BODY] * 2


def test_one_signed_remark_is_no_comment_and_nothing_is_left_of_a_page_of_them_alone():
    one = labels(page(*TEXT, "old_salt 3 hours ago", REMARKS[0]))
    assert one[-1][0] is Label.BODY
    alone = labels(page("old_salt 3 hours ago", REMARKS[0], "Brekka 1 hour ago", REMARKS[1]))
    assert alone[1][0] is Label.BODY


def test_the_bylines_of_an_article_and_of_what_it_ends_with_open_no_comments():
    long = [f"{text} {VOICES[0]} {VOICES[1]}" for text in TEXT]
    for above, below in (
        ("Mira Dahl 04.02.2031, 18:12", "dpa 04.02.2031, 19:40"),
        ("Updated 3 hours ago", "Mira Dahl 1 hour ago"),
    ):
        found = labels(page(above, *long, below))
        assert [label for label, _ in found[1:-1]] == [Label.BODY] * len(long)


def test_below_a_heading_of_comments_a_comment_that_an_extractor_took_first_is_one_block():
    heading = block("Join the conversation", region=Region.ARTICLE)
    long = [f"{text} {VOICES[0]} {VOICES[1]}" for text in TEXT]
    found = labels(page(heading, "old_salt 3 hours ago", REMARKS[0], *long, "Brekka 1 hour ago", REMARKS[1]))
    assert [label for label, _ in found[1:3]] == [Label.BOILERPLATE] * 2
    assert [label for label, _ in found[3:-2]] == [Label.BODY] * len(long)
    assert [label for label, _ in found[-2:]] == [Label.BOILERPLATE] * 2
