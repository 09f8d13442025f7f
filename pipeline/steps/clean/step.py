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

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.matching.match import ChangedText, match_changed, texts_to_match
from pipeline.model import BoilerplateStatus, Report, Request
from pipeline.steps.clean.apply_votes import label_by_votes
from pipeline.steps.clean.block_votes import settle_votes
from pipeline.steps.clean.repeated_pages import contents_of, find_repeated, reject_repeated
from pipeline.steps.clean.vote_groups import settle_units
from pipeline.steps.extract.page_labels import SCHEME, draft_again

if TYPE_CHECKING:
    from pipeline.ports import Connection, Runtime

BATCH = 500
"""Articles in one transaction: some 70,000 blocks, 100 MB, and a few seconds of work to lose."""


def run(request: Request, runtime: Runtime) -> Report:
    """Clean every article that waits; the window of the request bounds what is captured, not what is cleaned."""
    del request
    with runtime.warehouse.read() as db:
        waiting = int(db.rows("clean/count_articles_to_clean")[0]["waiting"])
    counts = Counter(
        {"articles": waiting, "relabelled": 0, "learned": 0, "forgotten": 0, "quarantined": 0, "released": 0}
    )
    _make_drafts(runtime)
    with runtime.warehouse.write() as db:
        touched = _match_drafts(db, runtime)
        gone = _settle_quarantine(db, runtime, touched, counts)
        counts.update(settle_votes(db, gone, runtime.kernel))
    counts["relabelled"] = _label(runtime)
    return Report("clean", counts=dict(counts))


def decide_furniture(
    runtime: Runtime, host: str, fingerprint: int, verdict: BoilerplateStatus, by: str
) -> int:
    """Record a person's word on a block, and let every article that carries it be cleaned again.

    Returns how many articles carry it. A verdict of LEARNED takes an earlier word back. Raises NotFoundError for a block
    nobody has heard of, or for a word taken back that nobody said.
    """
    with runtime.warehouse.write() as db:
        found = db.rows("clean/find_furniture", host=host, fingerprint=fingerprint)
        if not found:
            raise NotFoundError(
                f"no block {fingerprint} is known of host {host!r}; see `newsfold furniture list`"
            )
        is_decided = verdict is not BoilerplateStatus.LEARNED
        if not is_decided and found[0]["status"] == verdict:
            raise NotFoundError(f"nobody judged block {fingerprint} of {host}")
        decision = {
            "status": verdict,
            "decided_by": by if is_decided else None,
            "decided_at": runtime.clock() if is_decided else None,
        }
        db.upsert("boilerplate_blocks", [dict(found[0]) | decision])
        known = [{"host": host, "fingerprint": fingerprint}]
        carriers = [row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=known)]
        db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in carriers])
    return len(carriers)


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


def _label(runtime: Runtime) -> int:
    """Label the articles whose votes are settled; return how many blocks changed."""
    relabelled = 0
    with runtime.warehouse.read() as db:
        waiting = int(db.rows("clean/count_articles_to_clean")[0]["waiting"])
    with runtime.progress.track("votes", waiting) as advance:
        while True:
            with runtime.warehouse.write() as db:
                batch = [row["article_id"] for row in db.rows("clean/list_articles_to_label", chunk=BATCH)]
                if not batch:
                    return relabelled
                relabelled += label_by_votes(db, batch)
            advance(len(batch))


def _match_drafts(db: Connection, runtime: Runtime) -> set[int]:
    """Settle who votes with whom, all at once, for the index is read as a whole; whose unit changed must be cleaned.

    Returns the texts that articles came to have or lost.
    """
    waiting = db.rows("clean/list_articles_to_vote")
    touched = contents_of(db, waiting)
    affected = match_changed(db, runtime, "draft", texts_to_match(db, "draft", waiting))
    moved = settle_units(db, affected | {row["article_id"] for row in waiting}, runtime.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])
    return touched | contents_of(db, waiting)


def _settle_quarantine(db: Connection, runtime: Runtime, touched: set[int], counts: Counter[str]) -> set[int]:
    """Reject what is one text under many addresses, release what is not; return the blocks that lost a vote."""
    caught, released = find_repeated(db, touched)
    free = [{"capture_id": capture_id} for capture_id in released]
    db.run_many("clean/delete_released", free)
    db.run_many("clean/mark_released", free)
    counts["quarantined"], counts["released"] = len(caught), len(released)
    if not caught:
        return set()
    gone, emptied = reject_repeated(db, caught, runtime.clock())
    texts = [ChangedText(row["article_id"], row["article_at"], "") for row in emptied]
    affected = match_changed(db, runtime, "draft", texts)
    without_version = {row["article_id"] for row in emptied}
    db.run("clean/delete_units_of_emptied", articles=without_version)
    moved = settle_units(db, affected - without_version, runtime.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])
    return gone
