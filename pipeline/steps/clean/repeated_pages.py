"""Quarantine: one text under many misnamed addresses of a host is rejected, and released when it proves an article.

A quarantined capture has a rejection in place of a version, as if its parser had refused it: the reason is
`repeated_text`, the detail names host and text, so that later copies are counted together with those already held.
Released captures have neither, and are read again by the next extract. A text proves an article when a later page of
the host says it under an address that names it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.cleaning.recurring.repeated_pages import MIN_ADDRESSES, is_misnamed, is_named, is_repeated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row

REASON = "repeated_text"


def contents_of(db: Connection, articles: Iterable[Row]) -> set[int]:
    """Return the keys of the texts that these articles have by page rules alone."""
    ids = [row["article_id"] for row in articles]
    return {row["content_key"] for row in db.rows("clean/list_draft_contents", articles=ids)}


def find_repeated(db: Connection, touched: set[int]) -> tuple[list[Row], list[str]]:
    """Return the pages to quarantine now, and the captures to release, of texts that articles came to have or lost.

    All others are as many as they were.
    """
    held = [row for row in db.rows("clean/list_quarantined") if _content_of(row) in touched]
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    named: set[str] = set()
    rejected = set(map(_content_of, held))
    for row in db.rows("clean/list_repeated_pages", texts=touched, rejected=rejected, least=MIN_ADDRESSES):
        page = (row["url"], row["title"], row["draft_text"])
        if is_misnamed(*page):
            groups[_detail(row)].append(row)
        elif is_named(*page):
            named.add(_detail(row))
    held_groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in held:
        held_groups[row["detail"]].append(row)
    caught: list[Row] = []
    released: list[str] = []
    for detail in groups.keys() | held_groups.keys():
        together = (*groups[detail], *held_groups[detail])
        if detail not in named and is_repeated(row["url"] for row in together):
            caught.extend(groups[detail])
        else:
            released.extend(row["capture_id"] for row in held_groups[detail])
    return caught, released


def reject_repeated(db: Connection, caught: Sequence[Row], now: datetime) -> tuple[set[int], list[Row]]:
    """Put rejections in the place of these versions.

    Returns the fingerprints of the blocks that went, and the pages whose article has no version left.
    """
    captures = [row["capture_id"] for row in caught]
    articles = {row["article_id"] for row in caught}
    gone = {row["fingerprint"] for row in db.rows("clean/list_blocks_of_quarantined", captures=captures)}
    db.run("clean/delete_blocks_of_quarantined", captures=captures)
    db.run("clean/delete_versions_of_quarantined", captures=captures)
    db.run("clean/set_latest_of_quarantined", articles=articles)
    left = {row["article_id"] for row in db.rows("clean/list_articles_left", articles=articles)}
    db.upsert("rejections", [_rejection(row, now) for row in caught])
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in articles])
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in left])
    return gone, [row for row in caught if row["article_id"] not in left]


def _detail(row: Row) -> str:
    return f"one text under many addresses of {row['host']}: {row['content_key']}"


def _content_of(held: Row) -> int:
    return int(held["detail"].rpartition(" ")[2])


def _rejection(row: Row, now: datetime) -> Row:
    return {
        "capture_id": row["capture_id"],
        "scheme": row["scheme"],
        "reason": REASON,
        "detail": _detail(row),
        "rejected_at": now,
    }
