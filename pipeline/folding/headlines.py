"""Whether two pages share text that is their own: what is shared must say what their headlines say.

Pages of one site may show the same prompt, notice, menu or form under two headlines, and such texts are alike and no
copies. Three rules tell them from copies:

1. Under two headlines, what two pages of one site share says a third of what either headline alone says.
2. Under two headlines, either page opens with words that the other has too: the first sentence of a thin page is all that
   it says.
3. One headline told in two ways is no second headline, unless what either alone says, or whom either alone names, stands
   in what only its page says, or one counts what its text does not hold: of "ten reports of today" one may be left.

Pages of two sites have headlines of their own for one text. They share standing text where that is short and says nothing at all
of either headline. decisions/0026 has what was measured.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.folding.text import is_unspaced, located_words, spaced, words

if TYPE_CHECKING:
    from pipeline.folding.alignment import Alignment

MIN_NAMED: Final = 1 / 3
"""Of what a headline alone says, copies share a third or more: labelled copies .37, forms and notices .2 at most."""
MIN_WORD_LETTERS: Final = 4
"""Shorter words stand in every text. In Hangul two letters are a word; in scripts without spaces two characters are."""
FIRST_WORDS: Final = 12
"""The first sentence of a thin page, of which half must be shared."""
FIRST_SHARE: Final = 0.5
NOTICE_WORDS: Final = 120
"""Between sites a longer text is a report whatever its headlines say: prompts and notices are shorter."""
LONG_HEADLINE: Final = 4
"""Between sites a longer text is a report, but one that says nothing of two headlines of so many words each: consent."""
_CHANCE_SHARE: Final = 1 / 4
"""Of the long words of a headline, so many stand in any long text: with, after, their."""
_LEDE_WORDS: Final = 2
"""Words of a headline, which are more than chance in the sentences that its page alone has."""
_STEM_LETTERS: Final = 5
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_HANGUL_LETTERS: Final = 2

STANDING_TEXT: Final = "only standing text is shared: it does not say what the two headlines say"
OTHER_OPENINGS: Final = "two headlines of one site, each over a first sentence of its own"
OTHER_NEWS: Final = "either tells news of its own, as its headline does, over the same background"
OTHER_NAMES: Final = "what tells the two headlines apart stands in what is not shared"
UNKEPT: Final = "the headline of one announces what its text does not hold"


class Headlines(NamedTuple):
    """The headlines of two pages; None where a page has none."""

    left: str | None = None
    right: str | None = None


NO_HEADLINES: Final = Headlines()


class _Side(NamedTuple):
    """What one headline says, alone and in common with the other, and how much of what it alone says stands where."""

    alone: frozenset[str]
    common: frozenset[str]
    in_shared: int
    in_text: int
    common_in_shared: int

    @property
    def is_another(self) -> bool:
        """Whether the headline says more that is its own than it has in common: it is not the other one, told anew."""
        return len(self.alone) > len(self.common)

    @property
    def is_chance_in_shared(self) -> bool:
        """Whether what both pages share says no more of what this headline alone says than any text would."""
        return self.in_shared <= _CHANCE_SHARE * len(self.alone)

    @property
    def is_shared(self) -> bool:
        """Whether what both pages share says enough of what this headline alone says, and no less than the rest does."""
        if self.in_shared < self.in_text - self.in_shared:
            return False
        is_said = self.in_shared and 2 * (self.in_shared + self.common_in_shared) >= len(
            self.alone | self.common
        )
        return is_said or self.in_shared >= MIN_NAMED * len(self.alone)


class SharedText(NamedTuple):
    """What two texts share, both texts, and how much of both first sentences is shared, 0 to 1."""

    shared: str
    left: str
    right: str
    first_shared: float

    @classmethod
    def of(cls, alignment: Alignment) -> SharedText:
        """Return what is shared of two aligned texts."""
        passages = " ".join(_passages(alignment))
        return cls(passages, alignment.left.text, alignment.right.text, alignment.opening_shared(FIRST_WORDS))


def standing_reason(share: SharedText, headlines: Headlines, *, is_one_site: bool) -> str:
    """Return why what two pages share is not the own text of both, or an empty string."""
    if not may_be_standing(headlines):
        return ""
    title, other = headlines.left or "", headlines.right or ""
    shared = _haystack(share.shared)
    sides = _side(title, other, shared, share.left), _side(other, title, shared, share.right)
    if not is_one_site:
        return _standing_between_sites(share, sides)
    return _standing_on_site(share, title, other, sides, shared)


def _standing_between_sites(share: SharedText, sides: tuple[_Side, _Side]) -> str:
    """Return why two sites share no report: they show one notice, or tell two pieces of news over one background."""
    is_short = len(words(share.shared)) <= NOTICE_WORDS
    are_silent = all(
        side.alone and not side.in_shared
        if is_short
        else len(side.alone) >= LONG_HEADLINE and side.is_chance_in_shared
        for side in sides
    )
    if are_silent and not sides[0].common_in_shared:
        return STANDING_TEXT
    if share.first_shared < FIRST_SHARE and all(
        side.is_chance_in_shared and side.in_text - side.in_shared >= _LEDE_WORDS for side in sides
    ):
        return OTHER_NEWS
    return ""


def _standing_on_site(
    share: SharedText, title: str, other: str, sides: tuple[_Side, _Side], shared: str
) -> str:
    if any(side.is_another and not side.is_shared for side in sides):
        return STANDING_TEXT
    if any(side.is_another for side in sides) and share.first_shared < FIRST_SHARE:
        return OTHER_OPENINGS
    if _announces_more(title, other, share.left) or _announces_more(other, title, share.right):
        return UNKEPT
    if all(side.alone and not side.in_shared and side.in_text for side in sides) or all(
        (_names_alone(title, other, share.left, shared), _names_alone(other, title, share.right, shared))
    ):
        return OTHER_NAMES
    return ""


def _names_alone(title: str, other: str, text: str, shared: str) -> bool:
    """Whether a headline alone names somebody whom its text names, and none of these in what is shared."""
    names = {f" {each} " for each in _names(title) - set(words(other))}
    return _count(frozenset(names), _haystack(text)) > 0 == _count(frozenset(names), shared)


def _names(title: str) -> set[str]:
    """Return the words of a headline with a capital, but for the first word."""
    return {word.text for word in located_words(title)[1:] if title[word.start].isupper()}


def may_be_standing(headlines: Headlines) -> bool:
    """Whether there are two headlines that differ, so that what is shared may be the own text of neither."""
    return bool(headlines.left and headlines.right and headlines.left != headlines.right)


def have_like_titles(title: str | None, other: str | None) -> bool:
    """Whether two members of a story have like titles; a title without a long word is like any, and none is like all."""
    if not title or not other or title == other or not named(title) or not named(other):
        return True
    return are_one_headline(Headlines(title, other))


def are_one_headline(headlines: Headlines) -> bool:
    """Whether two headlines have a third of the shorter one in common: it was told anew."""
    left, right = (named(each or "") for each in headlines)
    return len(left & right) >= MIN_NAMED * max(1, min(len(left), len(right)))


@lru_cache(maxsize=1 << 14)
def named(text: str) -> frozenset[str]:
    """Return how the long words of a text begin, and the pairs of characters where no spaces part words.

    Each is given as it stands in a text that `_haystack` made, so that looking for it needs no list of words.
    """
    found = set()
    before = ""
    for word in words(text):
        if is_unspaced(ord(word[0])):
            if before:
                found.add(f" {before}  {word} ")
            before = word
            continue
        before = ""
        letters, stem = (_HANGUL_LETTERS,) * 2 if _HANGUL.match(word) else (MIN_WORD_LETTERS, _STEM_LETTERS)
        if len(word) >= letters:
            found.add(f" {word[:stem]}")
    return frozenset(found)


@lru_cache(maxsize=1 << 10)
def _haystack(text: str) -> str:
    return f" {spaced(text)} "


def _count(wanted: frozenset[str], haystack: str) -> int:
    return sum(each in haystack for each in wanted)


def _side(title: str, other: str, shared: str, text: str) -> _Side:
    said, said_there = named(title), named(other)
    alone = said - said_there
    common = said & said_there
    return _Side(alone, common, _count(alone, shared), _count(alone, _haystack(text)), _count(common, shared))


def _passages(alignment: Alignment) -> list[str]:
    """Return the text of every matched passage."""
    left = alignment.left
    return [
        left.text[left.starts.item(each.left) : left.ends.item(each.left + each.words - 1)]
        for each in alignment.passages
    ]


def _announces_more(title: str, other: str, text: str) -> bool:
    """Whether a headline gives numbers that neither the other nor its own text gives: of ten reports one is left."""
    numbers = _numbers(title) - _numbers(other)
    return bool(numbers) and numbers.isdisjoint(_numbers(text))


def _numbers(text: str) -> set[str]:
    return {word for word in words(text) if word.isdigit()}
