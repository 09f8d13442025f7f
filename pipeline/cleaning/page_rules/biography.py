"""Rule `biography`: the lines below a text that say who its author is, whatever their words.

A report does not name its own author, and where it does, its end does not begin so: "Signe Korvald covers the port."
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.page_state import boilerplate
from pipeline.model import AuthorKind, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_BIOGRAPHIES = 3
"""Lines from the end that may be about authors: each of two, and what they wrote together."""

MIN_NAME_WORDS = 2
"""A single name begins sentences about others, too."""

_BIOGRAPHY = boilerplate("biography")
_BODY = Label.BODY


def label_biography(state: PageState) -> None:
    """Label the last lines of a text that begin with the full name of one of its authors, once all else is labelled."""
    names = [
        words
        for author in state.page.authors
        if author.kind is AuthorKind.PERSON and len(words := words_of(author.name)) >= MIN_NAME_WORDS
    ]
    body = [block for block in state.main if state.labels[block.index].label is _BODY] if names else []
    for block in body[:0:-1][:MAX_BIOGRAPHIES]:
        if not _begins_with_one(block, names):
            return
        state.labels[block.index] = _BIOGRAPHY


def _begins_with_one(block: BlockFeatures, names: Sequence[Sequence[str]]) -> bool:
    return any(list(block.words[: len(name)]) == list(name) for name in names)
