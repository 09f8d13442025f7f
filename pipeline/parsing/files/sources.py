"""`sources.toml`: where news comes from, as a person writes it down."""

from __future__ import annotations

import re
import tomllib
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.errors import SourceError
from pipeline.locations import is_store_address, is_web_address
from pipeline.model import RequestOptions, Source, SourceKind
from pipeline.parsing.files.article_records import COLUMNS

_T = TypeVar("_T", bool, int)

DAY = "{day}"
"""Stands in the location of files for a day of the run, as 2026-03-02."""

_KNOWN_KEYS = frozenset(
    {
        *("id", "kind", "location", "language", "authority"),
        *("time_zone", "agency", "publisher", "user_agent", "headers", "proxy", "columns"),
    }
)
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,63}")
"""It names a file of the archive, so it holds nothing a path could be led astray with."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ADDRESS_KINDS = frozenset({SourceKind.FEED, SourceKind.SITEMAP})
_FILE_KINDS = frozenset({SourceKind.WARC, SourceKind.FOLDER})
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^/?#]*@")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ENTRY = re.compile(r"\s*\[\[\s*source\s*\]\]")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9\-]{0,63}")
_VISIBLE = re.compile(r"[\x20-\x7e]{1,1000}")
_OWN_HEADERS = frozenset(
    {
        *("host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "expect"),
        *("accept-encoding", "range", "user-agent", "if-none-match", "if-modified-since"),
    }
)
"""What the client sends or leaves out by itself; another value would break what it does with the answer."""
_LOGINS = frozenset({"authorization", "proxy-authorization", "cookie"})
_PROXY = re.compile(r"http://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]{1,253}):[0-9]{1,5}/?")
_MAX_PUBLISHER = 100


def parse_sources(text: str) -> tuple[Source, ...]:
    """Return the sources of a `sources.toml` in order; raise SourceError naming the first entry, key and line that is wrong.

    Each stands under `[[source]]` with `id`, `kind` (feed, sitemap, url_list, warc, folder) and `location`, and may
    have what docs/how-to/add-a-source.md lists.
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
        written_entry = _Entry(entry, number, text)
        source = _source_of(written_entry)
        if source.source_id in found:
            raise written_entry.wrong("id", f"{source.source_id!r} is taken by an earlier entry")
        found[source.source_id] = source
    return tuple(found.values())


class _Entry:
    """One entry, which knows where it stands in the file."""

    def __init__(self, values: dict[str, Any], number: int, text: str) -> None:
        self.values = values
        self._number = number
        self._text = text

    def wrong(self, key: str, what: str) -> SourceError:
        """Return the error that names the entry, and the line of this key."""
        name = self.values.get("id", "without id")
        return SourceError(f"line {self._line_of(key)}, source {self._number} ({name!r}): {what}")

    def _line_of(self, key: str) -> int:
        """Return the line of a key, or that of the entry's beginning where it is missing; TOML's reader tells neither."""
        lines = self._text.splitlines()
        begins = [number for number, line in enumerate(lines, 1) if _ENTRY.match(line)]
        if len(begins) < self._number:  # written in another form of TOML
            return 1
        begin, end = begins[self._number - 1], [*begins[self._number :], len(lines) + 1][0]
        is_key = re.compile(rf"\s*(?:\[source\.)?[\"']?{re.escape(key)}[\"']?\s*[.=\]]")
        return next((number for number in range(begin, end) if is_key.match(lines[number - 1])), begin)

    def text(self, key: str) -> str:
        """Return the text of a key that must be there."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, f"{key} is missing or empty")
        if _CONTROL.search(value):
            raise self.wrong(key, f"{key} holds control characters")
        return value.strip()

    def text_if_any(self, key: str) -> str | None:
        """Return the text of a key that may be left out."""
        return self.text(key) if key in self.values else None


def _source_of(entry: _Entry) -> Source:
    if unknown := sorted(entry.values.keys() - _KNOWN_KEYS):
        raise entry.wrong(
            unknown[0], f"unknown key {unknown[0]!r}; known are {', '.join(sorted(_KNOWN_KEYS))}"
        )
    source_id = entry.text("id")
    if not _SOURCE_ID.fullmatch(source_id):
        raise entry.wrong("id", "an id is up to 64 letters, digits, dots, dashes and underscores")
    kind = _kind(entry)
    return Source(
        source_id,
        kind,
        _location(entry, kind),
        language=_language(entry),
        authority=_of_type(entry, "authority", 0, "a whole number"),
        time_zone=_time_zone(entry),
        is_agency=_of_type(entry, "agency", default=False, what="true or false"),
        publisher=_publisher(entry),
        requests=RequestOptions(_user_agent(entry), _headers(entry), _proxy(entry)),
        columns=_columns(entry),
    )


def _kind(entry: _Entry) -> SourceKind:
    try:
        return SourceKind(entry.text("kind"))
    except ValueError:
        said = entry.values["kind"]
        raise entry.wrong("kind", f"kind is one of {', '.join(SourceKind)}, not {said!r}") from None


def _location(entry: _Entry, kind: SourceKind) -> str:
    location = entry.text("location")
    if kind in _ADDRESS_KINDS and not is_web_address(location):
        raise entry.wrong(
            "location", f"the location of a {kind} is an http or https address, not {location!r}"
        )
    may_be_elsewhere = kind == SourceKind.WARC and (is_web_address(location) or is_store_address(location))
    if kind in _FILE_KINDS and (scheme := _SCHEME.match(location)) and not may_be_elsewhere:
        what = (
            "a path, or an address of the web or of a store (s3://…)" if kind == SourceKind.WARC else "a path"
        )
        raise entry.wrong("location", f"the location of a {kind} is {what}, not {scheme[0]}…")
    if _LOGIN.match(location):  # named, and not shown
        raise entry.wrong("location", "the location holds a user name or password; no login is ever used")
    allowed = {DAY} if kind in _FILE_KINDS else set()
    if unknown := sorted(set(_PLACEHOLDER.findall(location)) - allowed):
        raise entry.wrong(
            "location",
            f"{unknown[0]} stands for nothing in the location of a {kind}; that of a warc or folder may name a {DAY}",
        )
    return location


def _language(entry: _Entry) -> str | None:
    language = entry.values.get("language")
    if language is not None and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        raise entry.wrong("language", f"language is a code such as 'en', not {language!r}")
    return language


def _of_type(entry: _Entry, key: str, default: _T, what: str) -> _T:
    value = entry.values.get(key, default)
    if type(value) is not type(default):  # True is an int too
        raise entry.wrong(key, f"{key} is {what}, not {value!r}")
    return value


def _time_zone(entry: _Entry) -> str | None:
    name = entry.text_if_any("time_zone")
    try:
        return name and ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise entry.wrong("time_zone", f"time_zone is a name such as 'Europe/Berlin', not {name!r}") from None


def _publisher(entry: _Entry) -> str | None:
    publisher = entry.text_if_any("publisher")
    if publisher and len(publisher) > _MAX_PUBLISHER:
        raise entry.wrong("publisher", f"publisher is a name of up to {_MAX_PUBLISHER} characters")
    return publisher


def _user_agent(entry: _Entry) -> str | None:
    agent = entry.text_if_any("user_agent")
    if agent and not _VISIBLE.fullmatch(agent):
        raise entry.wrong("user_agent", "user_agent is up to 1,000 ASCII characters")
    return agent


def _headers(entry: _Entry) -> tuple[tuple[str, str], ...]:
    headers = entry.values.get("headers", {})
    if not isinstance(headers, dict):
        raise entry.wrong("headers", "headers is a table, as { Accept-Language = 'de' }")
    for name, value in headers.items():
        if name.lower() in _LOGINS:
            raise entry.wrong("headers", f"the header {name} is a login, and no login is ever used")
        if not _HEADER.fullmatch(name) or name.lower() in _OWN_HEADERS:
            raise entry.wrong("headers", f"the header {name!r} cannot be chosen")
        if not isinstance(value, str) or not _VISIBLE.fullmatch(value):
            raise entry.wrong("headers", f"the header {name} is a text of up to 1,000 ASCII characters")
    return tuple(sorted(headers.items()))


def _columns(entry: _Entry) -> tuple[tuple[str, str], ...]:
    columns = entry.values.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(name, str) and name for name in columns.values()):
        raise entry.wrong("columns", "columns is a table of names, as { url = 'link', text = 'body' }")
    if unknown := sorted(columns.keys() - COLUMNS.keys()):
        raise entry.wrong("columns", f"columns names {', '.join(COLUMNS)}, not {unknown[0]!r}")
    return tuple(sorted(columns.items()))


def _proxy(entry: _Entry) -> str | None:
    proxy = entry.text_if_any("proxy")
    if proxy and _LOGIN.match(proxy):
        raise entry.wrong("proxy", "the proxy holds a user name or password; no login is ever used")
    if proxy and not _PROXY.fullmatch(proxy):
        raise entry.wrong("proxy", f"proxy is an http address with a port, not {proxy!r}")
    return proxy
