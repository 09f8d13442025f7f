"""Candidates: equal texts always meet, and no key costs more than its first few articles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import Press
from pipeline.folding.bands import BANDS, band_keys
from pipeline.folding.batch_candidates import find_candidates
from pipeline.folding.kernels.compiled import CompiledKernel

DAY = 86_400
KERNEL = CompiledKernel()


def pairs(texts, seconds=None, **options):
    found = find_candidates(KERNEL.sign(texts), seconds, **options)
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


@given(st.text(min_size=1), st.lists(st.text(), max_size=4))
def test_equal_texts_always_meet(text, others):
    texts = [text, *others, text]
    has_words = KERNEL.sign([text]).shingle_counts[0] > 0
    assert ((0, len(texts) - 1) in pairs(texts)) == has_words


def test_a_band_key_depends_on_every_value_of_its_band_and_on_no_other():
    dice = np.random.default_rng(4)
    signature = dice.integers(0, 2**32, (1, 128), dtype=np.uint32)
    for place in range(128):
        other = signature.copy()
        other[0, place] ^= np.uint32(1 << int(dice.integers(32)))
        differ = np.flatnonzero(band_keys(signature)[0] != band_keys(other)[0])
        assert differ.tolist() == [place // (128 // BANDS)]


def test_articles_further_apart_than_the_window_never_meet():
    assert pairs(["one two three"] * 2, np.array([0, 31 * DAY])) == []
    assert pairs(["one two three"] * 2, np.array([0, 30 * DAY])) == [(0, 1)]


def test_a_crowded_key_is_compared_through_its_first_articles_alone():
    found = pairs(["one two three"] * 100, representatives=3)
    assert len(found) == 3 * 97 + 3
    assert all(left < 3 for left, _ in found)


def test_each_month_has_its_own_representatives():
    month = 30 * DAY
    seconds = np.array([month - 2, month - 1, month, month + 1])
    found = sorted(pairs(["one two three"] * 4, seconds, representatives=1))
    assert found == [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_pairs_that_share_half_their_shingles_are_found(share):
    """Recall of true J >= .5 is floored at .998; a band count or a sample rate changed for the worse shows here."""
    dice = np.random.default_rng(5)
    found = 0
    for _ in range(150):
        common = " ".join(map(str, dice.integers(0, 10**9, int(400 * share))))
        left, right = (
            f"{common} " + " ".join(map(str, dice.integers(0, 10**9, int(200 * (1 - share)))))
            for _ in range(2)
        )
        found += bool(pairs([left, right]))
    assert found == 150


def test_a_copied_passage_in_a_long_text_is_found():
    dice = np.random.default_rng(6)
    found = 0
    for _ in range(200):
        passage = " ".join(map(str, dice.integers(0, 10**9, 122)))
        before, after = (" ".join(map(str, dice.integers(0, 10**9, 240))) for _ in range(2))
        found += bool(pairs([passage, f"{before} {passage} {after}"]))
    assert found >= 199


def test_candidates_that_come_in_parts_are_those_that_come_at_once(monkeypatch):
    texts = [text for _, text, _ in Press(seed=7).texts(60)] + [""]
    at_once = pairs(texts)
    monkeypatch.setattr("pipeline.folding.batch_candidates._ARTICLES_AT_ONCE", 7)
    assert pairs(texts) == at_once
    assert len(at_once) > 20


def test_a_phrase_that_a_text_repeats_counts_once():
    """Thirty times one phrase are not thirty shared samples: the LSH index holds a key once a text too."""
    dice = np.random.default_rng(3)
    phrase = " ".join(map(str, dice.integers(0, 10**9, 40)))
    own = [" ".join(map(str, dice.integers(0, 10**9, 800))) for _ in range(2)]
    once = find_candidates(KERNEL.sign([f"{own[0]} {phrase}", f"{own[1]} {phrase}"]))
    often = find_candidates(KERNEL.sign([f"{own[0]} {' '.join([phrase] * 30)}", f"{own[1]} {phrase}"]))
    assert often.samples.sum() <= once.samples.sum() + 2
