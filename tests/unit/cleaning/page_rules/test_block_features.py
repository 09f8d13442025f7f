"""What the rules ask of a block."""

import pytest

from pipeline.cleaning.page_rules.block_features import BlockFeatures
from pipeline.model import Region
from tests.unit.cleaning.page_rules.invented_pages import TEXT, block


def read(text, **known):
    return BlockFeatures(0, block(text, **known))


def test_a_paragraph_is_prose_that_the_extractor_took():
    assert read(TEXT[0]).is_paragraph
    assert not read(TEXT[0], region=Region.ASIDE).is_paragraph
    assert read(TEXT[0], region=Region.ASIDE).is_prose
    assert not read("Two ferries taken out of service").is_paragraph


@pytest.mark.parametrize("region", [Region.MAIN, Region.OUTSIDE_MAIN, Region.AFTER_MAIN])
def test_the_extractor_took_what_stands_in_or_around_the_main_element(region):
    assert read("Share", region=region).is_taken
    assert read("Share", region=region).is_main is (region is Region.MAIN)


def test_a_link_sets_a_label_off_but_only_for_who_asks():
    line = read("Read also Harbour fees rise again", links=0.8)
    assert line.phrase is None
    assert line.linked_phrase.rule == "related"
    assert read("Read also Harbour fees rise again", links=0.2).linked_phrase is None


def test_the_phrase_is_the_same_whether_the_words_were_read_before():
    first, second = read("Foto: Jonas Weiß"), read("Foto: Jonas Weiß")
    assert second.words == ["foto", "jonas", "weiss"]
    assert first.phrase == second.phrase
