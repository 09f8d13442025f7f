"""The review queue: the doubtful pairs of a day, one after the other, or answered on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pipeline.model import Window
from pipeline.review.queue import list_pairs_to_review
from pipeline.web.pairs import ListedPair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection

QUEUE_PAIRS: Final = 100
"""Of a day, the most doubtful: as many as `review_folds` asks at most."""
BATCH_PAIRS: Final = 15  # answered on one page: a form has twenty fields


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The first open questions of a day, how many there are, and how many answers were just stored."""

    day: date
    pairs: tuple[ListedPair, ...]
    open_count: int

    @property
    def day_before(self) -> date:
        """The day before, where there is one."""
        return self.day - timedelta(days=1)

    @property
    def day_after(self) -> date:
        """The day after."""
        return self.day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a pair stands in the queue of a day: the pairs before and after it, as (left, right)."""

    day: str
    previous: tuple[str, str] | None
    next: tuple[str, str] | None
    open_count: int


def review_page(db: Connection, day: date) -> ReviewPage:
    """Return the first open questions of a day."""
    queue = _queue(db, day)
    chosen = queue[:BATCH_PAIRS]
    rows = db.rows("web/list_pairs_by_ids", pairs=[{"left_id": one, "right_id": two} for one, two in chosen])
    known = {(row["left_id"], row["right_id"]): ListedPair(**row) for row in rows}
    return ReviewPage(day, tuple(known[pair] for pair in chosen if pair in known), len(queue))


def place_in_queue(db: Connection, day: date, left_id: str, right_id: str) -> QueuePlace:
    """Return the open questions beside a pair; of one that is answered or no question, the first of the day."""
    queue = _queue(db, day)
    here = (min(left_id, right_id), max(left_id, right_id))
    if here not in queue:
        return QueuePlace(str(day), None, queue[0] if queue else None, len(queue))
    at = queue.index(here)
    return QueuePlace(
        str(day),
        queue[at - 1] if at else None,
        queue[at + 1] if at + 1 < len(queue) else None,
        len(queue),
    )


def _queue(db: Connection, day: date) -> Sequence[tuple[str, str]]:
    start = datetime.combine(day, datetime.min.time(), UTC)
    return list_pairs_to_review(db, Window(start, start + timedelta(days=1)), QUEUE_PAIRS)
