"""The units that vote on furniture: articles that are one story by the rules of their pages alone, one vote each.

A page that holds two whole reports of other sites is of neither unit and has no vote: it would say of either that it
recurs in an unrelated story, and the sentences of a report would go as furniture wherever its site prints both. (A
sidebar with whole reports is known by the rules of the page, and is not in the draft.)
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipeline.folding.clusters import HELD, PARTS_LOOKED_AT
from pipeline.folding.relations import ABRIDGED_SHARED, CUT_SHARE
from pipeline.matching.overlap import are_related
from pipeline.matching.pairs import components_around, site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row

CORPUS: Final = "draft"


def settle_units(db: Connection, affected: Iterable[str], kernel: Kernel) -> set[str]:
    """Give the articles around a change the unit they now belong to; return those that have another one than before.

    A unit is named after its earliest article, whichever came first.
    """
    around = set(affected)
    around |= {end for row in _held_drafts(db, around) for end in (row["left_id"], row["right_id"])}
    components = components_around(db, CORPUS, around)
    everyone = {article_id for component in components for article_id in component}
    voteless = _round_ups(db, everyone, kernel)
    known = {row["article_id"]: row for row in db.rows("clean/list_units", articles=everyone)}
    unit_of: dict[str, str | None] = {}
    for component in components:
        here = [known[article_id] for article_id in component if article_id in known]
        voters = [(row["article_at"], row["article_id"]) for row in here if row["article_id"] not in voteless]
        cluster_id = min(voters)[1] if voters else None
        unit_of |= {row["article_id"]: None if row["article_id"] in voteless else cluster_id for row in here}
    changed = {
        each: cluster_id for each, cluster_id in unit_of.items() if cluster_id != known[each]["cluster_id"]
    }
    db.upsert(
        "draft_clusters",
        (
            {"article_id": each, "cluster_id": cluster_id}
            for each, cluster_id in changed.items()
            if cluster_id is not None
        ),
    )
    db.run_many(
        "clean/delete_unit",
        ({"article_id": each} for each, cluster_id in changed.items() if cluster_id is None),
    )
    return set(changed)


def _held_drafts(db: Connection, article_ids: Iterable[str]) -> list[Row]:
    """Return the pairs of these articles of which one holds the other nearly whole and is much longer."""
    return db.rows(
        "clean/list_held_drafts", articles=article_ids, held=HELD, cut_share=CUT_SHARE, shared=ABRIDGED_SHARED
    )


def _round_ups(db: Connection, article_ids: Iterable[str], kernel: Kernel) -> set[str]:
    """Return which of these hold two drafts of other sites that have nothing in common."""
    asked = set(article_ids)
    parts: dict[str, set[str]] = {}
    for row in _held_drafts(db, asked):
        holder, part = ("left", "right") if row["left_is_longer"] else ("right", "left")
        sites = {site_of(row[f"{side}_host"]) for side in (holder, part)}
        if row[f"{holder}_id"] in asked and len(sites - {""}) == 2:
            parts.setdefault(row[f"{holder}_id"], set()).add(row[f"{part}_id"])
    held_together = [
        (holder, pair)
        for holder, held in sorted(parts.items())
        for pair in combinations(sorted(held)[:PARTS_LOOKED_AT], 2)
    ]
    related = are_related(db, CORPUS, [pair for _, pair in held_together], kernel=kernel)
    return {holder for (holder, _), is_related in zip(held_together, related, strict=True) if not is_related}
