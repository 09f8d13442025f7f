"""The tables of `opposites.toml`: which words negate, and which say the contrary of which, in each language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import is_unspaced, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

_AFFIXED_LETTERS: Final = 3
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
    for affix in language.affixes:
        bare = affix.strip("-")
        places = range(2, len(word)) if affix.startswith("-") else (0,)
        is_longer = len(word) >= _AFFIXED_LETTERS and len(negated) == len(word) + len(bare)
        if is_longer and any(negated == word[:at] + bare + word[at:] for at in places):
            return True
    return False


def language_of(words: Sequence[str]) -> Language | None:
    """Return the table of the language of these words: by a script of its own, or by its frequent words; None for others."""
    for each in languages():
        if each.letters and sum(bool(each.letters.match(word)) for word in words) >= _OWN_SCRIPT * len(words):
            return each
    counted = [(sum(word in each.known_by for word in words), each) for each in languages()]
    most, language = max(counted, key=lambda counted: counted[0])
    return language if most else None


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
