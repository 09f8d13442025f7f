"""The files that sources are made of, recognised by the ends of their names: said here once for all who ask."""

from __future__ import annotations

PAGE_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}
"""Single pages, with the type each has as an answer."""
MARKUP_SUFFIXES = (".html", ".htm", ".xhtml")

PLAIN_WARC_SUFFIXES = (".warc", ".warc.gz")
PACKED_WARC_SUFFIXES = (".warc.zst", ".wacz")
WARC_SUFFIXES = (*PLAIN_WARC_SUFFIXES, *PACKED_WARC_SUFFIXES)

TABLE_SUFFIXES = (".parquet",)
RECORD_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", *TABLE_SUFFIXES)
"""Articles that are extracted already."""

LIST_SUFFIXES = (".paths", ".paths.gz")
"""Lists of files, as public crawls publish them."""


def is_warc(name: str) -> bool:
    """Return whether the name says that this is a WARC file, packed or not."""
    return name.lower().endswith(WARC_SUFFIXES)


def is_of_records(name: str) -> bool:
    """Return whether the name says that this file holds extracted articles."""
    return name.lower().endswith(RECORD_SUFFIXES)
