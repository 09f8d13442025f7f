"""Finds which cue of the table a block fits, in time that does not grow with the table.

Phrases are looked up by their first word; in scripts without spaces, where a word has no edges, by plain
comparison with the start of the block. Long blocks are never compared: furniture is short.
"""

# ruff: noqa: RUF001 - separators as newspapers set them

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import split_words
from pipeline.cleaning.page_rules.phrases import CUES, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

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

MOST_WORDS = max(MAX_WORDS.values())

MAX_CHARACTERS = 500
"""No block of so many characters has 60 words or fewer, but for lists of names."""

MAX_GAP_WORDS = 5
"""How many words a `*` in a phrase may stand for: the name of an outlet or a person, not a clause."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SEPARATOR = re.compile(r"\s*[:|»›>…►▶→【「]|\s+[-–—/]\s|\s*[-–—]$")
_MARKS = " \u3000:|»›>….,!?。、！？►▶→・•*【】「」()[]<>-–—'\""
_NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ACCENTS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]")
_NUMBER = re.compile(r"\s*\d+\s*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHARACTERS_A_WORD = 2
_COPYRIGHT = re.compile(r"[©ⓒ]|\([cC]\)(?=\s*(?:19|20)\d\d)")
_COPYRIGHT_WORD = "copyrightmark"

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
    """A phrase: its words up to the first `*`, the parts that follow, and whether it ends in an open `*`."""

    words: tuple[str, ...]
    later: tuple[tuple[str, ...], ...]
    is_open: bool
    text: str
    rule: str
    form: Form
    needs_separator: bool


@dataclass(frozen=True, slots=True)
class _Index:
    first: dict[str, tuple[_Phrase, ...]]
    last: dict[str, tuple[_Phrase, ...]]
    held: dict[str, tuple[_Phrase, ...]]
    without_spaces: tuple[_Phrase, ...]


def find_cue(text: str, *, is_linked: bool = False, words: Sequence[str] = ()) -> Fit | None:
    """Return the cue that a block fits best: a whole line before a beginning, a longer phrase before a shorter.

    In a linked block, what follows a label of two words or more need not be set off: the link does that. `words` are
    those of the block, where they were read already.
    """
    if len(text) > MAX_CHARACTERS or text.count(" ") >= MOST_WORDS:
        return None
    folded = _folded(text.removesuffix(" ©") if text.endswith(". ©") else text)
    size = word_count(folded)
    if size > MOST_WORDS:
        return None
    words = tuple(words) if words and text.isascii() and "(" not in text else _words(folded)
    if not words:
        return None
    index = _index()
    found = _cue_at_start(words, folded, size, is_linked=is_linked) if words[0] in index.first else None
    if found is None and (words[-1] in index.last or not index.held.keys().isdisjoint(words)):
        found = _cue_within(words, size)
    if found is None and not folded.isascii() and _NO_SPACES.search(folded):
        found = _cue_without_spaces(folded, size)
    return found


def word_count(text: str) -> int:
    """Return about how many words `text` has, counting scripts without spaces by character."""
    if not text.isascii() and (dense := len(_NO_SPACES.findall(text))):
        return max(1, dense // _CHARACTERS_A_WORD)
    return text.count(" ") + 1


def _folded(text: str) -> str:
    """Return `text` in one case and width without accents, the copyright mark as a word: alone, it would vanish."""
    marked = text.strip()
    if "©" in marked or "ⓒ" in marked or "(" in marked:
        marked = _COPYRIGHT.sub(f"{_COPYRIGHT_WORD} ", marked)
    if marked.isascii():
        return marked.lower()
    if _WIDE.search(marked):
        return unicodedata.normalize("NFKC", marked).casefold()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", marked)).casefold()


def _cue_at_start(words: tuple[str, ...], folded: str, size: int, *, is_linked: bool) -> Fit | None:
    best: Fit | None = None
    for phrase in _index().first.get(words[0], ()):
        count = len(phrase.words)
        if words[:count] != phrase.words or size > MAX_WORDS[phrase.form]:
            continue
        end = _end_of_later(words, count, phrase.later)
        if end is None:
            continue
        rest = words[end:]
        is_whole = (
            not rest
            or rest == ("0",)
            or (phrase.is_open and len(rest) <= MAX_GAP_WORDS and folded[-1] not in ".!?")
        )
        if phrase.form in _WHOLE and not is_whole:
            continue
        is_set_off = is_whole or (is_linked and count > 1)
        if phrase.needs_separator and not is_set_off and not _is_set_off(folded, end):
            continue
        fit = Fit(phrase.rule, phrase.form, is_whole, count)
        if best is None or _rank(fit) > _rank(best):
            best = fit
    return best


def _is_set_off(folded: str, words: int) -> bool:
    """Whether a separator follows the first `words` words."""
    last = next(islice(_WORD.finditer(folded), words - 1, None))
    return _SEPARATOR.match(folded, last.end()) is not None


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


def _rank(fit: Fit) -> tuple[bool, bool, int]:
    return fit.is_whole, fit.form in {Form.SECTION, Form.TAIL}, fit.phrase_words


def _cue_within(words: tuple[str, ...], size: int) -> Fit | None:
    """Return the cue that ends the block, or that it holds."""
    index = _index()
    for phrase in index.last.get(words[-1], ()):
        count = len(phrase.words)
        if words[-count:] == phrase.words and size <= MAX_WORDS[phrase.form]:
            return Fit(phrase.rule, phrase.form, len(words) == count, count)
    for at, word in enumerate(words):
        for phrase in index.held.get(word, ()):
            count, start = len(phrase.words), at - phrase.words.index(word)
            if (
                words[max(start, 0) : start + count] == phrase.words
                and size <= MAX_WORDS[phrase.form]
                and _end_of_later(words, start + count, phrase.later)
            ):
                return Fit(phrase.rule, phrase.form, len(words) == count, count)
    return None


def _cue_without_spaces(folded: str, size: int) -> Fit | None:
    folded = _NUMBER.sub("0", folded)
    bare = folded.strip(_MARKS)
    best: Fit | None = None
    for phrase in _index().without_spaces:
        if phrase.text in folded and size <= MAX_WORDS[phrase.form]:
            is_whole = bare == phrase.text
            begins = folded.startswith(phrase.text) or bare.startswith(phrase.text)
            after = folded.find(phrase.text) + len(phrase.text)
            fits = is_whole or {
                Form.LABEL: begins and bool(_SEPARATOR.match(folded, after)),
                Form.BEGINS: begins and (not phrase.needs_separator or bool(_SEPARATOR.match(folded, after))),
                Form.ENDS: bare.endswith(phrase.text),
                Form.HOLDS: True,
            }.get(phrase.form, False)
            fit = Fit(phrase.rule, phrase.form, is_whole, len(phrase.text))
            if fits and (best is None or _rank(fit) > _rank(best)):
                best = fit
    return best


@lru_cache(maxsize=1)
def _index() -> _Index:
    places: dict[Form, defaultdict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
    without_spaces: list[_Phrase] = []
    for cue in CUES:
        for text in (text.strip() for phrases in cue.phrases.values() for text in phrases.split(" | ")):
            phrase = _phrase(cue.rule, cue.form, text)
            if _NO_SPACES.search(phrase.text):
                without_spaces.append(phrase)
            else:
                form = cue.form if cue.form in {Form.ENDS, Form.HOLDS} else Form.BEGINS
                places[form][_key(phrase)].append(phrase)
    first, last, held = (
        {word: tuple(phrases) for word, phrases in places[form].items()}
        for form in (Form.BEGINS, Form.ENDS, Form.HOLDS)
    )
    return _Index(first, last, held, tuple(without_spaces))


def _key(phrase: _Phrase) -> str:
    """Return the word a phrase is looked up by; the longest of one that may stand anywhere is the rarest in texts."""
    if phrase.form is Form.HOLDS:
        return max(phrase.words, key=len)
    return phrase.words[-1 if phrase.form is Form.ENDS else 0]


def _phrase(rule: str, form: Form, text: str) -> _Phrase:
    folded = _folded(text)
    parts = [_words(part) for part in folded.replace("#", "0").split("*")]
    return _Phrase(
        words=parts[0],
        later=tuple(part for part in parts[1:] if part),
        is_open=folded.endswith("*"),
        text=_NUMBER.sub("0", folded.replace("#", "0")).rstrip(":").strip(),
        rule=rule,
        form=form,
        needs_separator=form is Form.LABEL or folded.endswith(":"),
    )


def _words(folded: str) -> tuple[str, ...]:
    return tuple(split_words(folded))
