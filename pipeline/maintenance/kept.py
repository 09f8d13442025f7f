"""What no capture says: sources, what they announced, what people judged, and the ids by which stories are known.

It is taken over from another warehouse, a damaged one or a backup, as far as that can be read. A table that cannot is
named and left out; the others are taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.errors import NewsfoldError

if TYPE_CHECKING:
    from pipeline.ports import Connection, Row, Warehouse

TOLD: Final = (
    *("sources", "feed_entries", "feed_texts"),
    *("judgements", "event_judgements", "boilerplate_blocks"),
)
"""Tables that are taken over before anything is read, each after those that it names."""

CAPTURES: Final = "captures"
"""Of this table the rows are taken over whose bytes are found."""

IDS: Final = ("story_members", "story_redirects", "event_members", "event_redirects")
"""Tables that name stories and events; they are taken over once the articles are there, and then made anew."""


_QUERIES: Final = {
    "sources": "maintenance/list_kept_sources",
    "feed_entries": "maintenance/list_kept_feed_entries",
    "feed_texts": "maintenance/list_kept_feed_texts",
    "judgements": "maintenance/list_kept_judgements",
    "event_judgements": "maintenance/list_kept_event_judgements",
    "boilerplate_blocks": "maintenance/list_kept_boilerplate_blocks",
    "captures": "maintenance/list_kept_captures",
    "story_members": "maintenance/list_kept_story_members",
    "story_redirects": "maintenance/list_kept_story_redirects",
    "event_members": "maintenance/list_kept_event_members",
    "event_redirects": "maintenance/list_kept_event_redirects",
}


@dataclass(slots=True)
class Kept:
    """The rows that could be read, by table, and what could not be."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def read_kept(warehouse: Warehouse | None) -> Kept:
    """Read what no capture says of a warehouse, table by table; nothing where there is none."""
    kept = Kept()
    for table in (*TOLD, CAPTURES, *IDS) if warehouse else ():
        assert warehouse is not None
        try:
            with warehouse.read() as db:
                kept.rows[table] = db.rows(_QUERIES[table])
        except NewsfoldError as error:
            kept.unread.append(f"{table}: cannot be read, and is lost: {error}")
    return kept


def take_over_told(kept: Kept, db: Connection) -> dict[str, int]:
    """Write what no capture says; return how many rows of each table there were."""
    for table in TOLD:
        db.upsert(table, kept.rows.get(table, []))
    return {table: len(kept.rows.get(table, [])) for table in TOLD}


def take_over_ids(kept: Kept, db: Connection) -> None:
    """Let the stories that will be made have the ids that they had."""
    there = {row["article_id"] for row in db.rows("maintenance/list_known_articles")}
    for table in IDS:
        rows = kept.rows.get(table, [])
        db.upsert(table, [row for row in rows if "article_id" not in row or row["article_id"] in there])
