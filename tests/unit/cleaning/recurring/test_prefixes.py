"""Which lines begin with a label, and that they share it."""

import pytest

from pipeline.cleaning.recurring.prefixes import prefix_of


@pytest.mark.parametrize(
    "text",
    ["More on this: Ferries taken out", "Zum Krieg: Brücke gesprengt", "LIVE | Storm reaches coast | 4 pm"],
)
def test_a_line_with_a_label_has_a_prefix(text):
    head = text.replace("|", ":").split(":")[0]
    assert prefix_of(text) == prefix_of(f"{head.upper()}: something else entirely")


@pytest.mark.parametrize(
    "text",
    [
        "Solberg: We never said that the ships were safe.",
        "No label at all",
        "https://herald.example/ferries",
        "The company that has run the ferries for years said: nothing new",
        "A: " + "long " * 60,
    ],
)
def test_sentences_addresses_and_paragraphs_have_no_prefix(text):
    assert prefix_of(text) is None
