"""Matching: what changed is signed, meets its candidates in the indexes, and every candidate is measured exactly.

The pairs a corpus holds afterwards are a pure function of its texts, times and settings. Equal texts of one day are
carried through the indexes by the first of them, so a hundred thousand equal pages are signed a hundred thousand
times and compared once each.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from pipeline.folding.candidates import DAY_SECONDS, are_promising
from pipeline.folding.relations import (
    DRAFT_CONTAINMENT,
    Kinship,
    Limits,
    are_worth_storing,
    same_words,
)
from pipeline.folding.signatures import SCHEME
from pipeline.matching.lsh_index import KeyIndex
from pipeline.matching.pairs import (
    MEASURED,
    identical_pair,
    kinship_of,
    pages_of,
    pair_as_compared,
    pair_row,
    texts_of,
)
from pipeline.matching.signatures import Signed, read_signed, sign_changed, signed_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.model import Pair
    from pipeline.ports import Connection, Row, Runtime

    _End = TypeVar("_End")
    _AtHome: TypeAlias = Mapping[int, list[_End]]

# Articles signed at once, and articles whose pairs are found at once: bounds what their texts and pairs take.
_SIGNED_AT_ONCE: Final = 4_000
_MATCHED_AT_ONCE: Final = 4_000
# Candidates whose texts are read and measured at once.
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
    return _Matching(db, runtime, corpus).match(changed)


def texts_to_match(db: Connection, corpus: str, waiting: Sequence[Row]) -> Iterator[ChangedText]:
    """Yield what is compared of these articles (article_id, article_at), reading a bounded number at once."""
    for start in range(0, len(waiting), _SIGNED_AT_ONCE):
        some = waiting[start : start + _SIGNED_AT_ONCE]
        texts = texts_of(db, corpus, (row["article_id"] for row in some))
        for row in some:
            yield ChangedText(row["article_id"], row["article_at"], texts[row["article_id"]])


class _Matching:
    """Changed texts on their way through the index, in one transaction."""

    def __init__(self, db: Connection, runtime: Runtime, corpus: str) -> None:
        self.db, self.corpus, self.progress = db, corpus, runtime.progress
        self.kernel = runtime.kernel
        self.limits = Limits(runtime.settings.fold_jaccard, runtime.settings.fold_containment)
        self.index = KeyIndex(db, corpus, runtime.settings.fold_window_days * DAY_SECONDS)
        self.carried: dict[tuple[int, int], str] = {}
        self.shifted: set[str] = set()
        self.leaving: dict[str, Signed] = {}
        self.coming: dict[str, Signed] = {}

    def match(self, changed: Iterable[ChangedText]) -> set[str]:
        """Match what changed and whoever that touches; return the articles whose pairs changed."""
        ids: set[str] = set()
        texts = iter(changed)
        with self.progress.track(f"signing ({self.corpus})") as advance:
            # In a new installation this compiles first, and takes half a minute for a few texts, too.
            while batch := list(islice(texts, _SIGNED_AT_ONCE)):
                self._sign(batch)
                ids.update(each.article_id for each in batch)
                advance(len(batch))
        moved = self.index.replace(list(self.leaving.values()), list(self.coming.values()))
        subjects = self._subjects(ids, moved)
        everyone = sorted(ids | subjects.keys())
        home = {article_id: place // _MATCHED_AT_ONCE for place, article_id in enumerate(everyone)}
        copies, candidates, known = self._pairs_to_measure(subjects, home)
        affected: set[str] = set()
        with self.progress.track(f"matching ({self.corpus})", len(everyone)) as advance:
            for start in range(0, len(everyone), _MATCHED_AT_ONCE):
                number = start // _MATCHED_AT_ONCE
                some = everyone[start : start + _MATCHED_AT_ONCE]
                before = {
                    ends: row for ends, row in self._stored_pairs(some).items() if _home(ends, home) == number
                }
                after = self._equal_pairs(copies[number])
                for first in range(0, len(candidates[number]), _PAIRS_AT_ONCE):
                    after |= self._measured(candidates[number][first : first + _PAIRS_AT_ONCE], known)
                affected |= self._store(before, after)
                advance(len(some))
        return affected

    def _sign(self, batch: Sequence[ChangedText]) -> None:
        """Sign a batch, and settle who carries its texts through the index."""
        ids = sorted(each.article_id for each in batch)
        previous = self._signed_of(ids)
        signed = sign_changed(self.kernel, [(each.article_id, each.article_at, each.text) for each in batch])
        wordless = [each for each in ids if each not in signed]
        self.db.run("matching/delete_signatures_of_articles", corpus=self.corpus, articles=wordless)
        self.db.upsert("article_signatures", (signed_row(each, self.corpus) for each in signed.values()))
        shifted = self._settle_carriers(previous, signed)
        others = self._signed_of([each for each in shifted if each not in signed])
        leaving = [each for each in previous.values() if each.is_representative]
        leaving += [others[each] for each, carries in shifted.items() if not carries and each in others]
        for each in leaving:
            # What only a batch before put up was never in the index.
            if self.coming.pop(each.article_id, None) is None:
                self.leaving[each.article_id] = each
        self.coming |= {
            each: signed.get(each) or others[each] for each, carries in shifted.items() if carries
        }
        self.shifted |= shifted.keys()

    def _settle_carriers(
        self, previous: Mapping[str, Signed], signed: Mapping[str, Signed]
    ) -> dict[str, bool]:
        """Note who carries each touched text and day; return the articles that became or ceased to be a carrier."""
        texts = {each.content for each in (*previous.values(), *signed.values())}
        shifted: dict[str, bool] = {}
        for row in self._of_texts("matching/list_first_of_texts", texts):
            if row["place"] == 1:
                self.carried[row["content_key"], row["day_key"]] = row["article_id"]
            if (row["place"] == 1) != bool(row["is_representative"]):
                shifted[row["article_id"]] = row["place"] == 1
        self.db.run_many(
            "matching/mark_carrier",
            (
                {"corpus": self.corpus, "article_id": article_id, "is_representative": int(carries)}
                for article_id, carries in sorted(shifted.items())
            ),
        )
        return shifted

    def _subjects(self, ids: set[str], moved: set[int]) -> dict[str, Signed]:
        """Return every article whose pairs must be found again."""
        again = {each.article_id for each in self._signed_of_keys(moved).values()}
        found = self._signed_of(sorted({*again, *self.shifted, *ids}))
        texts = {each.content for each in found.values() if each.is_representative}
        copies = self._of_texts("matching/list_copies_of_texts", texts)
        return found | self._signed_of(sorted({row["article_id"] for row in copies} - set(found)))

    def _pairs_to_measure(
        self, subjects: Mapping[str, Signed], home: Mapping[str, int]
    ) -> tuple[_AtHome[tuple[str, str]], _AtHome[tuple[int, int]], dict[int, Signed]]:
        """Return copies with their carriers, candidates by their keys, each where it is at home, and all articles."""
        carriers = {each.article_key: each for each in subjects.values() if each.is_representative}
        carrier_of = self.carried | {each.content: each.article_id for each in carriers.values()}
        copies, found = defaultdict(list), defaultdict(list)
        for each in subjects.values():
            if not each.is_representative:
                ends = carrier_of[each.content], each.article_id
                copies[_home(ends, home)].append(ends)
        candidates, known = self._candidates(carriers)
        for left, right in candidates:
            found[_home((known[left].article_id, known[right].article_id), home)].append((left, right))
        return copies, found, known

    def _candidates(self, carriers: Mapping[int, Signed]) -> tuple[list[tuple[int, int]], dict[int, Signed]]:
        """Return the pairs of article keys worth measuring, and all their articles."""
        found = self.index.candidates(list(carriers.values()))
        bands, samples = (
            frame.rename(columns={"shared": kind})
            for kind, frame in zip(("bands", "samples"), found, strict=True)
        )
        pairs = bands.merge(samples, how="outer", on=["left", "right"], sort=True).fillna(0)
        ends_of_pairs = set(pairs["left"]) | set(pairs["right"])
        known = dict(carriers) | self._signed_of_keys(ends_of_pairs - carriers.keys())
        modular = pd.Series({key: each.modular_samples for key, each in known.items()}, dtype=np.int64)
        promising = are_promising(
            pairs["bands"].to_numpy(np.int64),
            pairs["samples"].to_numpy().astype(np.int64),
            modular.reindex(pairs["left"]).to_numpy().astype(np.int64),
            modular.reindex(pairs["right"]).to_numpy().astype(np.int64),
        )
        left, right = (pairs[side].to_numpy()[promising].tolist() for side in ("left", "right"))
        return list(zip(left, right, strict=True)), known

    def _measured(
        self, candidates: Sequence[tuple[int, int]], known: Mapping[int, Signed]
    ) -> dict[tuple[str, str], Pair]:
        """Measure these pairs on all their shingles and decide the relation of those that are related at all."""
        ids = sorted({known[key].article_id for pair in candidates for key in pair})
        texts = texts_of(self.db, self.corpus, ids)
        place = {article_id: index for index, article_id in enumerate(ids)}
        sets = self.kernel.shingle_sets([texts[each] for each in ids])
        left = np.array([place[known[a].article_id] for a, _ in candidates], np.int64)
        right = np.array([place[known[b].article_id] for _, b in candidates], np.int64)
        left, right = np.minimum(left, right), np.maximum(left, right)  # ids are sorted
        measures = self.kernel.measure(sets, left, right)
        chosen = are_worth_storing(measures)
        columns = (left, right, measures.jaccard, measures.containment, measures.shared)
        worth = {
            (ids[a], ids[b]): (jaccard, containment, shared)
            for a, b, jaccard, containment, shared in zip(
                *(column[chosen].tolist() for column in columns), strict=True
            )
        }
        related = sorted({end for pair in worth for end in pair})
        pages = pages_of(self.db, related)
        words = self.kernel.locate([texts[each] for each in related])
        place = {article_id: index for index, article_id in enumerate(related)}
        comparisons = self.kernel.align(words, [place[a] for a, _ in worth], [place[b] for _, b in worth])
        return {
            (a, b): pair_as_compared((a, b), comparison, numbers, self._limits_between(kinship), kinship)
            for ((a, b), numbers), comparison in zip(worth.items(), comparisons, strict=True)
            for kinship in [kinship_of(pages.get(a), pages.get(b))]
        }

    def _limits_between(self, kinship: Kinship) -> Limits:
        if self.corpus == "draft" and kinship is Kinship.NONE:
            return replace(self.limits, containment=min(self.limits.containment, DRAFT_CONTAINMENT))
        return self.limits

    def _equal_pairs(self, copies: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Pair]:
        """Return the pairs of equal texts, each made sure of word by word."""
        pairs = {}
        for start in range(0, len(copies), _PAIRS_AT_ONCE):
            some = copies[start : start + _PAIRS_AT_ONCE]
            texts = texts_of(self.db, self.corpus, sorted({each for pair in some for each in pair}))
            for a, b in map(sorted, some):
                if same_words(texts[a], texts[b]):
                    pairs[a, b] = identical_pair(a, b, texts[a], texts[b], self.limits)
        return pairs

    def _store(
        self, before: Mapping[tuple[str, str], Row], after: Mapping[tuple[str, str], Pair]
    ) -> set[str]:
        """Replace the stored pairs; return the articles of those that came, went or changed."""
        went = [ends for ends in before if ends not in after]
        self.db.run_many(
            "matching/delete_pair",
            ({"corpus": self.corpus, "left_id": left, "right_id": right} for left, right in went),
        )
        self.db.upsert("article_pairs", (pair_row(pair, self.corpus) for pair in after.values()))
        changed = [
            ends
            for ends, pair in after.items()
            if ends not in before or any(before[ends][name] != getattr(pair, name) for name in MEASURED)
        ]
        return {article_id for ends in (*went, *changed) for article_id in ends}

    def _stored_pairs(self, ids: Iterable[str]) -> dict[tuple[str, str], Row]:
        rows = self.db.rows("shared/list_pairs_of_articles", corpus=self.corpus, articles=ids)
        return {(row["left_id"], row["right_id"]): row for row in rows}

    def _signed_of(self, ids: Iterable[str]) -> dict[str, Signed]:
        rows = self.db.rows(
            "matching/list_signatures_of_articles", corpus=self.corpus, scheme=SCHEME.name, articles=ids
        )
        return {row["article_id"]: read_signed(row) for row in rows}

    def _signed_of_keys(self, keys: Iterable[int]) -> dict[int, Signed]:
        rows = self.db.rows(
            "matching/list_signatures_of_keys", corpus=self.corpus, scheme=SCHEME.name, keys=keys
        )
        return {row["article_key"]: read_signed(row) for row in rows}

    def _of_texts(self, query: str, contents: Iterable[tuple[int, int]]) -> list[Row]:
        """Return what a query has of these texts, each with its day."""
        texts = [{"content_key": content, "day_key": day} for content, day in contents]
        return self.db.rows(query, corpus=self.corpus, scheme=SCHEME.name, texts=texts)


def _home(ends: tuple[str, str], home: Mapping[str, int]) -> int:
    """Return the number of the batch in which a pair is measured: of its ends' batches the first."""
    return min(home[each] for each in ends if each in home)
