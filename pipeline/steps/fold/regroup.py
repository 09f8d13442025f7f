"""Stories around articles whose pairs changed: regrouped as a whole, named as before, each membership with its pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.folding.clusters import clusters
from pipeline.folding.identity import name_stories
from pipeline.folding.relations import Limits
from pipeline.steps.fold.gather import gather_around, taken_outside
from pipeline.steps.fold.links import links_of
from pipeline.steps.fold.members import members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.folding.clusters import Cluster
    from pipeline.model import Judgement
    from pipeline.ports import Connection, Runtime
    from pipeline.steps.fold.links import FoldingPair
    from pipeline.steps.fold.members import StoryMember

Supposition: TypeAlias = "Callable[[Sequence[Judgement]], Sequence[Judgement]]"


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What regrouping came to: stories as they are now, articles in none, what became of old stories."""

    members: tuple[StoryMember, ...]
    left: tuple[str, ...]
    redirects: Mapping[str, str]
    touched_stories: frozenset[str]

    @property
    def articles(self) -> tuple[str, ...]:
        """Every article that was looked at."""
        return (*(member.article_id for member in self.members), *self.left)


def plan_stories(
    db: Connection, runtime: Runtime, article_ids: Iterable[str], *, suppose: Supposition | None = None
) -> Regrouping:
    """Return what the stories around these articles should be, without changing anything.

    `suppose` gives the judgements that would bind, from those that do.
    """
    gathered = gather_around(db, article_ids)
    if suppose is not None:
        gathered = replace(gathered, judgements=suppose(gathered.judgements))
    candidates = gathered.candidates
    links = links_of(db, gathered.pairs, kernel=runtime.kernel)
    found = clusters(candidates, links, gathered.judgements)
    naming = name_stories(
        [cluster.members for cluster in found],
        gathered.story_of,
        lambda article_id: (candidates[article_id].article_at, article_id),
        taken_outside(db, gathered.articles),
    )
    limits = Limits(runtime.settings.fold_jaccard, runtime.settings.fold_containment)
    touching = _pairs_by_cluster(found, gathered.pairs)
    members = tuple(
        member
        for cluster, story_id, pairs in zip(found, naming.story_ids, touching, strict=True)
        for member in members_of(
            cluster, story_id, candidates, pairs, limits.rule_version, judgements=gathered.judgements
        )
    )
    touched = frozenset({*naming.story_ids, *gathered.story_of.values()})
    return Regrouping(members, gathered.without_text, naming.redirects, touched)


def apply_stories(db: Connection, runtime: Runtime, plan: Regrouping) -> int:
    """Write the plan and put its stories up to be published again; return how many memberships changed."""
    changed = db.upsert("story_members", (member.row() for member in plan.members))
    changed += db.run("fold/delete_members_of_articles", articles=plan.left)
    living = ({"story_id": member.story_id} for member in plan.members if member.is_canonical)
    db.run_many("fold/delete_redirect", living)
    db.run_many(
        "fold/shorten_redirects", ({"old_id": old, "new_id": new} for old, new in plan.redirects.items())
    )
    now = runtime.clock()
    db.upsert(
        "story_redirects",
        (
            {"story_id": old, "into_story_id": new, "redirected_at": now}
            for old, new in sorted(plan.redirects.items())
        ),
        keep=["redirected_at"],
    )
    db.upsert("pending_work", ({"step": "publish", "subject_id": each} for each in plan.touched_stories))
    db.upsert("pending_work", ({"step": "check", "subject_id": each} for each in set(plan.articles)))
    return changed


def _pairs_by_cluster(found: Sequence[Cluster], pairs: Iterable[FoldingPair]) -> list[list[FoldingPair]]:
    """Return the pairs that touch each cluster."""
    number_of = {member: number for number, cluster in enumerate(found) for member in cluster.members}
    touching: list[list[FoldingPair]] = [[] for _ in found]
    for each in pairs:
        for number in {number_of[end] for end in each.pair.ends if end in number_of}:
            touching[number].append(each)
    return touching
