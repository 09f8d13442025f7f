"""Reversals: two texts word for word alike, of which one says the contrary of the other.

Found guilty and found not guilty, raises and lowers, confirmed and cancelled, A beat B and B beat A: what differs is one
plain word, or the order of two names, and no measure of similarity sees it. Three signs are looked for in the openings
of both texts, where reports say what happened: a negation that one side alone has, in words that are otherwise the same;
words of contrary meaning in the same place; two names that have exchanged their places in the same plain words.

The words stand in `opposites.toml`, a small table for each language. A text in a language that is not there, and
exchanged names in scripts without capitals, show nothing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.folding.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.located import Words

OPENING_WORDS: Final = 40
"""Two sentences: a report says what happened there. Further down a copy is edited, and a quotation may say the contrary."""
_CHANGED_WORDS: Final = 6
"""A place in which more words differ was written anew, and says something else rather than the contrary."""
_JOINING: Final = frozenset(
    ["and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "й", "та", "a", "ja", "ve", "și", "v", "vs"]
)
"""Names on both sides of these words are a list, whose order says nothing."""

Slot = tuple[str, ...]
"""The names that stand between two plain words."""


class _Change(NamedTuple):
    """The words that each side has in one place."""

    left: Sequence[str]
    right: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Language:
    """What turns a sentence round in one language; `opposites` are pairs of groups of words and of starts of words."""

    known_by: frozenset[str]
    negations: frozenset[str]
    fillers: frozenset[str]
    opposites: tuple[tuple[_Group, _Group], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Words of one meaning: some as they are, some by how they begin."""

    words: frozenset[str]
    starts: tuple[str, ...]

    def find(self, words: Sequence[str]) -> str:
        """Return the first of the words that is of this group, or an empty string."""
        return next((word for word in words if word in self.words or word.startswith(self.starts)), "")


def reversal_reason(alignment: Alignment) -> str:
    """Return what one text says the contrary of, or an empty string."""
    left, right = alignment.left, alignment.right
    if _open_alike(left, right):
        return ""
    ours, theirs = _opening(left), _opening(right)
    differing = Counter(ours)
    differing.subtract(theirs)
    contrary = ""
    if any(_may_turn(word) for word, times in differing.items() if times):  # few edits hold such a word
        changes = [each for each in _changes(ours, theirs) if max(map(len, each)) <= _CHANGED_WORDS]
        contrary = _contrary_words(ours, theirs, changes)
    return contrary or _exchanged_names(left, right)


@lru_cache(maxsize=1 << 15)
def _may_turn(word: str) -> bool:
    """Whether the word is in the table of any language."""
    return any(
        word in each.negations or any(group.find([word]) for pair in each.opposites for group in pair)
        for each in _languages()
    )


def _open_alike(left: Words, right: Words) -> bool:
    """Whether both texts open with the same words, so that nothing there is reversed."""
    first = min(OPENING_WORDS, len(left), len(right))
    return bool((left.hashes[:first] == right.hashes[:first]).all())


def _opening(words: Words) -> list[str]:
    return [words.spelled(index) for index in range(min(OPENING_WORDS, len(words)))]


def _changes(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Change]:
    """Yield the places in which the openings differ, but for where the longer of them ends."""
    for what, start, end, other_start, other_end in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if what != "equal" and not (end == len(ours) and other_end == len(theirs)):
            yield _Change(ours[start:end], theirs[other_start:other_end])


def _contrary_words(ours: Sequence[str], theirs: Sequence[str], changes: Sequence[_Change]) -> str:
    """Return the negation that one side alone has, or the words of contrary meaning in one place."""
    if not changes or (language := _language_of([*ours, *theirs])) is None:
        return ""
    negated = [
        each for each in changes if _is_negated(each.left, language) != _is_negated(each.right, language)
    ]
    for each in changes:
        if each not in negated and (contrary := _contrary(each, language)):
            return f"the contrary is said: {contrary}"
    sides = {_is_negated(each.left, language) for each in negated}
    if len(sides) == 1:  # one that went and came again elsewhere was moved
        for each in negated:
            if not _contrary(each, language) and _are_alike(*(_without(side, language) for side in each)):
                return f"the contrary is said: {' '.join(each.left) or 'nothing'} against {' '.join(each.right) or 'nothing'}"
    return ""


def _is_negated(words: Sequence[str], language: _Language) -> bool:
    return not language.negations.isdisjoint(words)


def _without(words: Sequence[str], language: _Language) -> list[str]:
    """Return the words without negations and what comes and goes with them."""
    return [word for word in words if word not in language.negations and word not in language.fillers]


def _contrary(change: _Change, language: _Language) -> str:
    """Return the words of contrary meaning, one of each side; a side that has both says nothing."""
    for one, other in language.opposites:
        for first, second in ((one, other), (other, one)):
            ours, theirs = first.find(change.left), second.find(change.right)
            if ours and theirs and not second.find(change.left) and not first.find(change.right):
                return f"{ours} against {theirs}"
    return ""


def _exchanged_names(left: Words, right: Words) -> str:
    """Return two names that have exchanged their places among the same plain words."""
    ours, our_names = _slots(left)
    theirs, their_names = _slots(right)
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
            if is_exchanged and not _are_alike(one, other) and not _JOINING.issuperset(ours[first:second]):
                return f"{' '.join(one)} and {' '.join(other)} have exchanged their places"
    return ""


def _slots(words: Words) -> tuple[list[str], list[Slot]]:
    """Return the plain words of the opening, and the names before each of them and after the last."""
    plain: list[str] = []
    names: list[list[str]] = [[]]
    for index in range(min(OPENING_WORDS, len(words))):
        if words.text[words.starts.item(index)].isupper():
            names[-1].append(words.spelled(index))
        else:
            plain.append(words.spelled(index))
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
    return len(one) == len(other) and all(map(_are_forms, one, other))


def _are_forms(one: str, other: str) -> bool:
    kept = max(3, min(len(one), len(other)) - 2)
    return one == other or (one[:kept] == other[:kept] and abs(len(one) - len(other)) <= 3)


def _language_of(words: Sequence[str]) -> _Language | None:
    """Return the table of the language whose frequent words are the most among these; None where there are none."""
    counted = [(sum(word in each.known_by for word in words), each) for each in _languages()]
    most, language = max(counted, key=lambda counted: counted[0])
    return language if most else None


@cache
def _languages() -> tuple[_Language, ...]:
    table = tomllib.loads(Path(__file__).with_name("opposites.toml").read_text("utf-8"))
    return tuple(
        _Language(
            frozenset(map(normalise, each["known_by"])),
            frozenset(map(normalise, each["negations"])),
            frozenset(map(normalise, each["fillers"])),
            tuple((_group(one), _group(other)) for one, other in each["opposites"]),
        )
        for each in table.values()
    )


def _group(words: str) -> _Group:
    every = [normalise(word) for word in words.split()]
    return _Group(
        frozenset(word for word in every if not word.endswith("-")),
        tuple(word[:-1] for word in every if word.endswith("-")),
    )
