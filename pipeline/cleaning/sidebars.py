"""Finds the items of a related-articles sidebar: outlet, age, outlet again, headline, and often a whole foreign text.

The age line ("27 minutes ago") gives an item away. An article may carry its own age in its head, and so do the posts
of a live blog; so an item is believed only after the page's own text began, and only where a heading such as
"Related articles" or "Comments" closed that text, or where the outlet's name stands on both sides of the age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.cues import Form
from pipeline.cleaning.phrases import find_cue
from pipeline.cleaning.prose import is_prose
from pipeline.cleaning.vocabulary import AGES, DATE_MARKS
from pipeline.model import Block

MAX_OUTLET_WORDS = 8
"""Names of outlets are short; longer lines before an age are headlines."""

MAX_AGE_WORDS = 8
"""An age with a word or two around it ("updated 3 hours ago"); longer lines tell something."""

MAX_HEADLINE_LINES = 2
"""Lines between the age and the item's text, besides the outlet: a headline, perhaps a kicker."""


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """The blocks of one item by index, `start` to before `end`. `has_text` says it holds a story, not a link to one."""

    start: int
    end: int
    has_text: bool


def is_age(text: str) -> bool:
    """Whether the line says how long ago something appeared, and nothing else."""
    if len(text) > 60:
        return False
    words = words_of(text)
    if not 0 < len(words) <= MAX_AGE_WORDS:
        return False
    if " ".join(words) in AGES:
        return True
    core = words
    while len(core) > 1 and core[0] in DATE_MARKS and " ".join(core) not in AGES:
        core = core[1:]
    return " ".join(core) in AGES


def find_sidebar_items(blocks: Sequence[Block]) -> list[SidebarItem]:
    """Return the sidebar items of a page, in order."""
    ages = [index for index, block in enumerate(blocks) if is_age(block.text)]
    if not ages:
        return []
    first_prose = next((index for index, block in enumerate(blocks) if is_prose(block.text)), len(blocks))
    closed = next(
        (index for index in range(first_prose, len(blocks)) if _closes_text(blocks[index])), len(blocks)
    )
    starts = [(_start(blocks, age), age) for age in ages if age > first_prose]
    items: list[SidebarItem] = []
    for order, (start, age) in enumerate(starts):
        limit = starts[order + 1][0] if order + 1 < len(starts) else len(blocks)
        item = _item(blocks, start, age, limit)
        if item is not None and (start > closed or _names_outlet_twice(blocks, start, age)):
            items.append(item)
    return items


def _start(blocks: Sequence[Block], age: int) -> int:
    before = blocks[age - 1].text
    is_outlet = (
        not is_prose(before) and len(words_of(before)) <= MAX_OUTLET_WORDS and find_cue(before) is None
    )
    return age - 1 if is_outlet else age


def _names_outlet_twice(blocks: Sequence[Block], start: int, age: int) -> bool:
    if start == age or age + 1 >= len(blocks):
        return False
    return words_of(blocks[start].text) == words_of(blocks[age + 1].text)


def _closes_text(block: Block) -> bool:
    cue = find_cue(block.text)
    return cue is not None and cue.form in {Form.SECTION, Form.TAIL}


def _item(blocks: Sequence[Block], start: int, age: int, limit: int) -> SidebarItem | None:
    """Return the item whose age stands at `age`, None when neither headline nor text follows before `limit`."""
    text = age + 1
    lines_allowed = MAX_HEADLINE_LINES + _names_outlet_twice(blocks, start, age)
    while text < limit and not is_prose(blocks[text].text) and text - age <= lines_allowed:
        text += 1
    if text == age + 1 and text >= limit:
        return None
    end = text
    while end < limit and is_prose(blocks[end].text):
        end += 1
    return SidebarItem(start, end, has_text=end > text)
