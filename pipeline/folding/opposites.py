"""The tables of `opposites.toml`: which words negate, and which say the contrary of which, in each language."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import is_unspaced, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

_AFFIXED_LETTERS: Final = 3
_LONGEST_WORD: Final = 60
"""Letters of the longest words that are looked at: one of 40,000, all `ma`, would have 20,000 forms of as many letters."""
_FIRST_OWN_SCRIPT: Final = "\u0590"
_OWN_SCRIPT: Final = 0.2
"""Of the words of a text, so many are written in the script that its language has to itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one meaning: some as they are, some by how they begin, some as characters without spaces around them."""

    words: frozenset[str]
    starts: tuple[str, ...]
    runs: tuple[str, ...]

    def find(self, words: Sequence[str]) -> str:
        """Return the first of the words that is of this group, or an empty string."""
        found = next((word for word in words if word in self.words or word.startswith(self.starts)), "")
        if found or not self.runs:
            return found
        joined = "".join(words)
        return next((run for run in self.runs if run in joined), "")

    def without(self, words: Sequence[str]) -> list[str]:
        """Return the words that are not of this group."""
        if not self.runs:
            return [word for word in words if word not in self.words and not word.startswith(self.starts)]
        joined = "".join(words)
        for run in self.runs:
            joined = joined.replace(run, "")
        return list(joined)


@dataclass(frozen=True, slots=True)
class Language:
    """What turns a sentence round in one language; `opposites` are pairs of groups of words of contrary meaning.

    `letters` are those of a script that the language has to itself. `affixes` negate a word that has one more: `x-` before
    it, `-x-` within it.
    """

    known_by: frozenset[str]
    letters: re.Pattern[str] | None
    negations: Group
    fillers: Group
    affixes: tuple[str, ...]
    prefixes: tuple[str, ...]
    has_fixed_order: bool
    opposites: tuple[tuple[Group, Group], ...]


@lru_cache(maxsize=1 << 15)
def may_turn(word: str) -> bool:
    """Whether the word, or a character of a script without spaces, is in the table of any language."""
    every = _every_group()
    return word in every.words or word.startswith(every.starts) or word in every.runs


@cache
def _every_group() -> Group:
    """Return all that negates or has a contrary as one group; its runs are single characters."""
    groups = [
        group
        for each in languages()
        for group in (each.negations, *(group for pair in each.opposites for group in pair))
    ]
    return Group(
        frozenset().union(*(group.words for group in groups)),
        tuple({start for group in groups for start in group.starts}),
        tuple({character for group in groups for run in group.runs for character in run}),
    )


def is_negated_form(word: str, negated: str, language: Language) -> bool:
    """Whether a word is another with an affix of negation: what in Turkish is done, and not done, differs by `ma`."""
    return word in forms_without_affix(negated, language)


def forms_without_affix(word: str, language: Language) -> list[str]:
    """Return what the word may be the negation of, by each affix that it has."""
    if len(word) > _LONGEST_WORD:
        return []
    found = []
    for affix in language.affixes:
        bare = affix.strip("-")
        if affix.startswith("-"):
            at = word.find(bare, 2)
            while 0 <= at < len(word) - len(bare):
                found.append(word[:at] + word[at + len(bare) :])
                at = word.find(bare, at + 1)
        elif word.startswith(bare):
            found.append(word[len(bare) :])
    return [each for each in found if len(each) >= _AFFIXED_LETTERS]


def language_of(words: Sequence[str]) -> Language | None:
    """Return the table of the language of these words: by a script of its own, or by its frequent words; None for others."""
    foreign = "".join(word[0] for word in words if word[0] >= _FIRST_OWN_SCRIPT)
    if len(foreign) >= _OWN_SCRIPT * len(words):
        for each in languages():
            if each.letters and len(each.letters.findall(foreign)) >= _OWN_SCRIPT * len(words):
                return each
    known = _known_words()
    counted = Counter(place for word in words for place in known.get(word, ()))
    if not counted:
        return None
    return languages()[min(counted, key=lambda place: (-counted[place], place))]


@cache
def _known_words() -> dict[str, list[int]]:
    """Return by frequent word the languages that are known by it, by their places in the table."""
    known: dict[str, list[int]] = {}
    for place, each in enumerate(languages()):
        for word in each.known_by:
            known.setdefault(word, []).append(place)
    return known


@cache
def languages() -> tuple[Language, ...]:
    table = tomllib.loads(Path(__file__).with_name("opposites.toml").read_text("utf-8"))
    return tuple(
        Language(
            frozenset(map(normalise, each["known_by"])),
            re.compile(f"[{each['letters']}]") if "letters" in each else None,
            _group(" ".join(each["negations"])),
            _group(" ".join(each["fillers"])),
            tuple(map(normalise, each.get("affixes", ()))),
            tuple(map(normalise, each.get("prefixes", ()))),
            each.get("fixed_order", False),
            tuple((_group(one), _group(other)) for one, other in each["opposites"]),
        )
        for each in table.values()
    )


def _group(words: str) -> Group:
    every = [normalise(word) for word in words.split()]
    runs = [word for word in every if is_unspaced(ord(word[0]))]
    spaced = [word for word in every if word not in runs]
    return Group(
        frozenset(word for word in spaced if not word.endswith("-")),
        tuple(word[:-1] for word in spaced if word.endswith("-")),
        tuple(sorted(runs, key=len, reverse=True)),
    )
