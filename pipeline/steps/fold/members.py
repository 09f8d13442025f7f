"""The members of a story: its canonical article, and for every other one the pair by which it belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.folding.canonical import CanonicalCandidate, choose_canonical, other_story_shares
from pipeline.folding.clusters import strength
from pipeline.folding.disjoint_sets import components
from pipeline.model import Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.folding.clusters import Cluster
    from pipeline.matching.pairs import StoredPair
    from pipeline.model import Judgement
    from pipeline.ports import Row
    from pipeline.steps.fold.links import FoldingPair

CANONICAL: Final = "canonical"
JUDGED: Final = "judged"
"""The relation of a member that a person's SAME alone keeps in its story."""


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An article in its story: its relation to the article it matched, or the reason why it has none."""

    article_id: str
    story_id: str
    relation: str
    rule_version: str
    matched_article_id: str | None = None
    jaccard: float | None = None
    containment: float | None = None
    reason: str = ""

    @property
    def is_canonical(self) -> bool:
        """Whether the article stands for its story."""
        return self.relation == CANONICAL

    def row(self) -> Row:
        """Return the row of `story_members`."""
        return {
            "article_id": self.article_id,
            "story_id": self.story_id,
            "relation": self.relation,
            "matched_article_id": self.matched_article_id,
            "jaccard": self.jaccard,
            "containment": self.containment,
            "reason": self.reason,
            "rule_version": self.rule_version,
        }


def members_of(
    cluster: Cluster,
    story_id: str,
    candidates: Mapping[str, CanonicalCandidate],
    pairs: Sequence[FoldingPair],
    rule_version: str,
    *,
    judgements: Iterable[Judgement] = (),
) -> list[StoryMember]:
    """Return the members of one story, the canonical article first; `pairs` are all that touch it.

    A member that no pair joins names the one it was judged the same as, the canonical article where it may.
    """
    choice = choose_canonical(_canonical_candidates(cluster, candidates, pairs))
    canonical_id = choice.article_id
    members = [StoryMember(canonical_id, story_id, CANONICAL, rule_version, reason=choice.reason)]
    evidence = _evidence(cluster, pairs, canonical_id)
    same_as = _judged_same(cluster, judgements, canonical_id)
    for member in cluster.members:
        if member == canonical_id:
            continue
        if (pair := evidence.get(member)) is None:
            other = same_as.get(member, canonical_id)
            members.append(
                StoryMember(member, story_id, JUDGED, rule_version, other, reason="a person said SAME")
            )
        else:
            members.append(_folded(member, story_id, pair))
    return members


def _folded(article_id: str, story_id: str, pair: StoredPair) -> StoryMember:
    other = pair.right_id if pair.left_id == article_id else pair.left_id
    return StoryMember(
        article_id,
        story_id,
        pair.relation.value,
        pair.rule_version,
        other,
        pair.jaccard,
        pair.containment,
    )


def _evidence(cluster: Cluster, pairs: Iterable[FoldingPair], canonical_id: str) -> dict[str, StoredPair]:
    """Return the best evidence for each member: the pair with the canonical article, else the strongest."""

    def rank(pair: StoredPair) -> tuple[bool, float, str, str]:
        return (canonical_id not in pair.ends, -strength(pair.jaccard, pair.containment), *pair.ends)

    inside = set(cluster.members)
    best: dict[str, StoredPair] = {}
    for each in pairs:
        pair = each.pair
        if pair.relation.folds and inside.issuperset(pair.ends):
            for member in pair.ends:
                if member not in best or rank(pair) < rank(best[member]):
                    best[member] = pair
    return best


def _judged_same(cluster: Cluster, judgements: Iterable[Judgement], canonical_id: str) -> dict[str, str]:
    """Return for each member one that a person called the same: the canonical article, else that of the latest word."""
    inside = set(cluster.members)
    said = [
        each
        for each in judgements
        if each.verdict is Verdict.SAME and {each.left_id, each.right_id} <= inside
    ]
    same_as: dict[str, str] = {}
    for each in sorted(
        said,
        key=lambda each: (
            canonical_id in (each.left_id, each.right_id),
            each.judged_at,
            *(each.left_id, each.right_id),
        ),
    ):
        same_as |= {each.left_id: each.right_id, each.right_id: each.left_id}
    return same_as


def _canonical_candidates(
    cluster: Cluster, candidates: Mapping[str, CanonicalCandidate], pairs: Iterable[FoldingPair]
) -> list[CanonicalCandidate]:
    """Return what is known of the articles that may stand for the story, with the share of other stories in each."""
    inside = set(cluster.members)
    asked = set(cluster.centres or cluster.members)
    equal: list[tuple[str, str]] = []
    passages: list[tuple[str, str, float]] = []
    for each in pairs:
        left, right = each.pair.ends
        if each.pair.relation is Relation.IDENTICAL and {left, right} <= asked:
            equal.append((left, right))
        for article, other in ((left, right), (right, left)):
            if article in asked and other not in inside:
                passages.append((article, other, each.share_of(article)))
    shares = other_story_shares(map(sorted, components(asked, equal)), passages)
    return [replace(candidates[each], other_story_share=shares.get(each, 0.0)) for each in asked]
