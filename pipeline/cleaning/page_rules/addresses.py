"""Rules `own_address` and `other_address`: lines that are an address.

An address that is a link has a purpose in the text, as in a list of shops.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import RuleLabel, boilerplate
from pipeline.cleaning.page_rules.phrase_matcher import find_phrase
from pipeline.model import Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

RULES_BEFORE_ADDRESS = frozenset({"own_address", "credit", "related"})
"""A line like "Source" credits a picture in one place and an address in another."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3}")

_OWN = RuleLabel(Label.METADATA, "own_address")
_OTHER = boilerplate("other_address")


def label_addresses(state: PageState) -> None:
    """Label the page's own address, with the line that introduces it, and the addresses of other pages."""
    own_seen = False
    for block in [block for block in state.blocks if "://" in block.text]:
        if block.index in state.labels or not block.is_main:
            continue
        before, address = _split(block.text)
        if not _ADDRESS.fullmatch(address):
            continue
        is_introduced = block.index > 0 and _introduces_address(state.blocks[block.index - 1])
        if not own_seen and _is_own(address, state.page.own_url, is_introduced=is_introduced):
            own_seen = True
            state.labels[block.index] = _OWN
            if is_introduced:
                state.labels.setdefault(block.index - 1, _OWN)
        elif block.link_density == 0 and (not before or find_phrase(before) is not None):
            state.labels[block.index] = _OTHER


def _split(text: str) -> tuple[str, str]:
    """Return what a line says before an address, and the address."""
    if text.startswith("http"):
        return "", text
    before, _, address = text.rpartition(": ")
    return before, address


def _is_own(address: str, own_url: str | None, *, is_introduced: bool) -> bool:
    return "".join(address.split()) == own_url or (own_url is None and is_introduced)


def _introduces_address(block: BlockFeatures) -> bool:
    """Whether a line says that the address below it is the text's own, whatever else its words may open."""
    match = block.phrase
    return match is not None and match.is_whole and match.rule in RULES_BEFORE_ADDRESS
