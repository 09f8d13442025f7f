"""What an article is over time, from all of its captures together; their order of arrival does not matter.

The earliest capture gives the address and the first sight; versions are numbered by time; the time of the article is
the first believable date any version gave, since later ones tend to say when the page was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """One capture of an article: where and when it was seen, and the date it gave itself."""

    capture_id: str
    source_id: str
    url: str
    host: str
    captured_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """An article over time. `versions` maps each capture to its number, 1 for the earliest; the last is the latest."""

    url: str
    host: str
    source_id: str
    first_seen_at: datetime
    article_at: datetime
    versions: Mapping[str, int]


def history_of(editions: Iterable[Edition]) -> History:
    """Return the history of one article from its captures, in any order; there must be one at least."""
    known = list(editions)
    first = min(known, key=lambda edition: (edition.captured_at, edition.url, edition.capture_id))
    in_time = sorted(known, key=lambda edition: (edition.captured_at, edition.capture_id))
    dated = (edition.published_at for edition in in_time if edition.published_at is not None)
    return History(
        url=first.url,
        host=first.host,
        source_id=first.source_id,
        first_seen_at=first.captured_at,
        article_at=next(dated, first.captured_at),
        versions={edition.capture_id: number for number, edition in enumerate(in_time, 1)},
    )
