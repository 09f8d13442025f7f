"""What a person says of a block: that it is boilerplate wherever it stands, or that it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.model import BoilerplateStatus

if TYPE_CHECKING:
    from pipeline.ports import Runtime

_UNDECIDED = {"decided_by": None, "decided_at": None}


def decide_boilerplate(
    runtime: Runtime, host: str, fingerprint: int, status: BoilerplateStatus, by: str
) -> int:
    """Record a person's word on a block, and let every article that carries it be cleaned again.

    Returns how many articles carry it. LEARNED takes an earlier word back. Raises NotFoundError for a block that is not
    known, or for a word taken back that nobody said.
    """
    key = {"host": host, "fingerprint": fingerprint}
    is_decided = status is not BoilerplateStatus.LEARNED
    with runtime.warehouse.write() as db:
        found = db.rows("clean/find_block_status", **key)
        if not found:
            raise NotFoundError(
                f"no block {fingerprint} is known of host {host!r}; see `newsfold boilerplate list`"
            )
        if not is_decided and found[0]["status"] == status:
            raise NotFoundError(f"nobody has decided about block {fingerprint} of {host}")
        decided = {"decided_by": by, "decided_at": runtime.clock()} if is_decided else _UNDECIDED
        db.run("clean/set_block_status", **key, status=status, **decided)
        articles = [row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=[key])]
        db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in articles])
    return len(articles)
