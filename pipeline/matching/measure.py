"""Pairs are measured on all their shingles and aligned word by word: nothing folds on an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.folding.relations import are_worth_storing, decide_identical, same_words
from pipeline.matching.page_relationship import page_addresses, pages_of
from pipeline.matching.pairs import decided_pair, identical_pair, limits_between, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.folding.relations import Limits
    from pipeline.folding.verify import Measures, Similarity
    from pipeline.matching.pairs import Ends, StoredPair
    from pipeline.model import Pair
    from pipeline.ports import Connection


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts that are compared with each other, in an open transaction: `draft` ones or `clean` ones, and by what limits."""

    db: Connection
    name: str
    kernel: Kernel
    limits: Limits


def measured_pairs(corpus: Corpus, candidates: Sequence[Ends]) -> dict[Ends, Pair]:
    """Measure candidate pairs on all their shingles and decide the relation of those that are related at all."""
    texts = texts_of(corpus.db, corpus.name, {end for ends in candidates for end in ends})
    measures = _measures(corpus.kernel, texts, candidates)
    chosen = np.flatnonzero(are_worth_storing(measures))
    related = [candidates[place] for place in chosen.tolist()]
    return _decided(corpus, texts, dict(zip(related, measures.chosen(chosen), strict=True)))


def equal_pairs(corpus: Corpus, copies: Sequence[Ends]) -> dict[Ends, Pair]:
    """Return the pairs of equal texts, each made sure of word by word: their hashes may agree by chance."""
    texts = texts_of(corpus.db, corpus.name, {end for ends in copies for end in ends})
    equal = [(left, right) for left, right in copies if same_words(texts[left], texts[right])]
    return _decided_equal(corpus, texts, equal)


def decided_again(corpus: Corpus, pairs: Sequence[StoredPair]) -> list[Pair]:
    """Return stored pairs as these limits decide them, by the measures they were stored with."""
    texts = texts_of(corpus.db, corpus.name, {end for pair in pairs for end in pair.ends})
    equal = {pair.ends for pair in pairs if same_words(*(texts[end] for end in pair.ends))}
    measured = {pair.ends: pair.measured for pair in pairs if pair.ends not in equal}
    decided = _decided(corpus, texts, measured) | _decided_equal(corpus, texts, equal)
    return [decided[pair.ends] for pair in pairs]


def are_related(
    db: Connection, corpus: str, pairs: Sequence[tuple[str, str]], *, kernel: Kernel
) -> list[bool]:
    """Return which pairs of articles are so similar that a pair of them would be stored, had they collided.

    Measured there and then, for that no pair of them is stored may only mean that they never collided: too far apart in
    time, or behind the representatives of their keys.
    """
    if not pairs:
        return []
    texts = texts_of(db, corpus, {end for ends in pairs for end in ends})
    related: list[bool] = are_worth_storing(_measures(kernel, texts, pairs)).tolist()
    return related


def _measures(kernel: Kernel, texts: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> Measures:
    """Return the exact measures of pairs of articles whose texts are given."""
    place_of = {article_id: place for place, article_id in enumerate(texts)}
    sets = kernel.shingle_sets(list(texts.values()))
    left, right = (np.array([place_of[ends[side]] for ends in pairs], np.int64) for side in (0, 1))
    return kernel.measure(sets, left, right)


def _decided(
    corpus: Corpus, texts: Mapping[str, str], measured: Mapping[Ends, Similarity]
) -> dict[Ends, Pair]:
    """Align measured pairs and decide the relation of each."""
    ids = sorted({end for ends in measured for end in ends})
    place_of = {article_id: place for place, article_id in enumerate(ids)}
    addresses = page_addresses(corpus.db, ids)
    words = corpus.kernel.locate([texts[each] for each in ids])
    left, right = ([place_of[ends[side]] for ends in measured] for side in (0, 1))
    pairs = {}
    for (ends, similarity), alignment in zip(
        measured.items(), corpus.kernel.align(words, left, right), strict=True
    ):
        pages = pages_of(*map(addresses.get, ends))
        limits = limits_between(pages.relationship, corpus.name, corpus.limits)
        pairs[ends] = decided_pair(ends, similarity, alignment, limits, pages)
    return pairs


def _decided_equal(corpus: Corpus, texts: Mapping[str, str], equal: Iterable[Ends]) -> dict[Ends, Pair]:
    """Decide the relation of pairs that say the same words in the same order."""
    every = list(equal)
    addresses = page_addresses(corpus.db, {end for ends in every for end in ends})
    pairs = {}
    for ends in every:
        both = texts[ends[0]], texts[ends[1]]
        decision = decide_identical(both[0], *pages_of(*map(addresses.get, ends)))
        pairs[ends] = identical_pair(ends, both, corpus.limits, decision)
    return pairs
