"""Which lines begin with a label, and that they share it."""

import pytest

from pipeline.cleaning.recurring.prefixes import Line, fact_rows, prefix_of, voting_prefixes


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


@pytest.mark.parametrize(
    "rows",
    [
        ["Buteurs : Ndiaye 12, Coste 88", "Arbitre : M. Roux", "Affluence : 4 212"],
        ["Wind: mild, from the west", "Sea: calm", "Sight: good"],
        ["体感温度：12度", "風：北西", "波：穏やか"],
    ],
)
def test_facts_with_labels_have_no_prefix_to_vote_with(rows):
    text = ["A first paragraph that tells what has happened.", *rows]
    assert voting_prefixes([Line(line) for line in text]) == [None] * len(text)


def test_a_label_votes_where_it_stands_alone_is_a_link_or_repeats_itself():
    alone = [Line("A paragraph."), Line("Baca juga: Kapal kedua tiba"), Line("Another paragraph.")]
    linked = [Line("Läs också: Färjan är trasig", 0.8), Line("Tabell: 4 av 12", 0.7)]
    twice = [Line("Čtěte také: Most je zavřený"), Line("Čtěte také: Lávka taky")]
    assert voting_prefixes(alone)[1] == prefix_of("Baca juga: Harga naik")
    assert None not in voting_prefixes(linked)
    assert None not in voting_prefixes(twice)


def test_facts_stand_in_one_line_or_in_two():
    lines = ["A paragraph of a report.", "Euro", "7,41", "Yen: 0,05", "Next paragraph."]
    assert fact_rows([Line(line) for line in lines]) == [False, True, True, True, False]
    assert fact_rows([Line("Read this: A linked headline", 0.9)]) == [False]
