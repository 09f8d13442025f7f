"""Who votes on recurring blocks: draft clusters, articles that are one story by the rules of their pages alone.

Requirements
    Votes need stories, and stories are made of clean texts, which need votes. The circle is cut here: drafts depend on
    their own page alone, so clusters of drafts are a function of the captures held, whatever the order of nights.

How it works
    Articles whose drafts match are connected; each connected component is one cluster, named after its earliest
    article, and has one vote. What people judge joins no drafts: it would count from the day on which it was said.

    A *digest page* contains two whole reports of other sites that have nothing in common. It belongs to neither cluster
    and has no vote: it would say of each report that it recurs in an unrelated story, and the sentences of a report
    would go as boilerplate wherever its site prints both. (A sidebar with whole reports is known by the rules of the
    page, and is not in the draft.)

docs/decisions/0003-votes-count-draft-stories.md has the figures.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.crawling.sites import site_of
from pipeline.folding.clusters import CONTAINED_LOOKED_AT, CONTAINED_SHARE
from pipeline.folding.relations import ABRIDGED_SHARED, CUT_SHARE
from pipeline.matching.components import components_around
from pipeline.matching.measure import are_related

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection

CORPUS: Final = "draft"


class _Draft(NamedTuple):
    """An article and the draft cluster it belonged to so far."""

    article_id: str
    cluster_id: str | None
    article_at: datetime


class _ContainedDraft(NamedTuple):
    """Two drafts of which the longer contains the shorter nearly whole."""

    containing_id: str
    contained_id: str
    containing_host: str
    contained_host: str

    @property
    def are_of_two_sites(self) -> bool:
        return len({site_of(self.containing_host), site_of(self.contained_host)} - {""}) == 2


def settle_clusters(db: Connection, affected: Iterable[str], kernel: Kernel) -> set[str]:
    """Give the articles around a change the cluster they now belong to; return those that have another than before."""
    around = set(affected)
    for pair in _contained_drafts(db, around):
        around |= {pair.containing_id, pair.contained_id}
    components = components_around(db, CORPUS, around)
    everyone = {article_id for component in components for article_id in component}
    drafts = {
        row["article_id"]: _Draft(**row) for row in db.rows("clean/list_draft_clusters", articles=everyone)
    }
    cluster_of = _clusters(components, drafts, _digest_pages(db, everyone, kernel))
    changed = {each: cluster for each, cluster in cluster_of.items() if cluster != drafts[each].cluster_id}
    db.upsert(
        "draft_clusters",
        [{"article_id": each, "cluster_id": cluster} for each, cluster in changed.items() if cluster],
    )
    without_vote = [each for each, cluster in changed.items() if cluster is None]
    db.run("clean/delete_draft_clusters", articles=without_vote)
    return set(changed)


def _clusters(
    components: Iterable[Collection[str]], drafts: dict[str, _Draft], voteless: Collection[str]
) -> dict[str, str | None]:
    """Return the cluster of each article, None for those without a vote.

    A cluster is named after its earliest article, whichever was captured first.
    """
    cluster_of: dict[str, str | None] = {}
    for component in components:
        here = [drafts[each] for each in component if each in drafts]
        voters = [(each.article_at, each.article_id) for each in here if each.article_id not in voteless]
        name = min(voters)[1] if voters else None
        cluster_of |= {each.article_id: None if each.article_id in voteless else name for each in here}
    return cluster_of


def _digest_pages(db: Connection, articles: Collection[str], kernel: Kernel) -> set[str]:
    """Return which of these articles contain two drafts of other sites that have nothing in common."""
    contained: dict[str, set[str]] = {}
    for pair in _contained_drafts(db, articles):
        if pair.containing_id in articles and pair.are_of_two_sites:
            contained.setdefault(pair.containing_id, set()).add(pair.contained_id)
    together = [
        (containing, pair)
        for containing, texts in sorted(contained.items())
        for pair in combinations(sorted(texts)[:CONTAINED_LOOKED_AT], 2)
    ]
    related = are_related(db, CORPUS, [pair for _, pair in together], kernel=kernel)
    return {
        containing for (containing, _), is_related in zip(together, related, strict=True) if not is_related
    }


def _contained_drafts(db: Connection, articles: Collection[str]) -> list[_ContainedDraft]:
    """Return the pairs, with one of these articles, of which one draft contains the other and is much longer."""
    rows = db.rows(
        "clean/list_contained_drafts",
        articles=articles,
        contained_share=CONTAINED_SHARE,
        cut_share=CUT_SHARE,
        shared=ABRIDGED_SHARED,
    )
    return [_ContainedDraft(**row) for row in rows]
