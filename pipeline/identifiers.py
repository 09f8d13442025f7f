"""Identifiers of captures, articles, stories, events and runs.

They are derived from content and address, never from the order of arrival, so the same captures give the same identifiers
in every warehouse.
"""

from __future__ import annotations

import hashlib


def content_id(prefix: str, *parts: str) -> str:
    """Return a stable identifier: the prefix and 16 hex digits of the SHA-256 of the parts."""
    return prefix + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_id_of(url_key: str) -> str:
    """Return the identifier of the page that this url key names."""
    return content_id("a", url_key)


def capture_id_of(url_key: str, body_sha256: str) -> str:
    """Return the identifier of one body seen under one url key; the same bytes seen again are the same capture."""
    return content_id("c", url_key, body_sha256)
