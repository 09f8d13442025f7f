"""Lines that say how long ago something appeared: "27 minutes ago", in any language of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.vocabulary import AGE_OPENERS, AGE_WORDS, AGES, DATE_MARKS, DATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_AGE_WORDS = 8
"""An age with a word or two around it ("updated 3 hours ago"); longer lines are sentences."""

MAX_AGE_CHARACTERS = 60
"""An age in any of our languages, with a full date after it."""

MAX_NAME_WORDS = 3
"""Of a reader: a first name and a surname, or a name made up with its parts."""

_SEPARATORS = (" - ", " – ", " — ", " | ", " · ", " • ")  # noqa: RUF001 - dashes as newspapers set them


def is_age(text: str) -> bool:
    """Whether the line says how long ago something appeared, and nothing else but perhaps the date itself."""
    if len(text) > MAX_AGE_CHARACTERS or (text.isascii() and AGE_WORDS.isdisjoint(text.lower().split())):
        return False
    words = words_of(text)
    while words and words[0] in DATE_MARKS and " ".join(words) not in AGES:
        words = words[1:]
    if not words or words[0] not in AGE_OPENERS or len(words) > MAX_AGE_WORDS:
        return False
    if " ".join(words) in AGES:
        return True
    count = _age_words(words)
    return count > 0 and all(word in DATE_WORDS for word in words[count:])


def ends_in_age(text: str) -> bool:
    """Whether a short line ends in a dash or bar and an age, as entries of news lists do."""
    marks = [mark for mark in _SEPARATORS if mark in text] if len(text) <= MAX_AGE_CHARACTERS * 3 else []
    if not marks:
        return False
    tail = words_of(max((text.rpartition(mark) for mark in marks), key=lambda parts: len(parts[0]))[2])
    return len(tail) > 1 and " ".join(tail) in AGES


def follows_name(text: str) -> bool:
    """Whether a short line is a name of up to three words and an age, as the head of a reader's comment is."""
    if text.isascii() and AGE_WORDS.isdisjoint(text.lower().split()):
        return False
    words = words_of(text)
    return any(" ".join(words[start:]) in AGES for start in range(1, min(len(words) - 1, MAX_NAME_WORDS + 1)))


def _age_words(words: Sequence[str]) -> int:
    """Return how many words the age has with which a line begins, 0 when it begins otherwise."""
    return next((count for count in range(5, 1, -1) if " ".join(words[:count]) in AGES), 0)
