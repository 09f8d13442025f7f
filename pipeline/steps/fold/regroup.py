"""Stories around articles whose pairs changed: regrouped as a whole, named as before, each membership with its pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.folding.canonical import Standing, choose_canonical, foreign_shares
from pipeline.folding.clusters import (
    HELD,
    Cluster,
    Link,
    clusters,
    components,
    strength,
    unlinked_parts,
)
from pipeline.folding.identity import birth_id, name_stories
from pipeline.folding.relations import ABRIDGED_SHARED, CUT_SHARE, Limits
from pipeline.matching.overlap import are_related
from pipeline.matching.pairs import components_around
from pipeline.model import Judgement, Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row, Runtime

CORPUS = "clean"
CANONICAL = "canonical"
JUDGED = "judged"
"""The relation of a member that a person's SAME alone keeps in its story."""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What regrouping came to: stories as they are now, what became of old ones, and rows changed."""

    members: tuple[Row, ...]
    left: tuple[str, ...]
    redirects: Mapping[str, str]
    touched_stories: frozenset[str]


def plan_stories(db: Connection, runtime: Runtime, article_ids: Iterable[str]) -> Regrouping:
    """Return what the stories around these articles should be, without changing anything."""
    around = set(article_ids)
    beside = db.rows("fold/list_articles_beside", articles=around, held=HELD)
    around |= {row["article_id"] for row in beside}
    around |= {row["article_id"] for row in db.rows("shared/list_story_mates", articles=around)}
    parts = components_around(db, CORPUS, around)
    everyone = sorted({member for part in parts for member in part})
    standing = {
        row["article_id"]: _standing(row) for row in db.rows("fold/list_standings", articles=everyone)
    }
    pairs = db.rows("shared/list_pairs_to_group", articles=everyone)
    judgements = [
        judgement_of(row) for row in db.rows("shared/list_judgements_of_articles", articles=everyone)
    ]
    story_of = {
        row["article_id"]: row["story_id"] for row in db.rows("shared/list_story_mates", articles=everyone)
    }
    found = clusters(standing, links_of(db, pairs, runtime.kernel), judgements)
    naming = name_stories(
        [cluster.members for cluster in found],
        story_of,
        lambda article_id: (standing[article_id].article_at, article_id),
        _taken_outside(db, everyone),
    )
    limits = Limits(runtime.settings.fold_jaccard, runtime.settings.fold_containment)
    around_cluster = _pairs_by_cluster(found, pairs)
    members = [
        row
        for cluster, story_id, its_pairs in zip(found, naming.story_ids, around_cluster, strict=True)
        for row in _member_rows(cluster, story_id, standing, its_pairs, limits)
    ]
    return Regrouping(
        tuple(members),
        tuple(each for each in everyone if each not in standing),
        naming.redirects,
        frozenset({*naming.story_ids, *story_of.values()}),
    )


def links_of(db: Connection, pairs: Iterable[Row], kernel: Kernel) -> list[Link]:
    """Return stored pairs as clustering sees them, and the links that tell round-ups from what only looks like one."""
    links = [link_of(pair) for pair in pairs]
    return [*links, *_links_of_parts(db, links, kernel)]


def apply_stories(db: Connection, runtime: Runtime, plan: Regrouping) -> int:
    """Write the plan and put its stories up to be published again; return how many memberships changed."""
    changed = db.upsert("story_members", plan.members)
    changed += db.run("fold/delete_members_of_articles", articles=plan.left)
    now = runtime.clock()
    db.run_many(
        "fold/delete_redirect",
        ({"story_id": row["story_id"]} for row in plan.members if row["relation"] == CANONICAL),
    )
    db.run_many(
        "fold/shorten_redirects", ({"old_id": old, "new_id": new} for old, new in plan.redirects.items())
    )
    db.upsert(
        "story_redirects",
        (
            {"story_id": old, "into_story_id": new, "redirected_at": now}
            for old, new in sorted(plan.redirects.items())
        ),
        keep=["redirected_at"],
    )
    db.upsert("pending_work", ({"step": "publish", "subject_id": each} for each in plan.touched_stories))
    touched = {*plan.left, *(row["article_id"] for row in plan.members)}
    db.upsert("pending_work", ({"step": "check", "subject_id": each} for each in touched))
    return changed


def link_of(pair: Row) -> Link:
    """Return a stored pair as clustering sees it: a copy is joined before a cut one, a better before a worse."""
    left, right = pair["left_id"], pair["right_id"]
    jaccard, containment = pair["jaccard"], pair["containment"]
    held = ""
    if (
        pair["relation"] != Relation.TEMPLATE
        and containment >= HELD
        and jaccard <= CUT_SHARE * containment
        and pair["shared_shingles"] >= ABRIDGED_SHARED
    ):
        held = left if pair["left_shingles"] < pair["right_shingles"] else right
    return Link(left, right, Relation(pair["relation"]), strength(jaccard, containment), held)


def _links_of_parts(db: Connection, links: Iterable[Link], kernel: Kernel) -> list[Link]:
    """Return a link for every two texts that one page holds and that have something in common after all."""
    ends = sorted({pair for pairs in unlinked_parts(links).values() for pair in pairs})
    related = are_related(db, CORPUS, ends, kernel=kernel)
    return [
        Link(*pair, Relation.PARTIAL, 0.0)
        for pair, is_related in zip(ends, related, strict=True)
        if is_related
    ]


def _pairs_by_cluster(found: Sequence[Cluster], pairs: Iterable[Row]) -> list[list[Row]]:
    """Return the pairs that touch each cluster."""
    place = {member: number for number, cluster in enumerate(found) for member in cluster.members}
    touching: list[list[Row]] = [[] for _ in found]
    for pair in pairs:
        for number in {place[pair[end]] for end in ("left_id", "right_id") if pair[end] in place}:
            touching[number].append(pair)
    return touching


def _member_rows(
    cluster: Cluster, story_id: str, standing: Mapping[str, Standing], pairs: Sequence[Row], limits: Limits
) -> list[Row]:
    choice = choose_canonical(_candidates(cluster, standing, pairs))
    rows = [_row(choice.article_id, story_id, CANONICAL, limits, reason=choice.reason)]
    inside = set(cluster.members)
    nearest: dict[str, Row] = {}
    for pair in pairs:
        left, right = pair["left_id"], pair["right_id"]
        if left in inside and right in inside and Relation(pair["relation"]).folds:
            for member in (left, right):
                nearest[member] = _nearer(nearest.get(member), pair, choice.article_id)
    for member in cluster.members:
        if member == choice.article_id:
            continue
        near = nearest.get(member)
        if near is None:
            why = "a person said SAME"
            rows.append(_row(member, story_id, JUDGED, limits, matched=choice.article_id, reason=why))
        else:
            other = near["right_id"] if near["left_id"] == member else near["left_id"]
            rows.append(_row(member, story_id, near["relation"], limits, matched=other, pair=near))
    return rows


def _candidates(cluster: Cluster, standing: Mapping[str, Standing], pairs: Iterable[Row]) -> list[Standing]:
    """Return what is known of the articles that may stand for the story."""
    inside = set(cluster.members)
    asked = set(cluster.centres or cluster.members)
    equal: list[tuple[str, str]] = []
    passages: list[tuple[str, str, float]] = []
    for pair in pairs:
        for one, other in (("left", "right"), ("right", "left")):
            article, beside = pair[f"{one}_id"], pair[f"{other}_id"]
            if article not in asked:
                continue
            if beside not in inside:
                share = min(1.0, pair["shared_shingles"] / pair[f"{one}_shingles"])
                passages.append((article, beside, share))
            elif beside in asked and pair["relation"] == Relation.IDENTICAL:
                equal.append((article, beside))
    foreign = foreign_shares(map(sorted, components(asked, equal)), passages)
    return [replace(standing[each], foreign=foreign.get(each, 0.0)) for each in asked]


def _nearer(known: Row | None, pair: Row, canonical_id: str) -> Row:
    """Return the better evidence for a membership: the pair with the canonical article, else the strongest."""

    def rank(row: Row) -> tuple[bool, float, str, str]:
        with_canonical = canonical_id in (row["left_id"], row["right_id"])
        return (
            not with_canonical,
            -strength(row["jaccard"], row["containment"]),
            row["left_id"],
            row["right_id"],
        )

    return pair if known is None or rank(pair) < rank(known) else known


def _row(
    article_id: str,
    story_id: str,
    relation: str,
    limits: Limits,
    *,
    matched: str | None = None,
    pair: Row | None = None,
    reason: str = "",
) -> Row:
    return {
        "article_id": article_id,
        "story_id": story_id,
        "relation": relation,
        "matched_article_id": matched,
        "jaccard": pair["jaccard"] if pair else None,
        "containment": pair["containment"] if pair else None,
        "reason": reason,
        "rule_version": pair["rule_version"] if pair else limits.rule_version,
    }


def _taken_outside(db: Connection, everyone: Sequence[str]) -> Callable[[str], bool]:
    """Return the question whether a story of other articles bears an id; all ids of first births are asked at once."""
    births = {birth_id(article_id) for article_id in everyone}
    taken = _borne_outside(db, everyone, births)

    def is_taken(story_id: str) -> bool:
        return story_id in (taken if story_id in births else _borne_outside(db, everyone, {story_id}))

    return is_taken


def _borne_outside(db: Connection, everyone: Sequence[str], story_ids: Iterable[str]) -> set[str]:
    borne = db.rows("fold/list_stories_of_others", stories=story_ids, articles=everyone)
    return {row["story_id"] for row in borne}


def _standing(row: Row) -> Standing:
    return Standing(
        row["article_id"],
        row["article_at"],
        row["host"],
        row["shingle_count"],
        row["authority"],
        row["wire_agency"],
    )


def judgement_of(row: Row) -> Judgement:
    """Return a stored judgement as clustering sees it."""
    return Judgement(
        row["left_id"],
        row["right_id"],
        Verdict(row["verdict"]),
        row["judged_by"],
        row["judged_at"],
        row["note"],
    )
