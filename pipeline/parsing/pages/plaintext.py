"""A plain text to a page: hard-wrapped lines become paragraphs, and its title, byline, date and address are found.

What is sure is layout, so layout decides. A blank line or an indented one begins a paragraph; in a text that was
wrapped by hand a full line runs on into the next. The title, byline and date stand in the *head*, the lines before
the first real paragraph; a byline may close the text instead. An address alone on its line is the text's own when a
label says so, or when it is the only candidate at head or foot; later ones belong to related stories.

Blocks keep the 1-based numbers of the lines they came from, so every label can be checked against the file.
"""

# ruff: noqa: RUF001 - marks of many scripts

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pipeline.errors import Rejected
from pipeline.model import Block, BlockKind, Page, PageKind
from pipeline.parsing.dates import believe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MAX_LINES = 20_000
"""A novel has half as many; what is longer is a table, a log or a trap."""

MAX_WRAP_WIDTH = 130
"""Nobody wraps by hand wider than this; longer lines are whole paragraphs."""

MIN_RUN_ON_SHARE = 0.5
"""A text is wrapped by hand when at least half of its followed lines stop in mid-sentence: a list of headlines or
one paragraph a line stays below."""

FULL_LINE_SHARE = 0.6
"""In wrapped text a line runs on when it is at least this full; a shorter one ended on purpose."""

PROSE_WORDS = 12
"""A block of so many words that ends like a sentence is a paragraph; what stands before the first is the head."""

LONG_WORDS = 25
"""A block of so many words is a paragraph, however it ends: titles are shorter."""

MAX_BYLINE_WORDS = 14
"""Bylines name a few people and perhaps their paper; longer lines beginning so are sentences."""

_BYLINE = re.compile(
    r"(?:(?P<sure>by|von|par|por|door|автор|autor|auteur|autore|author|written by|記者|기자|作者|记者|بقلم)"
    r"|de|di|da|od|от|text|texte|tekst|testo)\s*[:：]?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_LOWER_IN_NAMES = frozenset(
    [
        "and",
        "for",
        "in",
        "with",
        "of",
        "the",
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "und",
        "et",
        "y",
        "e",
        "i",
        "en",
        "staff",
        "writer",
        "writers",
        "reporter",
        "correspondent",
        "editor",
        "agencies",
    ]
)
_ADDRESS = re.compile(
    r"(?P<label>[^:/]{2,30}:\s*)?(?P<address>https?://\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3})"
)
_ADDRESS_LABEL = re.compile(
    r"(?:original\s+)?(?:url|link|article|source|address|permalink|quelle|fuente|fonte|bron|источник|źródło|lien|enlace"
    r"|adresse|출처|원문|出典|来源|原文|المصدر)(?:\s+(?:url|link|address|original))?\s*[:：]?|originally published (?:at|on):?",
    re.IGNORECASE,
)
_DATE_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-]|$)")
_SIGN_OFF = re.compile(r"(?:\S+\.[a-z]{2,6}|\w{2,12})\s*[-–—/]\s*[A-Z]{1,3}|\(\w{2,10}(?:/\w{2,10})*\)")
"""How a text is signed at its foot: "example.org - XY", "AFP/ab" or "(dpa)"."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_LIST_MARK = re.compile(r"(?:[-*•·▪–—]|\d{1,2}[.)])\s+\S")
_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHARACTERS_A_WORD_CJK = 2
_COUNTED_CHARACTERS = 10_000
"""Nobody asks for more than a few dozen words; a line may be megabytes long."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    lines: tuple[int, ...]


def parse_plaintext(text: str, fetched_at: datetime) -> Page:
    """Return the page that `text` is; `fetched_at` bounds the dates that can be believed. Language stays None.

    Raise Rejected (`too_many_lines`) for what is no article by its length alone.
    """
    paragraphs = _paragraphs(text)
    head = _head(paragraphs)
    raw = next((entry.text for entry in paragraphs[:head] if _is_date(entry.text, fetched_at)), None)
    own_url = _own_address(paragraphs, head)
    published_at, note = believe(raw or _date_in(own_url), fetched_at)
    return Page(
        kind=PageKind.ARTICLE,
        blocks=tuple(_block(position, entry, head) for position, entry in enumerate(paragraphs)),
        title=_title([entry for entry in paragraphs[:head] if entry.text != raw]),
        byline=_byline(paragraphs, head),
        published_at=published_at,
        published_raw=raw or _date_in(own_url),
        published_note=note,
        own_url=own_url,
    )


def _block(position: int, paragraph: _Paragraph, head: int) -> Block:
    text = paragraph.text
    if _LIST_MARK.match(text):
        kind = BlockKind.LIST_ITEM
    elif position >= head and (_is_paragraph(text) or _SENTENCE_END.search(text) or "://" in text):
        kind = BlockKind.PARAGRAPH
    else:
        kind = (
            BlockKind.HEADING
            if _word_count(text) <= LONG_WORDS and "://" not in text
            else BlockKind.PARAGRAPH
        )
    return Block(position, kind, text, lines=paragraph.lines)


# Lines to paragraphs


def _paragraphs(text: str) -> list[_Paragraph]:
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


def _paragraph(run: Sequence[tuple[int, str]]) -> _Paragraph:
    """Return the paragraph of numbered lines; scripts without spaces have none at the ends of lines either."""
    pieces = [run[0][1]]
    for (_, before), (_, words) in itertools.pairwise(run):
        pieces.append(words if _CJK.match(before[-1]) and _CJK.match(words[0]) else f" {words}")
    return _Paragraph("".join(pieces), tuple(number for number, _ in run))


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
    return len(line) >= FULL_LINE_SHARE * width and not _SENTENCE_END.search(line) and not after[0].isupper()


def _runs_on(line: str, after: str, width: int, margin: int) -> bool:
    if _is_indented(after, margin) or "://" in after or "://" in line or _LIST_MARK.match(after.strip()):
        return False
    return FULL_LINE_SHARE * width <= len(line) <= width if width else False


def _is_indented(line: str, margin: int) -> bool:
    return len(line) - len(line.lstrip()) > margin


# The head, and what it tells


def _word_count(text: str) -> int:
    text = text[:_COUNTED_CHARACTERS]
    cjk = len(_CJK.findall(text))
    return cjk // _CHARACTERS_A_WORD_CJK if cjk else len(_WORD.findall(text))


def _is_paragraph(text: str) -> bool:
    words = _word_count(text)
    return "://" not in text and (
        words >= LONG_WORDS or (words >= PROSE_WORDS and bool(_SENTENCE_END.search(text)))
    )


def _head(paragraphs: Sequence[_Paragraph]) -> int:
    """Return the index of the first real paragraph; 0 when there is none, for then there is no head either."""
    return next((index for index, entry in enumerate(paragraphs) if _is_paragraph(entry.text)), 0)


def _title(head: Sequence[_Paragraph]) -> str | None:
    """Return the first line of the head that is no byline, address or list item."""
    for entry in head:
        if not _BYLINE.fullmatch(entry.text) and "://" not in entry.text and not _LIST_MARK.match(entry.text):
            return entry.text
    return None


def _byline(paragraphs: Sequence[_Paragraph], head: int) -> str | None:
    """Return the names of the first byline, in the head or as a line of its own; else the sign-off of the foot."""
    for index, entry in enumerate(paragraphs):
        match = _BYLINE.fullmatch(entry.text)
        if match and (match["sure"] or index < head) and _are_names(match["names"]):
            return match["names"].rstrip(".")
    if len(paragraphs) > 1 and _SIGN_OFF.fullmatch(paragraphs[-1].text):
        return paragraphs[-1].text
    return None


def _are_names(text: str) -> bool:
    words = _WORD.findall(text)
    return 0 < len(words) <= MAX_BYLINE_WORDS and all(
        not word[0].islower() or word.lower() in _LOWER_IN_NAMES for word in words
    )


def _is_date(text: str, fetched_at: datetime) -> bool:
    """Whether a short line is a date, believable or not: other words than those of a date make it a sentence."""
    letters = re.findall(r"[^\W\d_]{4,}", text)
    return (
        len(text) <= 60
        and len(letters) <= 3
        and bool(re.search(r"\d", text))
        and believe(text, fetched_at)
        != (
            None,
            "unreadable",
        )
    )


def _date_in(address: str | None) -> str | None:
    """Return the day that a path like /2026/03/10/ names."""
    match = _DATE_IN_ADDRESS.search(address or "")
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match else None


# Addresses


def _own_address(paragraphs: Sequence[_Paragraph], head: int) -> str | None:
    """Return the address the text gives as its own: a labelled one, else the best match at head or foot."""
    last = max((index for index, entry in enumerate(paragraphs) if _is_paragraph(entry.text)), default=-1)
    candidates: list[str] = []
    for index, entry in enumerate(paragraphs):
        match = _ADDRESS.fullmatch(entry.text)
        if not match:
            continue
        address = _mended(match["address"])
        label = match["label"] or (paragraphs[index - 1].text if index else "")
        if _ADDRESS_LABEL.fullmatch(label.strip()):
            return address
        if index < head or index > last:
            candidates.append(address)
    lead = set(_WORD.findall(" ".join(entry.text for entry in paragraphs[: head + 1]).casefold()))
    return max(candidates, key=lambda address: len(lead & set(_slug_words(address))), default=None)


def _slug_words(address: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(address.partition("://")[2].partition("/")[2].casefold())
        if len(word) > 3
    ]


def _mended(address: str) -> str:
    """Return the address without the spaces that copying or wrapping put into it."""
    return "".join(address.split())
