"""Rule `related_list`: entries of a list that a heading like "Related articles" opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.block_features import LIST_LINK_DENSITY
from pipeline.cleaning.page_rules.page_state import LIST, boilerplate
from pipeline.cleaning.page_rules.phrases import Form

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState, RuleLabel

_ENTRY = boilerplate("related_list")


def related_list(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise an entry of a list, and enter the list where the extractor left its heading."""
    is_linked = block.link_density >= LIST_LINK_DENSITY
    if is_linked and block.index not in state.heads_text and _is_below_section(block, state):
        state.zone, state.list_room = LIST, None
    if state.zone is not LIST or state.list_room == 0:
        return None
    if not (is_linked if state.has_links else not block.is_paragraph):
        return None
    if state.list_room is not None:
        state.list_room -= 1
    return _ENTRY


def _is_below_section(block: BlockFeatures, state: PageState) -> bool:
    """Whether the extractor left a heading like "Related articles" right above a block, but for a button between."""
    above = [each for each in state.blocks[max(0, block.index - 2) : block.index] if each.words]
    if not above or above[-1].is_taken:
        return False
    match = above[-1].phrase
    return match is not None and match.form is Form.SECTION
