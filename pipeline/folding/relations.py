"""The relation of two articles, decided by exact numbers and by what differs.

Two texts in one form with other facts (a quarterly result, a rate decision, a court report) can share nine words in
ten. What gives them away is *where* they differ: names, numbers and dates exchanged in place, on both sides. A copy
that was edited, cut or brought up to date differs by passages, or by facts on one side alone. And where they agree
counts too: a copy opens like its original, while a follow-up of the same site opens with its news and repeats the
background.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import words
from pipeline.model import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.folding.evidence import Comparison
    from pipeline.folding.located import Words
    from pipeline.folding.verify import Measures

RULES: Final = "5"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on two articles may fold: the two thresholds a deployment chooses."""

    jaccard: float = 0.5
    containment: float = 0.8

    @property
    def rule_version(self) -> str:
        """Name these rules with these limits, as stored beside every pair they decided."""
        return f"{RULES}/j{self.jaccard:g}/c{self.containment:g}"


class Kinship(Enum):
    """What two pages have to do with each other, whatever their texts say."""

    NONE = "none"
    SITE = "site"
    """Two pages of one site: they share furniture and background."""
    PAGE = "page"
    """One page at two times."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The relation of a pair and the sentence that says why."""

    relation: Relation
    reason: str


# Drafts carry the furniture of their sites: of a short copy on another site three fifths may be all that it shares. Who is
# one story by drafts has one vote on furniture together, and too few votes are the safe side.
DRAFT_CONTAINMENT: Final = 0.6
# Below this many shared shingles a contained text is a caption, a quote or a lede: too little to be a copy.
ABRIDGED_SHARED: Final = 40
# One text holds the other and a quarter more of its own: it was cut, not edited.
CUT_SHARE: Final = 0.8
# A page written anew keeps three fifths of the shorter text; below that it may have been given to another report.
REVISION_CONTAINMENT: Final = 0.6
# A reused part worth showing: three sentences, and a quarter of the smaller text.
PARTIAL_SHARED: Final = 30
PARTIAL_CONTAINMENT: Final = 0.25
# No setting goes below this, so pairs above it are kept for folding again under others.
LEAST_JACCARD: Final = 0.3
# Facts each side has alone before they make a template: three, and in long texts one word in fifty, for page counters
# and dates of a long page change too; and at least half of all that differs, for a rewritten copy changes plain words.
_TEMPLATE_FACTS: Final = 3
_TEMPLATE_RATE: Final = 0.02
_TEMPLATE_SHARE: Final = 0.5
# Different facts exchanged in place: two, or one in a hundred words. Copies on the labelled pages exchange one in seven
# hundred at most; central banks, sanctions and match reports five in two hundred.
_SWAPPED_FACTS: Final = 2
_SWAPPED_RATE: Final = 0.01
_SWAPS_SHOWN: Final = 3
# In a text this short one exchanged fact is the story: charged on Tuesday, sentenced on Friday. Of two hundred copies so
# short on the labelled and the made-up pages none exchanges any; longer ones do, by a typing error or a second spelling.
_SHORT_WORDS: Final = 120
# In one this short so is one plain word exchanged in its opening: exports, imports. And in one not quite so short, when
# nothing else differs; no copy under 120 words exchanges a plain word in its opening at all.
_BRIEF_WORDS: Final = 40
_BRIEF_ALONE_WORDS: Final = 120
_BRIEF_OPENING: Final = 15
# The opening that tells a copy from a text that shares background or furniture, and how much of it must be shared. On
# the labelled pages of one site every copy shared .52 of it or more, every follow-up .47 or less, and no pair that
# shares furniture more than .3.
_OPENING_WORDS: Final = 30
_OPENING_SHARE: Final = 0.5
# Between sites a caption, a title or a dateline of their own may stand before it.
_OPENING_STARTS: Final = (0, 15, 30)


def may_fold(jaccard: float, containment: float, shared: int, limits: Limits) -> bool:
    """Whether the numbers alone would let the pair fold, so that what differs must be looked at."""
    return jaccard >= limits.jaccard or (containment >= limits.containment and shared >= ABRIDGED_SHARED)


def is_worth_storing(jaccard: float, containment: float, shared: int) -> bool:
    """Whether the numbers relate the pair at all, under the lowest limits that may ever be set."""
    return jaccard >= LEAST_JACCARD or (shared >= PARTIAL_SHARED and containment >= PARTIAL_CONTAINMENT)


def are_worth_storing(measures: Measures) -> NDArray[np.bool_]:
    """Return `is_worth_storing` of all pairs at once."""
    reused = (measures.shared >= PARTIAL_SHARED) & (measures.containment >= PARTIAL_CONTAINMENT)
    return (measures.jaccard >= LEAST_JACCARD) | reused


def decide(  # noqa: PLR0911 - one return for each relation, in the order in which they are ruled out
    jaccard: float,
    containment: float,
    shared: int,
    comparison: Comparison,
    limits: Limits,
    *,
    kinship: Kinship = Kinship.NONE,
) -> Decision:
    """Return the relation of two texts, given what their pages have to do with each other."""
    if not may_fold(jaccard, containment, shared, limits):
        is_kept = containment >= REVISION_CONTAINMENT and shared >= ABRIDGED_SHARED
        if kinship is Kinship.PAGE and is_kept and not template_reason(comparison):
            return Decision(
                Relation.REVISION, f"one page written anew, {containment:.0%} of the shorter text kept"
            )
        if is_worth_storing(jaccard, containment, shared):
            return Decision(Relation.PARTIAL, f"{containment:.0%} of the shorter text stands in the other")
        return Decision(Relation.DISTINCT, f"only {shared} shingles shared")
    if comparison.is_identical:
        return Decision(Relation.IDENTICAL, "the same words in the same order")
    if kinship is Kinship.PAGE:
        return Decision(Relation.REVISION, f"one page at two times, {jaccard:.0%} of all shingles shared")
    if why := template_reason(comparison):
        return Decision(Relation.TEMPLATE, why)
    if why := _shared_without_opening(jaccard, comparison, limits, kinship):
        return Decision(Relation.PARTIAL, why)
    is_cut = containment >= limits.containment and jaccard <= CUT_SHARE * containment
    if jaccard >= limits.jaccard and not is_cut:
        return Decision(Relation.NEAR_DUPLICATE, f"{jaccard:.0%} of all shingles shared")
    return Decision(Relation.ABRIDGED, f"{containment:.0%} of the shorter text stands in the longer")


def _shared_without_opening(jaccard: float, comparison: Comparison, limits: Limits, kinship: Kinship) -> str:
    """Return why a pair shares background, furniture or one part among several, or an empty string.

    Pages of one site repeat background and furniture below openings of their own, and a text that holds a shorter one
    somewhere in its middle is a round-up; a copy, also a cut one, opens like its original.
    """
    if kinship is Kinship.NONE and jaccard >= limits.jaccard:
        return ""
    starts = _OPENING_STARTS if kinship is Kinship.NONE else (0,)
    opening = comparison.opening_shared(_OPENING_WORDS, starts)
    if opening >= _OPENING_SHARE:
        return ""
    where = "pages of one site" if kinship is Kinship.SITE else "one text holds the other"
    return f"{where}, but only {opening:.0%} of the opening is shared"


def template_reason(comparison: Comparison) -> str:
    """Return why the two texts are one form filled with different facts, or an empty string."""
    words_compared = min(len(comparison.left), len(comparison.right))
    if why := _one_word_exchanged(comparison, words_compared):
        return why
    left, right = comparison.facts_left, comparison.facts_right
    if not left or not right:
        return ""
    needed = 1 if words_compared <= _SHORT_WORDS else max(_SWAPPED_FACTS, _SWAPPED_RATE * words_compared)
    swaps = list(islice(_exchanged_facts(comparison), max(_SWAPS_SHOWN, ceil(needed))))
    if len(swaps) >= needed:
        exchanges = (
            f"{comparison.left.joined(one)} against {comparison.right.joined(other)}"
            for one, other in swaps[:_SWAPS_SHOWN]
        )
        return f"other facts in the same places: {'; '.join(exchanges)}"
    if (
        min(len(left), len(right)) >= max(_TEMPLATE_FACTS, _TEMPLATE_RATE * words_compared)
        and len(left) >= _TEMPLATE_SHARE * len(comparison.only_left)
        and len(right) >= _TEMPLATE_SHARE * len(comparison.only_right)
    ):
        return f"one form with other facts: {_listed(comparison.left, left)} against {_listed(comparison.right, right)}"
    return ""


def _exchanged_facts(comparison: Comparison) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the facts of one side alone that stand in the place of such of the other, each exchange once.

    A name that is only spelled otherwise is the same fact.
    """
    if not comparison.swaps:
        return
    left, right = comparison.left, comparison.right
    ours, theirs = left.hashes.item, right.hashes.item
    in_left = set(left.hashes[list(comparison.facts_left)].tolist())
    in_right = set(right.hashes[list(comparison.facts_right)].tolist())
    seen = set()
    for swap in comparison.swaps:
        one = [at for at in range(swap.left, swap.left + swap.left_words) if ours(at) in in_left]
        other = [at for at in range(swap.right, swap.right + swap.right_words) if theirs(at) in in_right]
        if not one or not other:
            continue
        if len(one) == len(other) == 1 and _are_one_name(left.spelled(one[0]), right.spelled(other[0])):
            continue
        exchange = tuple(map(ours, one)), tuple(map(theirs, other))
        if exchange not in seen:
            seen.add(exchange)
            yield one, other


def _spelled(words: Words, first: int, count: int) -> list[str]:
    return [words.spelled(index) for index in range(first, first + count)]


def _one_word_exchanged(comparison: Comparison, words_compared: int) -> str:
    """Return why one plain word stands for another throughout, or in the opening of a brief text."""
    left, right = comparison.left, comparison.right
    singles = [
        (swap.left, swap.right) for swap in comparison.swaps if swap.left_words == swap.right_words == 1
    ]
    if not singles:
        return ""
    times = max(Counter((left.hashes.item(one), right.hashes.item(other)) for one, other in singles).values())
    differing = max(len(comparison.only_left), len(comparison.only_right))
    is_throughout = times >= 2 and 2 * times >= differing
    is_brief = words_compared <= (_BRIEF_ALONE_WORDS if differing == times else _BRIEF_WORDS)
    if not is_throughout and not is_brief:  # of most pairs no word need be spelled
        return ""
    swaps = Counter((left.spelled(one), right.spelled(other)) for one, other in singles)
    if is_throughout:
        one, other = min(swaps, key=lambda exchange: (-swaps[exchange], exchange))
        if not _are_one_word(one, other):
            return f"{one} everywhere against {other}"
    if is_brief:
        opening = set(_spelled(left, 0, min(_BRIEF_OPENING, len(left))))
        for one, other in sorted(swaps):
            if one in opening and not _are_one_word(one, other):
                return f"a brief text that opens with {one} against {other}"
    return ""


def _are_one_name(left: str, right: str) -> bool:
    """Whether two facts look like spellings or forms of one name: Vendome and Vendôme."""
    return left[:3] == right[:3] and min(len(left), len(right)) > 4 and left.isalpha() and right.isalpha()


def _are_one_word(left: str, right: str) -> bool:
    """Whether two words look like forms or spellings of one, or are too short to carry the story."""
    return min(len(left), len(right)) < 4 or left[:3] == right[:3]


def _listed(words: Words, chosen: Sequence[int]) -> str:
    return ", ".join(list(dict.fromkeys(words.spelled(index) for index in chosen))[:3])


def same_words(left_text: str, right_text: str) -> bool:
    """Whether two texts are the same words in the same order."""
    return left_text == right_text or words(left_text) == words(right_text)
