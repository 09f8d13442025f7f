"""Rules `extractor`, `outside_main` and `after_main`: what is no part of the main element.

Where the extractor took such a block, its words may say more than its place: then the phrase rule names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.credit_lines import contributors
from pipeline.cleaning.page_rules.page_state import boilerplate
from pipeline.cleaning.page_rules.phrases import METADATA_RULES
from pipeline.model import Region

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState, RuleLabel

_LEFT = boilerplate("extractor")
_OF_REGION = {
    Region.OUTSIDE_MAIN: boilerplate("outside_main"),
    Region.AFTER_MAIN: boilerplate("after_main"),
}


def outside_main(block: BlockFeatures, _: PageState) -> RuleLabel:
    """Recognise what the extractor left, and what it took from outside the main element or after it."""
    if not block.is_taken:
        return _LEFT
    match = block.phrase
    if (given := contributors(block, match)) is not None:
        return given
    if match is not None and match.rule not in METADATA_RULES:
        return boilerplate(match.rule)
    return _OF_REGION[block.region]
