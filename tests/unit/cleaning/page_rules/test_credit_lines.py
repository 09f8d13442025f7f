"""Credits of pictures, alone and after a caption."""

import pytest

from pipeline.cleaning.page_rules.credit_lines import ends_in_credit


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
