"""Matching: bring the pairs of a corpus up to date with texts that changed. Read it from top to bottom.

1. **Sign.** Every changed text gets a MinHash signature and samples of its shingles. Of equal texts of one day only the
   first stands in the LSH index (`representatives`).
2. **Collide.** The index gives all articles that share a band or samples with one that changed (`lsh_index`). Those that
   share enough are candidates, and so is each copy with its representative (`collide`).
3. **Measure.** Every candidate is measured on all its shingles, and what is related is aligned word by word and given a
   relation (`measure`).
4. **Store.** The pairs found replace those that were stored.

Steps 1 and 2 are one transaction, for the index is read as a whole; steps 3 and 4 are one for each part of the
candidates (`rounds`).

The scheme is that of Broder ("Identifying and filtering near-duplicate documents", 2000), with exact verification. The
pairs a corpus holds afterwards are a pure function of its texts, times and settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.matching.collide import candidates_of
from pipeline.matching.pairs import texts_of
from pipeline.matching.representatives import IndexChange, copies_of_texts, sign_batch
from pipeline.matching.rounds import WAITS_IN, Round, begin_round, index_of, latest_round, leave_waiting
from pipeline.matching.signatures import articles_of_keys, signed_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from pipeline.matching.signatures import SignedArticle
    from pipeline.ports import Connection, Row, Runtime

# Articles signed at once: bounds what their texts take.
_SIGNED_AT_ONCE: Final = 4_000


@dataclass(frozen=True, slots=True)
class ChangedText:
    """An article whose compared text is new or changed; an empty text takes the article out."""

    article_id: str
    article_at: datetime
    text: str


class Signing:
    """The beginning of a round, in one transaction: changed texts are signed, and then looked up all at once."""

    def __init__(self, db: Connection, runtime: Runtime, corpus: str) -> None:
        self._db, self._runtime, self._corpus = db, runtime, corpus
        self._signed: set[str] = set()
        self._change = IndexChange()

    def sign(self, changed: Iterable[ChangedText]) -> None:
        """Sign what changed, which is taken bit by bit; what is compared is what the warehouse holds by now."""
        texts = iter(changed)
        with self._runtime.progress.track(f"signing ({self._corpus})") as advance:
            while batch := list(islice(texts, _SIGNED_AT_ONCE)):
                self._change.add(sign_batch(self._db, self._corpus, self._runtime.kernel, batch))
                self._signed.update(each.article_id for each in batch)
                advance(len(batch))

    def look_up(self) -> Round:
        """Put what was signed into the index, which is read once, and see who collides with whom.

        The articles concerned are left waiting, and what an earlier round left is taken over.
        """
        db, corpus = self._db, self._corpus
        rows = db.rows("matching/list_articles_of_round", step=WAITS_IN[corpus])
        changed = frozenset(self._signed | {row["article_id"] for row in rows})
        number = begin_round(db, corpus) if changed else latest_round(db, corpus)
        index = index_of(db, self._runtime, corpus)
        with_other_keys = index.replace(
            list(self._change.leaving.values()), list(self._change.coming.values())
        )
        subjects = self._subjects(changed | self._change.shifted, with_other_keys)
        leave_waiting(db, corpus, changed | subjects.keys())
        found = candidates_of(db, corpus, index, subjects, set(changed | self._change.shifted))
        return Round(self._runtime, corpus, number, changed, found)

    def _subjects(
        self, changed: set[str] | frozenset[str], with_other_keys: set[int]
    ) -> dict[str, SignedArticle]:
        """Return every article whose pairs must be found again, with the copies of what it says."""
        db, corpus = self._db, self._corpus
        again = articles_of_keys(db, corpus, with_other_keys)
        found = {each.article_id: each for each in again.values()}
        found |= signed_articles(db, corpus, changed - found.keys())
        texts = {each.text_of_day for each in found.values() if each.is_representative}
        copies = copies_of_texts(db, corpus, texts)
        return found | signed_articles(db, corpus, copies - found.keys())


def texts_to_match(db: Connection, corpus: str, waiting: Sequence[Row]) -> Iterator[ChangedText]:
    """Yield what is compared of these articles (article_id, article_at), reading a bounded number at once."""
    for start in range(0, len(waiting), _SIGNED_AT_ONCE):
        some = waiting[start : start + _SIGNED_AT_ONCE]
        texts = texts_of(db, corpus, (row["article_id"] for row in some))
        for row in some:
            yield ChangedText(row["article_id"], row["article_at"], texts[row["article_id"]])
