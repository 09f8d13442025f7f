"""Measures clusters of texts against the events that they report: B-cubed and pairs.

No step links stories into events yet, so each story counts as an event of its own: the figures say what folding alone
gives, and are the baseline of a step that links.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from pipeline.evaluation.loading import Stored


def event_of_addresses(stored: Stored) -> Mapping[str, str | None]:
    """Return the event of every url key, None for what became no article: the story, as long as no step links them."""
    return stored.stories


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
