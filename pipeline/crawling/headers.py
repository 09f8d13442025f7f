"""Headers of answers as they are kept: names and values that any program can write down and read again.

Servers send bytes that are no UTF-8, controls, and lines of 40 KB. A name that is no token (RFC 9110, 5.6.2) names
nothing that anybody asks for, and is left out; a value is read as UTF-8, else as Latin-1, and loses its controls.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_KEPT_HEADER = 4 * 1024
"""Characters of one value; longer ones are policies and lists of links, which nobody reads again."""
MAX_KEPT_HEADERS = 24 * 1024
"""Characters of all names and values: some readers of WARC files refuse a head beyond 32 KB."""

_DROPPED = frozenset(
    {
        *("content-encoding", "transfer-encoding", "content-length"),  # of codings that are no longer there
        *("set-cookie", "set-cookie2"),  # secrets
    }
)
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9a-z]{1,200}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def kept_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers to keep by lower-case name, the last value where a name stands twice.

    A byte that is no UTF-8 may stand in them as the surrogate that Python's `surrogateescape` makes of it.
    """
    kept: dict[str, str] = {}
    room = MAX_KEPT_HEADERS
    for name, value in headers:
        token, text = name.strip().lower(), _readable(value)
        if token in _DROPPED or not _TOKEN.fullmatch(token) or len(text) > MAX_KEPT_HEADER:
            continue
        room -= len(token) + len(text)
        if room >= 0:
            kept[token] = text
    return kept


def _readable(value: str) -> str:
    if not value.isascii():
        try:
            raw = value.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # half a character that stands for no byte
            raw = value.encode("utf-8", "replace")
        try:
            value = raw.decode("utf-8")
        except UnicodeDecodeError:
            value = raw.decode("latin-1")
    return _CONTROLS.sub(" ", value).strip()
