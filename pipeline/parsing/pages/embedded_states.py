"""The states that pages made in the browser carry in their scripts, as plain values.

A framework sends what it will draw along with the page: as JSON in a script of its own (`__NEXT_DATA__`), assigned to a
variable (`window.__INITIAL_STATE__ = {…}`), quoted (`JSON.parse("…")`), in pieces (`self.__next_f.push([1, "…"])`), or in
an attribute (`data-page="{…}"`). Code that must be run to be read gives its long strings, each as a text of its own.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_STATE_CHARACTERS = 400
"""A script that is shorter holds no article."""

MAX_STATE_CHARACTERS = 4_000_000
"""Of all scripts that are read: more than the largest real states, and a quarter of a second of work."""

_OPENING = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
_CLOSING = re.compile(r"</script\s*>", re.IGNORECASE)
_DECLARED = re.compile(r"application/(?:[\w.]+\+)?json|__NEXT_DATA__|__NUXT_DATA__", re.IGNORECASE)
_LINKED_DATA = re.compile(r"ld\+json", re.IGNORECASE)
_ASSIGNED = re.compile(r"""(?:[\w$.\])"']\s*=|JSON\.parse\()\s*(?=[{\["'])""")
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"^[0-9a-f]+:(?:[A-Z](?=[\[{\"])|T[0-9a-f]+,)?", re.MULTILINE)
_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
"""Words of a headline without marks, which JSON may write in several ways."""

_ATTRIBUTE = re.compile(r"""\sdata-[\w:-]{1,40}=(?:"(\{&(?:quot|#34);[^"]{400,})"|'(\{"[^']{400,})')""")
_MARK = re.compile(r"""["']""")
_WITHIN = {'"': re.compile(r'(?:[^"\\\n]|\\.)*+'), "'": re.compile(r"(?:[^'\\\n]|\\.)*+")}
"""What a string of a program holds, up to its mark or to the end of its line."""
_QUOTE = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_MAX_ASSIGNED = 20
"""Assignments of one script that are tried."""


def states_of(html: str, headline: str) -> Iterator[Any]:
    """Yield the values in those scripts of a page that say the headline, without its JSON-LD; what cannot be read is left."""
    said = max(_PLAIN.findall(headline), key=len, default="")
    marks = (said, f"\\u{ord(said[0]):04x}") if said and not said.isascii() else (said,)
    pushed: list[str] = []
    left = MAX_STATE_CHARACTERS
    for attributes, code in _scripts(html):
        if not MIN_STATE_CHARACTERS <= len(code) <= left or _LINKED_DATA.search(attributes):
            continue
        if not _PUSHED.search(code, 0, MIN_STATE_CHARACTERS) and not any(mark in code for mark in marks):
            continue
        left -= len(code)
        if _DECLARED.search(attributes):
            yield from _decoded(code, 0)
        elif _PUSHED.search(code):
            pushed.extend(_pushed(code))
        else:
            assigned = list(_assigned(code))
            yield from assigned or _literals(code, headline)
    if pushed:
        yield from _rows("".join(pushed))
    for match in _ATTRIBUTE.finditer(html):
        yield from _decoded(unescape(match[1]) if match[1] else match[2], 0)


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Yield attributes and code of each script; of one that is never closed the rest of the page is searched once."""
    at, end = 0, html.rfind(">") + 1
    while (opening := _OPENING.search(html, at, end)) and (closing := _CLOSING.search(html, opening.end())):
        yield opening[1], html[opening.end() : closing.start()]
        at = closing.end()


def _decoded(text: str, start: int) -> Iterator[Any]:
    """Yield the value that begins at `start`; a string that is itself JSON as its value."""
    value: Any = None
    try:
        if text[start : start + 1] == "'":
            quoted = _QUOTE.match(text, start)
            value = quoted[1].replace("\\'", "'").replace("\\\\", "\\") if quoted else None
        else:
            value, _ = _DECODER.raw_decode(text, _first(text, start))
        if isinstance(value, str):
            value = _DECODER.decode(value) if value.lstrip()[:1] in {"{", "["} else None
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict | list):
        yield value


_DECODER = json.JSONDecoder(strict=False)


def _first(text: str, start: int) -> int:
    while text[start : start + 1].isspace():
        start += 1
    return start


def _assigned(code: str) -> Iterator[Any]:
    at, tried = 0, 0
    while tried < _MAX_ASSIGNED and (match := _ASSIGNED.search(code, at)):
        tried += 1
        at = match.end()
        if len(code) - at < MIN_STATE_CHARACTERS:
            return
        yield from _decoded(code, at)


def _literals(code: str, headline: str) -> Iterator[Any]:
    """Yield the long strings of a program, each beside the headline that the program says."""
    for literal in _quoted(code):
        if len(literal) >= MIN_STATE_CHARACTERS:
            yield {"headline": headline, "text": _unquoted(literal)}


def _quoted(code: str) -> Iterator[str]:
    """Yield the strings of a program; what an unclosed one holds is not searched again from each mark within.

    Such a mark is escaped, so that a string from there would end where the unclosed one does: 40 KB took twelve seconds.
    """
    unclosed_until = dict.fromkeys(_WITHIN, 0)
    at = 0
    while opening := _MARK.search(code, at):
        start, mark, at = opening.start(), opening[0], opening.end()
        if start < unclosed_until[mark] or (held := _WITHIN[mark].match(code, at)) is None:
            continue
        if code.startswith(mark, held.end()):
            at = held.end() + 1
            yield code[start:at]
        else:
            unclosed_until[mark] = held.end()


def _unquoted(literal: str) -> str:
    try:
        return str(_DECODER.decode(literal))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", literal[1:-1])


def _pushed(code: str) -> Iterator[str]:
    for match in _PUSHED.finditer(code):
        for value in _decoded(code, match.end()):
            if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
                yield value[1]


def _rows(stream: str) -> Iterator[Any]:
    """Yield the values of the rows of a stream of components, each `number:value`; a text is a value, too."""
    ends = [*(match.start() for match in _ROW.finditer(stream)), len(stream)]
    for row, end in zip(_ROW.finditer(stream), ends[1:], strict=False):
        if row[0].endswith(","):
            yield {"text": stream[row.end() : end]}
        else:
            yield from _decoded(stream[row.end() : end], 0)
