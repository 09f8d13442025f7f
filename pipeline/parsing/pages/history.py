"""What an article is over time, from all of its captures together; their order of arrival does not matter.

The earliest capture gives the address and the first sight; versions are numbered by time; the time of the article is
the first believable date any version gave, since later ones tend to say when the page was changed. How exactly that
date is written bounds when the article appeared: two times that may overlap do not say who was first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXACT: Final = {
    "second": timedelta(0),
    "minute": timedelta(seconds=59),
    "hour": timedelta(minutes=59, seconds=59),
}
"""How much later than written an article may have appeared, by the precision of its date."""
# Times known less exactly do not say who was first. In SQL: sql/views/story_copies.sql.
WITHIN_THE_HOUR: Final = timedelta(hours=1)
# A day without an hour is stored as its midnight in UTC; on Earth it begins 14 hours before and ends 36 hours after.
DAY_BEGINS: Final = timedelta(hours=-14)
DAY_ENDS: Final = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Edition:
    """One capture of an article: where and when it was seen, and the date it gave itself."""

    capture_id: str
    source_id: str
    url: str
    host: str
    captured_at: datetime
    published_at: datetime | None
    published_precision: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """An article over time. `versions` maps each capture to its number, 1 for the earliest; the last is the latest.

    The article appeared between `earliest_at`, None where nothing says how early, and `latest_at`.
    """

    url: str
    host: str
    source_id: str
    first_seen_at: datetime
    article_at: datetime
    earliest_at: datetime | None
    latest_at: datetime
    versions: Mapping[str, int]


def history_of(editions: Iterable[Edition]) -> History:
    """Return the history of one article from its captures, in any order; there must be one at least."""
    known = list(editions)
    first = min(known, key=lambda edition: (edition.captured_at, edition.url, edition.capture_id))
    in_time = sorted(known, key=lambda edition: (edition.captured_at, edition.capture_id))
    dated = next((edition for edition in in_time if edition.published_at is not None), None)
    earliest, latest = _appeared(dated, first.captured_at)
    return History(
        url=first.url,
        host=first.host,
        source_id=first.source_id,
        first_seen_at=first.captured_at,
        article_at=(dated and dated.published_at) or first.captured_at,
        earliest_at=earliest,
        latest_at=latest,
        versions={edition.capture_id: number for number, edition in enumerate(in_time, 1)},
    )


def _appeared(dated: Edition | None, first_seen_at: datetime) -> tuple[datetime | None, datetime]:
    """Return the bounds within which an article appeared; what was seen had appeared."""
    if dated is None or dated.published_at is None:
        return None, first_seen_at
    written = dated.published_at
    if (span := EXACT.get(dated.published_precision or "")) is not None:
        return written, max(written, min(written + span, first_seen_at))
    earliest = written + DAY_BEGINS
    return earliest, max(earliest, min(written + DAY_ENDS, first_seen_at))
