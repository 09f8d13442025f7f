"""Finds the phrase rule that a block matches.

Phrases are looked up by a word of theirs (`phrase_index`); in scripts without spaces, where a word has no edges, the
text is compared with each phrase. Long blocks are not compared: boilerplate is short.
"""

# ruff: noqa: RUF001 - separators as newspapers set them

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import split_words
from pipeline.cleaning.page_rules.phrase_index import NUMBER, folded, phrase_index
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.prose import NO_SPACES, word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.cleaning.page_rules.phrase_index import Phrase

MAX_WORDS = {
    Form.LINE: 12,
    Form.SECTION: 12,
    Form.TAIL: 12,
    Form.LABEL: 40,
    Form.BEGINS: 30,
    Form.ENDS: 60,
    Form.HOLDS: 60,
}
"""Longer blocks are prose, whatever phrase they contain."""

MOST_WORDS = max(MAX_WORDS.values())

MAX_CHARACTERS = 500
"""No block of so many characters has 60 words or fewer, but for lists of names."""

MAX_GAP_WORDS = 5
"""How many words a `*` in a phrase may stand for: the name of an outlet or a person, not a clause."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SEPARATOR = re.compile(r"\s*[:|»›>…►▶→【「]|\s+[-–—/]\s|\s*[-–—]$")
_MARKS = " \u3000:|»›>….,!?。、！？►▶→・•*【】「」()[]<>-–—'\""

_WHOLE = frozenset({Form.LINE, Form.SECTION, Form.TAIL})


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """The phrase rule that a block matches. `is_whole` says that the block is the phrase and nothing else."""

    rule: str
    form: Form
    is_whole: bool
    phrase_words: int


def find_phrase(text: str, *, is_linked: bool = False, words: Sequence[str] = ()) -> PhraseMatch | None:
    """Return the best match of a block: a whole line before a beginning, a longer phrase before a shorter one.

    In a linked block, what follows a label of two words or more needs no separator: the link sets it off. `words` are
    those of the block, where they are known already.
    """
    if len(text) > MAX_CHARACTERS or text.count(" ") >= MOST_WORDS:
        return None
    normal = folded(text.removesuffix(" ©") if text.endswith(". ©") else text)
    size = word_count(normal)
    if size > MOST_WORDS:
        return None
    words = tuple(words) if words and text.isascii() and "(" not in text else tuple(split_words(normal))
    if not words:
        return None
    index = phrase_index()
    found = _match_at_start(words, normal, size, is_linked=is_linked) if words[0] in index.first else None
    if found is None and (words[-1] in index.last or not index.words_anywhere.isdisjoint(words)):
        found = _match_at_end(words, size) or _match_anywhere(words, size)
    if found is None and not normal.isascii() and NO_SPACES.search(normal):
        found = _match_without_spaces(normal, size)
    return found


def _match_at_start(words: tuple[str, ...], normal: str, size: int, *, is_linked: bool) -> PhraseMatch | None:
    best: PhraseMatch | None = None
    for phrase in phrase_index().first.get(words[0], ()):
        count = len(phrase.words)
        if words[:count] != phrase.words or size > MAX_WORDS[phrase.form]:
            continue
        end = _end_of_later(words, count, phrase.later)
        if end is None:
            continue
        is_whole = _is_nothing_more(words[end:], normal, phrase)
        if phrase.form in _WHOLE and not is_whole:
            continue
        is_set_off = is_whole or (is_linked and count > 1)
        if phrase.needs_separator and not is_set_off and not _has_separator(normal, end):
            continue
        match = PhraseMatch(phrase.rule, phrase.form, is_whole, count)
        if best is None or _rank(match) > _rank(best):
            best = match
    return best


def _is_nothing_more(rest: tuple[str, ...], normal: str, phrase: Phrase) -> bool:
    """Whether the words after a phrase are none, a number, or what its open `*` stands for."""
    return (
        not rest
        or rest == ("0",)
        or (phrase.is_open and len(rest) <= MAX_GAP_WORDS and normal[-1] not in ".!?")
    )


def _has_separator(normal: str, words: int) -> bool:
    """Whether a separator follows the first `words` words."""
    end = next(islice(_WORD.finditer(normal), words - 1, None)).end()
    while end < len(normal) and unicodedata.category(normal[end]).startswith("M"):
        end += 1  # a vowel sign, as words of India's scripts end in
    return _SEPARATOR.match(normal, end) is not None


def _end_of_later(words: tuple[str, ...], start: int, later: tuple[tuple[str, ...], ...]) -> int | None:
    """Return where the parts after the gaps end, None when one of them does not follow soon enough."""
    for part in later:
        start = next(
            (
                at + len(part)
                for at in range(start, min(start + MAX_GAP_WORDS, len(words)) + 1)
                if words[at : at + len(part)] == part
            ),
            -1,
        )
        if start < 0:
            return None
    return start


def _rank(match: PhraseMatch) -> tuple[bool, bool, int]:
    return match.is_whole, match.form in {Form.SECTION, Form.TAIL}, match.phrase_words


def _match_at_end(words: tuple[str, ...], size: int) -> PhraseMatch | None:
    for phrase in phrase_index().last.get(words[-1], ()):
        count = len(phrase.words)
        if words[-count:] == phrase.words and size <= MAX_WORDS[phrase.form]:
            return PhraseMatch(phrase.rule, phrase.form, len(words) == count, count)
    return None


def _match_anywhere(words: tuple[str, ...], size: int) -> PhraseMatch | None:
    phrases = phrase_index().anywhere
    for at, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            count, start = len(phrase.words), at - phrase.words.index(word)
            if (
                words[max(start, 0) : start + count] == phrase.words
                and size <= MAX_WORDS[phrase.form]
                and _end_of_later(words, start + count, phrase.later)
            ):
                return PhraseMatch(phrase.rule, phrase.form, len(words) == count, count)
    return None


def _match_without_spaces(normal: str, size: int) -> PhraseMatch | None:
    normal = NUMBER.sub("0", normal)
    bare = normal.strip(_MARKS)
    best: PhraseMatch | None = None
    for phrase in phrase_index().without_spaces:
        if phrase.text not in normal or size > MAX_WORDS[phrase.form]:
            continue
        match = PhraseMatch(phrase.rule, phrase.form, bare == phrase.text, len(phrase.text))
        if (match.is_whole or _fits_form(phrase, normal, bare)) and (
            best is None or _rank(match) > _rank(best)
        ):
            best = match
    return best


def _fits_form(phrase: Phrase, normal: str, bare: str) -> bool:
    """Whether a text without spaces, which has more than the phrase, has it where the phrase's form wants it."""
    if phrase.form is Form.HOLDS:
        return True
    if phrase.form is Form.ENDS:
        return bare.endswith(phrase.text)
    begins = normal.startswith(phrase.text) or bare.startswith(phrase.text)
    if phrase.form not in {Form.LABEL, Form.BEGINS} or not begins:
        return False
    after = normal.find(phrase.text) + len(phrase.text)
    return not phrase.needs_separator or _SEPARATOR.match(normal, after) is not None
