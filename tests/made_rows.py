"""Rows of the warehouse as the steps leave them, for tests that need some and run no step.

Each function fills in what its test does not speak of; a keyword is a column and wins. Rows of one page go together by
its address: the article's and the capture's ids follow from it, as they do in the pipeline.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.cleaning.blocks import fingerprint
from pipeline.crawling.urls import host_of, url_key
from pipeline.identifiers import article_id_of, capture_id_of
from pipeline.steps.fold.article_words import index_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ports import Connection, Warehouse

    Made = dict[str, Any]

NOON = datetime(2031, 3, 9, 12, tzinfo=UTC)

ORDER = (
    "sources", "feed_entries", "captures", "articles", "article_versions", "article_blocks", "extract_retries",
    "rejections", "article_signatures", "article_pairs", "draft_clusters", "judgements", "stories", "story_members",
    "story_redirects", "events", "event_members", "event_pairs", "event_judgements", "boilerplate_blocks", "pending_work", "runs", "check_results",
)  # fmt: skip
"""Tables in the order in which their rows may be written: none before what it refers to."""


def insert(warehouse: Warehouse, rows: Mapping[str, Sequence[Made]]) -> None:
    """Write rows by table, in one transaction; raise WarehouseError for a table or column that there is not."""
    with warehouse.write() as db:
        for table in ORDER:
            write(db, table, rows.get(table, ()))
        index_words(db, [member["article_id"] for member in rows.get("story_members", ())])


def write(db: Connection, table: str, rows: Sequence[Made]) -> None:
    """Write rows that need not have the same columns."""
    alike: dict[tuple[str, ...], list[Made]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    for group in alike.values():
        assert db.upsert(table, group) == len(group)


def source(source_id: str, **columns: Any) -> Made:
    """Return a feed."""
    row = {"source_id": source_id, "kind": "feed", "location": f"https://{source_id}.example/feed"}
    return row | {"added_at": NOON} | columns


def capture(url: str, source_id: str, *, body: str = "body", **columns: Any) -> Made:
    """Return a page that was fetched and read; an empty `read_scheme` leaves it to be read."""
    return {
        "capture_id": capture_id_of(url_key(url), body),
        "source_id": source_id,
        "url": url,
        "url_key": url_key(url),
        "host": host_of(url),
        "fetched_at": NOON,
        "http_status": 200,
        "content_type": "text/html",
        "body_sha256": body,
        "body_bytes": 1000,
        "archive": "made.warc.gz",
        "archive_offset": 0,
        "read_scheme": "test",
    } | columns


def article(url: str, source_id: str, *, at: datetime = NOON, **columns: Any) -> Made:
    """Return the page as one identity, first seen and published at `at`."""
    return {
        "article_id": article_id_of(url_key(url)),
        "url": url,
        "url_key": url_key(url),
        "host": host_of(url),
        "source_id": source_id,
        "first_seen_at": at,
        "article_at": at,
        "earliest_at": at,
        "latest_at": at,
    } | columns


def version(url: str, text: str, *, body: str = "body", at: datetime = NOON, **columns: Any) -> Made:
    """Return what the page said, read and cleaned."""
    return {
        "capture_id": capture_id_of(url_key(url), body),
        "article_id": article_id_of(url_key(url)),
        "version": 1,
        "is_latest": 1,
        "scheme": "test",
        "page_kind": "article",
        "title": url.rsplit("/", 1)[-1],
        "text": text,
        "word_count": len(text.split()),
        "cleaned_scheme": "test",
        "captured_at": at,
    } | columns


def block(of: Made, host: str, position: int, text: str, label: str = "body", **columns: Any) -> Made:
    """Return a block of a version `of`, labelled by the rules of its page."""
    rule = columns.pop("rule", "extractor")
    return {
        "capture_id": of["capture_id"],
        "position": position,
        "article_id": of["article_id"],
        "version": of["version"],
        "host": host,
        "kind": "paragraph",
        "region": "main",
        "link_density": 0.0,
        "text": text,
        "fingerprint": fingerprint(text),
        "page_label": label,
        "page_rule": rule,
        "label": label,
        "rule": rule,
    } | columns


def signature(article_id: str, *, at: datetime = NOON, **columns: Any) -> Made:
    """Return the signature of a clean text; its values are none."""
    seconds = int(at.timestamp())
    return {
        "corpus": "clean",
        "article_id": article_id,
        "scheme": "test",
        "shingle_count": 20,
        "signature": b"",
        "samples": b"",
        "article_at": at,
        "article_key": fingerprint(article_id),
        "at_key": seconds,
        "day_key": seconds // 86_400,
        "content_key": fingerprint(article_id),
        "is_representative": 1,
    } | columns


def pair(one: str, other: str, relation: str, jaccard: float, containment: float, **columns: Any) -> Made:
    """Return a measured pair of clean texts, in whichever order its articles are named."""
    left, right = sorted((one, other))
    return {
        "corpus": "clean",
        "left_id": left,
        "right_id": right,
        "relation": relation,
        "jaccard": jaccard,
        "containment": containment,
        "shared_shingles": 20,
        "evidence": "{}",
        "rule_version": "test",
    } | columns


def member(article_id: str, story_id: str, relation: str = "canonical", **columns: Any) -> Made:
    """Return a membership; without more it is the canonical article's."""
    return {
        "article_id": article_id,
        "story_id": story_id,
        "relation": relation,
        "matched_article_id": None,
        "jaccard": None,
        "containment": None,
        "rule_version": "test",
    } | columns


def story(
    story_id: str, canonical_id: str, *, at: datetime = NOON, articles: int = 1, **columns: Any
) -> Made:
    """Return a story whose articles are each of another host."""
    return {
        "story_id": story_id,
        "canonical_article_id": canonical_id,
        "canonical_reason": "earliest",
        "title": story_id,
        "language": "en",
        "article_count": articles,
        "host_count": articles,
        "independent_origin_count": 1,
        "origin": None,
        "first_at": at,
        "last_at": at,
    } | columns


def event(event_id: str, *, at: datetime = NOON, stories: int = 1, **columns: Any) -> Made:
    """Return an event whose stories are each one article of a host of its own."""
    return {
        "event_id": event_id,
        "title": event_id,
        "language": "en",
        "first_at": at,
        "last_at": at,
        "story_count": stories,
        "article_count": stories,
        "host_count": stories,
        "independent_source_count": stories,
    } | columns


def event_member(story_id: str, event_id: str, **columns: Any) -> Made:
    """Return a story that is alone in its event."""
    row = {"story_id": story_id, "event_id": event_id, "matched_story_id": None, "score": None}
    return row | {"rule_version": "test"} | columns


def boilerplate(host: str, text: str, **columns: Any) -> Made:
    """Return a block that was learned on a host."""
    return {
        "host": host,
        "fingerprint": fingerprint(text),
        "kind": "boilerplate",
        "status": "learned",
        "rule": "recurring",
        "story_votes": 2,
        "host_votes": 1,
        "sample": text,
    } | columns


def run(run_id: str, step: str, **columns: Any) -> Made:
    """Return the report of a step that had nothing to do."""
    row = {"run_id": run_id, "step": step, "sources": "", "started_at": NOON, "seconds": 1.5}
    return row | {"report": '{"counts": {}, "notes": []}'} | columns
