"""What a word is: the normal form under which two texts are compared, and where each word stands in the original.

Normal form: Unicode's NFKC (UAX 15), invisible characters dropped, one spelling for each letter that is written in several
ways (`spellings`), case folded, NFKC again (folding case can undo it).
A word is a run of letters, digits and the marks that go with them; in scripts that write no spaces every character is a
word. Numbers stay: they are what tells two reports in one form apart. The compiled kernel does the same on bytes; this
module is the definition that it is tested against.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.folding.spellings import is_left_out, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs of code points whose scripts put no space between words: Thai, Lao, Myanmar, Khmer, kana, Bopomofo, Han.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3041, 0x312F),
    (0x31A0, 0x31FF),
    (0x3400, 0x9FFF),
    (0xA9E0, 0xA9FE),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
_LETTER_DIGIT_MARK = frozenset("LNM")
_FILLED = re.compile(r"[^ ]+")
SENTENCE_ENDS = frozenset('.!?:\n\r"“”„«»•|')


class _Spelled(dict[int, "int | None"]):
    """For `str.translate`: characters that show nothing or may be left out to nothing, others as they are compared."""

    def __missing__(self, code: int) -> int | None:
        kept = None if is_dropped(chr(code)) else spelling_of(code)
        self[code] = kept
        return kept


class _Visible(dict[int, "int | None"]):
    """For `str.translate`: characters that show nothing to nothing, others to themselves."""

    def __missing__(self, code: int) -> int | None:
        kept = None if is_invisible(chr(code)) else code
        self[code] = kept
        return kept


class _Spaced(dict[int, "int | str"]):
    """For `str.translate`: word characters to themselves, unspaced ones between spaces, the rest to a space."""

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        spaced: int | str = " "
        if unicodedata.category(char)[0] in _LETTER_DIGIT_MARK:
            spaced = f" {char} " if is_unspaced(code) else code
        self[code] = spaced
        return spaced


_SPELLED = _Spelled()
_VISIBLE = _Visible()
_SPACED = _Spaced()


@dataclass(frozen=True, slots=True)
class Word:
    """One normalised word and the characters `[start, end)` of the original text that it came from.

    `is_number` says it holds a digit. `is_name` says it is written with a capital inside a sentence: a guess, and
    empty of meaning in scripts without case.
    """

    text: str
    start: int
    end: int
    is_number: bool
    is_name: bool

    @property
    def is_fact(self) -> bool:
        """Whether the word looks like a name, a number or a date, rather than plain vocabulary."""
        return self.is_number or self.is_name


def is_invisible(char: str) -> bool:
    """Whether the character shows nothing: zero-width, bidirectional control, soft hyphen, variation selector."""
    code = ord(char)
    return unicodedata.category(char) == "Cf" or code == 0x034F or 0xFE00 <= code <= 0xFE0F


def is_dropped(char: str) -> bool:
    """Whether the character does not count in what is compared: it shows nothing, or is a mark that copies leave out."""
    return is_invisible(char) or is_left_out(ord(char))


def is_unspaced(code: int) -> bool:
    """Whether the code point belongs to a script that writes no spaces between words."""
    return code >= 0x0E00 and any(low <= code <= high for low, high in _UNSPACED)


def normalise(text: str) -> str:
    """Return the text in normal form: equal for texts that differ only in writing conventions."""
    if text.isascii():
        return text.lower()
    compatible = unicodedata.normalize("NFKC", text).translate(_SPELLED)
    return unicodedata.normalize("NFKC", compatible.casefold())


def spaced(text: str) -> str:
    """Return the normalised text with spaces, and nothing else, around and between its words."""
    return normalise(text).translate(_SPACED)


def words(text: str) -> list[str]:
    """Return the normalised words of the text in order."""
    return spaced(text).split()


def written_words(text: str) -> list[str]:
    """Return the words in lower case as they are spelled, for those who weigh words: a mark may make another word of one."""
    visible = unicodedata.normalize("NFKC", text).translate(_VISIBLE)
    return unicodedata.normalize("NFKC", visible.casefold()).translate(_SPACED).split()


def located_words(text: str) -> list[Word]:
    """Return the words of the text in order, each with its place in the original and what kind of word it is."""
    found: list[Word] = []
    sentence_opens = True
    for normal, start, end in _placed(text):
        is_number = not normal.isalpha() and any(map(str.isdigit, normal))
        is_capital = not is_number and _opens_with_capital(text, start, end)
        found.append(Word(normal, start, end, is_number, is_capital and not sentence_opens))
        sentence_opens = _ends_sentence(text, end)
    return found


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each normalised word with the characters of the original it came from."""
    normal = spaced(text)
    if len(normal) == len(text) and _stays_in_place(text):
        for match in _FILLED.finditer(normal):
            yield match.group(), match.start(), match.end()
        return
    shapes = list(_shapes(text))
    normal = "".join(shape for shape, _, _ in shapes)
    places = [(start, end) for shape, start, end in shapes for _ in shape]
    for match in _FILLED.finditer(normal):
        first, last = match.start(), match.end() - 1
        start, end = places[first][0], places[last][1]
        if not is_unspaced(ord(match.group()[0])):  # what shows nothing belongs to the word it touches
            while start > 0 and is_dropped(text[start - 1]) and places[first - 1 : first] != [places[first]]:
                start -= 1
            while end < len(text) and is_dropped(text[end]) and places[last + 1 : last + 2] != [places[last]]:
                end += 1
        yield match.group(), start, end


def _stays_in_place(text: str) -> bool:
    """Whether no character of the text is dropped, moved or composed, and none grows when its case is folded."""
    folded = text.casefold()
    return (
        len(folded) == len(text)
        and unicodedata.is_normalized("NFKC", text)
        and unicodedata.is_normalized("NFKC", folded)
        and not any(map(is_dropped, text))
    )


def _shapes(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what each part of the text becomes and where it stands: a character, or some that change each other."""
    edges = [at for at, char in enumerate(text) if not _may_join(char)]
    for start, end in pairwise([0, *edges, len(text)]):
        shape, alone = spaced(text[start:end]), [spaced(char) for char in text[start:end]]
        if shape == "".join(alone):
            yield from ((each, at, at + 1) for at, each in enumerate(alone, start))
        else:
            yield shape, start, end


@lru_cache(maxsize=1 << 16)
def _may_join(char: str) -> bool:
    """Whether the normal form of the character may depend on what stands before it."""
    first = unicodedata.normalize("NFKD", char)[0]
    return is_invisible(char) or unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _opens_with_capital(text: str, start: int, end: int) -> bool:
    if text[start].isalpha():
        return text[start].isupper() or text[start].istitle()
    return next((char.isupper() or char.istitle() for char in text[start:end] if char.isalpha()), False)


def _ends_sentence(text: str, end: int) -> bool:
    """Whether the characters between this word and the next end a sentence, so that its capital says nothing."""
    for char in text[end : end + 4]:
        if char in SENTENCE_ENDS:
            return True
        if char.isalnum():
            return False
    return False
