"""The grammar gives different reports different words, and look-alikes nearly the same."""

import re
from itertools import combinations
from random import Random

import numpy as np
import pytest

from newsroom import prose
from newsroom.resemblance import jaccard, shingles

UNRELATED_JACCARD = 0.10
"""Above this, two unrelated reports would be the fault of our grammar rather than a find of the engine."""


def reports(language, topic, count):
    for number in range(count):
        rng = Random(f"{topic}/{number}")
        event = prose.draw_event(rng, f"e{number}", language, topic, 1 + number % 3)
        writer = prose.write_form if language == "forms" else prose.write_report
        yield writer(event, rng)


@pytest.mark.parametrize("topic", prose.topics("en"))
def test_unrelated_reports_of_one_topic_do_not_resemble_each_other(topic):
    sets = [shingles(report.text) for report in reports("en", topic, 120)]
    measured = [jaccard(left, right) for left, right in combinations(sets, 2)]
    assert np.percentile(measured, 99) < UNRELATED_JACCARD
    assert max(measured) < 0.2


@pytest.mark.parametrize("topic", prose.topics("de"))
def test_unrelated_german_reports_stay_far_below_any_fold(topic):
    """The German grammar is smaller, so its reports are allowed to be nearer to each other."""
    sets = [shingles(report.text) for report in reports("de", topic, 60)]
    assert max(jaccard(left, right) for left, right in combinations(sets, 2)) < 0.25


def test_look_alikes_resemble_each_other_in_several_degrees():
    nearest = {}
    for form in prose.topics("forms"):
        sets = [shingles(report.text) for report in reports("forms", form, 12)]
        nearest[form] = max(jaccard(left, right) for left, right in combinations(sets, 2))
    assert min(nearest.values()) > 0.25
    assert sum(0.4 < value < 0.7 for value in nearest.values()) >= 3
    assert max(nearest.values()) > 0.8


def test_a_wording_never_depends_on_the_run():
    line = "The (old|new) mayor (spoke|sang), {a_last} said."
    assert prose.wordings(line) == prose.wordings.__wrapped__(line)
    assert "The old mayor sang, %(a_last)s said." in prose.wordings(line)


def test_choices_may_be_nested_and_percent_signs_survive():
    found = prose.wordings("(a (b|c)|d) 5 %")
    assert set(found) == {"a b 5 %%", "a c 5 %%", "d 5 %%"}


@pytest.mark.parametrize("language", ["en", "de", "forms"])
def test_every_line_of_the_grammar_finds_its_facts(language):
    """A slot nobody fills would raise in some report, some day; here every wording of every line is filled."""
    for name in prose.topics(language):
        facts = prose.draw_event(Random(name), "e", language, name, 1).facts
        facts |= {"home": "Home", "local_person": "Somebody"}
        for pool in prose.topic(language, name).pools.values():
            for line in pool:
                for wording in line:
                    text = wording % facts
                    assert "  " not in text
                    assert not re.search(r"[(){}|]", text), text


def test_a_report_is_long_enough_to_be_news():
    counts = [len(report.text.split()) for topic in prose.topics("en") for report in reports("en", topic, 30)]
    assert min(counts) > 110
    assert max(counts) < 420


@pytest.mark.parametrize("language", ["en", "de", "forms"])
def test_every_lede_has_headlines_that_fit_it(language):
    for name in prose.topics(language):
        topic = prose.topic(language, name)
        assert len(topic.headlines) == len(topic.pools.get("lede", [""]))
        assert all(topic.headlines)
        facts = prose.draw_event(Random(name), "e", language, name, 1).facts
        assert all(wording % facts for fitting in topic.headlines for line in fitting for wording in line)
