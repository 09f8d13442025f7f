"""Finds the items of a related-articles sidebar: outlet, age, outlet again, headline, and often a whole foreign text.

The age line ("27 minutes ago") gives an item away. An article may carry its own age in its head, and so do the posts
of a live blog; so an item is believed only after the page's own text began, and only where a heading such as
"Related articles" or "Comments" closed that text, or where the outlet's name stands on both sides of the age.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.phrase_matcher import find_phrase
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.prose import is_prose
from pipeline.cleaning.page_rules.vocabulary import AGE_OPENERS, AGE_WORDS, AGES, DATE_MARKS, DATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block

MAX_OUTLET_WORDS = 8
"""Names of outlets are short; longer lines before an age are headlines."""

MAX_AGE_WORDS = 8
"""An age with a word or two around it ("updated 3 hours ago"); longer lines tell something."""

MAX_AGE_CHARACTERS = 60
"""An age in any of our languages, with a full date behind it."""

MIN_ITEMS = 2
"""One age below a heading may be that of a picture or a teaser, with the article going on after it."""

_APART = (" - ", " – ", " — ", " | ", " · ", " • ")  # noqa: RUF001 - dashes as newspapers set them

MAX_HEADLINE_LINES = 2
"""Lines between the age and the item's text, besides the outlet: a headline, perhaps a kicker."""


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """The blocks of one item by index, `start` to before `end`. `has_text` says it holds a story, not a link to one."""

    start: int
    end: int
    has_text: bool


def is_age(text: str) -> bool:
    """Whether the line says how long ago something appeared, and nothing else but perhaps the date itself."""
    if len(text) > MAX_AGE_CHARACTERS or (text.isascii() and AGE_WORDS.isdisjoint(text.lower().split())):
        return False
    words = words_of(text)
    while words and words[0] in DATE_MARKS and " ".join(words) not in AGES:
        words = words[1:]
    if not words or words[0] not in AGE_OPENERS:
        return False
    return len(words) <= MAX_AGE_WORDS and (
        " ".join(words) in AGES
        or (age_words(words) > 0 and all(word in DATE_WORDS for word in words[age_words(words) :]))
    )


def age_words(words: Sequence[str]) -> int:
    """Return how many words the age takes with which a line begins, 0 when it begins otherwise."""
    return next((count for count in range(5, 1, -1) if " ".join(words[:count]) in AGES), 0)


def ends_in_age(text: str) -> bool:
    """Whether a short line ends in an age set off by a dash or bar, as entries of news lists do."""
    marks = [mark for mark in _APART if mark in text] if len(text) <= MAX_AGE_CHARACTERS * 3 else []
    if not marks:
        return False
    tail = words_of(max((text.rpartition(mark) for mark in marks), key=lambda parts: len(parts[0]))[2])
    return len(tail) > 1 and " ".join(tail) in AGES


def find_sidebar_items(blocks: Sequence[Block]) -> list[SidebarItem]:
    """Return the sidebar items of a page, in order."""
    first_prose = next((index for index, block in enumerate(blocks) if is_prose(block.text)), len(blocks))
    behind = ((index, blocks[index].text) for index in range(first_prose + 1, len(blocks)))
    ages = [index for index, text in behind if len(text) <= MAX_AGE_CHARACTERS and is_age(text)]
    if not ages:
        return []
    closed = next(
        (index for index in range(first_prose, len(blocks)) if _closes_text(blocks[index])), len(blocks)
    )
    starts = [(_start(blocks, age), age) for age in ages]
    items: list[SidebarItem] = []
    has_company = sum(start > closed for start, _ in starts) >= MIN_ITEMS
    for order, (start, age) in enumerate(starts):
        limit = starts[order + 1][0] if order + 1 < len(starts) else len(blocks)
        item = _item(blocks, start, age, limit)
        if item is not None and ((has_company and start > closed) or _names_outlet_twice(blocks, start, age)):
            items.append(item)
    return items


def _start(blocks: Sequence[Block], age: int) -> int:
    before = blocks[age - 1].text
    is_outlet = (
        not is_prose(before) and len(words_of(before)) <= MAX_OUTLET_WORDS and find_phrase(before) is None
    )
    return age - 1 if is_outlet else age


def _names_outlet_twice(blocks: Sequence[Block], start: int, age: int) -> bool:
    if start == age or age + 1 >= len(blocks):
        return False
    return words_of(blocks[start].text) == words_of(blocks[age + 1].text)


def _closes_text(block: Block) -> bool:
    match = find_phrase(block.text)
    return match is not None and match.form in {Form.SECTION, Form.TAIL}


def _item(blocks: Sequence[Block], start: int, age: int, limit: int) -> SidebarItem | None:
    """Return the item whose age stands at `age`, None when neither headline nor text follows before `limit`.

    The article may go on below an item. Where the extractor took the one and left the other, the item ends there,
    unless it is named twice: extractors do take texts of sidebars.
    """
    text = age + 1
    is_sure = _names_outlet_twice(blocks, start, age)
    while text < limit and not is_prose(blocks[text].text) and text - age <= MAX_HEADLINE_LINES + is_sure:
        text += 1
    if text == age + 1 and text >= limit:
        return None
    end = text
    while (
        end < limit and is_prose(blocks[end].text) and (is_sure or blocks[end].region is blocks[age].region)
    ):
        end += 1
    return SidebarItem(start, end, has_text=end > text)
