"""htmldate's search for the date of a page, without its last resort.

htmldate asks dateparser last, which tries some two hundred languages: three quarters of all time spent on dates,
seconds at first use, and another answer on one page in fifty of those that declare no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import tostring

from pipeline.parsing.fast_trafilatura.private_copies import load

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

MAX_SEARCHED_BYTES = 1_500_000
"""In a larger page, written without its scripts, no date is searched for; the largest of 2,146 has 820,000."""

_find_date = load("htmldate", "core").find_date
_extractors = load("htmldate", "extractors")
_extractors._external_date  # noqa: B018, SLF001 - raises where another release has no such name
_extractors._external_date = lambda _: None  # noqa: SLF001 - our copy


def search_date(tree: HtmlElement, url: str, latest: datetime) -> str | None:
    """Return the day of first publication that the page or its address shows, at most `latest`; None without one."""
    if len(tostring(tree)) > MAX_SEARCHED_BYTES:
        return None
    try:
        found: str | None = _find_date(tree, original_date=True, url=url, max_date=f"{latest:%Y-%m-%d}")
    except (ValueError, TypeError, AttributeError, OverflowError):  # a search that trips has found nothing
        return None
    return found
