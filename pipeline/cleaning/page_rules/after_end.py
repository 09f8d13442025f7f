"""Rule `after_end`: short lines between the writers' credits and the comments, prompts in words no table can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import boilerplate
from pipeline.model import Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_AFTER_END_WORDS = 15
"""Between the writers' credits and the comments stand prompts; a longer block may be a note to readers."""

_AFTER_END = boilerplate("after_end")
_BODY = Label.BODY


def label_after_end(state: PageState) -> None:
    """Label what no other rule knew between the last line of credits and the first of the comments."""
    ends = [index for index, given in state.labels.items() if given.rule == "contributors"]
    tails = [index for index, given in state.labels.items() if given.rule == "comments"] if ends else []
    if not tails:
        return
    for block in state.blocks[max(ends) + 1 : min(tails)]:
        is_short = not block.is_prose and block.word_count <= MAX_AFTER_END_WORDS
        if is_short and state.labels[block.index].label is _BODY:
            state.labels[block.index] = _AFTER_END
