"""Which sources a person means by a place: a folder, a file, a list of feeds, an address."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.crawling.typed_addresses import meant_addresses
from pipeline.crawling.urls import why_unfetchable, without_login
from pipeline.errors import SourceError
from pipeline.locations import has_scheme, is_store_address
from pipeline.model import Source, SourceKind
from pipeline.parsing.files.opml import is_opml, parse_opml
from pipeline.parsing.files.suffixes import (
    LIST_SUFFIXES,
    MARKUP_SUFFIXES,
    PAGE_TYPES,
    RECORD_SUFFIXES,
    WARC_SUFFIXES,
    is_of_records,
    is_warc,
)
from pipeline.parsing.files.url_list import parse_url_list
from pipeline.steps.discover.sources import lasting_location

_MAX_LIST_BYTES = 16 << 20
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._]+")
_ID_CHARACTERS = 48


def infer_sources(place: str) -> list[Source]:
    """Return the sources that a place given by a person must mean: those of a list of feeds, else one."""
    path = Path(place).expanduser()
    if not has_scheme(place) and place.strip() and path.is_file():
        body = _head(path)
        if is_opml(body):
            return sources_of_opml(path.read_bytes())
    return [infer_source(place)]


def sources_of_opml(body: bytes) -> list[Source]:
    """Return the feeds of a list as sources, named as the list names them."""
    return [
        Source(source_id_of(feed.title or feed.url.partition("://")[2], feed.url), SourceKind.FEED, feed.url)
        for feed in parse_opml(body)
        if why_unfetchable(feed.url) is None
    ]


def infer_source(place: str) -> Source:
    """Return the source that a place given by a person must mean.

    An address is a feed, or a sitemap where its path says so (what comes is read as what it is; of a site, its feed is
    found). A folder holds pages or WARC files; a file is a WARC, a list of addresses, or a page. What is no path, and
    may be an address without its scheme, is one. Raise SourceError for anything else.
    """
    if not place.strip():
        raise SourceError("no source is named: give a folder, a file or an address")
    if is_store_address(place.strip()):
        return Source(source_id_of(place.partition("://")[2], place.strip()), SourceKind.WARC, place.strip())
    path = Path(lasting_location(place, Path()))
    if has_scheme(place) or not path.exists():
        for address in meant_addresses(place)[:1]:
            return _of_address(address)
    return Source(source_id_of(path.name, str(path)), _kind_of(path), str(path))


def _of_address(address: str) -> Source:
    if reason := why_unfetchable(address):
        raise SourceError(
            f"{without_login(address)!r} cannot be fetched ({reason}): give a plain http or https address"
        )
    path = urlsplit(address).path.lower()
    kind = SourceKind.SITEMAP if "sitemap" in address.lower() else SourceKind.FEED
    if path.endswith((*WARC_SUFFIXES, *LIST_SUFFIXES)):
        kind = SourceKind.WARC
    return Source(source_id_of(address.partition("://")[2], address), kind, address)


def _kind_of(path: Path) -> SourceKind:
    try:
        if path.is_dir():
            holds_warcs = any(is_warc(child.name) for child in path.rglob("*"))
            return SourceKind.WARC if holds_warcs else SourceKind.FOLDER
        if not path.is_file():
            raise SourceError(f"{path}: no such file or folder")
        if is_warc(path.name):
            return SourceKind.WARC
        if is_of_records(path.name):
            return SourceKind.FOLDER
        if path.suffix.lower() not in MARKUP_SUFFIXES and _is_url_list(path):
            return SourceKind.URL_LIST
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if path.suffix.lower() in PAGE_TYPES:
        return SourceKind.FOLDER
    raise SourceError(
        f"{path}: neither a WARC (.warc, .warc.gz, .warc.zst, .wacz), extracted articles (.jsonl, .parquet), a page (.html, .txt), a list of feeds (OPML), "
        "nor a list with one address a line"
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4_096)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error


def _is_url_list(path: Path) -> bool:
    """Whether the file holds addresses and nothing else; an article in plain text may hold some, too."""
    if path.stat().st_size > _MAX_LIST_BYTES:
        return False
    lines = parse_url_list(path.read_text(encoding="utf-8", errors="replace"))
    return bool(lines) and not any(map(why_unfetchable, lines))


def source_id_of(name: str, location: str) -> str:
    """Return a readable id that is the same for one location and differs between locations of one name."""
    for suffix in (*WARC_SUFFIXES, *RECORD_SUFFIXES, *PAGE_TYPES):
        name = name.removesuffix(suffix)
    readable = _NOT_IN_ID.sub("-", name).strip("-._")[:_ID_CHARACTERS].rstrip("-._")
    mark = hashlib.sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{readable}-{mark}" if readable else mark
