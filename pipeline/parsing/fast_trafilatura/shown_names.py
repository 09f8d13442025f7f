"""trafilatura's way to read names from a line that an author's element shows; nothing is replaced in it."""

from __future__ import annotations

from pipeline.parsing.fast_trafilatura.private_copies import load

_normalize_authors = load("trafilatura", "json_metadata").normalize_authors


def author_names(text: str) -> list[str]:
    """Return the names in a line such as "By Anna Berg and Jonas Dahl", none where trafilatura finds none."""
    names: str | None = _normalize_authors(None, text)
    return names.split("; ") if names else []
