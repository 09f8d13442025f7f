"""Sightings: which captures a batch of answers makes, whatever the order in which the answers came.

A capture is known by its url key and its bytes. The same bytes seen again are the same capture; its time, address
and source are those of the earliest sighting, so that loading night after night or all at once leaves the same rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.crawling.urls import host_of, url_key
from pipeline.model import Capture, Fetched, capture_id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """One answer, and the capture it is a sighting of."""

    capture_id: str
    source_id: str
    url_key: str
    body_sha256: str
    fetched: Fetched

    @property
    def rank(self) -> tuple[datetime, str, str]:
        """Orders sightings of one capture: the earliest counts, ties are broken by what they are."""
        return self.fetched.fetched_at, self.fetched.url, self.source_id

    def capture(self, archive: str, offset: int) -> Capture:
        """Return the capture this makes, kept at that place."""
        fetched = self.fetched
        return Capture(
            capture_id=self.capture_id,
            source_id=self.source_id,
            url=fetched.url,
            url_key=self.url_key,
            host=host_of(fetched.url),
            fetched_at=fetched.fetched_at,
            http_status=fetched.http_status,
            content_type=fetched.content_type[:200],
            body_sha256=self.body_sha256,
            body_bytes=len(fetched.body),
            archive=archive,
            archive_offset=offset,
        )


def sight(source_id: str, fetched: Fetched) -> Sighting:
    """Return what this answer is a sighting of."""
    key = url_key(fetched.url)
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    return Sighting(capture_id_of(key, sha256), source_id, key, sha256, fetched)


def earliest(sightings: Iterable[Sighting]) -> dict[str, Sighting]:
    """Return the earliest sighting of each capture, by capture id."""
    found: dict[str, Sighting] = {}
    for sighting in sightings:
        known = found.get(sighting.capture_id)
        if known is None or sighting.rank < known.rank:
            found[sighting.capture_id] = sighting
    return found


def is_earlier(sighting: Sighting, held: Mapping[str, Any]) -> bool:
    """Return whether a sighting comes before the one that a row of captures holds."""
    return sighting.rank < (held["fetched_at"], held["url"], held["source_id"])
