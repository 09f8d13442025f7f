"""Labelled pages: what a set says about each, and the captures that its HTML makes, one at a time.

Rows of one set are held in memory, their HTML never: it comes from the archive in the archive's own order.
"""

from __future__ import annotations

import ast
import lzma
import re
import tarfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline.evaluation.sets import LineNotes, read_rows
from pipeline.model import Fetched
from pipeline.parsing.dates import believe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.evaluation.sets import Note, PageSet

READ_AT = datetime(2026, 6, 1, tzinfo=UTC)
"""When pages count as fetched whose set does not say it: a fixed time, so that two runs measure the same."""

EVENING = time(20)
"""A page of which only the day is known was fetched at this hour: what it published that day lies before."""

MAX_PAGE_BYTES = 64 << 20
"""A larger member of an archive is no page; it is never read into memory."""

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)")
_COMPACT = "%Y%m%d%H%M%S"
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
_SPACED_MARK = re.compile(r"\s+(?=[.,])")
_BETWEEN_NAMES = re.compile(r"\s*[;,\n]\s*|\s+(?:and|und|et|y|&)\s+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page as its set describes it. None is what the set does not say; an empty text says that there is none.

    `is_measured` is false for pages that are loaded because pairs or other pages need them, and say nothing that is
    measured.
    """

    page_id: str
    url: str
    html_path: str
    fetched_at: datetime
    text: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    related: str = ""
    comments: str = ""
    is_measured: bool = True


def gold_pages(pages: PageSet, note: Note) -> list[GoldPage]:
    """Return the pages of a set, with what its gold adds; a row without an id is noted and left out.

    Where a set has rows of gold, the pages that these name are measured.
    """
    found = list(_rows_with_id(pages.path, note))
    more = {str(row["id"]): row for row in _rows_with_id(pages.gold, note)} if pages.gold else {}
    latest = max((moment for row in found if (moment := moment_of(row.get("date")))), default=READ_AT)
    unknown = max(READ_AT, latest + timedelta(days=1))
    return [_with_gold(pages, _gold_page(row, unknown), more) for row in found]


def _rows_with_id(path: Path, note: Note) -> Iterator[Mapping[str, Any]]:
    with LineNotes(path, note) as bad:
        for line, row in read_rows(path, note):
            if row.get("id") in (None, ""):
                bad(line, "no id; the row is left out")
            else:
                yield row


def _gold_page(row: Mapping[str, Any], unknown: datetime) -> GoldPage:
    text = row.get("text")
    return GoldPage(
        page_id=str(row["id"]),
        url=address_of(row),
        html_path=str(row.get("html_path") or f"{row['id']}.html"),
        fetched_at=fetched_at(row) or unknown,
        text=text if isinstance(text, str) else None,
        title=said(row, "title"),
        date=said(row, "date"),
        language=said(row, "lang"),
        authors=authors_of(row.get("authors") or row.get("author")),
        related=said(row, "related") or "",
        comments=said(row, "comments_text") or "",
    )


def _with_gold(pages: PageSet, page: GoldPage, more: Mapping[str, Mapping[str, Any]]) -> GoldPage:
    """Return the page with what the gold says of it."""
    if not pages.is_labelled or (pages.gold is not None and page.page_id not in more):
        return replace(page, text=None, is_measured=False)
    if pages.gold is None:
        return page
    gold = _gold_page(more[page.page_id], page.fetched_at)
    return replace(
        page,
        text=gold.text,
        title=gold.title,
        date=gold.date,
        authors=gold.authors or page.authors,
        language=gold.language or page.language,
    )


def said(row: Mapping[str, Any], name: str) -> str | None:
    """Return what a row says under this name; None for nothing, and for what is no text."""
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def address_of(row: Mapping[str, Any]) -> str:
    """Return the address of a row's page, made up from host and id where it has none.

    What the Internet Archive kept goes by its own address, not by the archive's.
    """
    if url := said(row, "url"):
        return _ARCHIVED.sub("", url.strip()).replace(" ", "%20")
    return f"http://{said(row, 'host') or 'unknown.invalid'}/{quote(str(row['id']))}"


def fetched_at(row: Mapping[str, Any]) -> datetime | None:
    """Return when a row's page was fetched, by the best of what it says, or None."""
    for name in ("captured", "published"):
        if moment := moment_of(row.get(name)):
            return moment
    day = moment_of(row.get("day"))
    return datetime.combine(day.date(), EVENING, UTC) if day else None


def moment_of(value: object) -> datetime | None:
    """Return the moment that a set writes in any of its forms, in UTC; None for none that can be read.

    The forms are ISO 8601, digits alone, `23/10/2013 11:39` with the day first, and English words.
    """
    if not isinstance(value, str):
        return None
    text = _SPACED_MARK.sub("", value.strip())
    if text.isascii() and text.isdigit() and len(text) in {8, 14}:
        with suppress(ValueError):
            return datetime.strptime(text.ljust(14, "0"), _COMPACT).replace(tzinfo=UTC)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute = (int(part or 0) for part in found.groups())
        with suppress(ValueError):
            return datetime(year, month, day, hour, minute, tzinfo=UTC)
        return None
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return believe(text, datetime.max.replace(tzinfo=UTC) - timedelta(days=2))[0]


def authors_of(value: object) -> tuple[str, ...]:
    """Return the names of a list, of a list written as text, or of a text that joins them."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        with suppress(ValueError, SyntaxError):
            value = ast.literal_eval(value)
    if isinstance(value, str):
        value = _BETWEEN_NAMES.split(value)
    names = value if isinstance(value, list | tuple) else ()
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def captures_of(pages: PageSet, rows: Sequence[GoldPage], note: Note) -> Iterator[tuple[int, Fetched]]:
    """Yield (place in `rows`, capture) for every row whose HTML the archive holds, in the archive's order.

    A member is found by its whole name, or by its last part. What is missing or damaged is noted.
    """
    waiting: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        waiting.setdefault(row.html_path, []).append(place)
    for name, body in _members(pages.archive, note):
        for place in waiting.pop(name, None) or waiting.pop(name.rpartition("/")[2], None) or ():
            row = rows[place]
            yield place, Fetched(row.url, row.fetched_at, 200, {"content-type": "text/html"}, body)
    if waiting and pages.is_labelled:
        example = next(iter(waiting))
        note(
            f"{pages.path}: {len(waiting)} pages are not in {pages.archive.name}, the first of them {example}"
        )


def _members(archive: Path, note: Note) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file of an archive, read once from its beginning."""
    try:
        with tarfile.open(archive, "r|*") as members:
            for member in members:
                if member.size > MAX_PAGE_BYTES:
                    note(f"{archive}: {member.name} is larger than {MAX_PAGE_BYTES:,} bytes and left out")
                elif file := members.extractfile(member):
                    yield member.name.removeprefix("./"), file.read()
    except FileNotFoundError:
        note(f"{archive} is missing: the pages of its set cannot be read")
    except (OSError, EOFError, tarfile.TarError, lzma.LZMAError) as error:
        note(f"{archive}: damaged ({error}); the pages before count")
