"""Lines that say who wrote, who took the picture, and where to follow them."""

import pytest

from pipeline.cleaning.page_rules.credit_lines import ends_in_credit, is_agency, is_writer_address


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dahl/AP",
        "Mira K. Dahl / Getty Images",
        "AP Photo/Mira Dahl",
        "(REUTERS/Dahl )",
        "Mira Dahl, Associated Press",
        "Mira Dahl/EPA",
        "Mira Dahl/Harbour Herald",
        "The gull took the whole sandwich. Mira Dahl/Harbour Herald",
        "The gull took it (Mira Dahl / Getty Images / March 4)",
    ],
)
def test_a_name_and_an_agency_or_paper_is_the_credit_of_a_picture(text):
    assert ends_in_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "He moved from Arendal to Oslo, Norway",
        "The Kristiansand/Arendal line reopens",
        "12 N. La Playa/Mira Dahl",
        "Scranton, PA",
        "Mira Dahl, EPA",
        "The company supplies AP, Reuters and others with pictures.",
        "Whether either/or is a question",
        "She told Mira Dahl, of Reuters",
    ],
)
def test_names_and_slashes_in_a_sentence_are_no_credit(text):
    assert not ends_in_credit(text)


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
    assert is_writer_address(text)


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
    assert not is_writer_address(text)


def test_an_agency_alone_is_no_text_but_its_name_in_a_line_is():
    assert all(map(is_agency, ("AP", "(Reuters)", "The Associated Press", "- AFP")))
    assert not any(map(is_agency, ("Reuters said", "AP classes", "Bloomberg runs for mayor")))
