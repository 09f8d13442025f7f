"""Fetch observations: which captures a batch of answers makes, whatever the order in which the answers came.

A capture is known by its url key and its bytes. The same bytes seen again are the same capture; its time, address
and source are those of its earliest observation, so that loading night after night or all at once leaves the same
rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.crawling.urls import host_of, url_key
from pipeline.errors import broken_record
from pipeline.identifiers import capture_id_of
from pipeline.model import Capture, Fetched

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.model import PackedRecord

_MAX_CONTENT_TYPE = 200

Rank = tuple["datetime", str, str]
"""Orders the observations of one capture: the earliest counts, ties are broken by address and source."""


class Observation(Protocol):
    """One answer that was seen, and the capture it makes."""

    @property
    def capture_id(self) -> str:
        """The capture."""
        ...

    @property
    def source_id(self) -> str:
        """Where it was seen."""
        ...

    @property
    def fetched_at(self) -> datetime:
        """When it was seen."""
        ...

    @property
    def rank(self) -> Rank:
        """What orders it among the observations of one capture."""
        ...

    @property
    def record(self) -> Fetched | PackedRecord:
        """What the archive keeps of it."""
        ...

    def capture(self, archive: str, offset: int) -> Capture:
        """Return the capture this makes, with its bytes at that offset of that archive file."""
        ...


Observed = TypeVar("Observed", bound=Observation)


@dataclass(frozen=True, slots=True)
class FetchObservation:
    """One answer, and the capture that was observed in it."""

    capture_id: str
    source_id: str
    url_key: str
    body_sha256: str
    fetched: Fetched

    @property
    def fetched_at(self) -> datetime:
        """When the answer came."""
        return self.fetched.fetched_at

    @property
    def record(self) -> Fetched:
        """What the archive keeps of it."""
        return self.fetched

    @property
    def rank(self) -> Rank:
        """What orders it among the observations of one capture."""
        return self.fetched.fetched_at, self.fetched.url, self.source_id

    def capture(self, archive: str, offset: int) -> Capture:
        """Return the capture this makes, with its bytes at that offset of that archive file."""
        fetched = self.fetched
        return Capture(
            capture_id=self.capture_id,
            source_id=self.source_id,
            url=fetched.url,
            url_key=self.url_key,
            host=host_of(fetched.url),
            fetched_at=fetched.fetched_at,
            http_status=fetched.http_status,
            content_type=fetched.content_type[:_MAX_CONTENT_TYPE],
            body_sha256=self.body_sha256,
            body_bytes=len(fetched.body),
            archive=archive,
            archive_offset=offset,
        )


@dataclass(frozen=True, slots=True)
class HeldCapture:
    """A capture that is held: its earliest observation so far, and where its bytes lie unless they were pruned."""

    capture_id: str
    source_id: str
    url: str
    fetched_at: datetime
    archive: str
    archive_offset: int
    pruned_at: datetime | None

    @property
    def rank(self) -> Rank:
        """What orders its earliest observation among others."""
        return self.fetched_at, self.url, self.source_id


def observe(source_id: str, fetched: Fetched) -> FetchObservation:
    """Return the observation that an answer is; raise Rejected (`broken_record`) for one on which our code fails."""
    try:
        key = url_key(fetched.url)
        sha256 = hashlib.sha256(fetched.body).hexdigest()
        return FetchObservation(capture_id_of(key, sha256), source_id, key, sha256, fetched)
    except Exception as fault:
        raise broken_record(fault, fetched.url) from fault


def earliest(observations: Iterable[Observed]) -> dict[str, Observed]:
    """Return the earliest observation of each capture, by capture id."""
    found: dict[str, Observed] = {}
    for observation in observations:
        known = found.get(observation.capture_id)
        if known is None or observation.rank < known.rank:
            found[observation.capture_id] = observation
    return found


def is_earlier(observation: Observation, held: HeldCapture) -> bool:
    """Return whether an observation comes before the one that a held capture goes by."""
    return observation.rank < held.rank
