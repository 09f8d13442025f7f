"""Matching: bring the pairs of a corpus up to date with texts that changed. Read it from top to bottom.

1. **Sign.** Every changed text gets a MinHash signature and samples of its shingles. Of equal texts of one day only the
   first stands in the LSH index (`representatives`).
2. **Collide.** The index gives all articles that share a band or samples with one that changed (`lsh_index`). Those that
   share enough are candidates, and so is each copy with its representative.
3. **Measure.** Every candidate is measured on all its shingles, and what is related is aligned word by word and given a
   relation (`measure`).
4. **Store.** The pairs found replace those that were stored.

The scheme is that of Broder ("Identifying and filtering near-duplicate documents", 2000), with exact verification. The
pairs a corpus holds afterwards are a pure function of its texts, times and settings.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from pipeline.folding.candidates import DAY_SECONDS, are_promising
from pipeline.folding.relations import Limits
from pipeline.matching.key_postings import Collided
from pipeline.matching.lsh_index import LshIndex
from pipeline.matching.measure import Corpus, equal_pairs, measured_pairs
from pipeline.matching.pairs import pair_row, pairs_of_articles, texts_of
from pipeline.matching.representatives import IndexChange, copies_of_texts, sign_batch
from pipeline.matching.signatures import articles_of_keys, signed_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.matching.pairs import Ends, StoredPair
    from pipeline.matching.signatures import SignedArticle
    from pipeline.model import Pair
    from pipeline.ports import Connection, Progress, Row, Runtime

_Item = TypeVar("_Item")

# Articles signed at once, and articles whose pairs are found at once: bounds what their texts and pairs take.
_SIGNED_AT_ONCE: Final = 4_000
_MATCHED_AT_ONCE: Final = 4_000
# Pairs whose texts are read and measured at once.
_PAIRS_AT_ONCE: Final = 4_000


@dataclass(frozen=True, slots=True)
class ChangedText:
    """An article whose compared text is new or changed; an empty text takes the article out."""

    article_id: str
    article_at: datetime
    text: str


def match_changed(db: Connection, runtime: Runtime, corpus: str, changed: Iterable[ChangedText]) -> set[str]:
    """Bring signatures, index and pairs of the corpus up to date; return the articles whose pairs changed.

    The index is read once however many they are, so many at once cost least; `changed` is taken bit by bit, and what
    is compared is what the warehouse holds by now.
    """
    settings = runtime.settings
    texts = Corpus(db, corpus, runtime.kernel, Limits(settings.fold_jaccard, settings.fold_containment))
    index = LshIndex(db, corpus, settings.fold_window_days * DAY_SECONDS)

    signed, change = _sign(texts, changed, runtime.progress)
    with_other_keys = index.replace(list(change.leaving.values()), list(change.coming.values()))

    subjects = _subjects(texts, signed | change.shifted, with_other_keys)
    batches = _Batches(sorted(signed | subjects.keys()))
    copies = batches.share_out(_copies(subjects, change))
    candidates = batches.share_out(_candidates(texts, index, subjects))

    affected: set[str] = set()
    with runtime.progress.track(f"matching ({corpus})", len(batches.articles)) as advance:
        for number, articles in batches:
            stored = {
                pair.ends: pair
                for pair in pairs_of_articles(db, corpus, articles)
                if batches.home_of(pair.ends) == number
            }
            found = _measure(texts, copies[number], candidates[number])
            affected |= _store(texts, stored, found)
            advance(len(articles))
    return affected


def texts_to_match(db: Connection, corpus: str, waiting: Sequence[Row]) -> Iterator[ChangedText]:
    """Yield what is compared of these articles (article_id, article_at), reading a bounded number at once."""
    for some in _chunks(waiting, _SIGNED_AT_ONCE):
        texts = texts_of(db, corpus, (row["article_id"] for row in some))
        for row in some:
            yield ChangedText(row["article_id"], row["article_at"], texts[row["article_id"]])


# 1. Sign


def _sign(corpus: Corpus, changed: Iterable[ChangedText], progress: Progress) -> tuple[set[str], IndexChange]:
    """Sign what changed, batch by batch; return these articles, and what that changes in the index."""
    signed: set[str] = set()
    change = IndexChange()
    texts = iter(changed)
    with progress.track(f"signing ({corpus.name})") as advance:
        while batch := list(islice(texts, _SIGNED_AT_ONCE)):
            change.add(sign_batch(corpus.db, corpus.name, corpus.kernel, batch))
            signed.update(each.article_id for each in batch)
            advance(len(batch))
    return signed, change


# 2. Collide


def _subjects(corpus: Corpus, changed: set[str], with_other_keys: set[int]) -> dict[str, SignedArticle]:
    """Return every article whose pairs must be found again, with the copies of what it says."""
    again = articles_of_keys(corpus.db, corpus.name, with_other_keys)
    found = {each.article_id: each for each in again.values()}
    found |= signed_articles(corpus.db, corpus.name, changed - found.keys())
    texts = {each.text_of_day for each in found.values() if each.is_representative}
    copies = copies_of_texts(corpus.db, corpus.name, texts)
    return found | signed_articles(corpus.db, corpus.name, copies - found.keys())


def _copies(subjects: Mapping[str, SignedArticle], change: IndexChange) -> Iterator[Ends]:
    """Yield each copy with the representative of its text."""
    representative_of = change.representative_of | {
        each.text_of_day: each.article_id for each in subjects.values() if each.is_representative
    }
    for each in subjects.values():
        if not each.is_representative:
            yield _ends(representative_of[each.text_of_day], each.article_id)


def _candidates(corpus: Corpus, index: LshIndex, subjects: Mapping[str, SignedArticle]) -> Iterator[Ends]:
    """Yield the pairs that collide with the subjects often enough to be worth measuring."""
    probes = {each.article_key: each for each in subjects.values() if each.is_representative}
    if not probes:
        return
    pairs = Collided.of(*index.collisions(list(probes.values())))
    others = {*pairs.left.tolist(), *pairs.right.tolist()} - probes.keys()
    articles = probes | articles_of_keys(corpus.db, corpus.name, others)
    keys = np.array(sorted(articles), np.int64)
    modular = np.array([articles[key].modular_samples for key in keys.tolist()], np.int64)
    left, right = (modular[np.searchsorted(keys, side)] for side in (pairs.left, pairs.right))
    promising = are_promising(pairs.bands, pairs.samples, left, right)
    for one, other in zip(pairs.left[promising].tolist(), pairs.right[promising].tolist(), strict=True):
        yield _ends(articles[one].article_id, articles[other].article_id)


class _Batches:
    """Articles in batches, and where a pair is at home: in the first of its ends' batches, so that it is in one alone."""

    def __init__(self, articles: Sequence[str]) -> None:
        self.articles = articles
        self._batch_of = {article_id: place // _MATCHED_AT_ONCE for place, article_id in enumerate(articles)}

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        return enumerate(_chunks(self.articles, _MATCHED_AT_ONCE))

    def home_of(self, ends: Ends) -> int:
        """Return the number of the batch in which a pair is at home."""
        return min(self._batch_of[end] for end in ends if end in self._batch_of)

    def share_out(self, pairs: Iterable[Ends]) -> Mapping[int, list[Ends]]:
        """Return the pairs by the batch in which they are at home."""
        found: defaultdict[int, list[Ends]] = defaultdict(list)
        for ends in pairs:
            found[self.home_of(ends)].append(ends)
        return found


# 3. Measure


def _measure(corpus: Corpus, copies: Sequence[Ends], candidates: Sequence[Ends]) -> dict[Ends, Pair]:
    """Return the pairs that are related at all, reading a bounded number of texts at once."""
    found: dict[Ends, Pair] = {}
    for some in _chunks(copies, _PAIRS_AT_ONCE):
        found |= equal_pairs(corpus, some)
    for some in _chunks(candidates, _PAIRS_AT_ONCE):
        found |= measured_pairs(corpus, some)
    return found


# 4. Store


def _store(corpus: Corpus, stored: Mapping[Ends, StoredPair], found: Mapping[Ends, Pair]) -> set[str]:
    """Replace the stored pairs; return the articles of those that came, went or changed."""
    went = [ends for ends in stored if ends not in found]
    corpus.db.run_many(
        "matching/delete_pair",
        ({"corpus": corpus.name, "left_id": left, "right_id": right} for left, right in went),
    )
    corpus.db.upsert("article_pairs", (pair_row(pair, corpus.name) for pair in found.values()))
    changed = [
        ends for ends, pair in found.items() if ends not in stored or not stored[ends].agrees_with(pair)
    ]
    return {article_id for ends in (*went, *changed) for article_id in ends}


def _ends(one: str, other: str) -> Ends:
    return (one, other) if one < other else (other, one)


def _chunks(rows: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
