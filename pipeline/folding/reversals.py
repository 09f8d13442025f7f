"""Reversals: two texts word for word alike, of which one says the contrary of the other.

Found guilty and found not guilty, raises and lowers, confirmed and cancelled, A beat B and B beat A: what differs is one
plain word, or the order of two names, and no measure of similarity sees it. Three signs are looked for in the openings
of both texts, where reports say what happened: a negation that one side alone has, in words that are otherwise the same;
words of contrary meaning in the same place; two names that have exchanged their places in the same plain words.

The words stand in `opposites.toml`, a small table for each language. A text in a language that is not there shows nothing
but exchanged names: by their capitals, or in scripts without them by what stands around (`exchanges`).
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.folding.exchanges import JOINING, are_forms, exchanged
from pipeline.folding.opposites import forms_without_affix, is_negated_form, language_of, languages, may_turn
from pipeline.folding.text import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.located import Words
    from pipeline.folding.opposites import Language

OPENING_WORDS: Final = 40
"""Two sentences: a report says what happened there. Further down a copy is edited, and a quotation may say the contrary."""
OPENING_CHARACTERS: Final = 100
"""The same in scripts that write no spaces."""
_CHANGED_WORDS: Final = 6
"""A place in which more words differ was written anew, and says something else rather than the contrary."""
_CHANGED_CHARACTERS: Final = 14
_CHANCE_CHARACTERS: Final = 2
"""So many equal characters between two changed places are chance, and both are one place."""
Slot = tuple[str, ...]
"""The names that stand between two plain words."""
Slots = tuple[list[str], list[Slot]]
"""Plain words, and the names before each of them and after the last."""


class _Change(NamedTuple):
    """The words that each side has in one place, and the same with what stands around it in scripts without spaces."""

    left: Sequence[str]
    right: Sequence[str]
    left_around: Sequence[str]
    right_around: Sequence[str]

    @property
    def is_small(self) -> bool:
        """Whether so little differs that it may say the contrary; more was written anew."""
        words = max(self.left, self.right, key=len)
        return len(words) <= (_CHANGED_CHARACTERS if _are_unspaced(words) else _CHANGED_WORDS)


def reversal_reason(alignment: Alignment) -> str:
    """Return what one text says the contrary of, or an empty string."""
    left, right = alignment.left, alignment.right
    first = _opening_length(left, right)
    if _open_alike(left, right, first):
        return ""
    ours, theirs = left.first(first), right.first(first)
    differing = Counter(ours)
    differing.subtract(theirs)
    contrary = ""
    gone, come = list(+differing), list(-differing)
    if any(map(may_turn, (*gone, *come))) or _have_affix(gone, come):  # few edits hold such a word
        changes = [each for each in _changes(ours, theirs) if each.is_small]
        contrary = _contrary_words(ours, theirs, changes)
    if contrary:
        return contrary
    if names := exchanged(ours, theirs):
        return f"{names[0]} and {names[1]} have exchanged their places"
    return _exchanged_names(_slots(left, ours), _slots(right, theirs))


def _have_affix(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether a word of one side is one of the other with an affix that negates it in some language."""
    return any(
        not others.isdisjoint(forms_without_affix(word, each))
        for each in languages()
        if each.affixes
        for words, others in ((gone, set(come)), (come, set(gone)))
        for word in words
    )


def _opening_length(left: Words, right: Words) -> int:
    """Return how many words of both are looked at."""
    some = [words.spelled(min(OPENING_WORDS, len(words)) // 2) for words in (left, right) if len(words)]
    return OPENING_CHARACTERS if any(_are_unspaced([each]) for each in some) else OPENING_WORDS


def _are_unspaced(words: Sequence[str]) -> bool:
    return bool(words) and is_unspaced(ord(words[0][0]))


def _open_alike(left: Words, right: Words, first: int) -> bool:
    """Whether both texts open with the same words, so that nothing there is reversed."""
    first = min(first, len(left), len(right))
    return bool((left.hashes[:first] == right.hashes[:first]).all())


def _changes(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Change]:
    """Yield the places in which the openings differ, but for where the longer of them ends."""
    matched = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    places = [place[1:] for place in matched if place[0] != "equal"]
    for start, end, other_start, other_end in _without_chance(ours, places):
        if not (end == len(ours) and other_end == len(theirs)):
            sides = ours[start:end], theirs[other_start:other_end]
            around = ours[max(0, start - 1) : end + 1], theirs[max(0, other_start - 1) : other_end + 1]
            are_unspaced = any(map(_are_unspaced, sides))
            yield _Change(*sides, *(around if are_unspaced else sides))


def _without_chance(
    ours: Sequence[str], places: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the changed places, as one where in a script without spaces hardly a character parts them."""
    last: tuple[int, int, int, int] | None = None
    for place in places:
        if last and place[0] - last[1] <= _CHANCE_CHARACTERS and _are_unspaced(ours[last[1] : place[0]]):
            last = (last[0], place[1], last[2], place[3])
            continue
        if last:
            yield last
        last = place
    if last:
        yield last


def _contrary_words(ours: Sequence[str], theirs: Sequence[str], changes: Sequence[_Change]) -> str:
    """Return the negation that one side alone has, or the words of contrary meaning in one place."""
    if not changes or (language := language_of([*ours, *theirs])) is None:
        return ""
    if word := _affixed(changes, language):
        return f"the contrary is said: {word}"
    negated = [
        each for each in changes if _is_negated(each.left, language) != _is_negated(each.right, language)
    ]
    for each in changes:
        if each not in negated and (contrary := _contrary(each, language)):
            return f"the contrary is said: {contrary}"
    sides = {_is_negated(each.left, language) for each in negated}
    if len(sides) == 1:  # one that went and came again elsewhere was moved
        for each in negated:
            if not _contrary(each, language) and _are_alike(*(_without(side, language) for side in each[:2])):
                return f"the contrary is said: {' '.join(each.left) or 'nothing'} against {' '.join(each.right) or 'nothing'}"
    return ""


def _is_negated(words: Sequence[str], language: Language) -> bool:
    return bool(language.negations.find(words))


def _affixed(changes: Sequence[_Change], language: Language) -> str:
    """Return a word and its negation by an affix, where one stands in place of the other."""
    for each in changes:
        if language.affixes and len(each.left) == len(each.right):
            for one, other in zip(each.left, each.right, strict=True):
                if is_negated_form(one, other, language) or is_negated_form(other, one, language):
                    return f"{one} against {other}"
    return ""


def _without(words: Sequence[str], language: Language) -> list[str]:
    """Return the words without negations and what comes and goes with them."""
    left = language.fillers.without(language.negations.without(words))
    are_verbs = language.prefixes and len(left) == 1
    return [left[0][left[0].startswith(language.prefixes) :]] if are_verbs else left


def _contrary(change: _Change, language: Language) -> str:
    """Return the words of contrary meaning, one of each side; a side that has both says nothing."""
    for one, other in language.opposites:
        for first, second in ((one, other), (other, one)):
            left, right = change.left_around, change.right_around
            ours, theirs = first.find(left), second.find(right)
            if ours and theirs and not second.find(left) and not first.find(right):
                return f"{ours} against {theirs}"
    return ""


def _exchanged_names(left: Slots, right: Slots) -> str:
    """Return two names that have exchanged their places among the same plain words."""
    (ours, our_names), (theirs, their_names) = left, right
    same = next(
        (at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other),
        min(len(ours), len(theirs)),
    )
    differing = [
        (at, *_without_common(our_names[at], their_names[at]))
        for at in range(min(same + 1, len(our_names), len(their_names)))
        if our_names[at] != their_names[at]
    ]
    for number, (first, one, other) in enumerate(differing):
        for second, later_one, later_other in differing[number + 1 :]:
            is_exchanged = one and other and _are_alike(one, later_other) and _are_alike(other, later_one)
            if is_exchanged and not _are_alike(one, other) and not JOINING.issuperset(ours[first:second]):
                return f"{' '.join(one)} and {' '.join(other)} have exchanged their places"
    return ""


def _slots(words: Words, opening: Sequence[str]) -> Slots:
    """Return the plain words of the opening, and the names before each of them and after the last."""
    plain: list[str] = []
    names: list[list[str]] = [[]]
    starts = words.starts[: min(OPENING_WORDS, len(opening))].tolist()
    for start, word in zip(starts, opening, strict=False):
        if words.text[start].isupper():
            names[-1].append(word)
        else:
            plain.append(word)
            names.append([])
    return plain, list(map(tuple, names))


def _without_common(one: Slot, other: Slot) -> tuple[Slot, Slot]:
    """Return both without the words they begin and end with in common: an article, a title."""
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both are the same words, or forms of them: an ending may follow the case."""
    return len(one) == len(other) and all(map(are_forms, one, other))
