"""Body spans of articles that share long blocks with others, found anew when it changes which blocks are shared.

Every other article has the body span that its page alone gives it.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS, BodySpan, body_span_of, in_body_span
from pipeline.cleaning.recurring.classify import KINDS_OF_OWN_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.ports import Connection, Row

ARTICLES_AT_ONCE = 500
"""Articles whose blocks are in memory at once."""


class _Block(NamedTuple):
    """A block of text, and what its host knows it as."""

    capture_id: str
    position: int
    fingerprint: int
    characters: int
    in_body_span: int
    kind: str | None

    @property
    def is_own(self) -> bool:
        """Whether it is long, and its article's own."""
        is_shared = self.kind is not None and self.kind not in KINDS_OF_OWN_BLOCKS
        return self.characters >= LONG_CHARACTERS and not is_shared


def settle_body_spans(db: Connection, articles: Iterable[str]) -> set[int]:
    """Find and store the body span of every version of these articles.

    Returns the fingerprints of the blocks that came to lie inside or outside of one.
    """
    ordered = sorted(articles)
    shifted: set[int] = set()
    for start in range(0, len(ordered), ARTICLES_AT_ONCE):
        some = ordered[start : start + ARTICLES_AT_ONCE]
        rows = db.rows("clean/list_body_blocks", articles=some)
        changes: list[Row] = []
        for capture_id, group in groupby((_Block(**row) for row in rows), key=attrgetter("capture_id")):
            blocks = list(group)
            span = body_span_of([block.position for block in blocks if block.is_own])
            if moved := _moved(blocks, span):
                shifted |= moved
                changes.append(_span_row(capture_id, span))
        db.run_many("clean/set_body_span", changes)
    return shifted


def _moved(blocks: Sequence[_Block], span: BodySpan | None) -> set[int]:
    """Return the fingerprints of the blocks that lie otherwise to this span than is stored."""
    return {block.fingerprint for block in blocks if block.in_body_span != in_body_span(span, block.position)}


def _span_row(capture_id: str, span: BodySpan | None) -> Row:
    return {
        "capture_id": capture_id,
        "first_position": span.first if span else None,
        "last_position": span.last if span else None,
    }
