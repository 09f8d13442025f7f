"""From features to a score, and from a score to a label: how likely a block is text, what says so, what would follow.

Two logistic regressions, one for the blocks that the extractor took and one for those it left. Their coefficients are in
`coefficients.json`. The contribution of a feature is its weight times its distance from the mean, so a person can be
told what spoke for a score.
"""

from __future__ import annotations

import json
from functools import lru_cache
from math import exp
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.block_judge.features import FEATURES, features_of, is_taken
from pipeline.model import BlockLabel, Label, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Page
    from pipeline.parsing.pages.dom import PageBlock

COEFFICIENTS = Path(__file__).with_name("coefficients.json")

EVEN, MAX_ODDS, MAX_REASONS = 0.5, 30.0, 3
"""The score at which text is as likely as not; log-odds below minus so much are never; features that are named."""

MIN_PARAGRAPH_SCORE = 0.2
MIN_LINE_SCORE = 0.05
"""What was taken for text and scores less would be cut. Lines are in tables and lists, where structure misleads: on hosts
left out, .2 for both cuts .15 % more of the gold, and .05 for both gains a sixth less."""

RESTORING_SCORE = 0.6
"""What was left and scores more would come back: of 277 such blocks on hosts left out 197 are text by the gold, and most
others repeat the description, a lead that the gold leaves out."""

LONG_CHARACTERS = 100
"""Shorter blocks are lines."""

_TEXT, _LEFT = (Label.BODY, "text"), (Label.BOILERPLATE, "extractor")
"""The labels of what no page rule claims."""


class TextScore(NamedTuple):
    """How likely a block is text, 0 to 1, and what spoke most for it where that contradicts the extractor."""

    score: float
    reasons: str


class Regression(NamedTuple):
    """One regression: its intercept, and for each feature the weight and the mean."""

    intercept: float
    weights: tuple[float, ...]
    means: tuple[float, ...]


def judge_blocks(blocks: Sequence[PageBlock], title: str | None, description: str | None) -> list[TextScore]:
    """Return the score of each block, by the stored coefficients; a menu or a button that was left has 0."""
    of_taken, of_left = regressions()
    rows = features_of(blocks, title, description, certain=False)
    found = [TextScore(float(at not in rows and is_taken(block)), "") for at, block in enumerate(blocks)]
    for at, row in rows.items():
        was_taken = is_taken(blocks[at])
        regression = of_taken if was_taken else of_left
        odds = regression.intercept + sum(map(mul, row, regression.weights))
        score = 1 / (1 + exp(-max(-MAX_ODDS, odds)))
        reasons = _reasons(row, regression) if was_taken != (score >= EVEN) else ""
        found[at] = TextScore(round(score, 4), reasons)
    return found


def _reasons(row: Sequence[float], regression: Regression) -> str:
    """Return the features that contributed most, each with its contribution; above 0 is for text."""
    _, weights, means = regression
    shares = [weight * (value - mean) for value, weight, mean in zip(row, weights, means, strict=True)]
    first = sorted(range(len(shares)), key=lambda at: -abs(shares[at]))[:MAX_REASONS]
    return ", ".join(f"{FEATURES[at]} {shares[at]:+.1f}" for at in first)


@lru_cache(maxsize=1)
def regressions() -> tuple[Regression, Regression]:
    """Return the stored regressions, of blocks that were taken and of those that were left."""
    stored = json.loads(COEFFICIENTS.read_text("utf-8"))
    taken, left = (_regression(stored[which]) for which in ("taken", "left"))
    return taken, left


def _regression(stored: dict[str, Any]) -> Regression:
    of = [stored["features"][name] for name in FEATURES]
    return Regression(stored["intercept"], tuple(f["weight"] for f in of), tuple(f["mean"] for f in of))


def judged_labels(page: Page, labels: Sequence[BlockLabel], scores: Sequence[float]) -> Iterator[BlockLabel]:
    """Yield the labels of the page rules, corrected by the scores where no rule claimed a block.

    The pages of live blogs are left as they are.
    """
    for block, given, score in zip(page.blocks, labels, scores, strict=True):
        rule = (given.label, given.rule)
        least = MIN_PARAGRAPH_SCORE if len(block.text) >= LONG_CHARACTERS else MIN_LINE_SCORE
        if page.kind is PageKind.ARTICLE and rule == _TEXT and score < least:
            yield BlockLabel(given.position, Label.BOILERPLATE, "judged")
        elif page.kind is PageKind.ARTICLE and rule == _LEFT and score > RESTORING_SCORE:
            yield BlockLabel(given.position, Label.BODY, "judged")
        else:
            yield given
