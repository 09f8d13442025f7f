"""The phrase rules: lines of the main text that are known by their words, and what follows some of them.

A heading like "Related articles" opens a list, "Comments" opens the tail of the page (`comments`), and a bare "Read
also" takes the entry below it along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.comments import end_of_comments
from pipeline.cleaning.page_rules.credit_lines import contributors
from pipeline.cleaning.page_rules.page_state import LIST, TAIL, RuleLabel, boilerplate
from pipeline.cleaning.page_rules.phrases import METADATA_RULES, Form
from pipeline.model import Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState
    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch

_OF_METADATA = {
    "update": RuleLabel(Label.METADATA, "update"),
    "first_published": RuleLabel(Label.METADATA, "first_published"),
}


def metadata_phrase(block: BlockFeatures, _: PageState) -> RuleLabel | None:
    """Recognise who else wrote the text, where it first appeared, and notes on when and why it was changed."""
    match = block.linked_phrase
    if match is None or match.rule not in METADATA_RULES:
        return None
    return _OF_METADATA.get(match.rule) or contributors(block, match)


def boilerplate_phrase(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise boilerplate by its words, and enter the zone that it opens."""
    match = block.linked_phrase
    if match is None or match.rule in METADATA_RULES:
        return None
    _enter_zone(block, match, state)
    return boilerplate(match.rule)


def _enter_zone(block: BlockFeatures, match: PhraseMatch, state: PageState) -> None:
    if match.form is Form.TAIL or match.rule == "reply":
        if (end := end_of_comments(block, match, state)) is not None:
            state.zone, state.after_comments = TAIL, end + 1
    elif match.form is Form.SECTION:
        state.zone, state.list_room = LIST, None
    elif match.rule == "related" and match.is_whole and state.zone is not LIST:
        state.zone, state.list_room = LIST, 1
