"""Every phrase of the table is found, in every language, and prose that resembles one is not."""

import pytest

from pipeline.cleaning.page_rules.phrase_matcher import find_phrase
from pipeline.cleaning.page_rules.phrases import PHRASE_RULES, Form
from pipeline.cleaning.page_rules.phrases.more_languages import MORE_LANGUAGES

LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "ja", "ko", "zh", "ar"}


def written(form, phrase):
    """Write a phrase as a page would."""
    phrase = phrase.replace("#", "12").replace("*", "Anna")
    if form is Form.LABEL and not phrase.endswith(":"):
        return f"{phrase}: Kovalen"
    if phrase.endswith(":"):
        return f"{phrase} Kovalen"
    if form is Form.ENDS:
        return f"Kovalen {phrase}"
    if form is Form.HOLDS:
        return f"Kovalen {phrase} Kovalen"
    return phrase


def phrases():
    for rule in PHRASE_RULES:
        for language, listed in rule.phrases.items():
            for phrase in listed.split(" | "):
                yield pytest.param(rule, phrase, id=f"{rule.name}-{rule.form}-{language}-{phrase}")


@pytest.mark.parametrize("rule", PHRASE_RULES, ids=lambda rule: f"{rule.name}-{rule.form}")
def test_every_rule_speaks_every_language(rule):
    assert set(rule.phrases) >= LANGUAGES or rule in MORE_LANGUAGES


def test_rows_in_more_languages_belong_to_rules_that_every_language_has():
    known = {rule.name for rule in PHRASE_RULES if rule not in MORE_LANGUAGES}
    assert {rule.name for rule in MORE_LANGUAGES} <= known


def test_every_phrase_is_found_as_pages_write_it():
    missed = [
        (rule.name, rule.form.value, phrase)
        for rule in PHRASE_RULES
        for listed in rule.phrases.values()
        for phrase in listed.split(" | ")
        if find_phrase(written(rule.form, phrase)) is None
    ]
    assert missed == []


@pytest.mark.parametrize("rule", PHRASE_RULES, ids=lambda rule: f"{rule.name}-{rule.form}")
def test_no_phrase_is_listed_twice_for_a_language(rule):
    for listed in rule.phrases.values():
        phrases = listed.split(" | ")
        assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("READ MORE » Harbour reopens after the flood", "related"),
        ("Lesen Sie auch: Hafen nach der Flut wieder offen", "related"),
        ("12 Kommentare", "comments"),
        ("© 2031 Nordwind Media", "copyright"),
        ("(c) 2031 Nordwind Media", "copyright"),
        ("Suscribete a nuestro boletin", "newsletter"),
        ("Follow Anna Berg on Twitter.", "newsletter"),
        ("Foto: Jonas Weiß", "credit"),
        ("Most read in Business", "related_section"),
        ("関連記事：港が再開", "related"),
        ("4:10 p.m.: This article was updated with the master's account.", "update"),
        ("This article was originally published at 5:50 a.m.", "update"),
        ("UPDATES:", "update"),
        ("Dieser Artikel wurde am 4. März aktualisiert.", "update"),
        ("Contributing: Mira Dahl", "contributors"),
        ("MORE WORLD NEWS", "related_section"),
    ],
)
def test_phrases_are_found_whatever_their_case_accents_and_marks(text, rule):
    found = find_phrase(text)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "Read more carefully next time, the minister told the committee on Monday.",
        "Comments by the mayor drew criticism from both parties on Tuesday.",
        "Related problems were found in four other bridges.",
        "Copyright law is what the two studios have been arguing about for years.",
        "The video shows the mayor leaving the building, police said.",
        "Share prices fell by a tenth after the announcement.",
        "Photo editors at the agency went on strike.",
        "Advertising fell for the third year in a row, the publisher said.",
        "Promoted to captain last spring, Ilka Brandt led the crew through the storm.",
        "Ads on buses will be banned from June, the council said on Monday.",
        "Anzeige erstattete der Bürgermeister am Montag gegen zwei Männer.",
        "This report on updated rules was published by the ministry.",
        "Contributing to the flood was a dam that nobody had repaired.",
        "More good news came from the harbour on Monday.",
        "More bad news",
    ],
)
def test_prose_that_begins_like_a_phrase_is_prose(text):
    assert find_phrase(text) is None


def test_a_long_block_matches_no_phrase():
    assert find_phrase("Read more: " + "the harbour reopened and " * 40) is None
