"""Clean: every block of a changed article gets its label, by the rules of its page and by the votes of all pages.

Three rounds. The rules of the page give every article a draft text; drafts that fold are one unit, and a unit has one
vote on a block. Then the votes on every block of these articles are counted anew. Last, they and every article that
carries a block with another verdict than before are labelled again, however old they are. What is learned late is
thus applied back within the run, and the labels never depend on which article came first.

An article waits in `pending_work` until its last round is done, and each round does the same when done twice, so a
run that was interrupted is simply run again.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.furniture import label_page
from pipeline.cleaning.recurring import prefix_of
from pipeline.errors import NotFoundError
from pipeline.model import Block, BlockKind, FurnitureStatus, Label, Page, PageKind, Place, Report, Request
from pipeline.steps.matching import ChangedText, match_changed, texts_to_match
from pipeline.steps.quarantine import contents_of, find_repeated, reject_repeated
from pipeline.steps.relabelling import label_by_votes
from pipeline.steps.units import settle_units
from pipeline.steps.votes import settle_votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import BlockLabel
    from pipeline.ports import Connection, Row, Runtime

BATCH = 500
"""Articles in one transaction: some 70,000 blocks, 100 MB, and a few seconds of work to lose."""

# Members of enumerations by their value: calling the enumeration costs ten times as much, for every block twice.
_KINDS = {kind.value: kind for kind in BlockKind}
_PLACES = {place.value: place for place in Place}
_BODY = Label.BODY

_TAKEN = ("body", "extractor", None)
_TEXT = ("body", "text", None)
"""What most blocks that the extractor took become: these are set page by page, in half the time."""


def run(request: Request, runtime: Runtime) -> Report:
    """Clean every article that waits; the window of the request bounds what is captured, not what is cleaned."""
    del request
    with runtime.warehouse.read() as db:
        waiting = int(db.rows("count_articles_to_clean")[0]["waiting"])
    counts = Counter(
        {"articles": waiting, "relabelled": 0, "learned": 0, "forgotten": 0, "quarantined": 0, "released": 0}
    )
    with runtime.progress.track("page rules", waiting) as advance:
        for batch in _batches(runtime):
            with runtime.warehouse.write() as db:
                _label_pages(db, batch)
            advance(len(batch))
    with runtime.warehouse.write() as db:
        touched = _match_drafts(db, runtime)
        gone = _settle_quarantine(db, runtime, touched, counts)
        counts.update(settle_votes(db, gone, runtime.settings.kernel))
        waiting = int(db.rows("count_articles_to_clean")[0]["waiting"])
    with runtime.progress.track("votes", waiting) as advance:
        for batch in _batches(runtime):
            with runtime.warehouse.write() as db:
                counts["relabelled"] += label_by_votes(db, batch)
            advance(len(batch))
    return Report("clean", counts=dict(counts))


def decide_furniture(runtime: Runtime, host: str, fingerprint: int, verdict: FurnitureStatus, by: str) -> int:
    """Record a person's word on a block, and let every article that carries it be cleaned again.

    Returns how many articles carry it. A verdict of LEARNED takes an earlier word back. Raises NotFoundError for a block
    nobody has heard of, or for a word taken back that nobody said.
    """
    with runtime.warehouse.write() as db:
        found = db.rows("find_furniture", host=host, fingerprint=fingerprint)
        if not found:
            raise NotFoundError(
                f"no block {fingerprint} is known of host {host!r}; see `newsfold furniture list`"
            )
        is_decided = verdict is not FurnitureStatus.LEARNED
        if not is_decided and found[0]["status"] == verdict:
            raise NotFoundError(f"nobody judged block {fingerprint} of {host}")
        decision = {
            "status": verdict,
            "decided_by": by if is_decided else None,
            "decided_at": runtime.clock() if is_decided else None,
        }
        db.upsert("boilerplate_blocks", [dict(found[0]) | decision])
        db.stage("vote_changes", [{"host": host, "fingerprint": fingerprint}], ["host", "fingerprint"])
        carriers = [row["article_id"] for row in db.rows("list_articles_with_blocks")]
        db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in carriers])
    return len(carriers)


def _batches(runtime: Runtime) -> Iterator[list[str]]:
    """Yield the articles that wait, in the order of their ids; those that come to wait behind it are left."""
    after_id = ""
    while True:
        with runtime.warehouse.read() as db:
            batch = [
                row["article_id"] for row in db.rows("list_articles_to_clean", after_id=after_id, chunk=BATCH)
            ]
        if not batch:
            return
        yield batch
        after_id = batch[-1]


def _match_drafts(db: Connection, runtime: Runtime) -> set[int]:
    """Settle who votes with whom, all at once, for the index is read as a whole; whose unit changed must be cleaned.

    Returns the texts that articles came to have or lost.
    """
    waiting = db.rows("list_articles_to_vote")
    touched = contents_of(db, waiting)
    affected = match_changed(db, runtime, "draft", texts_to_match(db, "draft", waiting))
    moved = settle_units(db, affected | {row["article_id"] for row in waiting}, runtime.settings.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])
    return touched | contents_of(db, waiting)


def _settle_quarantine(db: Connection, runtime: Runtime, touched: set[int], counts: Counter[str]) -> set[int]:
    """Reject what is one text under many addresses, release what is not; return the blocks that lost a vote."""
    caught, released = find_repeated(db, touched)
    free = [{"capture_id": capture_id} for capture_id in released]
    db.run_many("delete_released", free)
    db.run_many("mark_released", free)
    counts["quarantined"], counts["released"] = len(caught), len(released)
    if not caught:
        return set()
    gone, emptied = reject_repeated(db, caught, runtime.clock())
    texts = [ChangedText(row["article_id"], row["article_at"], "") for row in emptied]
    affected = match_changed(db, runtime, "draft", texts)
    db.stage("emptied", [{"article_id": row["article_id"]} for row in emptied], ["article_id"])
    db.run("delete_units_of_emptied")
    moved = settle_units(db, affected - {row["article_id"] for row in emptied}, runtime.settings.kernel)
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in moved])
    return gone


# The rules of the page


def _label_pages(db: Connection, batch: Sequence[str]) -> None:
    """Label every version of the batch by the rules of its page, which makes its draft."""
    db.stage("clean_batch", [{"article_id": article_id} for article_id in batch], ["article_id"])
    versions = db.rows("list_versions_to_clean")
    blocks: dict[str, list[Row]] = {row["capture_id"]: [] for row in versions}
    for row in db.rows("list_blocks_to_clean"):
        blocks[row["capture_id"]].append(row)
    relabelled: list[Row] = []
    redrafted: list[Row] = []
    for version in versions:
        rows = sorted(blocks[version["capture_id"]], key=itemgetter("position"))
        labels = label_page(_page(version, rows))
        relabelled += _changes(version, rows, labels)
        draft = "\n\n".join(
            [row["text"] for row, given in zip(rows, labels, strict=True) if given.label in TEXT_LABELS]
        )
        if draft != version["draft_text"]:
            redrafted.append({"capture_id": version["capture_id"], "draft_text": draft})
    db.run_many("set_page_label", relabelled)
    db.run_many("set_text_of_page", [row for row in versions if row["cleaned_scheme"] is None])
    db.run_many("set_draft_text", redrafted)


def _changes(version: Row, rows: Sequence[Row], labels: Sequence[BlockLabel]) -> Iterator[Row]:
    """Yield the blocks that have another label or prefix than before, but for what is text on a page just read."""
    is_cleaned = version["cleaned_scheme"] is not None
    for row, given in zip(rows, labels, strict=True):
        prefix = prefix_of(row["text"]) if given.label is _BODY else None
        was = (row["page_label"], row["page_rule"], row["prefix_fingerprint"])
        now = (given.label, given.rule, prefix)
        if now != was and (is_cleaned or now != _TEXT or was != _TAKEN):
            yield {
                "capture_id": version["capture_id"],
                "position": row["position"],
                "is_cleaned": is_cleaned,
                "page_label": given.label.value,
                "page_rule": given.rule,
                "prefix_fingerprint": prefix,
            }


def _page(version: Row, rows: Sequence[Row]) -> Page:
    """Return the page as its parser gave it, as far as the rules of a page look at it."""
    return Page(
        kind=PageKind(version["page_kind"]),
        blocks=tuple(
            Block(
                row["position"], _KINDS[row["kind"]], row["text"], _PLACES[row["place"]], row["link_density"]
            )
            for row in rows
        ),
        title=version["title"],
        byline=version["byline"],
        published_raw=version["published_raw"],
        own_url=version["canonical_url"],
    )
