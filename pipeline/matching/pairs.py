"""Pairs as they are stored: measures and differing words become a relation with its evidence, and a row."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipeline.folding.evidence import evidence_of
from pipeline.folding.relations import DRAFT_CONTAINMENT, Limits, PageRelationship, decide
from pipeline.folding.verify import Similarity
from pipeline.model import Evidence, Pair, Passage, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.headlines import Headlines
    from pipeline.folding.relations import Decision
    from pipeline.ports import Connection, Row

Ends: TypeAlias = tuple[str, str]
"""The articles of a pair, the smaller id first."""

CLEAN: Final = "clean"
"""The corpus of texts as votes left them: its pairs fold."""
DRAFT: Final = "draft"
"""The corpus of texts by page rules alone: its pairs make the clusters that vote."""

_FIELDS: Final = {record: tuple(field.name for field in fields(record)) for record in (Evidence, Passage)}


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair as the warehouse has it, without its evidence."""

    left_id: str
    right_id: str
    relation: Relation
    jaccard: float
    containment: float
    shared_shingles: int
    rule_version: str

    @property
    def ends(self) -> Ends:
        """The articles of the pair."""
        return self.left_id, self.right_id

    @property
    def measured(self) -> Similarity:
        """What was measured of the pair."""
        return Similarity(self.jaccard, self.containment, self.shared_shingles)

    def agrees_with(self, pair: Pair) -> bool:
        """Whether the pair, measured again, says what is stored."""
        return (
            self.relation is pair.relation
            and self.measured == (pair.jaccard, pair.containment, pair.shared_shingles)
            and self.rule_version == pair.rule_version
        )


def stored_pair(row: Row) -> StoredPair:
    """Return the record of a row of `article_pairs`."""
    return StoredPair(
        row["left_id"],
        row["right_id"],
        Relation(row["relation"]),
        row["jaccard"],
        row["containment"],
        row["shared_shingles"],
        row["rule_version"],
    )


def pairs_of_articles(db: Connection, corpus: str, article_ids: Iterable[str]) -> list[StoredPair]:
    """Return the stored pairs of which at least one article is among these."""
    return list(
        map(stored_pair, db.rows("matching/list_pairs_of_articles", corpus=corpus, articles=article_ids))
    )


def texts_of(db: Connection, corpus: str, article_ids: Iterable[str]) -> dict[str, str]:
    """Return what is compared of each of these articles; of one that has no page any more nothing, which is ""."""
    ids = sorted(set(article_ids))
    rows = db.rows("matching/list_texts_of_articles", corpus=corpus, articles=ids)
    return dict.fromkeys(ids, "") | {row["article_id"]: row["folding_text"] for row in rows}


def limits_between(relationship: PageRelationship, corpus: str, limits: Limits) -> Limits:
    """Return the limits for two pages: between sites, drafts are clustered at a lower containment than is set."""
    if corpus == DRAFT and relationship is PageRelationship.NONE:
        return replace(limits, containment=min(limits.containment, DRAFT_CONTAINMENT))
    return limits


class Pages(NamedTuple):
    """What two pages have to do with each other, and their headlines."""

    relationship: PageRelationship
    headlines: Headlines


def decided_pair(
    ends: Ends, measured: Similarity, alignment: Alignment, limits: Limits, pages: Pages
) -> Pair:
    """Return the pair of these articles with its relation and the evidence for it."""
    decision = decide(measured, alignment, limits, *pages)
    evidence = evidence_of(alignment, decision.reason, is_own=not decision.is_standing)
    jaccard, containment, shared = measured
    return Pair(*ends, decision.relation, jaccard, containment, shared, evidence, limits.rule_version)


def identical_pair(ends: Ends, texts: tuple[str, str], limits: Limits, decision: Decision) -> Pair:
    """Return the pair of two texts that are known to be equal word by word, with what was decided of it."""
    left, right = texts
    words = len(left.split())
    passage = Passage(left[:200], 0, len(left), 0, len(right), words)
    own = 0 if decision.is_standing else words
    evidence = Evidence((passage,), (), (), decision.reason, own, words)
    return Pair(*ends, decision.relation, 1.0, 1.0, words, evidence, limits.rule_version)


def read_evidence(stored: str) -> Evidence:
    """Return the evidence of a row of `article_pairs`."""
    found = json.loads(stored)
    passages = tuple(Passage(**passage) for passage in found["passages"])
    return Evidence(
        passages,
        tuple(found["only_left"]),
        tuple(found["only_right"]),
        found["reason"],
        found.get("own_shared"),
        found.get("own_words"),
    )


def pair_row(pair: Pair, corpus: str) -> Row:
    """Return the row of `article_pairs` for this pair."""
    return {
        "corpus": corpus,
        "left_id": pair.left_id,
        "right_id": pair.right_id,
        "relation": pair.relation.value,
        "jaccard": pair.jaccard,
        "containment": pair.containment,
        "shared_shingles": pair.shared_shingles,
        "rule_version": pair.rule_version,
        "evidence": json.dumps(
            _named(pair.evidence), ensure_ascii=False, separators=(",", ":"), default=_named
        ),
    }


def _named(record: Evidence | Passage) -> dict[str, object]:
    """Return the fields of a record by name, without copying all that they hold: that took a quarter of a pair's time."""
    return {name: getattr(record, name) for name in _FIELDS[type(record)]}
