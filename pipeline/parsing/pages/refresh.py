"""Stubs: pages that say nothing and send their readers on by an element, as alerts and counters of clicks do."""

from __future__ import annotations

import html
import re

from pipeline.parsing.charset import decode
from pipeline.parsing.markup import without_elements, without_tags

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
    r"\s*+(\d{0,6})(?:(?<=\d)\.\d*+|\.\d++|(?<=\d))(?:\s*+[;,]\s*+|\s++)(?:url\s*+=)?\s*+(?!url\s*+=)(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Spaces are never given back: of sixty thousand in a field of the answer each would be tried with each."""
_NOT_SHOWN = re.compile(r"<(!--|(?:script|style|template|title|head)\b)", re.IGNORECASE)
_COMMENT = re.compile("<(!--)")


def refresh_target(body: bytes, content_type: str = "", header: str = "") -> str | None:
    """Return the address, as it stands there, that a stub sends its readers to; None for any other page.

    `header` is what the answer says in its field Refresh, which browsers obey as they do the element.
    """
    if len(body) > MAX_STUB_BYTES or not (header or b"refresh" in body.lower()):
        return None
    text = decode(body, content_type)
    found = _REFRESH.search(without_elements(text, _COMMENT, ""))
    said = html.unescape(found[1].strip("\"'")) if found else header
    content = _CONTENT.fullmatch(said)
    if content is None or int(content[1] or 0) > MAX_DELAY_SECONDS:
        return None
    shown = " ".join(without_tags(without_elements(text, _NOT_SHOWN, " "), " ").split())
    return content[2].strip().strip("\"'").strip() or None if len(shown) <= MAX_STUB_TEXT else None
