"""Measures clusters of texts against the events that they report: B-cubed and pairs.

A set that the decision was trained on is judged by the coefficients that were trained without it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.linking.decision import model
from pipeline.linking.events import find_events
from pipeline.linking.profile import profile_of, read_story

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from pipeline.evaluation.loading import Stored
    from pipeline.ports import Connection


def event_of_addresses(stored: Stored, db: Connection, name: str) -> Mapping[str, str | None]:
    """Return the event of every url key, None for what became no article, linked by what never saw the set `name`."""
    stories = {story for story in stored.stories.values() if story is not None}
    profiles = [profile_of(read_story(row)) for row in db.rows("shared/list_story_texts", stories=stories)]
    event_of = {story: event[0] for event in find_events(profiles, model(name)) for story in event}
    return {key: event_of.get(story or "") for key, story in stored.stories.items()}


def score_clusters(name: str, labels: Sequence[Hashable], clusters: Sequence[Hashable]) -> dict[str, Any]:
    """Return B-cubed precision, recall and F1 by documents, and precision and recall of pairs of documents.

    `labels` names the event of each document, `clusters` what it was put into; None is a cluster of one's own.
    B-cubed: Bagga and Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model", ACL 1998.
    A ratio with nothing to divide by is None.
    """
    placed = [place if cluster is None else ("cluster", cluster) for place, cluster in enumerate(clusters)]
    both = Counter(zip(placed, labels, strict=True))
    in_cluster, in_event = Counter(placed), Counter(labels)
    precision = _share(sum(n * n / in_cluster[cluster] for (cluster, _), n in both.items()), len(placed))
    recall = _share(sum(n * n / in_event[label] for (_, label), n in both.items()), len(placed))
    same = _pairs(both)
    return {
        "set": name,
        "b3_precision": precision,
        "b3_recall": recall,
        "b3_f1": _share(2 * precision * recall, precision + recall) if precision and recall else None,
        "pair_precision": _share(same, _pairs(in_cluster)),
        "pair_recall": _share(same, _pairs(in_event)),
    }


def _pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
