"""Names are read by their capitals, places by a table."""

from __future__ import annotations

from pipeline.linking.names import names, places


def test_names_are_capitalised_words_inside_sentences_and_two_in_a_row():
    found = names("Yesterday the mayor met Orla Vane. Vane said that Monday was no day for it.")
    assert dict(found) == {"orla": 1, "vane": 2, "orla vane": 1}


def test_a_word_that_only_opens_sentences_is_no_name():
    assert not names("Police came. Police left.")


def test_scripts_without_capitals_have_no_names():
    assert not names("سافر الوزير إلى المدينة")


def test_places_are_towns_countries_and_states_by_the_longest_name():
    assert places("They flew from New York City to Paris, then to South Korea.") == {
        "New York City",
        "Paris",
        "South Korea",
    }


def test_a_lower_case_word_is_no_place():
    assert not places("a nice reading of it")
