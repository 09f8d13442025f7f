"""The five parts of the clean step, for the articles that wait: `step` tells what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.folding.kernel import warm_up
from pipeline.matching.match import ChangedText, match_changed, texts_to_match
from pipeline.steps.clean.apply_votes import label_by_votes
from pipeline.steps.clean.block_votes import Settled, settle_votes
from pipeline.steps.clean.repeated_pages import drafts_of, find_repeated, reject, release
from pipeline.steps.clean.vote_groups import CORPUS, settle_clusters
from pipeline.steps.clean.waiting import Cleaned, count_waiting
from pipeline.steps.extract.page_labels import SCHEME, redraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.ports import Connection, Row, Runtime

BATCH = 500
"""Articles in one transaction: some 40,000 blocks, 100 MB, and a few seconds of work to lose."""

BATCH_BLOCKS = 50_000
"""Blocks in one transaction, unless one article has more: the votes on 140,000 lines that recur take twelve seconds."""


class _Repeated(NamedTuple):
    """How many repeated pages were rejected and released, and the blocks that lost a vote thereby."""

    rejected: int
    released: int
    lost_blocks: set[int]


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
        changed_drafts = _match_drafts(db, runtime)
        repeated = _settle_repeated(db, runtime, changed_drafts)
        votes = settle_votes(db, set(), repeated.lost_blocks, runtime.kernel)
        _leave_to_vote(db)
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


def _match_drafts(db: Connection, runtime: Runtime) -> set[int]:
    """Match the drafts of all waiting articles at once, for the index is read as a whole, and cluster them.

    Returns the keys of the drafts that articles came to have or lost.
    """
    waiting = db.rows("clean/list_articles_to_match")
    articles = {row["article_id"] for row in waiting}
    lost = drafts_of(db, articles)
    affected = match_changed(db, runtime, CORPUS, texts_to_match(db, CORPUS, waiting))
    _cluster(db, runtime, affected | articles)
    return lost | drafts_of(db, articles)


def _settle_repeated(db: Connection, runtime: Runtime, changed_drafts: set[int]) -> _Repeated:
    """Reject what is one text under many addresses, and release what is not."""
    found = find_repeated(db, changed_drafts)
    release(db, found.to_release)
    if not found.to_reject:
        return _Repeated(0, len(found.to_release), set())
    gone = reject(db, found.to_reject, runtime.clock())
    emptied = {page.article_id for page in gone.emptied}
    texts = [ChangedText(page.article_id, page.article_at, "") for page in gone.emptied]
    affected = match_changed(db, runtime, CORPUS, texts)
    db.run("clean/delete_draft_clusters", articles=emptied)
    _cluster(db, runtime, affected - emptied)
    return _Repeated(len(found.to_reject), len(found.to_release), gone.blocks)


def _cluster(db: Connection, runtime: Runtime, articles: set[str]) -> None:
    """Settle who votes with whom around these articles; whose cluster changed must be cleaned."""
    moved = settle_clusters(db, articles, runtime.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])


def _leave_to_vote(db: Connection) -> None:
    """Let the articles whose drafts are matched wait for their votes."""
    matched = {row["article_id"] for row in db.rows("clean/list_articles_to_match")}
    db.upsert("pending_work", [{"step": "vote", "subject_id": article_id} for article_id in matched])
    db.run("clean/delete_clean_work", articles=matched)


def _count_votes(runtime: Runtime, settled: Settled) -> Settled:
    """Count the votes on the blocks of all articles that wait for them, part by part; return what came to be known."""
    with runtime.warehouse.read() as db:
        waiting = list(map(Waiting.of, db.rows("clean/list_articles_to_vote")))
    for part in in_parts(waiting):
        with runtime.warehouse.write() as db:
            rows = db.rows("clean/list_articles_still_to_vote", articles=part)
            found = settle_votes(db, {row["article_id"] for row in rows}, set(), runtime.kernel)
        settled = Settled(settled.learned + found.learned, settled.forgotten + found.forgotten)
    return settled


def in_parts(waiting: Iterable[Waiting]) -> Iterator[list[str]]:
    """Yield the articles in their order, in parts of a bounded number of blocks."""
    part: list[str] = []
    blocks = 0
    for each in waiting:
        if part and blocks + each.blocks > BATCH_BLOCKS:
            yield part
            part, blocks = [], 0
        part.append(each.article_id)
        blocks += each.blocks
    if part:
        yield part


def _label(runtime: Runtime) -> int:
    """Label the articles whose votes are settled; return how many blocks changed."""
    relabelled = 0
    with runtime.progress.track("votes", count_waiting(runtime)) as advance:
        while True:
            with runtime.warehouse.write() as db:
                waiting = list(map(Waiting.of, db.rows("clean/list_articles_to_label", chunk=BATCH)))
                if not waiting:
                    return relabelled
                batch = next(in_parts(waiting))
                relabelled += label_by_votes(db, batch)
            advance(len(batch))
