"""What differs between two texts, on a terminal: in colour, or between marks where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cli.terminal import console, shows_colour
from pipeline.folding.diff import compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from pipeline.folding.diff import Piece

_NUMBER = re.compile(r"\d(?:[\d.,:]*\d)?")


def marked(pieces: Iterable[Piece], colour: str, mark: str) -> Text:
    """Return words with those that differ in colour, or between marks where the terminal shows none."""
    from rich.text import Text

    has_colour = shows_colour()
    made = Text()
    for piece in pieces:
        if piece.differs and not has_colour and (words := piece.text.strip()):
            before, _, after = piece.text.partition(words)
            made.append(f"{before}[{mark}{words}{mark}]{after}")
        else:
            made.append(piece.text, style=colour if piece.differs else "")
    return made


def print_changes(before: str, after: str) -> None:
    """Print what a text says now and did not before: counts of words, numbers, and the paragraphs with what changed."""
    from rich.text import Text

    out = console()
    rows = [row for row in compare(before, after).rows if row.kind not in {"same", "moved"}]
    gone = [piece.text for row in rows for piece in row.left if piece.differs]
    come = [piece.text for row in rows for piece in row.right if piece.differs]
    out.print(f"  text   {_words(come)} words added, {_words(gone)} taken out", markup=False)
    for name, mine, others in (("taken out", gone, come), ("added", come, gone)):
        if numbers := _numbers(mine) - _numbers(others):
            out.print(f"  numbers {name}: {', '.join(sorted(numbers))}", markup=False)
    for row in rows:
        for pieces, colour, mark in ((row.left, "red", "-"), (row.right, "green", "+")):
            if pieces:
                out.print(Text(f"  {mark} ") + marked(pieces, colour, mark))


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _numbers(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in _NUMBER.findall(text)}
