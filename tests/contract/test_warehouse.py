"""The promises of the ports `Warehouse` and `Connection`, kept alike by SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def source(source_id="herald", **changed):
    return {
        "source_id": source_id,
        "kind": "feed",
        "location": "http://herald.example/feed",
        "added_at": NOW,
    } | changed


def test_upserting_the_same_rows_twice_changes_none(warehouse):
    with warehouse.write() as db:
        assert db.upsert("sources", [source(), source("post")]) == 2
        assert db.upsert("sources", [source(), source("post")]) == 0
