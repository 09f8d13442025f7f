"""Postings in memory: segments joined, keys looked for, and who represents a key."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding.candidates import MONTH_SECONDS, REPRESENTATIVES
from pipeline.folding.postings import (
    PARTS,
    REMOVED,
    SAMPLES,
    Buckets,
    Segment,
    WantedKeys,
    encoded_postings,
    joined,
    months_of,
    segment_of,
)


def segment(articles: list[int], times: list[int], samples: list[list[int]]) -> Segment:
    """Give a segment whose articles have these samples, and bands of their own."""
    return segment_of(
        np.array(articles),
        np.array(times),
        np.random.default_rng(len(articles)).integers(0, 1 << 32, (len(articles), 128), np.uint32),
        np.array([each for own in samples for each in own], np.uint32),
        np.cumsum([0, *map(len, samples)]),
    )


def samples_of(one: Segment) -> dict[int, list[int]]:
    keys, owners = one.parts[SAMPLES]
    return {
        article: sorted(keys[owners == place].tolist()) for place, article in enumerate(one.articles.tolist())
    }


def test_a_segment_holds_its_articles_by_time_and_its_keys_in_order():
    one = segment([7, 5, 6], [30, 10, 10], [[9, 1], [5], [9]])
    assert one.articles.tolist() == [5, 6, 7]
    assert one.times.tolist() == [10, 10, 30]
    assert all((np.diff(part.keys.astype(np.int64)) >= 0).all() for part in one.parts)
    assert samples_of(one) == {5: [5], 6: [9], 7: [1, 9]}


def test_joined_segments_hold_all_but_those_that_were_taken_out():
    early, late = segment([1, 2], [5, 20], [[3], [4]]), segment([3], [10], [[3]])
    early.times[1] = REMOVED
    both = joined([early, late])
    assert both.articles.tolist() == [1, 3]
    assert samples_of(both) == {1: [3], 3: [3]}
    assert len(both.parts) == PARTS


keys = st.lists(st.integers(0, (1 << 32) - 1) | st.integers(0, 40)).map(
    lambda some: np.array(sorted(some), np.uint32)
)


@given(keys, keys)
def test_keys_are_found_as_if_each_were_looked_up_by_itself(asked, held):
    wanted = WantedKeys(asked)
    places, numbers = wanted.find_in(held)
    assert places.tolist() == [place for place, key in enumerate(held.tolist()) if key in set(asked.tolist())]
    assert wanted.keys[numbers].tolist() == held[places].tolist()


def test_the_first_of_each_month_represent_a_key_among_those_in_the_index():
    count = 2 * REPRESENTATIVES
    times = np.concatenate([np.arange(count), MONTH_SECONDS + np.arange(3)])
    everyone = np.arange(len(times))
    buckets = Buckets([encoded_postings(np.zeros(len(times), np.int64), everyone)], months_of(times))
    is_indexed = np.ones(len(times), np.bool_)
    is_indexed[0] = False
    represents = set(buckets.articles[buckets.representing(is_indexed)].tolist())
    assert represents == {*range(1, REPRESENTATIVES + 1), count, count + 1, count + 2}
