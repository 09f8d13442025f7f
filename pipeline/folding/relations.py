"""The relation of two articles, decided by exact numbers and by what differs.

Two texts in one form with other facts can share nine words in ten, and are told apart by what differs (`templates`).
Where they agree counts too: a copy opens like its original, while a follow-up of the same site opens with its news and
repeats the background. What was tried is in decision 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from pipeline.folding.headline_places import places_reason
from pipeline.folding.headlines import NO_HEADLINES, SharedText, may_be_standing, standing_reason
from pipeline.folding.reversals import reversal_reason
from pipeline.folding.templates import brief_reason, template_reason
from pipeline.folding.text import words
from pipeline.model import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.headlines import Headlines
    from pipeline.folding.verify import Measures, Similarity

RULES: Final = "8"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on two articles may fold: the two thresholds a deployment chooses."""

    jaccard: float = 0.5
    containment: float = 0.8

    @property
    def rule_version(self) -> str:
        """Name these rules with these limits, as stored beside every pair they decided."""
        return f"{RULES}/j{self.jaccard:g}/c{self.containment:g}"


class PageRelationship(Enum):
    """What two pages have to do with each other, whatever their texts say."""

    NONE = "none"
    SITE = "site"
    """Two pages of one site: they share boilerplate and background."""
    SERIES = "series"
    """Two days of one series on a site, by addresses that differ in the date alone with which they end."""
    NUMBER = "number"
    """Two pages of one site under one short number and one headline told anew: one page, unless they are a template."""
    PAGE = "page"
    """One page at two times."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The relation of a pair and the sentence that says why."""

    relation: Relation
    reason: str
    is_standing: bool = False
    """Whether what the two share is standing text, and not the own text of both."""


_SERIES: Final = Decision(
    Relation.TEMPLATE, "two days of one series: their addresses differ in the date alone"
)
# Drafts carry the boilerplate of their sites: of a short copy on another site three fifths may be all that it shares.
# Drafts of one cluster have one vote on boilerplate together, and too few votes are the safe side.
DRAFT_CONTAINMENT: Final = 0.6
# Below this many shared shingles a contained text is a caption, a quote or a lede: too little to be a copy.
ABRIDGED_SHARED: Final = 40
# One text holds the other and a quarter more of its own: it was cut, not edited.
CUT_SHARE: Final = 0.8
# A page written anew keeps three fifths of the shorter text; below that it may have been given to another report.
REVISION_CONTAINMENT: Final = 0.6
# A sentence: of a brief no more is there.
REVISION_SHARED: Final = 10
# A reused part worth showing: three sentences, and a quarter of the smaller text.
PARTIAL_SHARED: Final = 30
PARTIAL_CONTAINMENT: Final = 0.25
# No setting goes below this, so pairs above it are kept for folding again under others.
LEAST_JACCARD: Final = 0.3
# The opening that tells a copy from a text that shares background or boilerplate, and how much of it must be shared. On
# the labelled pages of one site every copy shared .52 of it or more, every follow-up .47 or less, and no pair that
# shares boilerplate more than .3.
_OPENING_WORDS: Final = 30
_OPENING_SHARE: Final = 0.5
# Between sites a caption, a title or a dateline of their own may stand before it.
_OPENING_STARTS: Final = (0, 15, 30)
# Nine in ten shingles are shared: one of two copies has a line before it, and no follow-up repeats so much.
_SAME_JACCARD: Final = 0.9
_IDENTICAL: Final = "the same words in the same order"
_ONE_PAGE: Final = (PageRelationship.PAGE, PageRelationship.NUMBER)


def may_fold(measured: Similarity, limits: Limits) -> bool:
    """Whether the numbers alone would let the pair fold, so that what differs must be looked at."""
    is_contained = measured.containment >= limits.containment and measured.shared >= ABRIDGED_SHARED
    return measured.jaccard >= limits.jaccard or is_contained


def is_worth_storing(measured: Similarity) -> bool:
    """Whether the numbers relate the pair at all, under the lowest limits that may ever be set."""
    is_reused = measured.shared >= PARTIAL_SHARED and measured.containment >= PARTIAL_CONTAINMENT
    return measured.jaccard >= LEAST_JACCARD or is_reused


def are_worth_storing(measures: Measures) -> NDArray[np.bool_]:
    """Return `is_worth_storing` of all pairs at once."""
    reused = (measures.shared >= PARTIAL_SHARED) & (measures.containment >= PARTIAL_CONTAINMENT)
    return (measures.jaccard >= LEAST_JACCARD) | reused


def decide(
    measured: Similarity,
    alignment: Alignment,
    limits: Limits,
    relationship: PageRelationship = PageRelationship.NONE,
    headlines: Headlines = NO_HEADLINES,
) -> Decision:
    """Return the relation of two texts, given what their pages have to do with each other, and their headlines."""
    decision = _decide(measured, alignment, limits, relationship)
    if not decision.relation.folds or relationship in _ONE_PAGE:
        return decision
    if not may_be_standing(headlines):
        return decision
    if why := places_reason(alignment, headlines):
        return Decision(Relation.TEMPLATE, why)
    return _of_own_text(decision, SharedText.of(alignment), relationship, headlines)


def decide_identical(
    text: str, relationship: PageRelationship = PageRelationship.NONE, headlines: Headlines = NO_HEADLINES
) -> Decision:
    """Return the relation of two pages that say the same words in the same order."""
    decision = _identical(relationship)
    if not decision.relation.folds or relationship in _ONE_PAGE or not may_be_standing(headlines):
        return decision
    return _of_own_text(decision, SharedText(text, text, text, 1.0), relationship, headlines)


def _identical(relationship: PageRelationship) -> Decision:
    """Return what pages of one text are, and of nearly one text where they are two days of a series."""
    return _SERIES if relationship is PageRelationship.SERIES else Decision(Relation.IDENTICAL, _IDENTICAL)


def _of_own_text(
    decision: Decision, share: SharedText, relationship: PageRelationship, headlines: Headlines
) -> Decision:
    """Return the decision to fold, or that what is shared is standing text."""
    why = standing_reason(share, headlines, is_one_site=relationship is PageRelationship.SITE)
    return Decision(Relation.PARTIAL, why, is_standing=True) if why else decision


def _decide(
    measured: Similarity,
    alignment: Alignment,
    limits: Limits,
    relationship: PageRelationship,
) -> Decision:
    """Return the relation by the texts and what their pages have to do with each other."""
    if not may_fold(measured, limits):
        return _below_limits(measured, alignment, relationship)
    if alignment.is_identical or relationship is PageRelationship.SERIES:
        return _identical(relationship)
    if relationship is PageRelationship.PAGE:
        return Decision(
            Relation.REVISION, f"one page at two times, {measured.jaccard:.0%} of all shingles shared"
        )
    if why := _other_news_in_one_form(alignment, relationship):
        return Decision(Relation.TEMPLATE, why)
    if relationship is PageRelationship.NUMBER:
        return Decision(
            Relation.REVISION, f"one page by its number, {measured.jaccard:.0%} of all shingles shared"
        )
    why = _shared_without_opening(measured, alignment, limits, relationship)
    return Decision(Relation.PARTIAL, why) if why else _copy(measured, limits)


def _other_news_in_one_form(alignment: Alignment, relationship: PageRelationship) -> str:
    """Return why the two are one form with other facts, or say the contrary, or an empty string."""
    on_site = brief_reason(alignment) if relationship is PageRelationship.SITE else ""
    return template_reason(alignment) or reversal_reason(alignment) or on_site


def _below_limits(measured: Similarity, alignment: Alignment, relationship: PageRelationship) -> Decision:
    """Return the relation of texts whose numbers do not let them fold, unless they are one page written anew."""
    is_kept = measured.containment >= REVISION_CONTAINMENT and measured.shared >= REVISION_SHARED
    if relationship in _ONE_PAGE and is_kept and not template_reason(alignment):
        return Decision(
            Relation.REVISION, f"one page written anew, {measured.containment:.0%} of the shorter text kept"
        )
    if is_worth_storing(measured):
        return Decision(
            Relation.PARTIAL, f"{measured.containment:.0%} of the shorter text stands in the other"
        )
    return Decision(Relation.DISTINCT, f"only {measured.shared} shingles shared")


def _copy(measured: Similarity, limits: Limits) -> Decision:
    """Return whether a copy is whole or was cut."""
    is_cut = (
        measured.containment >= limits.containment and measured.jaccard <= CUT_SHARE * measured.containment
    )
    if measured.jaccard >= limits.jaccard and not is_cut:
        return Decision(Relation.NEAR_DUPLICATE, f"{measured.jaccard:.0%} of all shingles shared")
    return Decision(Relation.ABRIDGED, f"{measured.containment:.0%} of the shorter text stands in the longer")


def _shared_without_opening(
    measured: Similarity, alignment: Alignment, limits: Limits, relationship: PageRelationship
) -> str:
    """Return why a pair shares background, boilerplate or one part among several, or an empty string.

    Pages of one site repeat background and boilerplate below openings of their own, and a text that holds a shorter
    one somewhere in its middle is a digest; a copy, also a cut one, opens like its original.
    """
    if relationship is PageRelationship.NONE and measured.jaccard >= limits.jaccard:
        return ""
    if measured.jaccard >= _SAME_JACCARD:
        return ""
    starts = _OPENING_STARTS if relationship is PageRelationship.NONE else (0,)
    opening = alignment.opening_shared(_OPENING_WORDS, starts)
    if opening >= _OPENING_SHARE:
        return ""
    where = "pages of one site" if relationship is PageRelationship.SITE else "one text holds the other"
    return f"{where}, but only {opening:.0%} of the opening is shared"


def same_words(left_text: str, right_text: str) -> bool:
    """Whether two texts are the same words in the same order."""
    return left_text == right_text or words(left_text) == words(right_text)
