"""What kind of page this is: an article unless its own markup says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Block, Fetched, PageKind, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parsing.metadata import Metadata

STUB_WORDS = 120
"""A page that says it is not free and shows less than this shows its teaser only."""


def page_kind(fetched: Fetched, metadata: Metadata, blocks: Sequence[Block]) -> PageKind:
    """Return the kind of the page, from structure before words."""
    words = sum(len(block.text.split()) for block in blocks if block.place is Place.MAIN)
    if fetched.http_status >= 400:
        return PageKind.ERROR_PAGE
    if metadata.live:
        return PageKind.LIVE_BLOG
    if not metadata.free and words < STUB_WORDS:
        return PageKind.PAYWALL_STUB
    return PageKind.ARTICLE
