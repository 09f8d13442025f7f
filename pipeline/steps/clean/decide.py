"""What a person says of a block: that it is boilerplate wherever it stands, or that it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.recurring.classify import RecurringKind
from pipeline.errors import NotFoundError
from pipeline.model import BoilerplateStatus

if TYPE_CHECKING:
    from pipeline.ports import Connection, Runtime

DECLARED = "declared"
"""The rule of a block that is known by a person's word alone: when that is taken back, it is known no more."""
_NO_VOTES = {"story_votes": 0, "host_votes": 0}
_UNDECIDED = {"decided_by": None, "decided_at": None}


def decide_boilerplate(
    runtime: Runtime, host: str, fingerprint: int, status: BoilerplateStatus, by: str
) -> int:
    """Record a person's word on a block, and let every article that carries it be cleaned again.

    Any block that stands on a page of the host may be spoken of, learned or not. Returns how many articles carry it.
    LEARNED takes an earlier word back. Raises NotFoundError for a block that no page has, or for a word taken back that
    nobody said.
    """
    key = {"host": host, "fingerprint": fingerprint}
    is_decided = status is not BoilerplateStatus.LEARNED
    with runtime.warehouse.write() as db:
        found = db.rows("clean/find_block_status", **key)
        if not is_decided and (not found or found[0]["status"] == status):
            raise NotFoundError(f"nobody has decided about block {fingerprint} of {host}")
        if not found:
            _declare(db, host, fingerprint)
        decided = {"decided_by": by, "decided_at": runtime.clock()} if is_decided else _UNDECIDED
        db.run("clean/set_block_status", **key, status=status, **decided)
        if not is_decided and found[0]["rule"] == DECLARED:
            db.run("clean/delete_learned_block", **key)
        articles = [row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=[key])]
        db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in articles])
    return len(articles)


def _declare(db: Connection, host: str, fingerprint: int) -> None:
    """Make a block known that no vote has spoken of; raise NotFoundError where no page of the host has it."""
    found = db.rows("clean/find_block_text", host=host, fingerprint=fingerprint)
    if not found:
        raise NotFoundError(
            f"no page of host {host!r} has a block {fingerprint}; see `newsfold boilerplate list`"
        )
    row = {"host": host, "fingerprint": fingerprint, "kind": RecurringKind.BOILERPLATE, "status": "learned"}
    db.upsert("boilerplate_blocks", [row | {"rule": DECLARED, "sample": found[0]["text"], **_NO_VOTES}])
