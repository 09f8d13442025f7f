"""Lines that say who wrote the text and where to follow them."""

import pytest

from pipeline.cleaning.page_rules.block_features import BlockFeatures
from pipeline.cleaning.page_rules.metadata_lines import is_agency, is_writer_address
from tests.unit.cleaning.page_rules.invented_pages import block


def read(text):
    return BlockFeatures(0, block(text))


@pytest.mark.parametrize(
    "text",
    [
        "mira.dahl@herald.example",
        "mira.dahl@herald.example | Twitter: @miradahl",
        "mira@herald.example ola@herald.example",
        "Twitter @miradahl",
        "Follow Herald correspondent Mira Dahl on Twitter: @miradahl",
        "On Twitter, follow Mira Dahl at: http://twitter.com/miradahl",
        "For more about ferries, follow @miradahl on Twitter",
        "Find columnist Mira Dahl on Twitter: @miradahl or at herald.example/dahl",
    ],
)
def test_where_to_write_to_a_writer_or_follow_one_is_no_text(text):
    assert is_writer_address(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the light, @miradahl, and good night.",
        "He wrote it on Twitter. Then @miradahl answered.",
        "The keeper said that people who follow the light should also follow @miradahl, who tells its story every day.",
        "Gulls and/or terns",
    ],
)
def test_a_name_on_a_network_within_a_sentence_is_text(text):
    assert not is_writer_address(read(text))


def test_an_agency_alone_is_no_text_but_its_name_in_a_line_is():
    assert all(map(is_agency, ("AP", "(Reuters)", "The Associated Press", "- AFP")))
    assert not any(map(is_agency, ("Reuters said", "AP classes", "Bloomberg runs for mayor")))
