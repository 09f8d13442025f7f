"""Where readers' comments begin and end, on invented pages."""

import time

from pipeline.model import Label
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
