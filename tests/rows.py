"""What warehouses hold, to be compared row by row: everything but when our own runs happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.ports import Runtime

TABLES = (
    "sources",
    "captures",
    "articles",
    "article_versions",
    "article_blocks",
    "article_signatures",
    "article_pairs",
    "draft_clusters",
    "boilerplate_blocks",
    "rejections",
    "story_members",
    "stories",
    "article_words",
    "story_redirects",
    "story_profiles",
    "story_keys",
    "event_pairs",
    "event_members",
    "events",
    "event_redirects",
    "event_judgements",
    "judgements",
    "pending_work",
)

OUR_OWN_TIMES = frozenset(
    {"added_at", "polled_at", "whole_at", "rejected_at", "redirected_at", "decided_at", "judged_at"}
)
"""When a run did it: two runs that do the same differ in nothing else."""


def rows_of(runtime: Runtime, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table in an order of their own, without our own times."""
    columns, rows = runtime.warehouse.ask(f"SELECT * FROM {table}")
    kept = [place for place, column in enumerate(columns) if column not in OUR_OWN_TIMES]
    return sorted((tuple(row[place] for place in kept) for row in rows), key=repr)


def different_tables(left: Runtime, right: Runtime) -> list[str]:
    """Return the names of the tables whose rows differ."""
    return [table for table in TABLES if rows_of(left, table) != rows_of(right, table)]
