"""Measures title, date, authors and language of a page: right, wrong, or None where its set does not say."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.evaluation.pages import moment_of
from pipeline.parsing.dates import believe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟«»‹›′″「」『』]")  # noqa: RUF001 - marks of many scripts
_DASHES = re.compile(r"[-‐‑‒–—―−]")  # noqa: RUF001
_OFFSET = re.compile(r"[+-](?P<hours>\d{2}):?(?P<minutes>\d{2})$")
_ZONE = re.compile(
    r"(?<=:\d\d)(?P<fraction>[.,]\d+)?\s*(?:Z|UTC|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2}|[+-]\d{2})\)?$"
)
_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?![a-z])")


def is_title_right(found: str | None, gold: str | None) -> bool | None:
    """Whether two titles are one after NFKC, with case and spaces folded and quotes and dashes made one."""
    return None if gold is None else folded(found or "") == folded(gold)


def folded(text: str) -> str:
    """Return the text as titles and names are compared."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join(_DASHES.sub("-", _QUOTES.sub("'", text)).casefold().split())


def is_day_right(published_at: datetime | None, raw: str | None, gold: str | None) -> bool | None:
    """Whether a page has the day of its gold, in UTC or in the page's own zone; None where the gold names none.

    `raw` is the date as the page writes it, which tells the page's zone. A page without a date is not right.
    """
    moment = moment_of(gold)
    if gold is None or moment is None:
        return None
    if published_at is None:
        return False
    wanted = {moment.date(), _own_day(gold, moment)}
    offset = _offset(gold)
    return bool(
        wanted & {published_at.date(), _own_day(raw or "", published_at), (published_at + offset).date()}
    )


def is_day_wrong(published_at: datetime | None, raw: str | None, gold: str | None) -> bool | None:
    """Whether a page has another day than its gold: none given is not wrong; None where the gold names none."""
    is_right = is_day_right(published_at, raw, gold)
    return None if is_right is None else published_at is not None and not is_right


def _own_day(raw: str, moment: datetime) -> date:
    """Return the day of a moment by the clock of whoever wrote it: what was written, read without its zone."""
    written = _ZONE.sub(lambda found: found["fraction"] or "", raw.strip())
    local, _ = believe(written, moment + timedelta(days=1))
    is_same = local is not None and abs(local - moment) <= timedelta(days=1)
    return local.date() if local and is_same else moment.date()


def _offset(raw: str) -> timedelta:
    found = _OFFSET.search(raw.strip()) if ":" in raw else None
    if found is None:
        return timedelta()
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return -offset if found[0][0] == "-" else offset


def are_authors_right(byline: str | None, gold: Iterable[str]) -> bool | None:
    """Whether a byline names the same people as the gold, in any order; None where the gold names none."""
    wanted = {folded(name) for name in gold}
    return {folded(name) for name in (byline or "").split(";")} == wanted if wanted else None


def is_language_right(found: str | None, gold: str | None) -> bool | None:
    """Whether two languages have the same two letters; None where the gold gives no such code."""
    wanted = _LANGUAGE_CODE.match((gold or "").lower())
    return None if wanted is None else (found or "").lower()[:2] == wanted[0]
