"""Links a labelled set in ten orders of arrival, by the rule and by the online baseline, and says how far runs agree.

    python -m benchmarks.linking_order GOLD/events/clu_NAME.jsonl.gz

The baseline is what most published systems are: each story goes to the cluster whose centre it resembles most (mean of the
cosines of word and name vectors), if that is enough and the cluster had a story within the window; else it begins one.
Word weights are the same frozen ones. Its threshold is the best on the set itself, which the rule never saw.
Self-agreement is the B-cubed F1 of one run against another, the mean over all pairs of runs.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.train_linking import read_profile
from pipeline.evaluation.events import score_clusters
from pipeline.linking.candidates import WINDOW
from pipeline.linking.decision import model
from pipeline.linking.events import find_events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pipeline.linking.profile import StoryProfile

_ORDERS = 10
_THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


class _Cluster:
    """The sums of the vectors of its stories, and when the last of them was published."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.last: datetime | None = None

    def add(self, story: StoryProfile) -> None:
        self.words.update(story.words)  # type: ignore[arg-type]  # a counter of weights
        self.names.update(story.names)  # type: ignore[arg-type]
        self.last = max(self.last or story.article_at, story.article_at)

    def likeness(self, story: StoryProfile) -> float:
        return (_cosine(story.words, self.words) + _cosine(story.names, self.names)) / 2


def _cosine(unit: Mapping[str, float], summed: Mapping[str, float]) -> float:
    length = sum(value * value for value in summed.values()) ** 0.5
    return (
        sum(value * summed[word] for word, value in unit.items() if word in summed) / length
        if length
        else 0.0
    )


def online(stories: Sequence[StoryProfile], threshold: float) -> dict[str, int]:
    """Return the number of the cluster of each story, which come in this order."""
    clusters: list[_Cluster] = []
    found: dict[str, int] = {}
    for story in stories:
        near = [
            (cluster.likeness(story), -number)
            for number, cluster in enumerate(clusters)
            if cluster.last is None or abs(cluster.last - story.article_at) <= WINDOW
        ]
        best, number = max(near, default=(0.0, 0))
        if best < threshold:
            clusters.append(_Cluster())
            number = 1 - len(clusters)
        clusters[-number].add(story)
        found[story.story_id] = -number
    return found


def linked(stories: Sequence[StoryProfile], name: str) -> dict[str, str]:
    """Return the event of each story by the rule, by the coefficients that never saw the set."""
    return {story: event[0] for event in find_events(stories, model(name)) for story in event}


def main(path: Path) -> None:
    """Print for both: B-cubed F1 against the labels over all orders, and the self-agreement."""
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()
    ]
    labels = {row["id"]: row["label"] for row in rows}
    stories = [read_profile(row) for row in rows]
    name = path.name.split(".")[0]
    threshold = max(_THRESHOLDS, key=lambda each: _f1(labels, online(stories, each)))
    orders = [Random(seed).sample(stories, len(stories)) for seed in range(_ORDERS)]
    for what, runs in (
        (f"online baseline at {threshold}", [online(order, threshold) for order in orders]),
        ("the rule", [linked(order, name) for order in orders]),
    ):
        scores = [_f1(labels, run) for run in runs]
        agreement = [_f1(one, other) for one, other in combinations(runs, 2)]
        print(
            f"{name}, {what}: B-cubed F1 {min(scores):.3f} to {max(scores):.3f}, "
            f"self-agreement {sum(agreement) / len(agreement):.4f}, lowest {min(agreement):.4f}"
        )


def _f1(labels: Mapping[str, Any], clusters: Mapping[str, Any]) -> float:
    ids = sorted(labels)
    return float(
        score_clusters("", [labels[each] for each in ids], [clusters[each] for each in ids])["b3_f1"]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
