"""Where a source lies, as its location says: on the web, in a store of objects, or on this machine."""

from __future__ import annotations

import re

_LOCATION = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+)://|feed:", re.IGNORECASE)
_STORES = frozenset(
    {
        *("s3", "s3a", "gs", "gcs", "az", "azure", "abfs", "abfss", "adl", "oss", "obs", "cos", "hf"),
        *("hdfs", "webhdfs", "sftp", "smb"),
    }
)
"""Schemes of stores of objects, and of file systems of others, that fsspec knows."""


def has_scheme(location: str) -> bool:
    """Return whether a location names how it is reached; any other is a path."""
    return bool(_LOCATION.match(location))


def is_web_address(location: str) -> bool:
    """Return whether a location is asked over the web, by the client that minds where it goes."""
    return location.lower().startswith(("http://", "https://"))


def is_store_address(location: str) -> bool:
    """Return whether a location lies in a store of objects, as `s3://bucket/night.warc.gz` does."""
    scheme = _LOCATION.match(location)
    return scheme is not None and scheme[1] in _STORES
