"""The sources: each with its last poll, what it brought, what does not come and why, and what a person can do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.poll_advice import Advice, advice_on
from pipeline.crawling.polls import GOOD_OUTCOMES

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.ports import Connection

_MOST_REFUSALS = 4  # outcomes named for a source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the warehouse holds it, with counts of its entries and captures."""

    source_id: str
    kind: str
    location: str
    language: str | None
    publisher: str | None
    agency: int
    enabled: int
    moved_from: str | None
    polled_at: datetime | None
    poll_outcome: str | None
    due_at: datetime | None
    waiting: int
    refused: int
    captures: int
    last_capture_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source, what is wrong with it if anything is, and why pages of it do not come."""

    source: SourceRow
    advice: Advice | None
    refusals: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources, those that fail first, and how many of them do."""

    entries: tuple[SourceEntry, ...]
    failing: int
    disabled: int


def sources_page(db: Connection) -> SourcesPage:
    """Return every source: those that fail first, then the others, then those that are disabled."""
    refusals: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in db.rows("web/list_refusals"):
        refusals[row["source_id"]].append((row["outcome"], row["pages"]))
    rows = [SourceRow(**row) for row in db.rows("web/list_sources_page")]
    entries = [
        SourceEntry(row, _advice(row), tuple(refusals[row.source_id][:_MOST_REFUSALS])) for row in rows
    ]
    entries.sort(key=lambda each: (not each.source.enabled, each.advice is None, each.source.source_id))
    enabled = [each for each in entries if each.source.enabled]
    return SourcesPage(
        tuple(entries), sum(each.advice is not None for each in enabled), len(entries) - len(enabled)
    )


def _advice(row: SourceRow) -> Advice | None:
    return None if row.poll_outcome in GOOD_OUTCOMES else advice_on(row.poll_outcome or "")
