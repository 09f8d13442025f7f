"""The table of phrases, normalised and indexed by word, so that a lookup does not grow with the table."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.cleaning.blocks import split_words
from pipeline.cleaning.page_rules.phrases import PHRASE_RULES, Form
from pipeline.cleaning.page_rules.prose import NO_SPACES

NUMBER = re.compile(r"\s*\d+\s*")

_ACCENTS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COPYRIGHT = re.compile(r"[©ⓒ]|\([cC]\)(?=\s*(?:19|20)\d\d)")
_COPYRIGHT_WORD = "copyrightmark"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words up to the first `*`, the parts that follow, and whether it ends in an open `*`."""

    words: tuple[str, ...]
    later: tuple[tuple[str, ...], ...]
    is_open: bool
    text: str
    rule: str
    form: Form
    needs_separator: bool


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases by the word they are looked up by: their first, their last, or the rarest of those found anywhere."""

    first: dict[str, tuple[Phrase, ...]]
    last: dict[str, tuple[Phrase, ...]]
    anywhere: dict[str, tuple[Phrase, ...]]
    words_anywhere: frozenset[str]
    without_spaces: tuple[Phrase, ...]


@lru_cache(maxsize=1)
def phrase_index() -> PhraseIndex:
    """Return the index of the whole table, built at first use."""
    by_form: dict[Form, defaultdict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    without_spaces: list[Phrase] = []
    for rule in PHRASE_RULES:
        for text in (text.strip() for phrases in rule.phrases.values() for text in phrases.split(" | ")):
            phrase = _phrase(rule.name, rule.form, text)
            if NO_SPACES.search(phrase.text):
                without_spaces.append(phrase)
            else:
                form = rule.form if rule.form in {Form.ENDS, Form.HOLDS} else Form.BEGINS
                by_form[form][_key(phrase)].append(phrase)
    first, last, anywhere = (
        {word: tuple(phrases) for word, phrases in by_form[form].items()}
        for form in (Form.BEGINS, Form.ENDS, Form.HOLDS)
    )
    return PhraseIndex(first, last, anywhere, frozenset(anywhere), tuple(without_spaces))


def folded(text: str) -> str:
    """Return `text` in one case and width, without accents; a copyright mark becomes a word, or it would vanish."""
    marked = text.strip()
    if "(" in marked or "©" in marked or "ⓒ" in marked:
        marked = _COPYRIGHT.sub(f"{_COPYRIGHT_WORD} ", marked)
    if marked.isascii():
        return marked.lower()
    if _WIDE.search(marked):
        return unicodedata.normalize("NFKC", marked).casefold()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", marked)).casefold()


def _key(phrase: Phrase) -> str:
    """Return the word a phrase is looked up by; of one that may stand anywhere the longest, the rarest in texts."""
    if phrase.form is Form.HOLDS:
        return max(phrase.words, key=len)
    return phrase.words[-1 if phrase.form is Form.ENDS else 0]


def _phrase(rule: str, form: Form, text: str) -> Phrase:
    normal = folded(text).replace("#", "0")
    parts = [tuple(split_words(part)) for part in normal.split("*")]
    return Phrase(
        words=parts[0],
        later=tuple(part for part in parts[1:] if part),
        is_open=normal.endswith("*"),
        text=NUMBER.sub("0", normal).rstrip(":").strip(),
        rule=rule,
        form=form,
        needs_separator=form is Form.LABEL or normal.endswith(":"),
    )
