"""Every line of the five seeds is labelled as its gold says."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.model import Label, Page
from pipeline.parsing.pages.plaintext import parse_plaintext

SEEDS = (
    Path(os.environ["NEWSFOLD_GOLD"]) / ".."
    if "NEWSFOLD_GOLD" in os.environ
    else Path(__file__).parents[3] / "shared"
) / "seeds"
FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the project"),
]

GOLD = json.loads((SEEDS / "gold.json").read_text()) if SEEDS.is_dir() else {}
WORDS = {
    Label.HEADLINE: "title",
    Label.METADATA: "metadata",
    Label.BODY: "body",
    Label.BACKGROUND: "body",
    Label.BOILERPLATE: "boilerplate",
    Label.OTHER_STORY: "other_story",
}


def page_of(name: str) -> Page:
    return parse_plaintext((SEEDS / name).read_text(encoding="utf-8"), FETCHED_AT)


def wanted_lines(gold: dict) -> dict[int, str]:
    wanted = dict.fromkeys(gold["body"], "body")
    wanted |= dict.fromkeys(gold["metadata"], "metadata") | dict.fromkeys(gold["boilerplate"], "boilerplate")
    wanted |= {line: "other_story" for story in gold["other_stories"] for line in story}
    if gold["title"]:
        wanted[gold["title"]] = "title"
    return wanted


@pytest.mark.parametrize("name", sorted(GOLD))
def test_every_line_has_its_gold_label(name):
    page = page_of(name)
    found = {
        line: WORDS[label.label]
        for block, label in zip(page.blocks, label_page(page), strict=True)
        for line in block.lines
    }
    assert found == wanted_lines(GOLD[name])


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_parser_finds_title_byline_date_and_own_address(name):
    page, gold = page_of(name), GOLD[name]
    lines = {line: block.text for block in page.blocks for line in block.lines}
    assert page.title == (lines[gold["title"]] if gold["title"] else None)
    assert (page.published_at.date().isoformat() if page.published_at else None) == gold["published"]
    assert page.own_url == gold["url"]
    if gold["byline"]:
        assert page.byline
        assert any(page.byline.rstrip(".") in lines[line] for line in gold["byline"])


@pytest.mark.parametrize("name", [name for name in sorted(GOLD) if "paragraph_starts" in GOLD[name]])
def test_hard_wrapped_lines_become_the_paragraphs_of_the_gold(name):
    body = set(GOLD[name]["body"])
    starts = [block.lines[0] for block in page_of(name).blocks if block.lines[0] in body]
    assert starts == GOLD[name]["paragraph_starts"]
