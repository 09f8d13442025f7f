"""The relation of two articles, decided by exact numbers and by what differs.

Two texts in one form with other facts (a quarterly result, a rate decision, a court report) can share nine words in
ten. What gives them away is *where* they differ: names, numbers and dates exchanged in place, on both sides. A copy
that was edited, cut or brought up to date differs by passages, or by facts on one side alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.folding.evidence import Comparison
from pipeline.folding.text import Word, words
from pipeline.model import Relation

RULES: Final = "1"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on two articles may fold: the two thresholds a deployment chooses."""

    jaccard: float = 0.5
    containment: float = 0.8

    @property
    def rule_version(self) -> str:
        """Name these rules with these limits, as stored beside every pair they decided."""
        return f"{RULES}/j{self.jaccard:g}/c{self.containment:g}"


@dataclass(frozen=True, slots=True)
class Decision:
    """The relation of a pair and the sentence that says why."""

    relation: Relation
    reason: str


# Below this many shared shingles a contained text is a caption, a quote or a lede: too little to be a copy.
ABRIDGED_SHARED: Final = 40
# One text holds the other and a quarter more of its own: it was cut, not edited.
CUT_SHARE: Final = 0.8
# A reused part worth showing: three sentences, and a quarter of the smaller text.
PARTIAL_SHARED: Final = 30
PARTIAL_CONTAINMENT: Final = 0.25
# No setting goes below this, so pairs above it are kept for folding again under others.
LEAST_JACCARD: Final = 0.3
# Facts each side has alone before they make a template of two longer texts.
_TEMPLATE_FACTS: Final = 3
_TEMPLATE_SHARE: Final = 0.5
# In a text this short one exchanged fact is the story.
_SHORT_WORDS: Final = 80


def may_fold(jaccard: float, containment: float, shared: int, limits: Limits) -> bool:
    """Whether the numbers alone would let the pair fold, so that what differs must be looked at."""
    return jaccard >= limits.jaccard or (containment >= limits.containment and shared >= ABRIDGED_SHARED)


def is_worth_storing(jaccard: float, containment: float, shared: int) -> bool:
    """Whether the numbers relate the pair at all, under the lowest limits that may ever be set."""
    return jaccard >= LEAST_JACCARD or (shared >= PARTIAL_SHARED and containment >= PARTIAL_CONTAINMENT)


def decide(
    jaccard: float,
    containment: float,
    shared: int,
    comparison: Comparison,
    limits: Limits,
    *,
    same_page: bool = False,
) -> Decision:
    """Return the relation; `same_page` says that both come from one page that was brought up to date."""
    if not may_fold(jaccard, containment, shared, limits):
        if is_worth_storing(jaccard, containment, shared):
            return Decision(Relation.PARTIAL, f"{containment:.0%} of the shorter text stands in the other")
        return Decision(Relation.DISTINCT, f"only {shared} shingles shared")
    if [word.text for word in comparison.left] == [word.text for word in comparison.right]:
        return Decision(Relation.IDENTICAL, "the same words in the same order")
    if why := template_reason(comparison):
        return Decision(Relation.TEMPLATE, why)
    if same_page:
        return Decision(Relation.REVISION, f"one page at two times, {jaccard:.0%} of all shingles shared")
    is_cut = containment >= limits.containment and jaccard <= CUT_SHARE * containment
    if jaccard >= limits.jaccard and not is_cut:
        return Decision(Relation.NEAR_DUPLICATE, f"{jaccard:.0%} of all shingles shared")
    return Decision(Relation.ABRIDGED, f"{containment:.0%} of the shorter text stands in the longer")


def template_reason(comparison: Comparison) -> str:
    """Return why the two texts are one form filled with different facts, or an empty string."""
    left, right = foreign_facts(comparison)
    if not left or not right:
        return ""
    exchanged = f"{_listed(left)} against {_listed(right)}"
    if min(len(comparison.left), len(comparison.right)) <= _SHORT_WORDS:
        return f"a short text with other facts: {exchanged}"
    if (
        min(len(left), len(right)) >= _TEMPLATE_FACTS
        and len(left) >= _TEMPLATE_SHARE * len(comparison.only_left)
        and len(right) >= _TEMPLATE_SHARE * len(comparison.only_right)
    ):
        return f"one form with other facts: {exchanged}"
    return ""


def foreign_facts(comparison: Comparison) -> tuple[list[Word], list[Word]]:
    """Return the names, numbers and dates of each side that the other text has nowhere."""
    in_left = {word.text for word in comparison.left}
    in_right = {word.text for word in comparison.right}
    return (
        [word for word in comparison.only_left if word.is_fact and word.text not in in_right],
        [word for word in comparison.only_right if word.is_fact and word.text not in in_left],
    )


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(list(dict.fromkeys(word.text for word in words))[:3])


def same_words(left_text: str, right_text: str) -> bool:
    """Whether two texts are the same words in the same order."""
    return left_text == right_text or words(left_text) == words(right_text)
