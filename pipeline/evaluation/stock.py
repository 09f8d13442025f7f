"""Reads a page as trafilatura's documentation says, without comments: the figure that stands beside ours.

Runs in the bounded processes that read pages, so that a page that it cannot bear costs its time limit and no more.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import trafilatura

if TYPE_CHECKING:
    from pipeline.model import Fetched

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it makes of a page is its figure


def read_stock(fetched: Fetched) -> str:
    """Return the text that stock trafilatura finds, a paragraph a line; an empty one where it finds none."""
    document = trafilatura.bare_extraction(
        fetched.body, url=fetched.url, include_comments=False, with_metadata=True
    )
    return getattr(document, "text", None) or ""  # there is none, or it has no text
