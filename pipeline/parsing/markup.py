"""Markup taken out of a stranger's text by patterns, in time that grows with its length.

A pattern such as `<!--.*?-->` searches the rest of the text from each opening that is never closed: 32 KB of them took
three seconds. Here a closing that was not found is not looked for again.
"""

from __future__ import annotations

import re
from functools import cache


def without_elements(text: str, opening: re.Pattern[str], by: str) -> str:
    """Return the text with another in place of each element that is closed.

    Group 1 of `opening` is the element's name, or `!--` for a comment.
    """
    kept: list[str] = []
    unclosed: set[str] = set()
    start = at = 0
    while opened := opening.search(text, at):
        at = opened.end()
        name = opened[1].lower()
        closed = None if name in unclosed else _closing(name).search(text, at)
        if closed is None:
            unclosed.add(name)
            continue
        kept += (text[start : opened.start()], by)
        start = at = closed.end()
    kept.append(text[start:])
    return "".join(kept)


def without_tags(text: str, by: str) -> str:
    """Return the text with another in place of each tag."""
    end = text.rfind(">") + 1  # from what is opened behind it no tag is looked for
    return _TAG.sub(by, text[:end]) + text[end:]


_TAG = re.compile(r"<[^>]*>")


def without_short_tags(text: str, opening: re.Pattern[str], by: str, most: int) -> str:
    """Return the text with another in place of each tag that begins as `opening` and ends at most so many characters on.

    It is what `opening[^>]{0,most}>` matches, but of openings that no tag follows each would look through as many.
    """
    kept: list[str] = []
    start, close = 0, -1
    for opened in opening.finditer(text):
        if opened.start() < start:
            continue
        if close < opened.end():
            close = text.find(">", opened.end())
        if close < 0:
            break
        if close - opened.end() <= most:
            kept += (text[start : opened.start()], by)
            start = close + 1
    return "".join([*kept, text[start:]])


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile("-->" if name == "!--" else rf"</{name}\s*>", re.IGNORECASE)
