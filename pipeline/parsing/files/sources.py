"""`sources.toml`: where news comes from, as a person writes it down."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pipeline.errors import SourceError
from pipeline.model import Source, SourceKind

DAY = "{day}"
"""Stands in the location of files for a day of the run, as 2026-03-02."""

_KNOWN_KEYS = frozenset({"id", "kind", "location", "language", "authority"})
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,63}")
"""It names a file of the archive, so it holds nothing a path could be led astray with."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ADDRESS_KINDS = frozenset({SourceKind.FEED, SourceKind.SITEMAP})
_FILE_KINDS = frozenset({SourceKind.WARC, SourceKind.FOLDER})
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^/?#]*@")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def parse_sources(text: str) -> tuple[Source, ...]:
    """Return the sources of a `sources.toml` in order; raise SourceError naming the first entry that is wrong.

    Each stands under `[[source]]` with `id`, `kind` (feed, sitemap, url_list, warc, folder) and `location`, and may
    have `language` (two or three letters) and `authority` (a whole number; higher is trusted more).
    """
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"the file of sources is not TOML: {error}") from error
    if unknown := sorted(written.keys() - {"source"}):
        raise SourceError(f"the file of sources holds {unknown[0]!r}: write each source under [[source]]")
    entries = written.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError("the file of sources holds no [[source]] entries (write two brackets)")
    if not entries:
        raise SourceError("the file of sources names no source: write each under [[source]]")
    found: dict[str, Source] = {}
    for number, entry in enumerate(entries, 1):
        source = _source_of(entry, f"source {number} ({entry.get('id', 'without id')!r})")
        if source.source_id in found:
            raise SourceError(f"source {number} ({source.source_id!r}): this id is taken by an earlier entry")
        found[source.source_id] = source
    return tuple(found.values())


def _source_of(entry: dict[str, Any], where: str) -> Source:
    if unknown := sorted(entry.keys() - _KNOWN_KEYS):
        raise SourceError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KNOWN_KEYS))}")
    source_id, location = _text(entry, "id", where), _text(entry, "location", where)
    if not _SOURCE_ID.fullmatch(source_id):
        raise SourceError(f"{where}: an id is up to 64 letters, digits, dots, dashes and underscores")
    try:
        kind = SourceKind(_text(entry, "kind", where))
    except ValueError:
        raise SourceError(f"{where}: kind is one of {', '.join(SourceKind)}, not {entry['kind']!r}") from None
    if kind in _ADDRESS_KINDS and not location.startswith(("http://", "https://")):
        raise SourceError(f"{where}: the location of a {kind} is an http or https address, not {location!r}")
    if _LOGIN.match(location):  # named, and not shown
        raise SourceError(f"{where}: the location holds a user name or password; no login is ever used")
    allowed = {DAY} if kind in _FILE_KINDS else set()
    if unknown := sorted(set(_PLACEHOLDER.findall(location)) - allowed):
        raise SourceError(
            f"{where}: {unknown[0]} stands for nothing in the location of a {kind}; that of a warc or folder may name a {DAY}"
        )
    language, authority = entry.get("language"), entry.get("authority", 0)
    if language is not None and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        raise SourceError(f"{where}: language is a code such as 'en', not {language!r}")
    if type(authority) is not int:  # True is an int too
        raise SourceError(f"{where}: authority is a whole number, not {authority!r}")
    return Source(source_id, kind, location, language, authority)


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where}: {key} is missing or empty")
    if _CONTROL.search(value):
        raise SourceError(f"{where}: {key} holds control characters")
    return value.strip()
