"""The body span of an article: from its first to its last long block that no other story of its host has.

A block that several stories share is something they all tell when it lies inside their body spans, and part of the page
around them when it lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG_CHARACTERS = 100
"""Shorter blocks may recur by chance of wording or as a subheading; a longer one is somebody's sentence."""

NO_BODY_SPAN = -1
"""Stored for a block whose page has no body span, or that is no text."""


@dataclass(frozen=True, slots=True)
class BodySpan:
    """The positions of the first and the last long block of an article's own."""

    first: int
    last: int

    def __contains__(self, position: int) -> bool:
        return self.first <= position <= self.last


def body_span_of(own_positions: Sequence[int]) -> BodySpan | None:
    """Return the body span of an article that has long blocks of its own at these ascending positions."""
    return BodySpan(own_positions[0], own_positions[-1]) if own_positions else None


def in_body_span(span: BodySpan | None, position: int) -> int:
    """Return what is stored of a block of text: 1 inside the span, 0 outside it, NO_BODY_SPAN where there is none."""
    return NO_BODY_SPAN if span is None else int(position in span)
