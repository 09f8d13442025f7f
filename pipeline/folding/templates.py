"""Templates: two texts in one form with other facts, such as a quarterly result, a rate decision, a court report.

They can share nine words in ten. What gives them away is *where* they differ: names, numbers and dates substituted in
place, on both sides, or one plain word in a brief text. A copy that was edited, cut or brought up to date differs by
passages, or by facts on one side alone.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.folding.alignment import Alignment, Substitution
    from pipeline.folding.located import Words

# Facts each side has alone before they make a template: three, and in long texts one word in fifty, for page counters
# and dates of a long page change too; and at least half of all that differs, for a rewritten copy changes plain words.
_FACTS_ALONE: Final = 3
_FACTS_ALONE_RATE: Final = 0.02
_FACTS_SHARE: Final = 0.5
# Different facts exchanged in place: two, or one in a hundred words. Copies on the labelled pages exchange one in seven
# hundred at most; central banks, sanctions and match reports five in two hundred.
_SUBSTITUTED_FACTS: Final = 2
_SUBSTITUTED_RATE: Final = 0.01
_SUBSTITUTIONS_SHOWN: Final = 3
# In a text this short one exchanged fact is the story: charged on Tuesday, sentenced on Friday. Of two hundred copies so
# short on the labelled and the made-up pages none exchanges any; longer ones do, by a typing error or a second spelling.
_SHORT_WORDS: Final = 120
# In one this short so is one plain word exchanged in its opening: exports, imports. And in one not quite so short, when
# nothing else differs; no copy under 120 words exchanges a plain word in its opening at all.
_BRIEF_WORDS: Final = 40
_BRIEF_ALONE_WORDS: Final = 120
_BRIEF_OPENING: Final = 15
# Notes of one site in one form, on traffic or the stars, have two sentences that stand and one that does not.
_BRIEF_NOTE_WORDS: Final = 60
_STORY_LETTERS: Final = 4
_CHARACTERS_A_WORD: Final = 2  # in scripts that write no spaces
_NUMERALS: Final = {char: value for value, char in enumerate("〇一二三四五六七八九十百千万")} | {
    "零": 0,
    "两": 2,
}


def template_reason(alignment: Alignment) -> str:
    """Return why the two texts are one form filled with different facts, or an empty string."""
    words_compared = min(len(alignment.left), len(alignment.right))
    why = _one_word_substituted(alignment, words_compared) or _numeral_substituted(alignment, words_compared)
    if why:
        return why
    if not alignment.facts_left or not alignment.facts_right:
        return ""
    return _facts_in_place(alignment, words_compared) or _facts_anywhere(alignment, words_compared)


def brief_reason(alignment: Alignment) -> str:
    """Return why two brief texts of one site are two notes in one form, or an empty string.

    Between sites a desk may word the opening of a brief its own way; one site has no reason to.
    """
    left, right = alignment.left, alignment.right
    scale = _CHARACTERS_A_WORD if len(left) and is_unspaced(ord(left.spelled(0)[0])) else 1
    if min(len(left), len(right)) > scale * _BRIEF_NOTE_WORDS:
        return ""
    for each in alignment.substitutions:
        if max(each.left, each.right) < scale * _BRIEF_OPENING:
            one, other = _phrases(alignment, each)
            if _are_other_characters(one, other) if scale > 1 else not _are_one_phrase(one, other):
                return f"brief texts of one site that open with {' '.join(one)} against {' '.join(other)}"
    return ""


def _are_other_characters(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of a script without spaces are longer than a character, and have none in common."""
    return min(len(one), len(other)) > 1 and set(one).isdisjoint(other)


def _are_one_phrase(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases have a word in common, in any form, or one has none that carries a story."""
    ours, theirs = ([word for word in words if len(word) >= _STORY_LETTERS] for words in (one, other))
    return not ours or not theirs or any(_are_one_word(word, their) for word in ours for their in theirs)


def _facts_in_place(alignment: Alignment, words_compared: int) -> str:
    """Return which facts stand in the places of others, if there are enough of them."""
    is_short = words_compared <= _SHORT_WORDS
    needed = 1 if is_short else max(_SUBSTITUTED_FACTS, _SUBSTITUTED_RATE * words_compared)
    substituted = list(islice(_substituted_facts(alignment), max(_SUBSTITUTIONS_SHOWN, ceil(needed))))
    if len(substituted) < needed:
        return ""
    exchanges = (
        f"{alignment.left.joined(one)} against {alignment.right.joined(other)}"
        for one, other in substituted[:_SUBSTITUTIONS_SHOWN]
    )
    return f"other facts in the same places: {'; '.join(exchanges)}"


def _facts_anywhere(alignment: Alignment, words_compared: int) -> str:
    """Return which facts either side has alone, if they are enough and most of what differs."""
    left, right = alignment.facts_left, alignment.facts_right
    if (
        min(len(left), len(right)) >= max(_FACTS_ALONE, _FACTS_ALONE_RATE * words_compared)
        and len(left) >= _FACTS_SHARE * len(alignment.only_left)
        and len(right) >= _FACTS_SHARE * len(alignment.only_right)
    ):
        return f"one form with other facts: {_listed(alignment.left, left)} against {_listed(alignment.right, right)}"
    return ""


def _substituted_facts(alignment: Alignment) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the facts of one side alone that stand in the place of such of the other, each exchange once.

    A name that is only spelled otherwise is the same fact.
    """
    if not alignment.substitutions:
        return
    left, right = alignment.left, alignment.right
    ours, theirs = left.hashes.item, right.hashes.item
    in_left = set(left.hashes[list(alignment.facts_left)].tolist())
    in_right = set(right.hashes[list(alignment.facts_right)].tolist())
    seen = set()
    for each in alignment.substitutions:
        one = [at for at in range(each.left, each.left + each.left_words) if ours(at) in in_left]
        other = [at for at in range(each.right, each.right + each.right_words) if theirs(at) in in_right]
        if not one or not other:
            continue
        if len(one) == len(other) == 1 and _are_one_name(left.spelled(one[0]), right.spelled(other[0])):
            continue
        exchange = tuple(map(ours, one)), tuple(map(theirs, other))
        if exchange not in seen:
            seen.add(exchange)
            yield one, other


def _one_word_substituted(alignment: Alignment, words_compared: int) -> str:
    """Return why one plain word stands for another throughout, or in the opening of a brief text."""
    left, right = alignment.left, alignment.right
    singles = [
        (each.left, each.right)
        for each in alignment.substitutions
        if each.left_words == each.right_words == 1
    ]
    if not singles:
        return ""
    times = max(Counter((left.hashes.item(one), right.hashes.item(other)) for one, other in singles).values())
    differing = max(len(alignment.only_left), len(alignment.only_right))
    is_throughout = times >= 2 and 2 * times >= differing
    is_brief = words_compared <= (_BRIEF_ALONE_WORDS if differing == times else _BRIEF_WORDS)
    if not is_throughout and not is_brief:  # of most pairs no word need be spelled
        return ""
    substituted = Counter((left.spelled(one), right.spelled(other)) for one, other in singles)
    why = _substituted_throughout(substituted) if is_throughout else ""
    return why or (_substituted_in_opening(alignment, substituted) if is_brief else "")


def _substituted_throughout(substituted: Counter[tuple[str, str]]) -> str:
    one, other = min(substituted, key=lambda exchange: (-substituted[exchange], exchange))
    return "" if _are_one_word(one, other) else f"{one} everywhere against {other}"


def _substituted_in_opening(alignment: Alignment, substituted: Iterable[tuple[str, str]]) -> str:
    opening = set(map(alignment.left.spelled, range(min(_BRIEF_OPENING, len(alignment.left)))))
    for one, other in sorted(substituted):
        if one in opening and not _are_one_word(one, other):
            return f"a brief text that opens with {one} against {other}"
    return ""


def _numeral_substituted(alignment: Alignment, words_compared: int) -> str:
    """Return which number in Chinese characters stands for another in a short text, or which day of the week."""
    if words_compared > _CHARACTERS_A_WORD * _SHORT_WORDS:
        return ""
    for each in alignment.substitutions:
        one, other = _phrases(alignment, each)
        ours, theirs = ([_NUMERALS.get(char) for char in side] for side in (one, other))
        if one and other and None not in ours and None not in theirs and ours != theirs:
            return f"other numbers in the same places: {''.join(one)} against {''.join(other)}"
    return ""


def _phrases(alignment: Alignment, place: Substitution) -> tuple[list[str], list[str]]:
    """Return the words that either side has in one place, but for those with which both begin or end."""
    left, right = alignment.left, alignment.right
    one = [left.spelled(at) for at in range(place.left, place.left + place.left_words)]
    other = [right.spelled(at) for at in range(place.right, place.right + place.right_words)]
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


def _are_one_name(left: str, right: str) -> bool:
    """Whether two facts look like spellings or forms of one name: Vendome and Vendôme."""
    return left[:3] == right[:3] and min(len(left), len(right)) > 4 and left.isalpha() and right.isalpha()


def _are_one_word(left: str, right: str) -> bool:
    """Whether two words look like forms or spellings of one, or are too short to carry the story."""
    return min(len(left), len(right)) < 4 or left[:3] == right[:3]


def _listed(words: Words, chosen: Sequence[int]) -> str:
    return ", ".join(list(dict.fromkeys(words.spelled(index) for index in chosen))[:3])
