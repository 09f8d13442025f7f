"""Floors for the page rules on labelled pages: below one of them the build fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.evaluation.cleaning import measure_page, read_gold_pages, summarise

GOLD = Path(os.environ.get("NEWSFOLD_GOLD") or Path(__file__).parents[3] / "shared" / "gold")
SET = "ext_fundus_publishers"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (GOLD / "extraction").is_dir(), reason="the labelled pages are not beside the project"
    ),
]


@pytest.fixture(scope="module")
def summary():
    return summarise(measure_page(entry) for entry in read_gold_pages(GOLD, [SET])).iloc[0]


def test_the_rules_never_lower_the_agreement_with_the_gold(summary):
    assert summary["f1"] >= summary["f1_before"]
    assert summary["f1"] >= 0.95


def test_the_rules_cut_next_to_nothing_of_the_gold(summary):
    assert summary["gold_lost_percent"] <= 0.15


def test_few_pages_keep_a_line_of_furniture(summary):
    assert summary["residue_percent"] <= 9
