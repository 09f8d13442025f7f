"""Stored pairs as clustering sees them, with the links that tell a digest page from what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.folding.clusters import CONTAINED_SHARE, Link, strength, unlinked_contents
from pipeline.folding.relations import ABRIDGED_SHARED, CUT_SHARE
from pipeline.matching.measure import are_related
from pipeline.matching.pairs import CLEAN, StoredPair, stored_pair
from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row


@dataclass(frozen=True, slots=True)
class FoldingPair:
    """A stored pair, and how many shingles either text has."""

    pair: StoredPair
    left_shingles: int
    right_shingles: int

    @property
    def contained(self) -> str:
        """The article whose text the other one contains nearly whole and is much longer than; empty if neither is."""
        pair = self.pair
        if (
            pair.relation is Relation.TEMPLATE
            or pair.containment < CONTAINED_SHARE
            or pair.jaccard > CUT_SHARE * pair.containment
            or pair.shared_shingles < ABRIDGED_SHARED
        ):
            return ""
        return pair.left_id if self.left_shingles < self.right_shingles else pair.right_id

    @property
    def link(self) -> Link:
        """The pair as clustering sees it."""
        pair = self.pair
        return Link(*pair.ends, pair.relation, strength(pair.jaccard, pair.containment), self.contained)

    def share_of(self, article_id: str) -> float:
        """Return how much of the article's text stands in the other one."""
        shingles = self.left_shingles if article_id == self.pair.left_id else self.right_shingles
        return min(1.0, self.pair.shared_shingles / shingles)


def pairs_to_group(db: Connection, article_ids: Iterable[str]) -> list[FoldingPair]:
    """Return the pairs of these articles, also with articles outside."""
    rows = db.rows("fold/list_pairs_to_group", articles=article_ids)
    return [FoldingPair(stored_pair(row), row["left_shingles"], row["right_shingles"]) for row in rows]


def judgements_among(db: Connection, article_ids: Iterable[str]) -> list[Judgement]:
    """Return what people said of pairs among these articles."""
    return list(map(read_judgement, db.rows("fold/list_judgements_of_articles", articles=article_ids)))


def read_judgement(row: Row) -> Judgement:
    """Return the record of a row of `judgements`."""
    return Judgement(
        row["left_id"],
        row["right_id"],
        Verdict(row["verdict"]),
        row["judged_by"],
        row["judged_at"],
        row["note"],
    )


def links_of(db: Connection, pairs: Sequence[FoldingPair], *, kernel: Kernel) -> list[Link]:
    """Return the links of these pairs, and one for every two texts in one page that have something in common after all.

    That no pair of them is stored may only mean that they never collided; `are_related` measures them.
    """
    links = [pair.link for pair in pairs]
    ends = sorted({ends for unlinked in unlinked_contents(links).values() for ends in unlinked})
    related = are_related(db, CLEAN, ends, kernel=kernel)
    links += [
        Link(left, right, Relation.PARTIAL, 0.0)
        for (left, right), is_related in zip(ends, related, strict=True)
        if is_related
    ]
    return links
