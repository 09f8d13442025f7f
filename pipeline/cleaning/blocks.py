"""What a block is to the cleaning: a fingerprint that equal blocks share, and a part of the clean text or not.

A fingerprint forgets case, punctuation and the value of numbers, so "3 comments" meets "12 Comments". It is the
first 8 bytes of BLAKE2b over the normalised words: the same in every process, machine and version of Python.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pipeline.model import Label

_WORD = re.compile(r"[^\W\d_]+|\d+")
_DIGITS = re.compile(r"\d+")
_SPACED = "".join(chr(code) if chr(code).isalpha() or code == ord("0") else " " for code in range(128))
"""ASCII with a space for all that is no letter and no 0: three times as fast as finding words by a pattern."""


TEXT_LABELS = frozenset({Label.BODY, Label.BACKGROUND})
"""The labels whose blocks a person reads as the article."""


def words_of(text: str) -> list[str]:
    """Return the casefolded words of `text`, each run of digits as "0"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return split_words(text.casefold())


def split_words(folded: str) -> list[str]:
    """Return the words of a casefolded text, each run of digits as "0"."""
    if folded.isascii():
        return _DIGITS.sub(" 0 ", folded).translate(_SPACED).split()
    return ["0" if word[0].isdigit() else word for word in _WORD.findall(folded)]


def says_words(text: str) -> bool:
    """Whether a block has a letter: a fingerprint forgets numbers, so lines of numbers alone meet by chance."""
    return any(map(str.isalpha, text))


def fingerprint(text: str) -> int:
    """Return the signed 64-bit fingerprint of a block; blocks equal but for case, marks and numbers share it."""
    words = words_of(text)
    normal = " ".join(words) if words else text.strip()
    digest = hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
