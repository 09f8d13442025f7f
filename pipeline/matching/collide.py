"""Who is measured with whom: the candidates of a round, kept as numbers and shared out in parts of a bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding.candidates import are_promising
from pipeline.matching.key_postings import Collided
from pipeline.matching.representatives import first_of_texts
from pipeline.matching.signatures import articles_of_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.matching.lsh_index import LshIndex
    from pipeline.matching.pairs import Ends
    from pipeline.matching.signatures import SignedArticle
    from pipeline.ports import Connection

    Places = NDArray[np.int64]

PAIRS_AT_ONCE: Final = 10_000
"""Pairs measured in one transaction, unless one article has more: two seconds of a core for copies of one report."""
ARTICLES_AT_ONCE: Final = 4_000
"""Articles whose pairs are found in one transaction: bounds what their stored pairs and texts take."""


class Part(NamedTuple):
    """The subjects of one transaction, by their places: from `start`, before `end`."""

    start: int
    end: int


class Candidates(NamedTuple):
    """Pairs to be measured, as places in `articles`: the subjects in the order of their ids, then whom they collide with.

    A pair is at home where the first of its articles is, so that it is in one part alone; `home` is in ascending order.
    `is_copy` says which pairs are a copy and the representative of its text.
    """

    articles: Sequence[str]
    subjects: int
    home: Places
    other: Places
    is_copy: NDArray[np.bool_]

    def parts(self) -> Iterator[Part]:
        """Yield the subjects in parts of a bounded number of articles and pairs."""
        pairs_before = np.searchsorted(self.home, np.arange(self.subjects + 1))
        start = 0
        while start < self.subjects:
            most = pairs_before[start] + PAIRS_AT_ONCE
            end = int(np.searchsorted(pairs_before, most, side="right")) - 1
            end = min(max(end, start + 1), start + ARTICLES_AT_ONCE, self.subjects)
            yield Part(start, end)
            start = end

    def of(self, part: Part, *, copies: bool) -> list[Ends]:
        """Return the pairs that are at home in a part: copies, or candidates."""
        first, last = np.searchsorted(self.home, [part.start, part.end])
        chosen = np.flatnonzero(self.is_copy[first:last] == copies) + first
        return [
            _ends(self.articles[home], self.articles[other])
            for home, other in zip(self.home[chosen].tolist(), self.other[chosen].tolist(), strict=True)
        ]


def candidates_of(
    db: Connection, corpus: str, index: LshIndex, subjects: Mapping[str, SignedArticle], every: set[str]
) -> Candidates:
    """Return with whom these articles are measured; those of `every` that are not signed have no pair any more."""
    copies = _copies(db, corpus, subjects)
    one, other = _promising(db, corpus, index, subjects)
    ids = sorted(every | subjects.keys())
    place_of = {article_id: place for place, article_id in enumerate(ids)}
    for article_id in (*(end for ends in copies for end in ends), *one, *other):
        if article_id not in place_of:
            place_of[article_id] = len(place_of)
    left = np.array([place_of[end] for end in (*(ends[0] for ends in copies), *one)], np.int64)
    right = np.array([place_of[end] for end in (*(ends[1] for ends in copies), *other)], np.int64)
    is_copy = np.arange(len(left)) < len(copies)
    home, away = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((away, home))
    return Candidates(list(place_of), len(ids), home[order], away[order], is_copy[order])


def _copies(db: Connection, corpus: str, subjects: Mapping[str, SignedArticle]) -> list[Ends]:
    """Return each copy with the representative of its text."""
    copies = [each for each in subjects.values() if not each.is_representative]
    first = first_of_texts(db, corpus, {each.text_of_day for each in copies})
    return [(first[each.text_of_day], each.article_id) for each in copies]


def _promising(
    db: Connection, corpus: str, index: LshIndex, subjects: Mapping[str, SignedArticle]
) -> tuple[list[str], list[str]]:
    """Return the pairs that collide with the subjects often enough to be worth measuring, as two columns."""
    probes = {each.article_key: each for each in subjects.values() if each.is_representative}
    if not probes:
        return [], []
    pairs = Collided.of(*index.collisions(list(probes.values())))
    others = {*pairs.left.tolist(), *pairs.right.tolist()} - probes.keys()
    articles = probes | articles_of_keys(db, corpus, others)
    keys = np.array(sorted(articles), np.int64)
    modular = np.array([articles[key].modular_samples for key in keys.tolist()], np.int64)
    left, right = (modular[np.searchsorted(keys, side)] for side in (pairs.left, pairs.right))
    promising = are_promising(pairs.bands, pairs.samples, left, right)
    # The ids themselves, not copies of them: of a million pairs these would be the most that is held.
    id_of = {key: each.article_id for key, each in articles.items()}
    return (
        [id_of[key] for key in pairs.left[promising].tolist()],
        [id_of[key] for key in pairs.right[promising].tolist()],
    )


def _ends(one: str, other: str) -> Ends:
    return (one, other) if one < other else (other, one)
