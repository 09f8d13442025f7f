"""Lines of a host that say nearly the same, found by MinHash-LSH and verified: they vote on each other.

Every short line of text has a few band keys, kept in `line_bands`. Lines of a host that share one are candidates, and
are alike when enough of their word triples are the same. Each line has its own circle of lines alike to it: nothing
is chained, so a drift from line to line can never make furniture of a sentence.

A bucket may hold every correspondent's name, so its lines are compared with its first few alone, by fingerprint and
thus whatever their order of arrival. Whoever comes to stand among these few changes the votes of the whole bucket.

Lines are never taken out of the index: a line that no page carries has no votes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.cleaning.recurring.classify import ALIKE_VOTES, LONG_CHARACTERS
from pipeline.cleaning.recurring.similar_lines import ALIKE, comparable_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

BANDS: Final = 6
ROWS: Final = 2
"""A pair with half of its triples in common meets in 82 of 100 cases, with two thirds in 97; and each line of a form
has the others to meet. More bands would find little more and cost a row a line each."""

COMPARED: Final = 16
"""Lines of a bucket that the others are compared with: three stories are enough for a verdict."""

_BAND_BITS: Final = np.uint64(3)
_LOW: Final = np.uint64(0xA0761D6478BD642F)

_Line = tuple[str, int]


def index_lines(db: Connection, articles: Collection[str], kernel: Kernel) -> None:
    """Give the lines of these articles that have none yet their band keys."""
    found = db.rows("clean/list_lines_without_bands", articles=articles, shorter_than=LONG_CHARACTERS)
    lines = [
        (row["host"], row["fingerprint"], words)
        for row in found
        if (words := comparable_line(row["text"])) is not None
    ]
    if not lines:
        return
    keys = line_keys(kernel.sign([words for *_, words in lines]).signatures)
    db.upsert(
        "line_bands",
        (
            {"host": host, "band_key": key, "fingerprint": fingerprint}
            for (host, fingerprint, _), of_line in zip(lines, keys.tolist(), strict=True)
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


def lines_beside(db: Connection, blocks: Collection[int]) -> set[int]:
    """Return the fingerprints of all lines whose votes a change of these blocks may have changed."""
    found = db.rows("clean/list_lines_beside", blocks=blocks, compared=COMPARED)
    return {row["fingerprint"] for row in found}


def count_alike(db: Connection, blocks: Collection[int], kernel: Kernel) -> dict[_Line, Row]:
    """Return the votes of those of these blocks that are lines, each counted together with the lines alike to it."""
    alike = _alike(db, blocks, kernel)
    if not alike:
        return {}
    similar = [
        {"host": host, "fingerprint": line, "like_key": like}
        for (host, line), likes in alike.items()
        for like in (line, *likes)
    ]
    return {
        (row["host"], row["fingerprint"]): row
        for row in db.rows("clean/count_alike_votes", similar=similar, needed=ALIKE_VOTES)
    }


def _alike(db: Connection, blocks: Collection[int], kernel: Kernel) -> dict[_Line, list[int]]:
    candidates = [
        ((row["host"], row["fingerprint"]), row["like_key"])
        for row in db.rows("clean/list_lines_to_compare", blocks=blocks, compared=COMPARED)
    ]
    lines = {line for (host, own), like in candidates for line in ((host, own), (host, like))}
    triples = _triples(db, kernel, lines)
    alike: defaultdict[_Line, list[int]] = defaultdict(list)
    for line, like in candidates:
        own, other = triples.get(line), triples.get((line[0], like))
        if own and other and len(own & other) >= ALIKE * len(own | other):
            alike[line].append(like)
    return alike


def _triples(db: Connection, kernel: Kernel, lines: Iterable[_Line]) -> dict[_Line, set[int]]:
    """Return the hashed word triples of the lines that some page carries."""
    asked = [{"host": host, "fingerprint": fingerprint} for host, fingerprint in lines]
    words = {
        (row["host"], row["fingerprint"]): comparable_line(row["text"]) or ""
        for row in db.rows("clean/list_texts_of_lines", lines=asked)
    }
    sets = kernel.shingle_sets(list(words.values()))
    return {line: set(sets.of(place).tolist()) for place, line in enumerate(words)}
