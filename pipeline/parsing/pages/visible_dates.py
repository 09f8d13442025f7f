"""The date of publication as a reader sees it: in a line of its own beside the headline.

Where a date stands says whose it is. The article's stands between the headline and the text, or just above the
headline; below the text it says what it is ("Published ..."). Dates in sentences belong to what is told, those in
columns, lists of other reports and comments to others, and a line with a copyright has none. A line that says
"updated" gives the time of the last change.
"""

# ruff: noqa: RUF001 - words of many alphabets, in lines one can read

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import BlockKind, Region
from pipeline.parsing.pages.containers import names_others
from pipeline.parsing.written_dates import Locale, Moment, Written, written_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from pipeline.parsing.pages.dom import PageBlock

ABOVE_BLOCKS = 8
"""So many blocks above the headline can be of the article: section, date, kicker, tools."""

LONG_CHARACTERS = 120
WIDE_CHARACTERS = 45
"""A paragraph of the text has more, in scripts with spaces and in those without."""

HEAD_PARAGRAPHS = 2
"""A lead or two may come before the line of the date."""

MAX_LINE_CHARACTERS = 200
MAX_OTHER_CHARACTERS = 80
"""Beside its dates a line of metadata holds a name, a place, a count; a sentence holds more."""

PHRASE_WORDS = 3
"""Words in small letters beside a date, where nothing parts the line: "at the fighting around the town, 9 May"."""
_PARTED = re.compile(r"[|•·/–—]|\d\s?(?:min|comment)", re.IGNORECASE)

TAIL_BLOCKS = 12
MOSTLY_LINK = 0.5
"""Above the headline a line of links leads elsewhere; below it, it can hold the date with author and section."""

_OTHERS = frozenset({Region.NAV, Region.ASIDE, Region.FOOTER})
_COPYRIGHT = re.compile(
    r"©|\(c\)|copyright|all rights|alle rechte|todos los derechos|tous droits", re.IGNORECASE
)
UPDATED = re.compile(
    r"updat|modif|last edit|revised|aktuali[sz]|geändert|ge[uü]pdatet|mis(?:e)? à jour|maj\b|actuali[sz]|atuali[sz]|aggiorn|"
    r"обновл|измен|оновл|güncelle|更新|最終|修正|수정|업데이트|cập nhật|diperbarui|perbarui|dikemas|oppdater|uppdater|opdater|"
    r"ändrad|endret|ændret|päivitet|muokattu|bijgewerkt|gewijzigd|ενημέρ|بروز|به‌روز|ویرایش|تحديث|עדכון|עודכן|अपडेट|अद्यतन|"
    r"আপডেট|หมดอายุ|แก้ไข|อัปเดต|อัพเดต|frissít|módos|ažurir|izmen|izmijen|posodob|upraven|atnaujin|atjaun|uuendat|"
    r"përditës|actualitzat|eguneratu|imesasishwa|புதுப்பி|నవీక|പുതുക്കി",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|posted|created|issued|veröffentlicht|erstellt|paru|опублик|дата|добавлен|opubli|dodano|yayın|giriş|"
    r"eklenme|发布|發布|发表|發表|公開|配信|掲載|投稿|입력|등록|승인|게시|đăng|diterbitkan|tayang|نشر|منتشر|انتشار|تاریخ|"
    r"פורסם|प्रकाशित|প্রকাশ|เผยแพร่|วันที่|δημοσί|julkaistu|gepubliceerd|geplaatst|megjelen|zveřejn|vydan|objav|pubblica",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class SeenDates:
    """The dates that a page shows: `published` and `changed`, each with what stood there; the likeliest first."""

    published: list[tuple[Moment, str]] = field(default_factory=list)
    changed: list[tuple[Moment, str]] = field(default_factory=list)


def visible_dates(
    blocks: Sequence[PageBlock], title: str | None, locale: Locale, latest: datetime
) -> SeenDates:
    """Return the dates in lines of their own around the headline, then those that say what they are below the text."""
    seen = SeenDates()
    head = _headline(blocks, title)
    if head is None:
        for block in blocks[: _first_paragraphs_end(blocks, -1)]:
            _read(block, locale, latest, seen, must_say=True)
        return seen
    end = _first_paragraphs_end(blocks, head)
    above = range(head - 1, max(-1, head - 1 - ABOVE_BLOCKS), -1)
    for index in range(head + 1, end):
        _read(blocks[index], locale, latest, seen, must_say=False)
    for index in above:
        if blocks[index].link_density < MOSTLY_LINK:
            must_say = _is_in_site_header(blocks[index], blocks[head])
            _read(blocks[index], locale, latest, seen, must_say=must_say)
    last = _last_paragraph(blocks, end)
    for block in blocks[last + 1 : last + 1 + TAIL_BLOCKS]:
        _read(block, locale, latest, seen, must_say=True)
    return seen


def _is_in_site_header(block: PageBlock, headline: PageBlock) -> bool:
    """Whether a block stands in a header that has no part in the article: the date there is the day of the visit."""
    return any(
        tag == "header" and (number, names, tag) not in headline.inside for number, names, tag in block.inside
    )


def _headline(blocks: Sequence[PageBlock], title: str | None) -> int | None:
    """Return the index of the heading that is the title, or of the first long heading outside of columns."""
    wanted = _letters(title or "")
    fallback = None
    for index, block in enumerate(blocks):
        if block.region in _OTHERS:
            continue
        letters = _letters(block.text) if len(block.text) < MAX_LINE_CHARACTERS * 2 else ""
        if (
            wanted
            and letters
            and (
                letters == wanted
                or (
                    block.kind is BlockKind.HEADING
                    and len(letters) > 9
                    and (wanted.startswith(letters) or letters.startswith(wanted))
                )
            )
        ):
            return index
        if (
            fallback is None
            and block.kind is BlockKind.HEADING
            and block.link_density < MOSTLY_LINK
            and len(letters) > 15
        ):
            fallback = index
    return fallback


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_paragraph(block: PageBlock) -> bool:
    length = len(block.text)
    longest = WIDE_CHARACTERS if length and _is_wide(block.text) else LONG_CHARACTERS
    return (
        length >= longest
        and block.link_density < MOSTLY_LINK
        and block.region not in _OTHERS
        and block.kind is not BlockKind.CAPTION
    )


def _is_wide(text: str) -> bool:
    return (
        sum(
            "\u3000" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" or "\u0e00" <= c <= "\u0e7f"
            for c in text[:60]
        )
        > 20
    )


def _first_paragraphs_end(blocks: Sequence[PageBlock], head: int) -> int:
    paragraphs = 0
    for index in range(head + 1, len(blocks)):
        paragraphs += _is_paragraph(blocks[index])
        if paragraphs > HEAD_PARAGRAPHS:
            return index
    return min(len(blocks), head + 1 + 4 * ABOVE_BLOCKS)


def _last_paragraph(blocks: Sequence[PageBlock], start: int) -> int:
    """Return the index of the last paragraph before the text ends, which a heading of other reports follows."""
    last = start - 1
    for index in range(start, len(blocks)):
        if _is_paragraph(blocks[index]) and not blocks[index].is_outside_main:
            if index - last > 4 * ABOVE_BLOCKS:
                break
            last = index
    return last


def _read(block: PageBlock, locale: Locale, latest: datetime, seen: SeenDates, *, must_say: bool) -> None:
    text = block.text
    if (
        len(text) > MAX_LINE_CHARACTERS
        or not _DIGIT.search(text)
        or block.region in _OTHERS
        or block.kind is BlockKind.CAPTION
        or _COPYRIGHT.search(text)
        or any(names_others(names) for _, names, _ in block.inside)
    ):
        return
    found = sorted(written_dates(text, locale, latest))
    others = len(text) - sum(date.end - date.start for date in found)
    if not found or others > (
        MAX_OTHER_CHARACTERS if block.link_density < MOSTLY_LINK else MAX_OTHER_CHARACTERS // 2
    ):
        return
    if _is_phrase(text, found):
        return
    start = 0
    for date in found:
        label = text[start : date.start]
        start = date.end
        if UPDATED.search(label) and not _PUBLISHED.search(label):
            seen.changed.append((date.moment, text))
        elif not must_say or _PUBLISHED.search(label):
            seen.published.append((date.moment, text))


def _is_phrase(text: str, found: Sequence[Written]) -> bool:
    """Whether the line tells something, as the caption of a picture does, rather than who wrote when and where."""
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + rest[date.end :]
    words = rest.split()
    lower = sum(word[0].islower() for word in words)
    return lower >= PHRASE_WORDS and not (
        _PARTED.search(rest) or _PUBLISHED.search(rest) or UPDATED.search(rest)
    )


def marked_times(tree: HtmlElement, title: str | None) -> Iterator[tuple[str, bool]]:
    """Yield what the time elements of the article say, with whether it is of a change: those near the headline first.

    Those in columns, lists of reports and comments are other people's.
    """
    wanted = _letters(title or "")
    above: list[tuple[str, bool]] = []
    passed, paragraphs = False, 0
    for element in tree.iter("h1", "h2", "time", "abbr", "p"):
        if element.tag in {"h1", "h2"}:
            letters = _letters(element.text_content())
            if not passed and (element.tag == "h1" or (wanted and letters == wanted)):
                passed = True
        elif element.tag == "p":
            paragraphs += passed and len(element.text_content()) >= LONG_CHARACTERS
            if paragraphs > HEAD_PARAGRAPHS:
                break
        elif (
            raw := element.get("datetime") or element.get("title") or element.text_content()
        ) and not _is_others(element):
            is_change = bool(
                UPDATED.search(
                    " ".join((element.get("class") or "", element.get("itemprop") or "", _before(element)))
                )
            )
            if passed:
                yield raw, is_change
            else:
                above.append((raw, is_change))
    yield from reversed(above[-3:])


def _before(element: HtmlElement) -> str:
    """Return the words just before an element in its line, which say what its time is."""
    previous = element.getprevious()
    if previous is not None:
        return f"{(previous.text_content() if isinstance(previous.tag, str) else '')[-40:]} {previous.tail or ''}"[
            -60:
        ]
    parent = element.getparent()
    return "" if parent is None else (parent.text or "")[-60:]


def _is_others(element: HtmlElement) -> bool:
    for around in element.iterancestors():
        if around.tag in {"nav", "aside", "footer", "li", "a"}:
            return True
        if around.tag in {"article", "main", "body"}:
            return False
        if names_others(f"{around.get('class') or ''} {around.get('id') or ''}".strip()):
            return True
    return False
