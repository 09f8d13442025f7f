"""Clusters of documents are compared with events as the measures are defined."""

from __future__ import annotations

import pytest

from pipeline.evaluation.events import score_clusters


def test_b_cubed_and_pairs_as_counted_by_hand():
    """Three documents of event x, of which two are in one cluster, which holds one of event y, too."""
    found = score_clusters("fires", ["x", "x", "x", "y"], [1, 1, 2, 1])
    assert found["b3_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 / 3) / 4)
    assert found["b3_recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found["b3_f1"] == pytest.approx(2 / 3)
    assert found["pair_precision"] == pytest.approx(1 / 3)
    assert found["pair_recall"] == pytest.approx(1 / 3)


def test_equal_clusters_are_right_whatever_they_are_called():
    found = score_clusters("fires", ["x", "y", "x"], [9, 7, 9])
    assert set(found.values()) == {"fires", 1.0}


def test_documents_without_a_cluster_are_each_alone():
    found = score_clusters("fires", ["x", "x"], [None, None])
    assert (found["b3_precision"], found["b3_recall"]) == (1, 0.5)
    assert (found["pair_precision"], found["pair_recall"]) == (None, 0)


def test_a_set_without_documents_says_nothing():
    assert set(score_clusters("fires", [], []).values()) == {"fires", None}
