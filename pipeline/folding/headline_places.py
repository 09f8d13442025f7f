"""Templates that their headlines give away: in one place of two texts stands what either headline alone names.

Two districts close their schools, two teams win at home: in scripts without capitals nothing shows that the words which
differ are names, but each headline has its own. A copy whose desk changed words here and there has them in no headline.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.folding.headlines import may_be_standing, named
from pipeline.folding.text import is_unspaced, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.folding.alignment import Alignment
    from pipeline.folding.headlines import Headlines
    from pipeline.folding.located import Words

_PLACE_WORDS: Final = 5
_PLACE_CHARACTERS: Final = 16
"""The longest name of a script without spaces."""
_WRITTEN_OUT: Final = re.compile("(?<=[aou])e|(?<=a)a")
"""The second letter by which those who lack the marks write them: "Kuehn" for "Kühn", "Aarhus" for "Århus"."""


def places_reason(alignment: Alignment, headlines: Headlines) -> str:
    """Return what stands in one place of both texts and in one headline alone each, or an empty string."""
    if not may_be_standing(headlines):
        return ""
    said, said_there = (named(each or "") for each in headlines)
    ours, theirs = said - said_there, said_there - said
    if not ours or not theirs:
        return ""
    left, right = alignment.left, alignment.right
    for first, last, other_first, other_last in _places(alignment):
        one, other = _text(left, first, last), _text(right, other_first, other_last)
        if (
            _are_names(one, other)
            and not _is_respelled(one, other)
            and named(one) & ours
            and named(other) & theirs
        ):
            return f"each headline names its own in one place of the text: {one} against {other}"
    return ""


def _places(alignment: Alignment) -> Iterator[tuple[int, int, int, int]]:
    """Yield where a few words of the left text stand between two matched passages, and a few others in the right."""
    ends = (0, 0, 0), *sorted(alignment.passages)
    for before, after in pairwise(ends):
        first, last = before[0] + before[2], after[0]
        other_first, other_last = before[1] + before[2], after[1]
        if first < last and other_first < other_last:
            is_unspaced_script = is_unspaced(ord(alignment.left.spelled(first)[0]))
            most = _PLACE_CHARACTERS if is_unspaced_script else _PLACE_WORDS
            if max(last - first, other_last - other_first) <= most:
                yield first, last, other_first, other_last


def _text(words: Words, first: int, last: int) -> str:
    return words.text[words.starts.item(first) : words.ends.item(last - 1)]


def _are_names(one: str, other: str) -> bool:
    """Whether both may be names: they have a capital, or are written without."""
    return all(
        any(char.isupper() for char in each) or not any(char.islower() for char in each)
        for each in (one, other)
    )


def _is_respelled(one: str, other: str) -> bool:
    """Whether both say the same, one with marks on its letters and the other with two letters for each."""
    return [_WRITTEN_OUT.sub("", word) for word in words(one)] == [
        _WRITTEN_OUT.sub("", word) for word in words(other)
    ]
