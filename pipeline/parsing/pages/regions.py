"""Which pieces of the text lie in the main element, beside it, or after it.

An element is believed to be no text by its name, and as a column or footer, where it takes little of what was taken. More
is the article, whatever its name, unless the article stands right below the headline without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import FRAME, Region
from pipeline.parsing.pages.left_out import is_quote_aside
from pipeline.parsing.pages.main_element import MIN_LONG_BLOCKS, below_headline, first_after_main, is_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.parsing.pages.dom import PageBlock

MAX_OUTSIDE_MAIN = 0.33
"""Share of the text that names of elements may take from it: what is larger is the article, whatever its name."""


@dataclass(slots=True)
class Piece:
    """A line of the text, or the part of one that lies in one block; `at` is that block's number on the page."""

    text: str
    at: int | None


def regions_of(pieces: Sequence[Piece], page: Sequence[PageBlock], headlines: Sequence[int]) -> list[Region]:
    """Return the region of each piece: MAIN, unless the page's elements say that it is no part of the text."""
    sources = [None if piece.at is None else page[piece.at] for piece in pieces]
    is_outside = _outside(pieces, sources, headlines)
    inside = [None if out else source for out, source in zip(is_outside, sources, strict=True)]
    first_after = first_after_main([piece.text for piece in pieces], inside)
    regions = [Region.OUTSIDE_MAIN if out else Region.MAIN for out in is_outside]
    bounds = below_headline(inside, [piece.at for piece in pieces], headlines)
    for index, (piece, source) in enumerate(zip(pieces, inside, strict=True)):
        if source is None or piece.at is None:
            continue
        if index >= first_after or (bounds and index >= bounds.end and index not in bounds.more):
            regions[index] = Region.AFTER_MAIN
        elif bounds and piece.at < bounds.headline:
            regions[index] = Region.OUTSIDE_MAIN
    return regions


def _outside(
    pieces: Sequence[Piece], sources: Sequence[PageBlock | None], headlines: Sequence[int]
) -> list[bool]:
    """Return which pieces an element around them says to lie outside: by its name, or as a column or a footer.

    Names are believed where they take little of the text; else those alone that no element of text has, where they do.
    What is no part of the article (`other_content`) lies outside, however much it is, where anything else was taken.
    """
    others = [source is not None and source.is_other for source in sources]
    if any(others) and not all(others):
        kept = [None if is_other else source for is_other, source in zip(others, sources, strict=True)]
        rest = [
            Piece("", piece.at) if is_other else piece for is_other, piece in zip(others, pieces, strict=True)
        ]
        outside = _outside(rest, kept, headlines)
        return [is_other or is_out for is_other, is_out in zip(others, outside, strict=True)]
    named = [source is not None and (source.is_outside_main or _is_in_frame(source)) for source in sources]
    if _are_few(named, pieces):
        return [
            is_named and source is not None and not _is_loose_paragraph(source)
            for is_named, source in zip(named, sources, strict=True)
        ]
    strictly = [
        is_named and source is not None and (_is_in_frame(source) or not source.is_loosely)
        for is_named, source in zip(named, sources, strict=True)
    ]
    if _are_few(strictly, pieces):
        return strictly
    return named if _is_below_article(pieces, sources, named, headlines) else [False] * len(pieces)


def _is_in_frame(source: PageBlock) -> bool:
    return source.region in FRAME and not is_quote_aside(source)


def _are_few(chosen: Sequence[bool], pieces: Sequence[Piece]) -> bool:
    size = sum(len(piece.text) for piece, is_chosen in zip(pieces, chosen, strict=True) if is_chosen)
    return size <= MAX_OUTSIDE_MAIN * sum(len(piece.text) for piece in pieces)


def _is_loose_paragraph(source: PageBlock) -> bool:
    return source.is_loosely and source.region not in FRAME and is_long(source)


def _is_below_article(
    pieces: Sequence[Piece],
    sources: Sequence[PageBlock | None],
    named: Sequence[bool],
    headlines: Sequence[int],
) -> bool:
    """Whether what is named as no text follows an article: paragraphs right below the headline, in an element without it."""
    long = [
        (piece.at, source, is_named)
        for piece, source, is_named in zip(pieces, sources, named, strict=True)
        if piece.at is not None and source is not None and is_long(source)
    ]
    own = [source for _, source, is_named in long if not is_named]
    if len(own) < MIN_LONG_BLOCKS or long[0][2] or not any(at < long[0][0] for at in headlines):
        return False
    article = max(set.intersection(*(set(source.inside) for source in own)), default=None)
    return not any(article in source.inside for _, source, is_named in long if is_named)
