"""Stubs: pages that say nothing and send their readers on by an element, as alerts and counters of clicks do."""

from __future__ import annotations

import html
import re

from pipeline.parsing.charset import decode

MAX_STUB_BYTES = 32 * 1024
"""A stub is a few lines; a larger page has something to say."""
MAX_STUB_TEXT = 600
"""Characters beyond which a page says something of its own, as where only browsers without scripts are sent on."""
MAX_DELAY_SECONDS = 10
"""Pages that load themselves anew every few minutes are no stubs."""

_REFRESH = re.compile(
    r"<meta\b(?=[^>]{0,500}?http-equiv\s*=\s*[\"']?refresh\b)[^>]{0,500}?\bcontent\s*=\s*(\"[^\"]{1,3000}\"|'[^']{1,3000}'|[^\s>]{1,3000})",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"\s*(\d{1,6})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*(?!url\s*=)(\S.*)", re.IGNORECASE | re.DOTALL
)
_NOT_SHOWN = re.compile(
    r"<!--.*?-->|<(script|style|template|title|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def refresh_target(body: bytes, content_type: str = "") -> str | None:
    """Return the address, as it stands there, that a stub sends its readers to; None for any other page."""
    if len(body) > MAX_STUB_BYTES or b"refresh" not in body.lower():
        return None
    text = decode(body, content_type)
    found = _REFRESH.search(_COMMENT.sub("", text))
    content = _CONTENT.fullmatch(html.unescape(found[1].strip("\"'"))) if found else None
    if content is None or int(content[1]) > MAX_DELAY_SECONDS:
        return None
    shown = " ".join(_TAG.sub(" ", _NOT_SHOWN.sub(" ", text)).split())
    return content[2].strip().strip("\"'").strip() or None if len(shown) <= MAX_STUB_TEXT else None
