"""Rules `sidebar` and `sidebar_teaser`: items of a related-articles sidebar.

An item is an outlet, an age, the outlet again, a headline, and often a whole text of another story. The age line
("27 minutes ago") gives it away. An article may carry its own age in its head, and so do the posts of a live blog; so
an item is believed only after the page's own text began, and only where a heading such as "Related articles" or
"Comments" closed that text, or where the outlet's name stands on both sides of the age.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.ages import MAX_AGE_CHARACTERS, is_age
from pipeline.cleaning.page_rules.page_state import RuleLabel, boilerplate
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.model import Label, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_OUTLET_WORDS = 8
"""Names of outlets are short; longer lines before an age are headlines."""

MIN_ITEMS = 2
"""One age below a heading may be that of a picture or a teaser, with the article going on after it."""

MAX_HEADLINE_LINES = 2
"""Lines between the age and the item's text, besides the outlet: a headline, perhaps a kicker."""

_WITH_TEXT = RuleLabel(Label.OTHER_STORY, "sidebar")
_TEASER = boilerplate("sidebar_teaser")


@dataclass(frozen=True, slots=True)
class _Item:
    """The blocks of one item by index, `start` to before `end`. `has_text` says it holds a story, not a link to one."""

    start: int
    end: int
    has_text: bool


def label_sidebars(state: PageState) -> None:
    """Label the items of sidebars, wherever they stand."""
    if state.page.kind is PageKind.LIVE_BLOG:
        return
    for item in _items(state.blocks):
        given = _WITH_TEXT if item.has_text else _TEASER
        for index in range(item.start, item.end):
            state.labels[index] = given


def _items(blocks: Sequence[BlockFeatures]) -> Iterator[_Item]:
    first_prose = next((block.index for block in blocks if block.is_prose), len(blocks))
    ages = [
        block.index
        for block in blocks[first_prose + 1 :]
        if len(block.text) <= MAX_AGE_CHARACTERS and is_age(block.text)
    ]
    if not ages:
        return
    closed = next((block.index for block in blocks[first_prose:] if _closes_text(block)), len(blocks))
    starts = [_start(blocks, age) for age in ages]
    has_company = sum(start > closed for start in starts) >= MIN_ITEMS
    for start, age, limit in zip(starts, ages, [*starts[1:], len(blocks)], strict=True):
        item = _item(blocks, start, age, limit)
        if item is not None and ((has_company and start > closed) or _names_outlet_twice(blocks, start, age)):
            yield item


def _start(blocks: Sequence[BlockFeatures], age: int) -> int:
    before = blocks[age - 1]
    is_outlet = not before.is_prose and len(before.words) <= MAX_OUTLET_WORDS and before.phrase is None
    return age - 1 if is_outlet else age


def _names_outlet_twice(blocks: Sequence[BlockFeatures], start: int, age: int) -> bool:
    if start == age or age + 1 >= len(blocks):
        return False
    return blocks[start].words == blocks[age + 1].words


def _closes_text(block: BlockFeatures) -> bool:
    return block.phrase is not None and block.phrase.form in {Form.SECTION, Form.TAIL}


def _item(blocks: Sequence[BlockFeatures], start: int, age: int, limit: int) -> _Item | None:
    """Return the item whose age stands at `age`, None when neither headline nor text follows before `limit`.

    The article may go on below an item. Where the extractor took the one and left the other, the item ends there,
    unless it is named twice: extractors do take texts of sidebars.
    """
    text = age + 1
    is_sure = _names_outlet_twice(blocks, start, age)
    while text < limit and not blocks[text].is_prose and text - age <= MAX_HEADLINE_LINES + is_sure:
        text += 1
    if text == age + 1 and text >= limit:
        return None
    end = text
    while end < limit and blocks[end].is_prose and (is_sure or blocks[end].region is blocks[age].region):
        end += 1
    return _Item(start, end, has_text=end > text)
