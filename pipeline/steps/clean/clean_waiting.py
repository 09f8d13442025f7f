"""The five parts of the clean step, for the articles that wait: `step` tells what they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.folding.kernel import warm_up
from pipeline.matching.match import ChangedText, Signing, texts_to_match
from pipeline.matching.parts import in_parts
from pipeline.steps.clean.apply_votes import label_by_votes
from pipeline.steps.clean.block_votes import Settled, settle_votes
from pipeline.steps.clean.repeated_pages import drafts_of, find_repeated, reject, release
from pipeline.steps.clean.vote_groups import CORPUS, settle_clusters
from pipeline.steps.clean.waiting import Cleaned, count_waiting
from pipeline.steps.extract.page_labels import SCHEME, redraft

if TYPE_CHECKING:
    from pipeline.matching.rounds import Round
    from pipeline.ports import Connection, Row, Runtime
    from pipeline.steps.clean.repeated_pages import CopiedPage

BATCH = 500
"""Articles in one transaction: some 40,000 blocks, 100 MB, and a few seconds of work to lose."""

BATCH_BLOCKS = 50_000
"""Blocks in one transaction, unless one article has more: the votes on 140,000 lines that recur take twelve seconds."""


@dataclass(slots=True)
class _Repeated:
    """How many repeated pages were rejected and released, and the blocks that lost a vote thereby."""

    rejected: int = 0
    released: int = 0
    lost_blocks: set[int] = field(default_factory=set)


class Waiting(NamedTuple):
    """An article that waits, and how many blocks it has."""

    article_id: str
    blocks: int

    @classmethod
    def of(cls, row: Row) -> Waiting:
        return cls(**row)


def clean_waiting(runtime: Runtime) -> Cleaned:
    """Clean every article that waits."""
    _make_drafts(runtime)
    with runtime.progress.track("loading the kernel"):
        warm_up(runtime.kernel)
    with runtime.warehouse.write() as db:
        matching, repeated = _sign_drafts(db, runtime)
        votes = settle_votes(db, set(), repeated.lost_blocks, runtime.kernel)
    matching.find_pairs()
    with runtime.warehouse.write() as db:
        _cluster(db, runtime, matching)
    votes = _count_votes(runtime, votes)
    return Cleaned(
        relabelled=_label(runtime),
        learned=votes.learned,
        forgotten=votes.forgotten,
        repeated_pages_rejected=repeated.rejected,
        repeated_pages_released=repeated.released,
    )


def _make_drafts(runtime: Runtime) -> None:
    """Make the drafts of waiting articles that other rules made; on most nights there are none."""
    after_id = ""
    with runtime.progress.track("page rules") as advance:
        while True:
            with runtime.warehouse.write() as db:
                found = db.rows("clean/list_articles_to_draft", after_id=after_id, scheme=SCHEME, chunk=BATCH)
                batch = [row["article_id"] for row in found]
                if not batch:
                    return
                redraft(db, batch)
            advance(len(batch))
            after_id = batch[-1]


def _sign_drafts(db: Connection, runtime: Runtime) -> tuple[Round, _Repeated]:
    """Sign the drafts of all waiting articles, reject and release repeated pages, and look all up at once.

    What is left of a rejected page's article, an earlier version, is signed in its turn.
    """
    signing, repeated = Signing(db, runtime, CORPUS), _Repeated()
    while waiting := db.rows("clean/list_articles_to_match"):
        articles = {row["article_id"] for row in waiting}
        lost = drafts_of(db, articles)
        signing.sign(texts_to_match(db, CORPUS, waiting))
        db.run("clean/delete_clean_work", articles=articles)
        emptied = _settle_repeated(db, runtime, lost | drafts_of(db, articles), repeated)
        signing.sign(ChangedText(page.article_id, page.article_at, "") for page in emptied)
    return signing.look_up(), repeated


def _settle_repeated(
    db: Connection, runtime: Runtime, changed_drafts: set[int], repeated: _Repeated
) -> list[CopiedPage]:
    """Reject what is one text under many addresses, and release what is not; return the articles that nothing is left of.

    `changed_drafts` are the keys of the drafts that articles came to have or lost.
    """
    found = find_repeated(db, changed_drafts)
    release(db, found.to_release)
    repeated.released += len(found.to_release)
    if not found.to_reject:
        return []
    gone = reject(db, found.to_reject, runtime.clock())
    repeated.rejected += len(found.to_reject)
    repeated.lost_blocks |= gone.blocks
    db.run("clean/delete_draft_clusters", articles={page.article_id for page in gone.emptied})
    return gone.emptied


def _cluster(db: Connection, runtime: Runtime, matching: Round) -> None:
    """Settle who votes with whom; articles whose draft or cluster changed are left to wait for their votes.

    What another run has begun to match meanwhile is that run's to cluster.
    """
    if not matching.is_latest(db):
        return
    waiting = {row["article_id"] for row in db.rows("clean/list_articles_to_cluster")}
    moved = settle_clusters(db, waiting, runtime.kernel)
    to_vote = sorted(matching.changed | moved)
    db.upsert("pending_work", [{"step": "vote", "subject_id": article_id} for article_id in to_vote])
    db.run("clean/delete_match_work", articles=waiting)


def _count_votes(runtime: Runtime, settled: Settled) -> Settled:
    """Count the votes on the blocks of all articles that wait for them, part by part; return what came to be known."""
    with runtime.warehouse.read() as db:
        waiting = list(map(Waiting.of, db.rows("clean/list_articles_to_vote")))
    for part in in_parts(waiting, BATCH_BLOCKS):
        with runtime.warehouse.write() as db:
            rows = db.rows("clean/list_articles_still_to_vote", articles=part)
            found = settle_votes(db, {row["article_id"] for row in rows}, set(), runtime.kernel)
        settled = Settled(settled.learned + found.learned, settled.forgotten + found.forgotten)
    return settled


def _label(runtime: Runtime) -> int:
    """Label the articles whose votes are settled; return how many blocks changed."""
    relabelled = 0
    with runtime.progress.track("votes", count_waiting(runtime)) as advance:
        while True:
            with runtime.warehouse.write() as db:
                waiting = list(map(Waiting.of, db.rows("clean/list_articles_to_label", chunk=BATCH)))
                if not waiting:
                    return relabelled
                batch = next(in_parts(waiting, BATCH_BLOCKS))
                relabelled += label_by_votes(db, batch)
            advance(len(batch))
