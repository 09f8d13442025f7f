"""How far a page has been read by its rules: in which zone, and what was seen above."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block, Label


class Zone(Enum):
    HEAD = auto()
    TEXT = auto()
    LIST = auto()
    TAIL = auto()


# Python 3.11 takes as long to find a member of an enumeration as to call a function, and the rules ask hundreds of
# times a page; so here and in the modules of the rules members that are asked for at every block have a short name.
HEAD, TEXT, LIST, TAIL = Zone


@dataclass(slots=True)
class Reading:
    """What is known of a page at one of its blocks; it never leaves `label_page`.

    `prose` holds the number of words of each paragraph that the extractor took, by its index. `replies` are the lines
    that part comments and `signed` the paragraphs that end in a name, once somebody asked; `after_comments` is the first
    block behind comments above the article, 0 once they were looked for in vain.
    """

    blocks: Sequence[Block]
    prose: dict[int, int]
    headline: tuple[str, ...]
    byline: frozenset[str]
    words_ahead: int
    at: int = 0
    zone: Zone = HEAD
    words: int = 0
    list_room: int | None = None
    headline_seen: bool = False
    head_seen: bool = False
    replies: list[int] | None = None
    signed: list[int] | None = None
    after_comments: int | None = None
    labels: dict[int, tuple[Label, str]] = field(default_factory=dict)
