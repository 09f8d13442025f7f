"""Finds which cue of the table a block fits, in time that does not grow with the table.

Phrases are looked up by their first word; in scripts without spaces, where a word has no edges, by plain
comparison with the start of the block. Long blocks are never compared: furniture is short.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.cues import CUES, Form

MAX_WORDS = {
    Form.LINE: 12,
    Form.SECTION: 12,
    Form.TAIL: 12,
    Form.LABEL: 40,
    Form.BEGINS: 30,
    Form.ENDS: 60,
    Form.HOLDS: 60,
}
"""Longer blocks are prose, whatever phrase they hold."""

MAX_CHARACTERS = 500
"""No block of so many characters has 60 words or fewer in the languages with spaces, but names and addresses."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SEPARATOR = re.compile(r"\s*[:：|»›>…►▶→﹕【「]|\s+[-–—/]\s|\s*[-–—]$")
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CHARACTERS_A_WORD = 2

_WHOLE = frozenset({Form.LINE, Form.SECTION, Form.TAIL})


@dataclass(frozen=True, slots=True)
class Fit:
    """The cue a block fits. `is_whole` says that the block holds nothing but the phrase."""

    rule: str
    form: Form
    is_whole: bool
    phrase_words: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    text: str
    rule: str
    form: Form
    needs_separator: bool


@dataclass(frozen=True, slots=True)
class _Index:
    first: dict[str, tuple[_Phrase, ...]]
    last: dict[str, tuple[_Phrase, ...]]
    held: tuple[_Phrase, ...]
    without_spaces: tuple[_Phrase, ...]


def find_cue(text: str) -> Fit | None:
    """Return the cue that a block fits best: a whole line before a beginning, a longer phrase before a shorter."""
    if len(text) > MAX_CHARACTERS:
        return None
    folded = (
        unicodedata.normalize("NFKC", text).casefold().strip() if not text.isascii() else text.lower().strip()
    )
    spans = [(match.group(), match.end()) for match in _WORD.finditer(folded)]
    if not spans:
        return None
    words = tuple("0" if word[0].isdigit() else word for word, _ in spans)
    size = word_count(folded, len(words))
    found = _cue_of_words(words, [end for _, end in spans], folded, size)
    if found is None and _NO_SPACES.search(folded):
        found = _cue_without_spaces(folded, size)
    return found


def word_count(text: str, words: int | None = None) -> int:
    """Return how many words `text` has, counting scripts without spaces by character."""
    dense = len(_NO_SPACES.findall(text))
    if dense:
        return max(1, dense // _CHARACTERS_A_WORD)
    return len(_WORD.findall(text)) if words is None else words


def _cue_of_words(words: tuple[str, ...], ends: list[int], folded: str, size: int) -> Fit | None:
    index = _index()
    without_count = words[:-1] if len(words) > 1 and words[-1] == "0" else words
    best: Fit | None = None
    for phrase in index.first.get(words[0], ()):
        count = len(phrase.words)
        if words[:count] != phrase.words or size > MAX_WORDS[phrase.form]:
            continue
        is_whole = phrase.words in {words, without_count}
        if phrase.form in _WHOLE and not is_whole:
            continue
        if not is_whole and phrase.needs_separator and not _SEPARATOR.match(folded, ends[count - 1]):
            continue
        fit = Fit(phrase.rule, phrase.form, is_whole, count)
        if best is None or _rank(fit) > _rank(best):
            best = fit
    if best is not None:
        return best
    for phrase in index.last.get(words[-1], ()):
        if words[-len(phrase.words) :] == phrase.words and size <= MAX_WORDS[Form.ENDS]:
            return Fit(phrase.rule, phrase.form, len(words) == len(phrase.words), len(phrase.words))
    if size <= MAX_WORDS[Form.HOLDS]:
        return next(
            (Fit(held.rule, held.form, False, len(held.words)) for held in index.held if held.text in folded),
            None,
        )  # noqa: FBT003 - reads as the field it is
    return None


def _rank(fit: Fit) -> tuple[bool, bool, int]:
    return fit.is_whole, fit.form in {Form.SECTION, Form.TAIL}, fit.phrase_words


def _cue_without_spaces(folded: str, size: int) -> Fit | None:
    bare = folded.strip(" 　:：|»›>…►▶→・【】「」()（）[]<>-–—")  # noqa: RUF001 - marks around headings, as written
    best: Fit | None = None
    for phrase in _index().without_spaces:
        if size > MAX_WORDS[phrase.form]:
            continue
        is_whole = bare == phrase.text
        begins = folded.startswith(phrase.text) or bare.startswith(phrase.text)
        fits = is_whole or {
            Form.LABEL: begins
            and bool(_SEPARATOR.match(folded, folded.find(phrase.text) + len(phrase.text))),
            Form.BEGINS: begins,
            Form.ENDS: bare.endswith(phrase.text),
            Form.HOLDS: phrase.text in folded,
        }.get(phrase.form, False)
        if fits:
            fit = Fit(phrase.rule, phrase.form, is_whole, len(phrase.text))
            if best is None or _rank(fit) > _rank(best):
                best = fit
    return best


@lru_cache(maxsize=1)
def _index() -> _Index:
    first: defaultdict[str, list[_Phrase]] = defaultdict(list)
    last: defaultdict[str, list[_Phrase]] = defaultdict(list)
    held: list[_Phrase] = []
    without_spaces: list[_Phrase] = []
    for cue in CUES:
        for text in (text.strip() for phrases in cue.phrases.values() for text in phrases.split(" | ")):
            folded = unicodedata.normalize("NFKC", text).casefold()
            words = tuple(words_of(folded.replace("#", "0")))
            needs_separator = cue.form is Form.LABEL or folded.endswith(":")
            phrase = _Phrase(words, folded.rstrip(":"), cue.rule, cue.form, needs_separator)
            if _NO_SPACES.search(folded):
                without_spaces.append(phrase)
            elif cue.form is Form.HOLDS:
                held.append(phrase)
            elif cue.form is Form.ENDS:
                last[words[-1]].append(phrase)
            else:
                first[words[0]].append(phrase)
    return _Index(
        {word: tuple(phrases) for word, phrases in first.items()},
        {word: tuple(phrases) for word, phrases in last.items()},
        tuple(held),
        tuple(without_spaces),
    )
