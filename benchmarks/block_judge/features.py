"""Thirty features of structure for each block of a page. No word of any language is among them.

They say where a block is (between the first and the last paragraph, in the element that holds the text, below a parent
that holds text), how often blocks like it occur on the page and how much of the text is in such blocks, its size and
links, those of its neighbours, and whether it repeats the headline or the description. "Taken" is what the extractor
took for the article; "text" is taken prose.

Tried and dropped, since hosts left out gained at most .0025 in F1: words in the names of containers, tag names, share of
links to the same site, links of the parent, capitals, digits and commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING

from pipeline.model import TAKEN, BlockKind, Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.parsing.pages.dom import PageBlock

FEATURES = (
    "words", "link_density", "ends_sentence", "is_prose", "is_list_item", "is_heading", "is_quote",
    "in_main", "in_article", "before_first", "after_last", "blocks_after_first", "text_before", "text_after",
    "same_path", "text_in_path", "other_text_in_path", "text_in_parent_path",
    "in_main_element", "text_in_parent", "text_in_grandparent", "prose_in_parent",
    "like_headline", "in_description", "words_of_taken_before", "words_of_taken_after",
    "prose_before", "prose_after", "links_around", "taken_around",
)  # fmt: skip
"""The names of the numbers that `features_of` gives, in their order."""

SENTENCE_WORDS = 12
PARAGRAPH_WORDS = 30
"""A block of so many words that ends like a sentence, or of so many however it ends, is prose."""

PROSE_LINKS = 0.6
"""A block with a larger share of links is no prose, however long."""

MAIN_SHARE = 0.75
"""The innermost element with this share of the text is the main element."""

CERTAIN_SHARE, CERTAIN_LINKS = 0.5, 0.1
"""A paragraph in the main element, without links, whose path holds half of the text, is text beyond doubt: of 16,400 such
blocks, half of all that were taken, five would have been cut."""

MIN_WORDS_LEFT = 4
MAX_LINKS_LEFT = 0.7
"""A block that the extractor left is looked at from so many words on and below this share of links; others are menus."""

MAX_LIKE_CHARACTERS = 400
"""Longer blocks repeat no headline."""

PATH_ELEMENTS = 4
"""A block, its parent and two above: further out all blocks of a text are alike."""

DESCRIPTION_CHARACTERS = 40
"""So many characters that a description and a block begin with are no coincidence."""

NEAR, FAR, PROSE_NEAR = 3, 40, 120
"""Neighbours looked at on each side; blocks from which on "far" is far enough; words that count as one in prose nearby."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]\s]*$")  # noqa: RUF001 - full stops of other scripts
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


@dataclass(slots=True)
class _PageCounts:
    """What is counted once over a page: a value for each block, or for each path or element by its number."""

    taken: list[bool]
    sizes: list[float]
    worth_a_look: list[bool]
    ends: list[bool]
    prose: list[int]
    text: list[int]
    paths: list[int]
    parent_paths: list[int]
    blocks_in_path: list[int]
    text_in_path: list[int]
    text_in_element: dict[int, int]
    prose_in_element: dict[int, int]
    main_elements: list[bool]
    taken_before: list[float]
    taken_after: list[float]
    text_until: list[int]
    prose_until: list[int]
    links_until: list[float]
    taken_until: list[int]
    first: int
    last: int

    @property
    def total_text(self) -> int:
        return self.text_until[-1] or 1

    @property
    def total_prose(self) -> int:
        return self.prose_until[-1] or 1


def features_of(
    blocks: Sequence[PageBlock], title: str | None, description: str | None, *, certain: bool = True
) -> dict[int, list[float]]:
    """Return the features of each block worth a look, by its index; their names are `FEATURES`.

    `certain` says whether to look as well at paragraphs that are text beyond doubt, as training must.
    """
    counts = _counted(blocks)
    headline = frozenset((title or "").casefold().split())
    opening = " ".join((description or "").split())
    return {
        at: [
            *_own(block, at, counts),
            *_around(block, at, counts),
            _similarity(block.text, headline),
            _in_description(block.text, opening),
            *_nearby(at, counts),
        ]
        for at, block in enumerate(blocks)
        if counts.worth_a_look[at] and (certain or not _is_certain(block, at, counts))
    }


def is_taken(block: PageBlock) -> bool:
    """Whether the extractor took the block for the article."""
    return block.region in TAKEN


def _is_certain(block: PageBlock, at: int, counts: _PageCounts) -> bool:
    return (
        counts.text[at] > 0
        and counts.main_elements[at]
        and block.link_density < CERTAIN_LINKS
        and counts.text_in_path[counts.paths[at]] >= CERTAIN_SHARE * counts.total_text
    )


# The features, in their order


def _own(block: PageBlock, at: int, counts: _PageCounts) -> list[float]:
    """Return what a block is, and where in the order of the page."""
    kind, region, total = block.kind, block.region, counts.total_text
    return [
        counts.sizes[at], block.link_density, counts.ends[at], counts.prose[at] > 0,
        kind is BlockKind.LIST_ITEM, kind is BlockKind.HEADING, kind is BlockKind.QUOTE,
        region is Region.MAIN, region is Region.ARTICLE,
        at < counts.first, at > counts.last, max(-FAR, min(FAR, at - counts.first)),
        counts.text_until[at] / total, 1 - counts.text_until[at + 1] / total,
    ]  # fmt: skip


def _around(block: PageBlock, at: int, counts: _PageCounts) -> list[float]:
    """Return what is in blocks of the same path and in the elements around the block."""
    inside, total = block.inside, counts.total_text
    parent = inside[-2][0] if len(inside) > 1 else 0
    grandparent = inside[-3][0] if len(inside) > 2 else 0
    in_path = counts.text_in_path[counts.paths[at]]
    return [
        log1p(counts.blocks_in_path[counts.paths[at]]), in_path / total, (in_path - counts.text[at]) / total,
        counts.text_in_path[counts.parent_paths[at]] / total, counts.main_elements[at],
        counts.text_in_element.get(parent, 0) / total, counts.text_in_element.get(grandparent, 0) / total,
        counts.prose_in_element.get(parent, 0) / counts.total_prose,
    ]  # fmt: skip


def _nearby(at: int, counts: _PageCounts) -> list[float]:
    """Return what comes before and after the block."""
    low, high = max(0, at - NEAR), min(len(counts.taken), at + NEAR + 1)
    prose, links, taken = counts.prose_until, counts.links_until, counts.taken_until
    return [
        counts.taken_before[at], counts.taken_after[at],
        (prose[at] - prose[low]) / PROSE_NEAR, (prose[high] - prose[at + 1]) / PROSE_NEAR,
        (links[high] - links[low]) / (high - low), (taken[high] - taken[low]) / (high - low),
    ]  # fmt: skip


def _similarity(text: str, headline: frozenset[str]) -> float:
    """Return the Dice coefficient of the words of a block and those of the headline."""
    if not headline or len(text) > MAX_LIKE_CHARACTERS:
        return 0.0
    words = set(text.casefold().split())
    return 2 * len(words & headline) / (len(words) + len(headline))


def _in_description(text: str, description: str) -> bool:
    if len(description) < DESCRIPTION_CHARACTERS or len(text) < DESCRIPTION_CHARACTERS:
        return False
    return text[:DESCRIPTION_CHARACTERS] in description or description[:DESCRIPTION_CHARACTERS] in text


# Counting


def _counted(blocks: Sequence[PageBlock]) -> _PageCounts:
    taken = [is_taken(block) for block in blocks]
    words = [_word_count(block.text) for block in blocks]
    ends = [_SENTENCE_END.search(block.text[-12:]) is not None for block in blocks]
    prose = [
        count if _is_prose(block, count, end) else 0
        for block, count, end in zip(blocks, words, ends, strict=True)
    ]
    text = [count if was_taken else 0 for count, was_taken in zip(prose, taken, strict=True)]
    paragraphs = [at for at, count in enumerate(text) if count]
    text_in_element, prose_in_element = _words_in_elements(blocks, prose, text)
    sizes = [log1p(count) for count in words]
    return _PageCounts(
        taken, sizes,
        [
            was_taken or (count >= MIN_WORDS_LEFT and block.link_density < MAX_LINKS_LEFT)
            for block, count, was_taken in zip(blocks, words, taken, strict=True)
        ],
        ends, prose, text, *_paths(blocks, text), text_in_element, prose_in_element,
        _in_main_element(blocks, text_in_element, sum(text) or 1),
        _last_taken(taken, sizes), _last_taken(taken[::-1], sizes[::-1])[::-1],
        list(accumulate(text, initial=0)), list(accumulate(prose, initial=0)),
        list(accumulate((block.link_density for block in blocks), initial=0.0)), list(accumulate(taken, initial=0)),
        *((paragraphs[0], paragraphs[-1]) if paragraphs else (len(blocks), -1)),
    )  # fmt: skip


def _is_prose(block: PageBlock, words: int, ends_sentence: bool) -> bool:  # noqa: FBT001 - one of three measures
    is_long = words >= PARAGRAPH_WORDS or (words >= SENTENCE_WORDS and ends_sentence)
    return is_long and block.link_density < PROSE_LINKS


def _word_count(text: str) -> int:
    """Return how many words a text has; in scripts without spaces two characters are one."""
    count = text.count(" ") + 1
    return count if text.isascii() else count + len(_UNSPACED.findall(text)) // 2


def _paths(
    blocks: Sequence[PageBlock], text: Sequence[int]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return the path of each block and of its parent, as numbers; by path its blocks and its words of text."""
    numbers: dict[tuple[object, ...], int] = {}
    paths, parent_paths = [], []
    for block in blocks:
        path = _path(block)
        paths.append(numbers.setdefault(path, len(numbers)))
        parent_paths.append(numbers.setdefault(path[1:-1], len(numbers)))
    blocks_in, text_in = [0] * len(numbers), [0] * len(numbers)
    for path_number, parent_number, count in zip(paths, parent_paths, text, strict=True):
        blocks_in[path_number] += 1
        text_in[path_number] += count
        text_in[parent_number] += count
    return paths, parent_paths, blocks_in, text_in


def _path(block: PageBlock) -> tuple[object, ...]:
    """Return what blocks of one kind share: heading, list item or other, depth, the classes around them."""
    kind, inside = block.kind, block.inside
    number = (kind is BlockKind.HEADING) + 2 * (kind is BlockKind.LIST_ITEM)
    return (number, len(inside), *[name for _, name, _ in inside[-PATH_ELEMENTS:]])


def _words_in_elements(
    blocks: Sequence[PageBlock], prose: Sequence[int], text: Sequence[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return by element how many words of text it holds, and of prose whether taken or left."""
    text_in: dict[int, int] = {}
    prose_in: dict[int, int] = {}
    for block, in_prose, in_text in zip(blocks, prose, text, strict=True):
        if in_prose:
            for element, _, _ in block.inside:
                prose_in[element] = prose_in.get(element, 0) + in_prose
                if in_text:
                    text_in[element] = text_in.get(element, 0) + in_text
    return text_in, prose_in


def _in_main_element(blocks: Sequence[PageBlock], text_in: dict[int, int], total: int) -> list[bool]:
    main = max((element for element, count in text_in.items() if count >= MAIN_SHARE * total), default=0)
    return [main == 0 or any(element == main for element, _, _ in block.inside) for block in blocks]


def _last_taken(taken: Iterable[bool], sizes: Iterable[float]) -> list[float]:
    """Return for each block the size of the taken one before it; of the one after it when given from the end."""
    found, last = [], 0.0
    for was_taken, size in zip(taken, sizes, strict=True):
        found.append(last)
        if was_taken:
            last = size
    return found
