"""A score is the same number in every process, whatever order its sets have there."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from datetime import UTC, datetime
from pipeline.linking.features import compare
from pipeline.linking.profile import StoryProfile

def story(story_id, first, last):
    names = {f"name{number}": 0.1 + number / 37 for number in range(first, last)}
    return StoryProfile(story_id, "en", None, datetime(2031, 3, 9, tzinfo=UTC), names, names, names, frozenset(names),
                        names, frozenset(names))

print([repr(compare(story("a", 0, last), story("b", 3, 40))["lead_names_contained"]) for last in range(5, 30)])
"""


def test_a_score_does_not_depend_on_the_order_of_sets():
    scores = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 7)
    }
    assert len(scores) == 1
