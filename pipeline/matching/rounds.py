"""A round: texts that changed are signed and looked up in one transaction, their pairs found in many.

Measuring takes longest, and a stranger's thousands of short pages that all resemble each other make millions of pairs.
So it is done part by part, each in a transaction of its own, of a bounded number of pairs. Between two of them other
writers have their turn, and a run may be cut off. What a round has still to do waits in `pending_work`: the articles
whose pairs are to be found, and those whose pairs were. The next round takes over what one left.

Another process may begin a round of its own meanwhile. It takes everything over that waits, and this one, which sees
that it is no longer the latest, looks up anew who collides with whom before it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.folding.candidates import DAY_SECONDS
from pipeline.folding.relations import Limits
from pipeline.matching.collide import Candidates, candidates_of
from pipeline.matching.lsh_index import LshIndex
from pipeline.matching.measure import Corpus, equal_pairs, measured_pairs
from pipeline.matching.pairs import CLEAN, DRAFT, pair_row, pairs_of_articles
from pipeline.matching.signatures import signed_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.matching.collide import Part
    from pipeline.matching.pairs import Ends, StoredPair
    from pipeline.model import Pair
    from pipeline.ports import Connection, Runtime

_Item = TypeVar("_Item")

WAITS_IN: Final = {DRAFT: "match", CLEAN: "group"}
"""The step of `pending_work` in which an article of a corpus waits, from when it was signed until it was grouped."""

# Pairs whose texts are read and measured at once.
_MEASURED_AT_ONCE: Final = 4_000


class Round:
    """What was found to be measured, and which articles' pairs changed; open from its beginning until it is closed."""

    def __init__(
        self,
        runtime: Runtime,
        corpus: str,
        number: int,
        changed: frozenset[str],
        candidates: Candidates,
    ) -> None:
        """Take the articles whose texts are new or changed, and what they and all others concerned collide with."""
        self.changed = changed
        self._runtime, self._corpus, self._number = runtime, corpus, number
        self._candidates = candidates
        self._parts = tuple(candidates.parts())
        self._place_of = {
            each: place for place, each in enumerate(candidates.articles[: candidates.subjects])
        }

    def find_pairs(self) -> None:
        """Bring the pairs up to date, part by part; the articles whose pairs changed are left waiting."""
        label = f"matching ({self._corpus})"
        with self._runtime.progress.track(label, self._candidates.subjects) as advance:
            for part in self._parts:
                with self._runtime.warehouse.write() as db:
                    if not self.is_latest(db):
                        self._look_again(db)
                    leave_waiting(db, self._corpus, self._find(db, part))
                advance(part.end - part.start)

    def is_latest(self, db: Connection) -> bool:
        """Whether no other round of the corpus began since this one did."""
        return latest_round(db, self._corpus) == self._number

    def _look_again(self, db: Connection) -> None:
        """Look up anew who collides with whom: another round changed the index."""
        subjects = set(self._candidates.articles[: self._candidates.subjects])
        signed = signed_articles(db, self._corpus, subjects)
        index = index_of(db, self._runtime, self._corpus)
        self._candidates = candidates_of(db, self._corpus, index, signed, subjects)
        self._number = latest_round(db, self._corpus)

    def _find(self, db: Connection, part: Part) -> set[str]:
        settings = self._runtime.settings
        limits = Limits(settings.fold_jaccard, settings.fold_containment)
        corpus = Corpus(db, self._corpus, self._runtime.kernel, limits)
        articles = self._candidates.articles[part.start : part.end]
        stored = {
            pair.ends: pair
            for pair in pairs_of_articles(db, self._corpus, articles)
            if part.start <= self._home_of(pair.ends) < part.end
        }
        copies, candidates = (self._candidates.of(part, copies=each) for each in (True, False))
        return _store(corpus, stored, _measure(corpus, copies, candidates))

    def _home_of(self, ends: Ends) -> int:
        return min(self._place_of[end] for end in ends if end in self._place_of)


def leave_waiting(db: Connection, corpus: str, articles: set[str] | frozenset[str]) -> None:
    """Let these articles wait for their pairs to be found, and to be grouped."""
    db.upsert("pending_work", [{"step": WAITS_IN[corpus], "subject_id": each} for each in articles])


def latest_round(db: Connection, corpus: str) -> int:
    """Return the number of the latest round of a corpus, 0 before the first."""
    return sum(row["round_number"] for row in db.rows("matching/find_latest_round", corpus=corpus))


def begin_round(db: Connection, corpus: str) -> int:
    """Begin a round of a corpus; return its number."""
    number = latest_round(db, corpus) + 1
    db.upsert("matching_rounds", [{"corpus": corpus, "round_number": number}])
    return number


def index_of(db: Connection, runtime: Runtime, corpus: str) -> LshIndex:
    """Return the LSH index of a corpus, in an open transaction."""
    return LshIndex(db, corpus, runtime.settings.fold_window_days * DAY_SECONDS)


def _measure(corpus: Corpus, copies: Sequence[Ends], candidates: Sequence[Ends]) -> dict[Ends, Pair]:
    """Return the pairs that are related at all, reading a bounded number of texts at once."""
    found: dict[Ends, Pair] = {}
    for some in _chunks(copies, _MEASURED_AT_ONCE):
        found |= equal_pairs(corpus, some)
    for some in _chunks(candidates, _MEASURED_AT_ONCE):
        found |= measured_pairs(corpus, some)
    return found


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


def _chunks(rows: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
