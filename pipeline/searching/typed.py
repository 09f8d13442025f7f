"""What a person typed into a search, as phrases: words in any order, words in quotes as they follow each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.searching.words import LONGEST_WORD, gram_size, grams, host_word, is_run, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS: Final = 500  # typed: more than any headline, and bounded work for the database
_MOST_PHRASES: Final = 40
# Quotes of any language open and close a phrase; what stands between them is one, and so is what has no space.
_CHUNK: Final = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]|([^\s"“”„«»「」『』]+)')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words or runs that follow each other; `is_beginning` says that the last word may go on."""

    pieces: tuple[str, ...]
    is_beginning: bool = False

    @property
    def index_words(self) -> tuple[str, ...]:
        """The words of the index that follow each other where this phrase stands."""
        return (*(word for piece in self.pieces[:-1] for word in _whole(piece)), *_last(self.pieces[-1]))

    @property
    def last_goes_on(self) -> bool:
        """Whether any word that begins as the last of `index_words` does will do."""
        last = self.pieces[-1]
        return self.is_beginning or (is_run(last) and len(last) < gram_size(last))


@dataclass(frozen=True, slots=True)
class Phrases:
    """All of what must stand in an article."""

    phrases: tuple[Phrase, ...]

    def of_host(self, host: str) -> Phrases:
        """Return these phrases, to be found on one host alone; all hosts for an empty one."""
        return Phrases((*self.phrases, Phrase((host_word(host),)))) if host else self


def read_typed(typed: str) -> Phrases:
    """Return what was typed as phrases, each once; of signs alone there are none."""
    return Phrases(tuple(dict.fromkeys(_phrases(typed[:MOST_CHARACTERS])))[:_MOST_PHRASES])


def _phrases(typed: str) -> Iterator[Phrase]:
    for chunk in _CHUNK.finditer(typed):
        said = chunk[1] or chunk[2] or ""
        if found := tuple(pieces(said)):
            goes_on = said.rstrip().endswith("*") and not is_run(found[-1])
            yield Phrase(found, is_beginning=goes_on)


def _whole(piece: str) -> Iterator[str]:
    yield from grams(piece) if is_run(piece) else (piece[:LONGEST_WORD],)


def _last(piece: str) -> Iterator[str]:
    """Yield the words of a piece that may go on in the text: a run lacks the ends that it would have alone."""
    if not is_run(piece):
        yield piece[:LONGEST_WORD]
        return
    every = list(grams(piece))
    yield from every[: max(1, len(piece) - gram_size(piece) + 1)]
