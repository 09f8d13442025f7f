"""Clean: every block of a changed article gets its label, by the rules of its page and by the votes of all pages.

An article comes with its draft, made by the rules of its page when it was read; where other rules made it, it is made
again. Drafts that fold are one unit, and a unit has one vote on a block. So the votes on every block of the articles
that wait are counted anew, and last they and every article that carries a block with another verdict than before are
labelled again, however old they are. What is learned late is thus applied back within the run, and the labels never
depend on which article came first.

An article waits in `pending_work` until its votes are counted, and then until it is labelled; each round does the same
when done twice, so a run that was interrupted is simply run again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.matching.match import ChangedText, match_changed, texts_to_match
from pipeline.model import Report, Request
from pipeline.steps.clean.apply_votes import label_by_votes
from pipeline.steps.clean.block_votes import settle_votes
from pipeline.steps.clean.repeated_pages import drafts_of, find_repeated, reject, release
from pipeline.steps.clean.vote_groups import CORPUS, settle_clusters
from pipeline.steps.extract.page_labels import SCHEME, draft_again

if TYPE_CHECKING:
    from pipeline.ports import Connection, Runtime

BATCH = 500
"""Articles in one transaction: some 70,000 blocks, 100 MB, and a few seconds of work to lose."""


class _Repeated(NamedTuple):
    """How many captures were rejected and released, and the blocks that lost a vote."""

    rejected: int
    released: int
    blocks: set[int]


def run(request: Request, runtime: Runtime) -> Report:
    """Clean every article that waits; the window of the request bounds what is captured, not what is cleaned."""
    del request
    waiting = _waiting(runtime)
    _make_drafts(runtime)
    with runtime.warehouse.write() as db:
        touched = _match_drafts(db, runtime)
        repeated = _settle_repeated(db, runtime, touched)
        settled = settle_votes(db, repeated.blocks, runtime.kernel)
    counts = {
        "articles": waiting,
        "relabelled": _label(runtime),
        "learned": settled.learned,
        "forgotten": settled.forgotten,
        "quarantined": repeated.rejected,
        "released": repeated.released,
    }
    return Report("clean", counts=counts)


def _waiting(runtime: Runtime) -> int:
    with runtime.warehouse.read() as db:
        return int(db.rows("clean/count_articles_to_clean")[0]["waiting"])


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
                draft_again(db, batch)
            advance(len(batch))
            after_id = batch[-1]


def _match_drafts(db: Connection, runtime: Runtime) -> set[int]:
    """Match the drafts of all waiting articles at once, for the index is read as a whole, and cluster them.

    Returns the keys of the drafts that articles came to have or lost.
    """
    waiting = db.rows("clean/list_articles_to_vote")
    articles = {row["article_id"] for row in waiting}
    lost = drafts_of(db, articles)
    affected = match_changed(db, runtime, CORPUS, texts_to_match(db, CORPUS, waiting))
    _cluster(db, runtime, affected | articles)
    return lost | drafts_of(db, articles)


def _settle_repeated(db: Connection, runtime: Runtime, touched: set[int]) -> _Repeated:
    """Reject what is one text under many addresses, and release what is not."""
    found = find_repeated(db, touched)
    release(db, found.to_release)
    if not found.to_reject:
        return _Repeated(0, len(found.to_release), set())
    gone = reject(db, found.to_reject, runtime.clock())
    emptied = {page.article_id for page in gone.emptied}
    texts = [ChangedText(page.article_id, page.article_at, "") for page in gone.emptied]
    affected = match_changed(db, runtime, CORPUS, texts)
    db.run("clean/delete_units_of_emptied", articles=emptied)
    _cluster(db, runtime, affected - emptied)
    return _Repeated(len(found.to_reject), len(found.to_release), gone.blocks)


def _cluster(db: Connection, runtime: Runtime, articles: set[str]) -> None:
    """Settle who votes with whom around these articles; whose cluster changed must be cleaned."""
    moved = settle_clusters(db, articles, runtime.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])


def _label(runtime: Runtime) -> int:
    """Label the articles whose votes are settled; return how many blocks changed."""
    relabelled = 0
    with runtime.progress.track("votes", _waiting(runtime)) as advance:
        while True:
            with runtime.warehouse.write() as db:
                batch = [row["article_id"] for row in db.rows("clean/list_articles_to_label", chunk=BATCH)]
                if not batch:
                    return relabelled
                relabelled += label_by_votes(db, batch)
            advance(len(batch))
