"""What a page's text would be by four ways of choosing its blocks, measured as `newsfold evaluate` measures it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from benchmarks.block_judge.scores import EVEN, judged_labels
from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.evaluation.text import measure_text
from pipeline.model import TAKEN, BlockLabel, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np

    from benchmarks.block_judge.samples import Sample

ALL = "all"
"""The lines of all pages together."""

_WORD = re.compile(r"[^\W_]+")


def compare(samples: Sequence[Sample], scores: Sequence[np.ndarray], by: str) -> pd.DataFrame:
    """Return a line for each way and group; `by` is `gold_set` or `language`."""
    rows = [
        {"way": way, by: group, **_measures(sample, list(choose(sample, its)))}
        for sample, its in zip(samples, scores, strict=True)
        for way, choose in WAYS.items()
        for group in (ALL, getattr(sample, by))
    ]
    groups = pd.DataFrame(rows).groupby([by, "way"])
    means = groups[["precision", "recall", "f1"]].mean()
    characters = groups[["lost", "gold"]].sum()
    return means.assign(
        pages=groups.size(),
        lost_percent=100 * characters["lost"] / characters["gold"],
        residue_percent=100 * groups["residue"].mean(),
        leaks=groups["leaks"].sum().astype(int),
        of=groups["leaks"].count(),
    ).reset_index()


def _measures(sample: Sample, labels: Sequence[BlockLabel]) -> dict[str, Any]:
    found = measure_text(sample.gold, sample.page.blocks, labels)
    kept = [
        block.text
        for block, given in zip(sample.page.blocks, labels, strict=True)
        if given.label in TEXT_LABELS
    ]
    precision, recall = _overlap(" ".join(kept), sample.gold.text or "")
    return {
        "precision": precision,
        "recall": recall,
        "f1": found.f1,
        "lost": found.lost_characters,
        "gold": found.gold_characters,
        "residue": found.has_residue,
        "leaks": None if found.leaks is None else float(found.leaks),
    }


def _overlap(found: str, gold: str) -> tuple[float, float]:
    """Return precision and recall of two texts as multisets of words; 1 where both have none."""
    have, want = Counter(_WORD.findall(found.casefold())), Counter(_WORD.findall(gold.casefold()))
    if not have or not want:
        same = float(not have and not want)
        return same, same
    shared = (have & want).total()
    return shared / have.total(), shared / want.total()


# Ways


def _stock(sample: Sample, _: np.ndarray) -> Iterable[BlockLabel]:
    return (_chosen(block.position, block.region in TAKEN) for block in sample.page.blocks)


def _rules(sample: Sample, _: np.ndarray) -> Iterable[BlockLabel]:
    return sample.labels


def _judge(sample: Sample, scores: np.ndarray) -> Iterable[BlockLabel]:
    for given, score in zip(sample.labels, scores, strict=True):
        yield given if given.label is Label.HEADLINE else _chosen(given.position, score > EVEN)


def _both(sample: Sample, scores: np.ndarray) -> Iterable[BlockLabel]:
    return judged_labels(sample.page, sample.labels, scores)


def _chosen(position: int, is_text: bool) -> BlockLabel:  # noqa: FBT001 - one of two labels
    return (
        BlockLabel(position, Label.BODY, "text")
        if is_text
        else BlockLabel(position, Label.BOILERPLATE, "extractor")
    )


WAYS: dict[str, Callable[[Sample, np.ndarray], Iterable[BlockLabel]]] = {
    "1 extractor": _stock,
    "2 rules": _rules,
    "3 judge alone": _judge,
    "4 rules, then judge": _both,
}
