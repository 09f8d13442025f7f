"""What a warehouse holds of its news, without what says how or in which order it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ports import Warehouse

_CAPTURE = "capture_id, source_id, url, url_key, host, fetched_at, http_status, content_type, body_sha256, body_bytes"

DECIDED = {
    "captures": f"SELECT {_CAPTURE}, read_scheme, pruned_at FROM captures",
    "rejections": "SELECT capture_id, scheme, reason, detail FROM rejections",
    "extract_retries": "SELECT * FROM extract_retries",
    "articles": "SELECT * FROM articles",
    "versions": "SELECT * FROM article_versions",
    "authors": "SELECT * FROM article_authors",
    "blocks": "SELECT * FROM article_blocks",
    "boilerplate": "SELECT * FROM boilerplate_blocks",
    "clusters": "SELECT * FROM draft_clusters",
    "signatures": "SELECT * FROM article_signatures",
    "pairs": "SELECT * FROM article_pairs",
    "members": "SELECT m.article_id, m.relation, m.matched_article_id, m.jaccard, m.containment, m.reason,"
    " s.canonical_article_id, s.canonical_reason, s.title, s.article_count, s.independent_origin_count, s.origin"
    " FROM story_members AS m JOIN stories AS s ON m.story_id = s.story_id",
    "events": "SELECT s.canonical_article_id, e.story_count, e.article_count FROM event_members AS m"
    " JOIN events AS e ON m.event_id = e.event_id JOIN stories AS s ON m.story_id = s.story_id",
    "pending": "SELECT * FROM pending_work",
}
"""Where bytes lie and when a run rejected differ between runs; ids of stories remember who came first."""


def decided_rows(warehouse: Warehouse) -> dict[str, list[str]]:
    """Return the rows of each question, in an order of their own."""
    with warehouse.exporting() as ask:
        return {name: sorted(map(repr, ask(statement)[1])) for name, statement in DECIDED.items()}


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """Return in words what one has and the other has not."""
    return [
        f"{name}: {len(one[name])} rows and {len(other[name])}; {sorted(set(one[name]) ^ set(other[name]))[:2]}"
        for name in DECIDED
        if one[name] != other[name]
    ]
