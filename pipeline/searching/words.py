"""The words an article is found by: the same for both databases, which only keep them.

Words are those that folding compares (`folding.text`): case, accents and other spellings are folded, punctuation and quotes
part words. Scripts without spaces, and Korean, whose particles grow onto words, have no words to look up. A run of them is
kept as its characters in twos (in threes for Thai, Lao, Khmer and Myanmar, whose few dozen letters recur in every
text), and is found as a part of a text: whoever asks for a run asks for its twos, one after the other.

Databases keep these words as they are given: each has rules of its own about what a word is, and they differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final
from zlib import crc32

from pipeline.folding.text import is_unspaced, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

MOST_WORDS: Final = 16_000
"""Words of a text that are kept, from its beginning: PostgreSQL knows no position beyond 16,383, so that a phrase there would
be found by one database alone. Held by `test_of_a_very_long_text_the_beginning_is_kept`."""
_CHARACTERS_OF_ALL: Final = 225_000
"""Of all words of a text together: at four bytes each they stay below the megabyte that PostgreSQL takes, with a few bytes
for each place. A text of ordinary words reaches `MOST_WORDS` at half of it. Held by
`test_a_text_of_many_long_words_is_kept_as_far_as_a_database_holds_it`."""
LONGEST_WORD: Final = 100  # characters, some 400 bytes: PostgreSQL takes 2,046, and what is longer is no word
_GAP: Final = "¶"  # a sign that no word has: no phrase begins in a title and ends in the text
_HOST_SIGN: Final = "·"
_FIRST_UNSPACED: Final = "\u0e00"
_FIRST_IN_TWOS: Final = "\u3000"  # from here on Han, kana and Hangul; before it Thai, Lao, Khmer, Myanmar
_HANGUL: Final = re.compile("([\uac00-\ud7a3]+)")
_YEAR_ONE: Final = 62_135_596_800  # seconds from the year 1 to 1970
_HASH_BITS: Final = 24


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """The words of one article in order, as a database keeps them."""

    words: tuple[str, ...]


def words_of_article(title: str | None, text: str, host: str) -> IndexedWords:
    """Return what an article is found by: its host, the words of its title, and those of its text."""
    words = [host_word(host), *index_words(title or ""), _GAP, *index_words(text)][:MOST_WORDS]
    if sum(map(len, words)) > _CHARACTERS_OF_ALL:
        words = list(_beginning(words))
    return IndexedWords(tuple(words))


def _beginning(words: Iterable[str]) -> Iterator[str]:
    """Yield the words that together have `_CHARACTERS_OF_ALL`."""
    left = _CHARACTERS_OF_ALL
    for word in words:
        left -= len(word)
        if left < 0:
            return
        yield word


def host_word(host: str) -> str:
    """Return a host as one word that no text has."""
    kept = (char if char.isalnum() else _HOST_SIGN for char in host.lower())
    return f"{_HOST_SIGN}{''.join(kept)}{_HOST_SIGN}"[:LONGEST_WORD]


def index_words(text: str) -> list[str]:
    """Return the words of a text as they are kept.

    Nothing that makes normal form or parts words reaches over a space. So lines of ASCII are taken whole, which costs
    least, and others word by word, which are remembered.
    """
    found: list[str] = []
    try:
        for line in text.splitlines():
            if line.isascii():
                found += [word[:LONGEST_WORD] for word in spaced(line).split()]
            else:
                found += chain.from_iterable(map(_words_between_spaces, line.split()))
    except _UnspacedError:
        return list(_index_words(text))
    return found


class _UnspacedError(ValueError):
    """A text is written in a script without spaces, or in Korean."""


@lru_cache(maxsize=1 << 16)
def _words_between_spaces(written: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces; raise _UnspacedError where runs must be told apart."""
    normal = spaced(written)
    if normal and max(normal) >= _FIRST_UNSPACED:
        raise _UnspacedError
    return tuple(word[:LONGEST_WORD] for word in normal.split())


def _index_words(text: str) -> Iterator[str]:
    for piece in pieces(text):
        if is_run(piece):
            yield from grams(piece)
        else:
            yield piece[:LONGEST_WORD]


def pieces(text: str) -> Iterator[str]:
    """Yield the words of a text, and the runs of characters between which nothing stands."""
    normal = spaced(text)
    if not normal or max(normal) < _FIRST_UNSPACED:
        yield from normal.split()
        return
    run, gap = "", 0
    for part in normal.split(" "):
        if (
            not part
        ):  # `spaced` leaves two spaces between neighbours of a run, and more where something stands between
            gap += 1
            continue
        if run and gap == 1 and is_unspaced(ord(part[0])) and _in_twos(part) == _in_twos(run):
            run += part
        else:
            if run:
                yield run
            run = part if is_unspaced(ord(part[0])) else ""
            if not run:
                yield from filter(None, _HANGUL.split(part))
        gap = 0
    if run:
        yield run


def is_run(piece: str) -> bool:
    """Whether a piece is kept in twos or threes, and found as a part of a text."""
    return piece[0] >= _FIRST_UNSPACED and (is_unspaced(ord(piece[0])) or "\uac00" <= piece[0] <= "\ud7a3")


def gram_size(run: str) -> int:
    """Return how many characters of a run are kept together."""
    return 2 if _in_twos(run) else 3


def grams(run: str) -> Iterator[str]:
    """Yield every two or three neighbours of a run; at its end there are fewer."""
    size = gram_size(run)
    for start in range(len(run)):
        yield run[start : start + size]


def _in_twos(run: str) -> bool:
    return run[0] >= _FIRST_IN_TWOS


def key_of(article_at: datetime, article_id: str = "") -> int:
    """Return the number by which the index knows an article: numbers sort as times do, and are below 2^63.

    Two articles of one second share a number by a chance of one in 16 million.
    """
    seconds = int(article_at.timestamp()) + _YEAR_ONE
    own = crc32(article_id.encode()) & ((1 << _HASH_BITS) - 1) if article_id else 0
    return (seconds << _HASH_BITS) | own
