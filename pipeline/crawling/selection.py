"""Which of the pages and parts that a source announces a run takes: the newest, or those of the days it was asked for.

Nothing here is final. What is older than a run looks back to is left to a run that is asked for those days, and what a
cap leaves out is taken by later runs, since what is known by then no longer counts against the cap.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Window

LOOK_BACK = timedelta(days=8)
"""A sitemap may list all a site ever published. A run looks a week back, and a day, so that a week down costs nothing
and a weekly paper is read."""
OVERLAP = timedelta(days=1)
"""A page changed while the last poll was under way is in the next."""
BACKFILL_AGE = timedelta(days=1)
"""A window that ended so long ago is loaded for its own days; one that ended last night is loaded for what is new."""

MAX_NEW = 2_000
"""New pages of one source that one run takes: more than any newsroom publishes between two polls."""
MAX_PARTS = 20
"""Sitemaps of one index that one run reads."""
HEAD_PARTS = 5
"""Of these, the newest, which are read in every run; the others take turns."""

_OF_NEWS = re.compile(r"(?<![a-z])(?:google-?)?(?:news|latest|recent|today|current)(?![a-z])", re.IGNORECASE)
"""In the name of a part that bears no date, and holds the last two days whatever it is numbered among."""

OLDER = "older"
LATER = "later"
BEYOND = "beyond_the_cap"

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """From when and up to when a change makes a page one that a run takes; None for no bound."""

    since: datetime | None
    until: datetime | None

    def why_left_out(self, moment: datetime | None) -> str | None:
        """Return why a page of that moment is not taken; an undated page always is."""
        if moment is None:
            return None
        if self.until is not None and moment >= self.until:
            return LATER
        return OLDER if self.since is not None and moment < self.since else None


def span_of(
    window: Window, moments: Sequence[datetime], *, now: datetime, answered_at: datetime | None
) -> Span:
    """Return the span of a run over a sitemap whose pages bear these moments.

    `answered_at` is when the source was last polled and answered. A window of days past is taken as it is. Otherwise
    the span begins so long before the latest page, with the window, or with that poll, whichever is earliest.
    """
    if window.end is not None and window.end < now - BACKFILL_AGE:
        return Span(window.start, window.end)
    begins = [max(moments) - LOOK_BACK] if moments else []
    begins += [window.start] if window.start else []
    begins += [answered_at - OVERLAP] if answered_at else []
    return Span(min(begins) if moments else None, None)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an index that a run reads, and how many it leaves out, by reason."""

    urls: tuple[str, ...]
    left_out: Counter[str]


def choose_parts(parts: Mapping[str, datetime | None], read_at: Mapping[str, datetime], span: Span) -> Parts:
    """Return which parts to read, given the newest first with when each was changed, and when each was last read.

    A part unchanged since before the span holds nothing of it. One without a date that is called that of the news is read
    in every run. A run over days past takes first the parts whose address
    names them, then the others in their turn: those never read, then those read longest ago.
    """
    recent = [url for url, changed_at in parts.items() if span.why_left_out(changed_at) != OLDER]
    of_news = [url for url in recent if parts[url] is None and _OF_NEWS.search(url.rpartition("/")[2])]
    newest = [*of_news, *(url for url in recent if url not in set(of_news))][:HEAD_PARTS]
    head = [url for url in recent if _names(url, span)] if span.until else newest
    others = [url for url in recent if url not in set(head)]
    others.sort(key=lambda url: read_at.get(url, _NEVER))
    chosen = [*head, *others][:MAX_PARTS]
    left_out = {OLDER: len(parts) - len(recent), BEYOND: len(recent) - len(chosen)}
    return Parts(tuple(chosen), Counter({reason: number for reason, number in left_out.items() if number}))


def _names(url: str, span: Span) -> bool:
    """Return whether an address names the first day or the month of a span: `/2026/11.xml`, `map-20261124.xml`."""
    day = span.since
    if day is None:
        return False
    digits = "".join(each if each.isdigit() else " " for each in url).split()
    month, whole = [f"{day:%Y}", f"{day:%m}"], f"{day:%Y%m}"
    runs = zip(digits, [each.zfill(2) for each in digits[1:]], strict=False)
    return any(each.startswith(whole) for each in digits) or any(list(run) == month for run in runs)
