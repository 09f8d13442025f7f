"""Aligns the lines of an extracted text with the blocks of its page, which gives each block its region.

Most lines are exactly one block and are found by their letters and digits. The others lost an inline element on the
way, or join several blocks. Those are aligned word by word: a run of three words leads into the page, then words are
matched one after the other, and where they lead into another block the line is cut in two. The words of the lines and
their order are never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model import FRAME, Block, BlockKind, Region
from pipeline.parsing.pages.dom import PageBlock
from pipeline.parsing.pages.joiners import respelled
from pipeline.parsing.pages.left_out import left_out
from pipeline.parsing.pages.main_element import headlines_of
from pipeline.parsing.pages.regions import Piece, regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

_WORD = re.compile(r"\w+")

_LEAD = 3
"""A run of so many words leads into the page; shorter runs recur all over it."""
_RUN = 12
"""So many words say which of several places with the same lead is meant."""
_PLACES = 8
"""So many places are compared: a lead that stands in more is a menu's, and its first place will do."""
_REST_WORDS = 3
"""Fewer words than these left over from a block say nothing on their own."""
_LINKED = 0.9
_ENTRY_WORDS = 4
"""A block of at most so many words that is all link is a menu entry; headlines of other reports are longer."""
_NOWHERE = PageBlock("", BlockKind.PARAGRAPH, Region.MAIN, 0.0)
"""Stands for the source of a line that is nowhere on the page, such as text that came with its JSON-LD."""
_FRAME_OR_HEADER = FRAME | {Region.HEADER}


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The lines in order, each with its block, and what was left over of blocks taken in part."""

    pieces: list[Piece]
    rests: dict[int, list[str]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Lines of a text laid to the blocks of their page; `keys` are those of the blocks."""

    page: Sequence[PageBlock]
    keys: Sequence[str]
    headlines: Sequence[int]
    lines: _Aligned

    @property
    def shown(self) -> list[str]:
        """The texts of the blocks that a line was found in; what is in no block came from somewhere else."""
        return [self.page[number].text for number in sorted(self.taken)]

    @property
    def taken(self) -> set[int]:
        """The numbers of the blocks that a line was found in."""
        return {piece.at for piece in self.lines.pieces if piece.at is not None}


def lay(lines: Sequence[str], page: Sequence[PageBlock], title: str | None = None) -> Alignment:
    """Return where each line of the text stands on the page."""
    keys = [key_of(block.text) for block in page]
    return Alignment(page, keys, headlines_of(page, title), _Aligner(page, keys).aligned(lines))


def lay_again(lines: Sequence[str], old: Alignment) -> Alignment:
    """Return where the lines of another text stand on the same page."""
    return replace(old, lines=_Aligner(old.page, old.keys).aligned(lines))


def align(
    lines: Sequence[str],
    page: Sequence[PageBlock],
    title: str | None = None,
    paid: AbstractSet[str] = frozenset(),
) -> list[Block]:
    """Return all blocks of the page in reading order (see `blocks_of`)."""
    return blocks_of(lay(lines, page, title), paid)


def blocks_of(laid: Alignment, paid: AbstractSet[str] = frozenset()) -> list[Block]:
    """Return all blocks of the page in reading order; those made of lines are taken, and keep their order.

    What the extractor left of the article is taken, too; `paid` are the classes of elements that the page names as paid
    for. A text that the page repeats stands there once, and runs of menu entries are one block.
    """
    for number in sorted(left_out(laid.page, laid.keys, laid.taken, laid.headlines, paid)):
        _insert(laid.lines.pieces, Piece(laid.page[number].text, number))
    found = _menus_joined(_Merger(laid.page, laid.keys, laid.lines, laid.headlines).blocks())
    return [
        Block(position, block.kind, block.text, block.region, round(block.link_density, 3))
        for position, block in enumerate(found)
    ]


def _insert(pieces: list[Piece], piece: Piece) -> None:
    """Put a piece before the first one that stands further down the page."""
    after = (index for index, each in enumerate(pieces) if each.at is not None and each.at > (piece.at or 0))
    pieces.insert(next(after, len(pieces)), piece)


def key_of(text: str) -> str:
    """Return what two renderings of one block have in common: the text without spaces, bars and a bullet."""
    return text.removeprefix("- ").replace(" ", "").replace("|", "")


class _Aligner:
    def __init__(self, page: Sequence[PageBlock], keys: Sequence[str]) -> None:
        self._page = page
        self._by_key: dict[tuple[str, bool], list[int]] = defaultdict(list)
        for number, (key, block) in enumerate(zip(keys, page, strict=True)):
            if key:
                self._by_key[key, block.region in _FRAME_OR_HEADER].append(number)
        self._words: list[str] = []
        self._block_of: list[int] = []
        self._leads: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._taken: dict[int, set[int]] = defaultdict(set)

    def aligned(self, lines: Sequence[str]) -> _Aligned:
        pieces: list[Piece] = []
        cursor = 0
        for line in lines:
            at = self._find(line, cursor)
            found = [Piece(line, at)] if at is not None else list(self._follow(line, cursor))
            pieces.extend(found)
            cursor = max([cursor, *(piece.at for piece in found if piece.at is not None)])
        return _Aligned(pieces, {number: self._left_over(number) for number in self._taken})

    def _find(self, line: str, cursor: int) -> int | None:
        """Return the block that is just this line: outside menus if possible, then the next one, then any."""
        key = key_of(line)
        numbers = self._by_key.get((key, False)) or self._by_key.get((key, True))
        if not numbers:
            return None
        after = bisect_left(numbers, cursor)
        return numbers.pop(after if after < len(numbers) else 0)

    def _follow(self, line: str, cursor: int) -> Iterator[Piece]:
        if not self._words:
            self._index()
        start = bisect_left(self._block_of, cursor)
        tokens = list(_WORD.finditer(line))
        words = [token[0] for token in tokens]
        cut, current, here = 0, None, None
        for i, word in enumerate(words):
            if here is None or here >= len(self._words) or self._words[here] != word:
                here = self._lead_into(words[i : i + _RUN], start if here is None else here)
            if here is None:
                continue
            block = self._block_of[here]
            self._taken[block].add(here)
            if current is not None and block != current:
                end = line.rfind(" ", cut, tokens[i].start()) + 1 or tokens[i].start()
                if text := line[cut:end].strip():
                    yield Piece(text, current)
                cut = end
            current, start = block, here
            here += 1
        if text := line[cut:].strip():
            yield Piece(text, current)

    def _lead_into(self, run: list[str], start: int) -> int | None:
        """Return where the next words of a line go on longest: a headline often begins as its report does."""
        positions = self._leads.get(tuple(run[:_LEAD]))
        if not positions:
            return None
        at = bisect_left(positions, start)
        places = positions[at : at + _PLACES] or positions[:1]
        return places[0] if len(places) == 1 else max(places, key=lambda place: self._common(run, place))

    def _common(self, run: list[str], place: int) -> int:
        """Return how many words of the run stand there, one after the other."""
        there = self._words[place : place + len(run)]
        return next((at for at, (a, b) in enumerate(zip(run, there, strict=False)) if a != b), len(there))

    def _index(self) -> None:
        for number, block in enumerate(self._page):
            words = _WORD.findall(block.text)
            self._words.extend(words)
            self._block_of.extend([number] * len(words))
        for at in range(len(self._words) - _LEAD + 1):
            self._leads[tuple(self._words[at : at + _LEAD])].append(at)

    def _left_over(self, number: int) -> list[str]:
        """Return the runs of words of a block that no line took."""
        text, taken = self._page[number].text, self._taken[number]
        first = bisect_left(self._block_of, number)
        runs: list[str] = []
        run: list[re.Match[str]] = []
        tokens = list(_WORD.finditer(text))
        for offset, token in enumerate([*tokens, None]):
            if token is not None and first + offset not in taken:
                run.append(token)
                continue
            if len(run) >= _REST_WORDS:
                end = token.start() if token is not None else len(text)
                runs.append(text[run[0].start() : end].strip())
            run = []
        return runs


class _Merger:
    """Puts the pieces of the text and the other blocks of the page into one order."""

    def __init__(
        self, page: Sequence[PageBlock], keys: Sequence[str], aligned: _Aligned, headlines: Sequence[int]
    ) -> None:
        self._page = page
        self._headlines = headlines
        self._keys = keys
        self._pieces = aligned.pieces
        self._rests = aligned.rests
        self._taken = {piece.at for piece in aligned.pieces}
        self._seen = {key_of(piece.text) for piece in aligned.pieces}
        self._next = 0

    def blocks(self) -> Iterator[PageBlock]:
        """Yield the pieces in their order, and before each the page's other blocks that come before it."""
        for piece, region in zip(
            self._pieces, regions_of(self._pieces, self._page, self._headlines), strict=True
        ):
            source = _NOWHERE if piece.at is None else self._page[piece.at]
            if piece.at is not None:
                yield from self._others(piece.at)
            text = _bare(piece.text, source.kind)
            text = respelled(text, source.spelling) if source.spelling else text
            yield PageBlock(text, source.kind, region, source.link_density)
        yield from self._others(len(self._page))

    def _others(self, until: int) -> Iterator[PageBlock]:
        """Yield what no line took, from the last block yielded up to `until`, where no block had the text before."""
        for number in range(self._next, until):
            block, key = self._page[number], self._keys[number]
            if number in self._taken:
                yield from self._left_over(number)
            elif key and key not in self._seen:
                self._seen.add(key)
                yield replace(block, text=block.spelling) if block.spelling else block
        self._next = max(self._next, until)

    def _left_over(self, number: int) -> Iterator[PageBlock]:
        block = self._page[number]
        for text in self._rests.get(number, ()):
            if (key := key_of(text)) not in self._seen:
                self._seen.add(key)
                yield PageBlock(text, block.kind, block.region, block.link_density)


def _menus_joined(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks, with runs of menu entries side by side as one: half of a page's blocks are such entries."""
    menu: list[PageBlock] = []
    for block in blocks:
        is_entry = (
            block.region is not Region.MAIN
            and block.link_density >= _LINKED
            and block.text.count(" ") < _ENTRY_WORDS
        )
        if menu and not (is_entry and block.region is menu[0].region):
            yield _joined(menu)
            menu = []
        if is_entry:
            menu.append(block)
        else:
            yield block
    if menu:
        yield _joined(menu)


def _joined(menu: list[PageBlock]) -> PageBlock:
    first = menu[0]
    return PageBlock(" | ".join(entry.text for entry in menu), first.kind, first.region, first.link_density)


def _bare(text: str, kind: BlockKind) -> str:
    """Return the text without the marks the extractor writes before list items and around cells."""
    bare = text.removeprefix("- ") if kind is BlockKind.LIST_ITEM else text
    return bare.strip("| ") or bare
