"""The lines of a plain text to paragraphs, by their layout.

A blank line or an indented one begins a paragraph; in a text that was wrapped by hand a full line runs on into the next.
"""

# ruff: noqa: RUF001 - marks of many scripts

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pipeline.errors import Rejected
from pipeline.model import PROSE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_LINES = 20_000
"""A novel has half as many; what is longer is a table, a log or a trap."""

MAX_WRAP_WIDTH = 130
"""Nobody wraps by hand wider than this; longer lines are whole paragraphs."""

MIN_RUN_ON_SHARE = 0.5
"""A text is wrapped by hand when at least half of its followed lines stop in mid-sentence: a list of headlines or
one paragraph a line stays below."""

FULL_LINE_SHARE = 0.6
"""In wrapped text a line runs on when it is at least this full; a shorter one ended on purpose."""

LONG_PARAGRAPH_WORDS = 25
"""A block of so many words is a paragraph, however it ends: titles are shorter."""

SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
LIST_MARK = re.compile(r"(?:[-*•·▪–—]|\d{1,2}[.)])\s+\S")
_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHARACTERS_A_WORD_CJK = 2
_COUNTED_CHARACTERS = 10_000
"""Nobody asks for more than a few dozen words; a line may be megabytes long."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the 1-based numbers of the lines it was made of. `is_prose` tells it from a line of its own."""

    text: str
    lines: tuple[int, ...]
    is_prose: bool


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text; raise Rejected (`too_many_lines`) for what is no article by its length alone."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise Rejected("too_many_lines", f"{len(lines)} lines, more than {MAX_LINES}")
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(indents, default=0)
    width = _wrap_width(lines, margin)
    found: list[list[tuple[int, str]]] = []
    open_line = ""
    for number, line in enumerate(lines, start=1):
        words = " ".join(line.split())
        if words and open_line and found and _runs_on(open_line, line, width, margin):
            found[-1].append((number, words))
        elif words:
            found.append([(number, words)])
        open_line = words
    return [_paragraph(run) for run in found]


def _paragraph(run: Sequence[tuple[int, str]]) -> Paragraph:
    """Return the paragraph of numbered lines; scripts without spaces have none at the ends of lines either."""
    pieces = [run[0][1]]
    for (_, before), (_, words) in itertools.pairwise(run):
        pieces.append(words if _CJK.match(before[-1]) and _CJK.match(words[0]) else f" {words}")
    text = "".join(pieces)
    return Paragraph(text, tuple(number for number, _ in run), _is_prose(text))


def _wrap_width(lines: Sequence[str], margin: int) -> int:
    """Return the width at which the text was wrapped by hand, 0 when it was not."""
    followed = [
        (line.strip(), after.strip())
        for line, after in itertools.pairwise(lines)
        if line.strip() and after.strip() and not _is_indented(after, margin)
    ]
    lengths = [len(line) for line, _ in followed]
    if len(followed) < 2 or median(lengths) > MAX_WRAP_WIDTH:  # one join proves no habit
        return 0
    width = max(length for length in lengths if length <= MAX_WRAP_WIDTH)
    run_on = sum(_stops_in_mid_sentence(line, after, width) for line, after in followed)
    return width if run_on >= MIN_RUN_ON_SHARE * len(followed) else 0


def _stops_in_mid_sentence(line: str, after: str, width: int) -> bool:
    if _CJK.search(line):
        return len(line) == width
    return len(line) >= FULL_LINE_SHARE * width and not SENTENCE_END.search(line) and not after[0].isupper()


def _runs_on(line: str, after: str, width: int, margin: int) -> bool:
    if _is_indented(after, margin) or "://" in after or "://" in line or LIST_MARK.match(after.strip()):
        return False
    return FULL_LINE_SHARE * width <= len(line) <= width if width else False


def _is_indented(line: str, margin: int) -> bool:
    return len(line) - len(line.lstrip()) > margin


def paragraph_word_count(text: str) -> int:
    """Return how many words a paragraph has, up to some thousand; of a text with CJK only those characters count."""
    text = text[:_COUNTED_CHARACTERS]
    cjk = len(_CJK.findall(text))
    return cjk // _CHARACTERS_A_WORD_CJK if cjk else len(_WORD.findall(text))


def _is_prose(text: str) -> bool:
    if "://" in text:
        return False
    words = paragraph_word_count(text)
    return words >= LONG_PARAGRAPH_WORDS or (words >= PROSE_WORDS and SENTENCE_END.search(text) is not None)
