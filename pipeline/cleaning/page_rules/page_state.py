"""How far a page has been read by its rules: the zone, what stands above, and the labels given so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.block_features import LINK_LINE_DENSITY, BlockFeatures
from pipeline.model import BlockKind, Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.model import Page


class Zone(Enum):
    """The part of the page in which a block stands."""

    HEAD = auto()
    """Before the first paragraph: headline, byline, date, picture credits."""
    TEXT = auto()
    """From the first paragraph on."""
    LIST = auto()
    """Below a heading like "Related articles", up to the next paragraph."""
    TAIL = auto()
    """The comments: up to the end of the page, or of the comments where these stand above the article."""


HEAD, TEXT, LIST, TAIL = Zone

_HEADING = BlockKind.HEADING


@dataclass(frozen=True, slots=True, eq=False)
class RuleLabel:
    """A label and the rule that gives it. Each rule makes its own once; two are the same if they are one object."""

    label: Label
    rule: str


@lru_cache(maxsize=256)
def boilerplate(rule: str) -> RuleLabel:
    """Return the label of a rule that knows boilerplate."""
    return RuleLabel(Label.BOILERPLATE, rule)


@dataclass(slots=True)
class PageState:
    """What the rules know of a page while they read it; it never leaves `label_page`.

    `main` are the blocks of the main text, `paragraphs` the indices of its prose; `words_above` and `words_below` count its words before
    and after the block that is read. `heads_text` holds the linked headings that a paragraph follows: they lead to what
    the paragraph is about; `link_rows` holds the lines of rows of links. `list_room` is how many more entries a list takes, None for all.

    Of comments, `replies` are the lines between one and the next, and `signed` the paragraphs that end in a name, both
    None until they were looked for; `after_comments` is the first block after comments above the article, 0 once they
    were looked for in vain.
    """

    page: Page
    blocks: Sequence[BlockFeatures]
    main: Sequence[BlockFeatures]
    paragraphs: Sequence[int]
    last_main: int
    heads_text: AbstractSet[int]
    has_links: bool
    headline: list[str]
    byline: AbstractSet[str]
    words_below: int
    words_above: int = 0
    zone: Zone = HEAD
    list_room: int | None = None
    headline_seen: bool = False
    head_seen: bool = False
    replies: list[int] | None = None
    signed: list[int] | None = None
    after_comments: int | None = None
    link_rows: set[int] = field(default_factory=set)
    labels: dict[int, RuleLabel] = field(default_factory=dict)


def unread(page: Page) -> PageState:
    """Return the state of a page of which no block has been read."""
    blocks = [BlockFeatures(index, block) for index, block in enumerate(page.blocks)]
    main = [block for block in blocks if block.is_main]
    paragraphs = [block for block in main if block.is_paragraph]
    return PageState(
        page=page,
        blocks=blocks,
        main=main,
        paragraphs=[block.index for block in paragraphs],
        last_main=main[-1].index if main else -1,
        heads_text={block.index for block, after in pairwise(main) if _heads(block, after)},
        has_links=any(block.link_density > 0 for block in blocks),
        headline=words_of(page.title or ""),
        byline=frozenset(words_of(page.byline or "")),
        words_below=sum(block.word_count for block in paragraphs),
    )


def _heads(block: BlockFeatures, after: BlockFeatures) -> bool:
    return after.is_paragraph and block.kind is _HEADING and block.link_density >= LINK_LINE_DENSITY
