"""Where phrases stand in a text, and a piece of the text around the first of them, cut into what is marked and what is not.

Texts come from strangers. What is returned is plain text in pieces, which pages escape and mark themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import located_words
from pipeline.searching.words import is_run, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.searching.typed import Phrase, Phrases

_AROUND: Final = 90  # characters before and after the first find: with it some three lines of a column
_MOST_CHARACTERS: Final = 60_000  # of a text that is looked through: more than 10,000 words


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, and whether it is what was asked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or one character of a run, and its place in the text."""

    text: str
    start: int
    end: int


def marked(text: str, asked: Phrases) -> tuple[Part, ...]:
    """Return the whole text in parts."""
    return _parts(text, 0, len(text), _finds(text, asked))


def snippet(text: str, asked: Phrases) -> tuple[Part, ...]:
    """Return the text around where the most different phrases stand together; its beginning where none does."""
    text = " ".join(text[:_MOST_CHARACTERS].split())
    finds = _finds(text, asked)
    best = max(finds, key=lambda find: (_kinds_near(finds, find), -find[0]), default=(0, 0, 0))
    start = _at_space(text, best[0] - _AROUND) if best[0] > _AROUND else 0
    end = _at_space(text, best[1] + 2 * _AROUND, forward=True)
    parts = _parts(text, start, end, finds)
    before, after = ([Part("… ")] if start else []), ([Part(" …")] if end < len(text) else [])
    return (*before, *parts, *after)


def _kinds_near(finds: Sequence[tuple[int, int, int]], find: tuple[int, int, int]) -> int:
    first = bisect_left(finds, (find[0], 0, 0))
    last = bisect_left(finds, (find[0] + 2 * _AROUND, 0, 0))
    return len({phrase for _, _, phrase in finds[first:last]})


def _finds(text: str, asked: Phrases) -> list[tuple[int, int, int]]:
    """Return (start, end, number of the phrase) of every place where a phrase stands, in order."""
    units = _units(text)
    places: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        places.setdefault(unit.text, []).append(at)
    return sorted(
        (units[at].start, units[at + length - 1].end, number)
        for number, phrase in enumerate(asked.phrases)
        for at, length in _places(phrase, units, places)
    )


def _places(
    phrase: Phrase, units: Sequence[_Unit], places: dict[str, list[int]]
) -> Iterator[tuple[int, int]]:
    wanted = [unit for piece in phrase.pieces for unit in (piece if is_run(piece) else (piece,))]
    firsts = (
        [at for at, unit in enumerate(units) if unit.text.startswith(wanted[0])]
        if phrase.is_beginning and len(wanted) == 1
        else places.get(wanted[0], [])
    )
    for at in firsts:
        there = [unit.text for unit in units[at : at + len(wanted)]]
        last_fits = len(there) == len(wanted) and (
            there[-1].startswith(wanted[-1]) if phrase.is_beginning else there[-1] == wanted[-1]
        )
        if last_fits and there[:-1] == wanted[:-1]:
            yield at, len(wanted)


def _units(text: str) -> list[_Unit]:
    found: list[_Unit] = []
    for word in located_words(text):
        inside = list(pieces(word.text))
        if len(inside) == 1 and (not is_run(inside[0]) or len(inside[0]) == 1):
            found.append(_Unit(word.text, word.start, word.end))
            continue
        at, in_place = word.start, len(word.text) == word.end - word.start
        for piece in inside:
            for unit in piece if is_run(piece) else (piece,):
                start, end = (at, at + len(unit)) if in_place else (word.start, word.end)
                found.append(_Unit(unit, start, end))
                at += len(unit)
    return found


def _parts(text: str, start: int, end: int, finds: Sequence[tuple[int, int, int]]) -> tuple[Part, ...]:
    edges: list[int] = []
    for first, last, _ in finds:
        if first < start or last > end:
            continue
        if edges and first <= edges[-1]:
            edges[-1] = max(edges[-1], last)
        else:
            edges += [first, last]
    cuts = [start, *edges, end]
    parts = (Part(text[one:other], bool(place % 2)) for place, (one, other) in enumerate(pairwise(cuts)))
    return tuple(part for part in parts if part.text)


def _at_space(text: str, at: int, *, forward: bool = False) -> int:
    """Return the place of a space near `at`, so that no word is cut; `at` itself where none is near."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    near = text.find(" ", at, at + 30) if forward else text.rfind(" ", at - 30, at)
    return at if near < 0 else near + (0 if forward else 1)
