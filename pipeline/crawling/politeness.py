"""How we treat hosts: how long between requests, when to come back, which answers are worth another try."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.crawling.networks import is_loopback_host

PAUSE_SECONDS = 1.0
"""Between two requests to one host: slower than a reader who clicks, fast enough for a night of 20,000 pages."""
MAX_PAUSE_SECONDS = 30.0
"""A robots.txt may ask for a day between requests; beyond this the night would not end."""

POLL_GAP_SECONDS = 3600.0
"""Between two polls of one feed that answered: readers that ask more than hourly are what feeds complain about."""

MAX_RETRY_AFTER_SECONDS = 6 * 3600.0
"""A host may ask to be left alone for years; after this we look again."""
BUSY_SECONDS = 300.0
"""How long a host that says "too many requests" without saying until when is left alone."""

_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_BUSY = frozenset({429, 503})


def pause_seconds(host: str, crawl_delay_seconds: float | None) -> float:
    """Return how long to wait between two requests to this host; this machine itself needs no pause."""
    if is_loopback_host(host):
        return 0.0
    return min(max(PAUSE_SECONDS, crawl_delay_seconds or 0.0), MAX_PAUSE_SECONDS)


def poll_gap_seconds(host: str) -> float:
    """Return how long a source of this host is not polled again once it answered; on this machine, not at all."""
    return 0.0 if is_loopback_host(host) else POLL_GAP_SECONDS


def is_transient(http_status: int) -> bool:
    """Return whether the same request may succeed later."""
    return http_status in _TRANSIENT


def leave_alone_seconds(http_status: int, retry_after: str | None, now: datetime) -> float | None:
    """Return how long an answer asks us to leave its whole host alone, or None when it does not."""
    if http_status not in _BUSY:
        return None
    asked = _seconds(retry_after, now)
    if asked is None:
        return BUSY_SECONDS if http_status == 429 else None
    return min(max(asked, 0.0), MAX_RETRY_AFTER_SECONDS)


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """Return the seconds of a Retry-After field, a number or a date (RFC 9110, 10.2.3); None for anything else."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # OverflowError: a year or an offset of twenty digits
        return None
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds()
