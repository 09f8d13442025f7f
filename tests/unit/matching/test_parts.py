"""Candidates in parts of a bounded size, each pair in one."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.matching import collide
from pipeline.matching.collide import Candidates
from pipeline.matching.parts import in_parts


def candidates(subjects: int, pairs: list[tuple[int, int]]) -> Candidates:
    """Return candidates among articles called by their places, of which the first so many are subjects."""
    home, other = np.array(sorted(pairs), np.int64).T
    articles = [f"a{place:02}" for place in range(int(max(other)) + 1)]
    return Candidates(articles, subjects, home, other, np.zeros(len(home), np.bool_))


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_each_pair_is_in_one_part_and_no_part_has_more_than_it_may_but_for_one_article(monkeypatch, most):
    monkeypatch.setattr(collide, "PAIRS_AT_ONCE", most)
    pairs = [(0, 1), (0, 2), (0, 5), (1, 2), (3, 4), (3, 6), (4, 6)]
    found = candidates(5, pairs)
    parts = list(found.parts())
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == 5
    told = [found.of(part, copies=False) for part in parts]
    assert sorted(ends for some in told for ends in some) == [
        (f"a{one:02}", f"a{two:02}") for one, two in pairs
    ]
    for part, some in zip(parts, told, strict=True):
        assert len(some) <= most or part.end == part.start + 1


def test_no_part_has_more_articles_than_it_may(monkeypatch):
    monkeypatch.setattr(collide, "ARTICLES_AT_ONCE", 2)
    assert [tuple(part) for part in candidates(5, [(0, 6)]).parts()] == [(0, 2), (2, 4), (4, 5)]


def test_what_weighs_more_than_a_part_may_is_a_part_of_its_own():
    weighted = [("a", 30), ("b", 20), ("c", 1), ("d", 90), ("e", 5)]
    assert list(in_parts(weighted, 50)) == [["a", "b"], ["c"], ["d"], ["e"]]
