"""Joiners are kept where they shape something."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from pipeline.cleaning.blocks import fingerprint
from pipeline.parsing.pages.alignment import align
from pipeline.parsing.pages.dom import page_blocks
from pipeline.parsing.pages.joiners import respelled, spelling_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("می\u200cشود", "می\u200cشود"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("har\u00adbour\u200b", "harbour"),
        ("har\u200cbour", "harbour"),
        ("\u200dیک ", "یک"),
    ],
)
def test_a_joiner_between_letters_it_shapes_is_part_of_the_spelling(text, kept):
    assert spelling_of(text) == kept


def test_a_part_of_a_block_gets_its_joiners_back():
    assert respelled("بسته میشود", "پل بسته می\u200cشود و") == "بسته می\u200cشود"
    assert respelled("another text", "پل می\u200cشود") == "another text"


def test_a_block_keeps_its_joiners_and_is_found_without_them():
    tree = fromstring("<body><p>پل بسته می\u200cشود</p></body>")
    (block,) = align(["پل بسته میشود"], page_blocks(tree))
    assert block.text == "پل بسته می\u200cشود"
    assert fingerprint(block.text) == fingerprint("پل بسته میشود")
