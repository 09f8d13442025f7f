"""What is taken out of a page's source before it is parsed: scripts, styles and characters no XML may have."""

from __future__ import annotations

import re

_OPENING = re.compile(r"<([sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]))\b([^>]*)>")
_CLOSING = {
    "script": re.compile(r"</[sS][cC][rR][iI][pP][tT]\s*>"),
    "style": re.compile(r"</[sS][tT][yY][lL][eE]\s*>"),
}
_KEPT_SCRIPT = re.compile(r"ld\+json|settings\+json", re.IGNORECASE)
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
"""What stock takes out of a page before it parses it; no other character has these bytes in UTF-8."""


def without_scripts(html: str) -> str:
    """Return the page without scripts and styles, but for JSON-LD and those whose end is not plain to see."""
    pieces: list[str] = []
    kept_from = position = 0
    while opening := _OPENING.search(html, position):
        attributes = opening[2]
        closing = _CLOSING[opening[1].lower()].search(html, opening.end())
        if closing is None or attributes.count('"') % 2:
            return (
                html  # a tag that goes on beyond what looks like its end: nothing after it is what it seems
            )
        script = html[opening.end() : closing.start()]
        is_in_comment = "-->" in script and "<!--" not in script
        has_inner_script = "<!--" in script and "<script" in script.lower()
        if not (is_in_comment or has_inner_script or _KEPT_SCRIPT.search(attributes)):
            pieces.append(html[kept_from : opening.start()])
            kept_from = closing.end()
        position = closing.end()
    pieces.append(html[kept_from:])
    return "".join(pieces)


class ControlCharacters:
    """Stands for stock's pattern of characters no XML may have: where a page has none, the pattern need not run."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def sub(self, replacement: str, text: str) -> str:
        written = text.encode("utf-8", "surrogatepass")
        is_free = len(written.translate(None, _CONTROLS)) == len(written)
        if is_free and "\ufffe" not in text and "\uffff" not in text:
            return text
        return self._pattern.sub(replacement, text)
