"""Repeated pages: one text under many names of a host is rejected, and released if it proves an article.

A rejected capture has a rejection in place of its version, as if its parser had refused it. The reason is
`repeated_text`; the detail names host and text, so that later copies are counted together with those rejected before.
A released capture has neither, and the next extract reads it again. A text proves an article when another page of the
host says it under an address that names it. Which addresses are misnamed and how many are needed,
`cleaning.recurring.repeated_pages` says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.recurring.repeated_pages import MIN_HEADLINES, is_misnamed, is_named, is_repeated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row

REASON = "repeated_text"


class CopiedPage(NamedTuple):
    """A page whose draft other pages have, too."""

    capture_id: str
    article_id: str
    scheme: str
    title: str | None
    draft_text: str
    url: str
    host: str
    article_at: datetime
    content_key: int

    @property
    def detail(self) -> str:
        """What its rejection says: host and text, so that later copies are counted together with it."""
        return f"one text under many addresses of {self.host}: {self.content_key}"


class RejectedPage(NamedTuple):
    """A page that was rejected as repeated before."""

    capture_id: str
    detail: str
    url: str
    host: str

    @property
    def content_key(self) -> int:
        """The text it had."""
        return int(self.detail.rpartition(" ")[2])


class RepeatedPages(NamedTuple):
    """The pages to reject now, and the captures to release."""

    to_reject: list[CopiedPage]
    to_release: list[str]


class Gone(NamedTuple):
    """What rejected pages leave behind: the blocks they carried, and the pages whose article has no version left."""

    blocks: set[int]
    emptied: list[CopiedPage]


def drafts_of(db: Connection, articles: Collection[str]) -> set[int]:
    """Return the keys of the drafts that these articles have."""
    return {row["content_key"] for row in db.rows("clean/list_draft_keys", articles=articles)}


def find_repeated(db: Connection, changed: Collection[int]) -> RepeatedPages:
    """Return the pages to reject and to release, among those whose draft articles came to have or lost.

    Every other draft has as many pages as it had.
    """
    rejected = [RejectedPage(**row) for row in db.rows("clean/list_rejected_pages")]
    rejected = [each for each in rejected if each.content_key in changed]
    rows = db.rows(
        "clean/list_repeated_pages",
        texts=changed,
        rejected={each.content_key for each in rejected},
        least=MIN_HEADLINES,
    )
    return _decide([CopiedPage(**row) for row in rows], rejected)


def _decide(pages: Iterable[CopiedPage], rejected: Iterable[RejectedPage]) -> RepeatedPages:
    misnamed: defaultdict[str, list[CopiedPage]] = defaultdict(list)
    before: defaultdict[str, list[RejectedPage]] = defaultdict(list)
    named: set[str] = set()
    for page in pages:
        if is_misnamed(page.url, page.title, page.draft_text):
            misnamed[page.detail].append(page)
        elif is_named(page.url, page.title, page.draft_text):
            named.add(page.detail)
    for page_before in rejected:
        before[page_before.detail].append(page_before)
    found = RepeatedPages([], [])
    for detail in misnamed.keys() | before.keys():
        if detail not in named and _is_wall(misnamed[detail], before[detail]):
            found.to_reject.extend(misnamed[detail])
        else:
            found.to_release.extend(page.capture_id for page in before[detail])
    return found


def _is_wall(now: Sequence[CopiedPage], before: Sequence[RejectedPage]) -> bool:
    """Whether these pages are one text under enough names; what was rejected before had enough, and more may come."""
    if before:
        return len({page.url for page in now} | {page.url for page in before}) >= MIN_HEADLINES
    return is_repeated((page.url, page.title) for page in now)


def release(db: Connection, captures: Sequence[str]) -> None:
    """Take the rejections of these captures away; the next extract reads them again."""
    if captures:
        db.run("clean/delete_repeated_rejections", captures=captures)
        db.run("clean/mark_captures_to_read", captures=captures)


def reject(db: Connection, pages: Sequence[CopiedPage], now: datetime) -> Gone:
    """Put rejections in the place of these versions; return what went with them."""
    captures = [page.capture_id for page in pages]
    articles = {page.article_id for page in pages}
    blocks = {row["fingerprint"] for row in db.rows("clean/list_fingerprints_of_captures", captures=captures)}
    db.run("shared/delete_blocks_of_captures", captures=captures)
    db.run("shared/delete_versions_of_captures", captures=captures)
    db.run("clean/set_latest_versions", articles=articles)
    left = {row["article_id"] for row in db.rows("clean/list_articles_with_versions", articles=articles)}
    db.upsert("rejections", [_rejection_row(page, now) for page in pages])
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in articles])
    db.upsert("pending_work", [{"step": "clean", "subject_id": article_id} for article_id in left])
    return Gone(blocks, [page for page in pages if page.article_id not in left])


def _rejection_row(page: CopiedPage, now: datetime) -> Row:
    return {
        "capture_id": page.capture_id,
        "scheme": page.scheme,
        "reason": REASON,
        "detail": page.detail,
        "rejected_at": now,
    }
