"""Pairs as they are stored: measures and differing words become a relation with its evidence, and a row."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from pipeline.crawling.urls import page_number
from pipeline.folding.clusters import components
from pipeline.folding.evidence import Comparison, compare, evidence_of
from pipeline.folding.relations import Kinship, Limits, decide
from pipeline.model import Evidence, Pair, Passage, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

MEASURED: Final = ("relation", "jaccard", "containment", "shared_shingles", "rule_version")
"""The columns in which a pair measured again may differ from the one that is stored."""
_FIELDS: Final = {record: tuple(field.name for field in fields(record)) for record in (Evidence, Passage)}


def decided_pair(
    ends: tuple[str, str],
    texts: tuple[str, str],
    numbers: tuple[float, float, int],
    limits: Limits,
    kinship: Kinship,
    *,
    kernel: Kernel,
) -> Pair:
    """Return the pair of these articles with its relation and the evidence for it.

    `numbers` are its Jaccard, its containment and how many shingles it shares.
    """
    return pair_as_compared(ends, compare(kernel, *texts), numbers, limits, kinship)


def pair_as_compared(
    ends: tuple[str, str],
    comparison: Comparison,
    numbers: tuple[float, float, int],
    limits: Limits,
    kinship: Kinship,
) -> Pair:
    """Return the pair of two articles whose words were laid beside each other already."""
    decision = decide(*numbers, comparison, limits, kinship=kinship)
    evidence = evidence_of(comparison, decision.reason)
    left, right = ends
    jaccard, containment, shared = numbers
    return Pair(left, right, decision.relation, jaccard, containment, shared, evidence, limits.rule_version)


def decided_again(
    row: Row,
    corpus: str,
    texts: Mapping[str, str],
    pages: Mapping[str, Row],
    limits: Limits,
    *,
    kernel: Kernel,
) -> Row:
    """Return the row of a stored pair as these limits decide it, by the measures it was stored with."""
    left, right = row["left_id"], row["right_id"]
    numbers = (row["jaccard"], row["containment"], row["shared_shingles"])
    left_text, right_text = texts[left], texts[right]
    if row["relation"] == Relation.IDENTICAL:
        return pair_row(identical_pair(left, right, left_text, right_text, limits), corpus)
    kinship = kinship_of(pages.get(left), pages.get(right))
    pair = decided_pair((left, right), (left_text, right_text), numbers, limits, kinship, kernel=kernel)
    return pair_row(pair, corpus)


def identical_pair(left_id: str, right_id: str, left_text: str, right_text: str, limits: Limits) -> Pair:
    """Return the pair of two texts that are known to be equal word by word."""
    words = len(left_text.split())
    passage = Passage(left_text[:200], 0, len(left_text), 0, len(right_text), words)
    evidence = Evidence((passage,), (), (), "the same words in the same order")
    return Pair(left_id, right_id, Relation.IDENTICAL, 1.0, 1.0, words, evidence, limits.rule_version)


def pair_row(pair: Pair, corpus: str) -> Row:
    """Return the row of `article_pairs` for this pair."""
    evidence = json.dumps(_named(pair.evidence), ensure_ascii=False, separators=(",", ":"), default=_named)
    row = {name: getattr(pair, name) for name in ("left_id", "right_id", *MEASURED)}
    return row | {"corpus": corpus, "relation": pair.relation.value, "evidence": evidence}


def _named(record: Evidence | Passage) -> dict[str, object]:
    """Return the fields of a record by name, without copying all that they hold: that took a quarter of a pair's time."""
    return {name: getattr(record, name) for name in _FIELDS[type(record)]}


def kinship_of(left: Row | None, right: Row | None) -> Kinship:
    """Return what two pages have to do with each other, by their hosts, their number and what they call their address.

    Texts without a host may come from one site, and are held to the stricter rule.
    """
    if left is None or right is None:
        return Kinship.SITE
    if left["canonical_url"] and left["canonical_url"] == right["canonical_url"]:
        return Kinship.PAGE
    if (number := page_number(left["url_key"])) and number == page_number(right["url_key"]):
        return Kinship.PAGE
    is_known = left["host"] and right["host"]
    return Kinship.NONE if is_known and site_of(left["host"]) != site_of(right["host"]) else Kinship.SITE


def site_of(host: str) -> str:
    """Return the part of a host name that names its owner; for `www.news.example.co.uk` it is `example.co.uk`."""
    names = host.split(".")
    # A short name before a two-letter country stands for a kind (co.uk, com.au, or.jp), not for an owner.
    kept = 3 if len(names) > 2 and len(names[-1]) == 2 and len(names[-2]) <= 3 else 2
    return ".".join(names[-kept:])


def texts_of(db: Connection, corpus: str, article_ids: Iterable[str]) -> dict[str, str]:
    """Return what is compared of each of these articles; of one that has no page any more nothing, which is ""."""
    ids = set(article_ids)
    rows = db.rows("matching/list_texts_of_articles", corpus=corpus, articles=ids)
    return dict.fromkeys(ids, "") | {row["article_id"]: row["folding_text"] for row in rows}


def pages_of(db: Connection, article_ids: Iterable[str]) -> dict[str, Row]:
    """Return of each of these articles what `kinship_of` goes by."""
    rows = db.rows("shared/list_pages_of_articles", articles=article_ids)
    return {row["article_id"]: row for row in rows}


def components_around(db: Connection, corpus: str, article_ids: Iterable[str]) -> list[frozenset[str]]:
    """Return the connected components, by pairs that fold and SAME judgements, that these articles belong to."""
    seen = set(article_ids)
    edges: set[tuple[str, str]] = set()
    frontier = seen
    while frontier:
        pairs = db.rows("shared/list_pairs_of_articles", corpus=corpus, articles=frontier)
        joined = [row for row in pairs if Relation(row["relation"]).folds]
        joined += db.rows("matching/list_same_of_articles", articles=frontier)
        found = {(row["left_id"], row["right_id"]) for row in joined}
        edges |= found
        frontier = {end for edge in found for end in edge} - seen
        seen |= frontier
    return components(seen, edges)
