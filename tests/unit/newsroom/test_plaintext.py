"""Plain-text reports carry their traps, and their truth names every line."""

import json

import pytest

from newsroom import Press
from newsroom.plaintext import SHAPES, WRAP_WIDTH, gold_of, text_pages
from newsroom.write import write_texts

LABELS = {"headline", "metadata", "body", "boilerplate", "other_story"}


@pytest.fixture(scope="module")
def texts():
    return [
        found
        for night in (1, 2)
        for found in text_pages(Press(seed=7, nights=2, reports_per_night=60), night)
    ]


def test_every_line_but_the_blank_ones_has_a_label(texts):
    for found in texts:
        assert len(found.lines) == len(found.labels)
        assert all(
            label in LABELS if line else label == ""
            for line, label in zip(found.lines, found.labels, strict=True)
        )


def test_every_shape_occurs(texts):
    assert {found.shape for found in texts} == {*SHAPES, "aggregated"}


def test_the_body_is_the_article_whatever_its_shape(texts):
    for found in texts:
        lines = [line for line, label in zip(found.lines, found.labels, strict=True) if label == "body"]
        assert "".join("".join(lines).split()) == "".join(found.page.text.split())


def test_wrapped_lines_keep_their_width_and_one_paragraph_begins_with_a_blank(texts):
    for found in texts:
        if found.shape == "wrapped":
            body = [line for line, label in zip(found.lines, found.labels, strict=True) if label == "body"]
            assert max(map(len, body)) <= WRAP_WIDTH + 1
            assert sum(line.startswith(" ") for line in body) == 1


def test_the_aggregators_pages_are_mostly_not_their_own(texts):
    longer = [
        sum(len(found.lines[at - 1]) for at in found.lines_of("other_story"))
        > sum(len(found.lines[at - 1]) for at in found.lines_of("body"))
        for found in texts
        if found.shape == "aggregated"
    ]
    assert longer
    assert sum(longer) > len(longer) / 2


def test_gold_names_whole_foreign_stories(texts):
    for found in texts:
        gold = gold_of(found)
        assert all(len(story) == 5 for story in gold["other_stories"])
        assert len(gold["other_stories"]) == len(found.page.foreign if found.shape == "aggregated" else ())


def test_texts_are_written_with_their_gold(tmp_path):
    (place,) = write_texts(Press(seed=2, nights=1, reports_per_night=8), tmp_path)
    gold = json.loads((place / "gold.json").read_text("utf-8"))
    assert {path.name for path in place.glob("*.txt")} == set(gold)
    for name, entry in gold.items():
        lines = (place / name).read_text("utf-8").split("\n")
        assert all(lines[at - 1] for at in entry["body"])
