"""Two words or names that have exchanged their places in a sentence, in scripts that write no capitals: A beat B, B beat A.

Both texts say the same up to some word. From there one says A, something, B, and the other B, the same, A, and both go on
alike. A part that was only moved leaves no exchange: yesterday the council, the council yesterday. Where a language marks
what a name is to its verb by an ending, as Korean does, nothing need stand between the two, but the endings then stay
where they are; so does the particle that in Persian follows the one to whom it was done.
"""

# ruff: noqa: RUF001 - words of many scripts

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.folding.opposites import language_of
from pipeline.folding.text import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME_WORDS: Final = 4
_NAME_CHARACTERS: Final = 12  # of a script without spaces
_ROLE_LETTERS: Final = 4
_BETWEEN: Final = 24
"""Words or characters between the two: more is another sentence."""
_GOES_ON: Final = 2
"""Words or characters in which both texts agree after the exchange, where there are so many."""
JOINING: Final = frozenset(
    (  # noqa: SIM905 - sixty words read better so
        "and or und oder et ou y e o en of og och eller i ili и й или та або a lub nebo ja tai ve veya și sau v vs"
        " و ו और एवं तथा व 및 또는 او یا या 和 与 與 及 跟 同 或 と や และ กับ หรือ"
    ).split()
)
"""What stands between two of a list, whose order says nothing."""
_OBJECT_MARKS: Final = frozenset(["را"])
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")


def exchanged(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """Return the two that have exchanged their places in the openings of two texts, or None.

    In scripts with capitals names are looked for by these (`reversals`); here single words are, where the language has a
    fixed order of words: the union sued the ministry.
    """
    first = next(
        (at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None
    )
    if first is None:
        return None
    is_cased = any(char.isupper() or char.islower() for char in ours[first] + theirs[first])
    if is_cased and min(len(ours[first]), len(theirs[first])) < _ROLE_LETTERS:
        return None
    is_unspaced_script = is_unspaced(ord(ours[first][0]))
    longest = 1 if is_cased else _NAME_CHARACTERS if is_unspaced_script else _NAME_WORDS
    for name, other, between in _places(ours, theirs, first, longest):
        if _is_exchange(ours, theirs, (first, name, other, between)):
            if is_cased and not _has_fixed_order([*ours, *theirs]):
                return None
            glue = "" if is_unspaced_script else " "
            return glue.join(ours[first : first + name]), glue.join(theirs[first : first + other])
    return None


def _has_fixed_order(words: Sequence[str]) -> bool:
    language = language_of(words)
    return language is not None and language.has_fixed_order


def _places(
    ours: Sequence[str], theirs: Sequence[str], first: int, longest: int
) -> Iterator[tuple[int, int, int]]:
    """Yield how long both names may be and how much may stand between them, by where the second one's begins in ours."""
    for start in range(first + 1, min(len(ours), first + longest + _BETWEEN)):
        if not are_forms(ours[start], theirs[first]):
            continue
        for other in range(1, longest + 1):
            for name in range(1, min(longest, start - first) + 1):
                yield name, other, start - first - name


def _is_exchange(ours: Sequence[str], theirs: Sequence[str], places: tuple[int, int, int, int]) -> bool:
    first, name, other, between = places
    start, end = first + name + between, first + name + between + other
    if end > min(len(ours), len(theirs)):
        return False
    middle = ours[first + name : start]
    if list(middle) != list(theirs[first + other : first + other + between]) or _is_list(middle):
        return False
    ends = (
        (ours[first : first + name], theirs[end - name : end]),
        (ours[start:end], theirs[first : first + other]),
    )
    if not all(all(map(are_forms, one, two)) for one, two in ends):
        return False
    if name == other and all(map(are_forms, ours[first : first + name], theirs[first : first + name])):
        return False  # two forms of one word
    goes_on = min(_GOES_ON, len(ours) - end, len(theirs) - end)
    if list(ours[end : end + goes_on]) != list(theirs[end : end + goes_on]):
        return False
    return (
        bool(middle)
        or all(one[-1] != two[-1] for one, two in ends)
        or set(ours[end : end + 1]) <= _OBJECT_MARKS
    )


def _is_list(middle: Sequence[str]) -> bool:
    """Whether what stands between two words only joins them, so that their order says nothing: and, and the."""
    short = [word for word in middle if len(word) < _ROLE_LETTERS]
    return "".join(middle) in JOINING or (len(short) == len(middle) and not JOINING.isdisjoint(short))


def are_forms(one: str, other: str) -> bool:
    """Whether two words are the same, or forms of one that differ in their ends; letters of Hangul are syllables."""
    if one == other:
        return True
    least = 2 if _HANGUL.match(one) else 3
    kept = max(least, min(len(one), len(other)) - 2)
    return (
        one[:kept] == other[:kept] and abs(len(one) - len(other)) <= 3 and min(len(one), len(other)) >= least
    )
