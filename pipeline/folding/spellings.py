"""Characters that are written in several ways, each by one of them: copies are spelled as their desks spell.

Marks on Latin letters are left out (Vietnamese is sent without them), Arabic and Persian letters that keyboards confuse
are one, their vowel signs and the stroke that lengthens a word are left out, ё is е, a digit of any script is an ASCII
digit, and traditional Chinese characters are the simplified ones. `chinese.txt` has the common pairs of these. What a reader sees is never changed: texts are compared so, and shown as they
are.
"""

# ruff: noqa: RUF001, RUF002 - letters of many scripts

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_LEFT_OUT: Final = (
    (0x0300, 0x036F),  # marks that found no letter to compose with
    (0x0640, 0x0640),  # the stroke that lengthens an Arabic word
    (0x064B, 0x065F),  # Arabic vowel signs
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
)
_LETTERS: Final = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    "ک": "ك",
    **dict.fromkeys("ةۀەہۃ", "ه"),
    "ё": "е",
    "Ё": "Е",
    "đ": "d",
    "Đ": "D",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
}


def is_left_out(code: int) -> bool:
    """Whether the code point is a mark that a copy may leave out."""
    return code >= _LEFT_OUT[0][0] and any(low <= code <= high for low, high in _LEFT_OUT)


def spelling_of(code: int) -> int:
    """Return the code point by which one is compared; most are compared by themselves."""
    char = chr(code)
    if found := _LETTERS.get(char):
        return ord(found)
    if unicodedata.category(char) == "Nd":
        return ord("0") + unicodedata.decimal(char)
    if code < _HAN[0]:
        return _base_of(char)
    return _simplified().get(code, code) if code <= _HAN[1] else code


_HAN: Final = (0x3400, 0x9FFF)


def _base_of(char: str) -> int:
    """Return the Latin letter under the marks of one, or the character itself."""
    base = unicodedata.normalize("NFD", char)[0]
    return ord(base) if base.isascii() and base.isalpha() else ord(char)


@cache
def _simplified() -> dict[int, int]:
    """Return the simplified character of each traditional one."""
    pairs = Path(__file__).with_name("chinese.txt").read_text("utf-8").split()
    return {ord(pair[0]): ord(pair[1]) for pair in pairs}
