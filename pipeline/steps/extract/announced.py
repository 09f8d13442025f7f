"""What a feed or sitemap announced of a page, where the page does not say it itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.parsing.dates import believe_moment

if TYPE_CHECKING:
    from pipeline.model import Page
    from pipeline.steps.extract.outcomes import WaitingCapture

MODIFIED = "modified"


def with_announcement(page: Page, capture: WaitingCapture) -> Page:
    """Return the page with the title and the date its source announced, where it has none of its own.

    The time of a page's last change is none of publication, and gives way to an announced one that is earlier.
    """
    if page.title is None and capture.announced_title:
        page = replace(page, title=capture.announced_title)
    announced = capture.announced_at
    is_missing = page.published_at is None or (
        page.published_source == MODIFIED and announced is not None and announced < page.published_at
    )
    if announced is None or not is_missing:
        return page
    moment, _ = believe_moment(capture.announced_raw, capture.fetched_at)
    return replace(
        page,
        published_at=announced,
        published_precision=moment.precision if moment and moment.at == announced else "second",
        published_source=capture.source_kind,
        published_raw=capture.announced_raw,
        published_note=None,
    )
