"""Similar lines: lines of a host that say nearly the same, found by MinHash-LSH and verified; they vote together.

Every short line of text has six band keys, kept in `line_bands`. Lines of a host that share one are in one bucket and
are candidates; they are similar when the Jaccard similarity of their word triples is high enough. The votes of a line
are those of all lines similar to it. Nothing is chained: a line that is similar to a similar line does not count, so no
drift from line to line can make boilerplate of a sentence.

A bucket may hold every correspondent's name. So its lines are compared with its first few alone, by fingerprint and
thus whatever their order of arrival. A line that comes to stand among these few changes the votes of the whole bucket.

Lines are never taken out of the index: a line that no page carries has no votes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.classify import SIMILAR_VOTES, BlockKey, VoteCount
from pipeline.cleaning.recurring.similar_lines import MIN_JACCARD, comparable_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

BANDS: Final = 6
ROWS: Final = 2
"""A pair with half of its triples in common shares a bucket in 82 of 100 cases, with two thirds in 97, and each line of
a form has all the others to share one with. More bands would find little more and cost a row a line each."""

COMPARED: Final = 16
"""Lines of a bucket that the others are compared with: three stories are enough to decide."""

_BAND_BITS: Final = np.uint64(3)
_LOW: Final = np.uint64(0xA0761D6478BD642F)


class _Candidate(NamedTuple):
    """A line, and one that shares a bucket with it."""

    host: str
    fingerprint: int
    similar_key: int

    @property
    def line(self) -> BlockKey:
        return BlockKey(self.host, self.fingerprint)

    @property
    def other(self) -> BlockKey:
        return BlockKey(self.host, self.similar_key)


def index_lines(db: Connection, articles: Collection[str], kernel: Kernel) -> None:
    """Give the lines of these articles that have none yet their band keys."""
    found = db.rows("clean/list_lines_without_bands", articles=articles, shorter_than=LONG_CHARACTERS)
    words = {
        BlockKey(row["host"], row["fingerprint"]): line
        for row in found
        if (line := comparable_line(row["text"])) is not None
    }
    if not words:
        return
    keys = line_keys(kernel.sign(list(words.values())).signatures)
    db.upsert(
        "line_bands",
        (
            {"host": line.host, "band_key": key, "fingerprint": line.fingerprint}
            for line, of_line in zip(words, keys.tolist(), strict=True)
            for key in of_line
        ),
    )


def line_keys(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the band keys of n signatures, n x 6: the values of the band mixed, its number in the lowest bits."""
    rows = signatures[:, : BANDS * ROWS].reshape(len(signatures), BANDS, ROWS).astype(np.uint64)
    mixed = (rows[:, :, 0] | rows[:, :, 1] << np.uint64(32)) * _LOW
    mixed ^= mixed >> np.uint64(32)
    keys: NDArray[np.int64] = (mixed << _BAND_BITS | np.arange(BANDS, dtype=np.uint64)).view(np.int64)
    return keys


def lines_to_recount(db: Connection, blocks: Collection[int]) -> set[int]:
    """Return the fingerprints of all lines whose votes a change of these blocks may have changed."""
    if not blocks:  # a planner may take an empty list for a long one, and read all lines
        return set()
    found = db.rows("clean/list_lines_to_recount", blocks=blocks, compared=COMPARED)
    return {row["fingerprint"] for row in found}


def count_similar(db: Connection, blocks: Collection[int], kernel: Kernel) -> dict[BlockKey, VoteCount]:
    """Return the votes of those of these blocks that are lines, each counted together with the lines similar to it."""
    similar = [
        {"host": line.host, "fingerprint": line.fingerprint, "similar_key": other}
        for line, others in _similar(db, blocks, kernel).items()
        for other in (line.fingerprint, *others)
    ]
    if not similar:
        return {}
    counted = db.rows("clean/count_similar_votes", similar=similar, needed=SIMILAR_VOTES)
    return {votes.key: votes for votes in map(_votes, counted)}


def _votes(row: Row) -> VoteCount:
    """Return the votes on a line of which no more is counted than its stories."""
    return VoteCount(**row, any_votes=row["story_votes"], host_votes=1, characters=len(row["sample"]))


def _similar(db: Connection, blocks: Collection[int], kernel: Kernel) -> dict[BlockKey, list[int]]:
    """Return the fingerprints of the lines that are similar to each line among these blocks; nothing is chained."""
    candidates = [
        _Candidate(**row) for row in db.rows("clean/list_lines_to_compare", blocks=blocks, compared=COMPARED)
    ]
    shingles = _shingles(db, kernel, {line for each in candidates for line in (each.line, each.other)})
    similar: defaultdict[BlockKey, list[int]] = defaultdict(list)
    for each in candidates:
        own, other = shingles.get(each.line), shingles.get(each.other)
        if own and other and len(own & other) >= MIN_JACCARD * len(own | other):
            similar[each.line].append(each.similar_key)
    return similar


def _shingles(db: Connection, kernel: Kernel, lines: Iterable[BlockKey]) -> dict[BlockKey, set[int]]:
    """Return the hashed word triples of the lines that some page carries."""
    words = {
        BlockKey(row["host"], row["fingerprint"]): comparable_line(row["text"]) or ""
        for row in db.rows("clean/list_texts_of_lines", lines=[line._asdict() for line in lines])
    }
    sets = kernel.shingle_sets(list(words.values()))
    return {line: set(sets.of(place).tolist()) for place, line in enumerate(words)}
