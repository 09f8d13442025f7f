"""The words of many texts as columns, each found once: their hashes, their places and which of them look like facts.

They are the words that `text.located_words` finds; a `Word` is made only of those that somebody asks for. Words are
compared by their 64-bit hashes: different words of up to eight bytes never share one, longer ones by a
chance of one in 10^19.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, overload

import numpy as np

from pipeline.folding.shingles import hash_word
from pipeline.folding.text import Word, located_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# A place, a date, an agency, then a dash: what a desk puts before a report.
_DATELINE: Final = re.compile(r"[^\n.!?]{0,70}?(?:\s-{1,2}\s|\s?[–—]\s?)")  # noqa: RUF001 - both dashes
# Seventy and the dash; without a dash in them the search above would try each of these.
_DATELINE_CHARS: Final = 74
_DASH: Final = re.compile(r"[-–—]")  # noqa: RUF001 - both dashes
_NUMBER: Final = 1  # bits of `Words.kinds`, as the compiled code sets them
_NAME: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Words(Sequence[Word]):
    """The words of one text in order. What stands in its dateline is no fact of the report.

    Word i is the characters `[starts[i], ends[i])` of the text; in normal form it is the bytes
    `folded[edges[2 * i]:edges[2 * i + 1]]`, or, where nothing but the case of ASCII is folded, these characters small.
    """

    text: str
    hashes: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    edges: NDArray[np.int64] | None = None
    folded: bytes = b""

    def __len__(self) -> int:
        return len(self.hashes)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        """Return one word, or some."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        kind = int(self.kinds[index])
        return Word(
            self.spelled(index),
            int(self.starts[index]),
            int(self.ends[index]),
            bool(kind & _NUMBER),
            bool(kind & _NAME),
        )

    def __iter__(self) -> Iterator[Word]:
        return (self[index] for index in range(len(self)))

    def spelled(self, index: int) -> str:
        """Return one word in normal form."""
        if self.edges is None:
            return self.text[self.starts.item(index) : self.ends.item(index)].lower()
        return self.folded[self.edges.item(2 * index) : self.edges.item(2 * index + 1)].decode()

    def first(self, count: int) -> list[str]:
        """Return the first words in normal form: at once, for one by one takes three times as long."""
        if self.edges is None:
            places = zip(self.starts[:count].tolist(), self.ends[:count].tolist(), strict=True)
            return [self.text[start:end].lower() for start, end in places]
        edges = self.edges[: 2 * count].tolist()
        return [self.folded[start:end].decode() for start, end in zip(edges[::2], edges[1::2], strict=True)]

    def joined(self, chosen: Sequence[int]) -> str:
        """Return these words in normal form, one after the other."""
        return " ".join(map(self.spelled, chosen))


def without_dateline_facts(words: Words) -> Words:
    """Return the words, of which those of the dateline are facts no more; it changes their kinds in place."""
    if _DASH.search(words.text, 0, _DATELINE_CHARS) and (dateline := _DATELINE.match(words.text)):
        words.kinds[: np.searchsorted(words.ends, dateline.end(), side="right")] = 0
    return words


def located_in_python(text: str) -> Words:
    """Return the words that `text.located_words` finds, as columns."""
    words = located_words(text)
    spelled = [word.text.encode("utf-8", "replace") for word in words]
    edges = np.zeros(2 * len(words), np.int64)
    edges[1::2] = np.cumsum([len(each) for each in spelled])
    edges[2::2] = edges[1:-1:2]
    return Words(
        text,
        np.array([hash_word(each) for each in spelled], np.uint64),
        np.array([word.start for word in words], np.int32),
        np.array([word.end for word in words], np.int32),
        np.array([word.is_number * _NUMBER | word.is_name * _NAME for word in words], np.uint8),
        edges,
        b"".join(spelled),
    )
