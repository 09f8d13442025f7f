"""Labels from recurring blocks: what each block of an article becomes, once it is known what recurs and as what.

A person's word comes first, the votes second, the rules of the page last. Amid an article's own text the votes of all
hosts count only where its own host says that the block recurs, for anybody can quote a report on pages of his own
(docs/decisions/0030-foreign-pages-take-no-text.md). What the votes say of a block depends on
where it stands: inside the article's body span, in its body tail, or outside both. The *body tail* is what continues
the text behind the span: paragraphs that another story tells, too. A report gives its news first and repeats earlier
paragraphs last, so an obituary ends as yesterday's report of the illness did.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS, BodySpan
from pipeline.cleaning.recurring.classify import KINDS_WITHOUT_LABEL, RecurringKind
from pipeline.model import BoilerplateStatus, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOLD_BY_A_STORY = frozenset({RecurringKind.BACKGROUND, RecurringKind.OTHER_STORY, RecurringKind.SYNDICATED})
"""Kinds of long blocks that belong to some story, not to the page around it."""


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """What is known of a recurring block: its kind and rule by the votes, and whether a person confirmed or vetoed it."""

    kind: RecurringKind
    status: BoilerplateStatus
    rule: str
    is_of_all_hosts: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block that may be relabelled: what its page says of it, and what is known of it, the most particular first.

    `is_fact_row` says that it has the form of a fact, a label and what it is of (`prefixes.fact_rows`).
    """

    position: int
    characters: int
    page_label: Label
    page_rule: str
    is_short_sentence: bool = False
    is_fact_row: bool = False
    known: tuple[KnownBlock, ...] = ()

    @property
    def is_long(self) -> bool:
        return self.characters >= LONG_CHARACTERS

    @property
    def recurs_on_its_host(self) -> bool:
        """Whether its own host has it in two stories or more, be it too seldom to say what it is."""
        return any(not known.is_of_all_hosts for known in self.known)


class _Place(Enum):
    INSIDE = auto()
    TAIL = auto()
    OUTSIDE = auto()


def relabel(blocks: Sequence[TextBlock], span: BodySpan | None) -> list[tuple[Label, str]]:
    """Return label and rule of each block of an article, given in order."""
    tail_end = _end_of_tail(blocks, span)
    labels = [_label(block, span, tail_end) for block in blocks]
    for row in _rows_of_facts(blocks):
        if any(labels[place][0] is Label.BODY for place in row):
            for place in row:
                if labels[place][1] != "confirmed":
                    labels[place] = (blocks[place].page_label, blocks[place].page_rule)
    return labels


def _rows_of_facts(blocks: Sequence[TextBlock]) -> Iterator[list[int]]:
    """Yield the places of facts that stand in a row. Such a row goes as a whole or stays: half of it says nothing.

    Day by day the wind may be the same, and its line recur, while the temperature is another.
    """
    is_fact = [block.is_fact_row and block.page_label is Label.BODY for block in blocks]
    for belongs, row in groupby(range(len(blocks)), key=is_fact.__getitem__):
        if belongs and len(places := list(row)) > 1:
            yield places


def _end_of_tail(blocks: Sequence[TextBlock], span: BodySpan | None) -> int:
    """Return the last position of the body tail; that of the span where it has none, -1 without a span.

    Nothing but paragraphs that other stories tell and short sentences may stand in it: another story after the text has
    a headline at least, and the captions of a gallery have credits.
    """
    if span is None:
        return -1
    end = span.last
    for block in blocks:
        if block.position <= span.last:
            continue
        kinds = {known.kind for known in block.known}
        if block.page_label is not Label.BODY:
            break
        if block.is_long and not _TOLD_BY_A_STORY.isdisjoint(kinds):
            end = block.position
        elif not block.is_short_sentence or RecurringKind.OTHER_STORY in kinds:
            break
    return end


def _label(block: TextBlock, span: BodySpan | None, tail_end: int) -> tuple[Label, str]:
    by_page = (block.page_label, block.page_rule)
    said = {known.status for known in block.known}
    if BoilerplateStatus.VETOED in said:
        return (Label.BODY, "vetoed") if block.page_label is Label.BOILERPLATE else by_page
    if BoilerplateStatus.CONFIRMED in said:
        return Label.BOILERPLATE, "confirmed"
    if block.page_label is not Label.BODY or (block.is_long and span is None):
        return by_page
    place = _place_of(block.position, span, tail_end)
    for known in block.known:
        label = _label_by(known, block, place)
        if label is not None:
            return label, known.rule
    return by_page


def _place_of(position: int, span: BodySpan | None, tail_end: int) -> _Place:
    if span is None:
        return _Place.OUTSIDE
    if position in span:
        return _Place.INSIDE
    return _Place.TAIL if span.last < position <= tail_end else _Place.OUTSIDE


def _label_by(known: KnownBlock, block: TextBlock, place: _Place) -> Label | None:
    """Return the label that a recurring block gets in this place, or None to leave it as it is."""
    if known.kind in KINDS_WITHOUT_LABEL:
        return None
    if place is _Place.TAIL:
        return Label.BACKGROUND
    is_inside = place is _Place.INSIDE
    if known.kind is RecurringKind.OTHER_STORY:
        return None if block.is_long and is_inside else Label.OTHER_STORY
    if known.kind is RecurringKind.SYNDICATED or (known.kind is RecurringKind.BACKGROUND and is_inside):
        return Label.BACKGROUND
    if known.is_of_all_hosts and is_inside:
        return Label.BACKGROUND if block.is_long and block.recurs_on_its_host else None
    return Label.BOILERPLATE
