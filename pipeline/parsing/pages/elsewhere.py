"""The article's text where the extractor took another: a consent notice, a newsletter's box, a footer.

The extractor throws out columns whatever they hold, and then takes what is left. So what it took is laid beside what
stands below the headline: where an element there holds most of the page's prose, and next to nothing of it was taken, it
is the article. What was taken instead must be much less, or lie where no article does, or say no word of the headline
while the element does.

Known exception: a notice below the headline that is longer than the article in its column is taken for it (`FOUND_SHARE`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.model import FRAME, BlockKind, Region
from pipeline.parsing.pages.containers import names_loosely, names_outside_main
from pipeline.parsing.pages.embedded_body import shared_words
from pipeline.parsing.pages.left_out import may_hold_text
from pipeline.parsing.pages.main_element import LINKED, is_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.parsing.pages.dom import Element, PageBlock

TAKEN_SHARE = 0.25
"""Share of an element's prose from which on the extractor has found it."""

FOUND_SHARE = 0.5
"""Share of all prose below the headline from which on nothing else is looked for."""

ELEMENT_SHARE = 0.5
"""Share of the prose below the headline that the element has."""

TIMES_MORE = 2.0
"""The element's prose in characters over what was taken elsewhere: consent notices and prompts are shorter than reports."""

MIN_CHARACTERS = 120
"""Of prose; less is a standfirst or a caption."""

_NEAR = 30
"""Blocks below a headline among which its text begins: bylines, dates, buttons, a picture with its caption."""

_KINDS = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.TABLE}
)
_NEVER = frozenset({Region.NAV, Region.FOOTER})


def article_elsewhere(
    page: Sequence[PageBlock], taken: set[int], headlines: Sequence[int]
) -> list[str] | None:
    """Return the lines of the article where the blocks that were taken are not it, else None."""
    headline = next((number for number in headlines if _is_followed(page, number)), None)
    start = 0 if headline is None else headline + 1
    everywhere = [
        number
        for number in range(start, len(page))
        if is_long(page[number]) and page[number].region not in _NEVER and not page[number].is_other
    ]
    for prose in ([number for number in everywhere if page[number].region not in FRAME], everywhere):
        if prose and _size(page, taken.intersection(prose)) >= FOUND_SHARE * _size(page, prose):
            continue
        element = _article(page, prose)
        if element is not None and _is_missed(element, page, prose, taken, headline):
            return [block.text for block in _text_of(page, element, start)]
    return None


def _is_missed(
    element: Element, page: Sequence[PageBlock], prose: Sequence[int], taken: set[int], headline: int | None
) -> bool:
    """Whether an element is the article, and the extractor took another text."""
    inside = [number for number in prose if element in page[number].inside]
    size, has = _size(page, inside), _size(page, taken.intersection(inside))
    if size < MIN_CHARACTERS or has >= TAKEN_SHARE * size:
        return False
    if any(number < inside[0] for number in taken.intersection(prose)):
        return False  # what stands between the headline and an element is the article, and the element its comments
    long = sorted(number for number in taken if is_long(page[number]))
    if long and _is_below_heading(page, long[0]):
        return False
    if size >= TIMES_MORE * (_size(page, taken) - has):
        return True
    if are_standing([page[number] for number in long]):
        return True
    title = "" if headline is None else page[headline].text
    return shared_words(title, _text(page, long)) == 0 < shared_words(title, _text(page, inside))


def _is_below_heading(page: Sequence[PageBlock], number: int) -> bool:
    """Whether a heading of the first rank stands above a paragraph, with no other between: a text with a title of its own."""
    for block in reversed(page[max(0, number - _NEAR) : number]):
        if is_long(block):
            return False
        if block.inside and block.inside[-1][2] == "h1":
            return True
    return False


def _text(page: Sequence[PageBlock], numbers: Iterable[int]) -> str:
    return " ".join(page[number].text for number in numbers)


def _size(page: Sequence[PageBlock], numbers: Iterable[int]) -> int:
    return sum(len(page[number].text) for number in numbers)


def _is_followed(page: Sequence[PageBlock], headline: int) -> bool:
    """Whether prose stands near below a headline: one in a list of titles is followed by more of them."""
    near = page[headline + 1 : headline + 1 + _NEAR]
    return any(is_long(block) and block.region not in _NEVER for block in near)


def _article(page: Sequence[PageBlock], prose: Sequence[int]) -> Element | None:
    """Return the innermost element with half of this prose, that is none by its name; columns are looked into."""
    characters: Counter[Element] = Counter()
    whole = 0
    are_all_named = all(page[number].is_surely_outside for number in prose)
    for number in prose:
        block = page[number]
        if are_all_named or not block.is_surely_outside:
            whole += len(block.text)
            characters.update(dict.fromkeys(block.inside, len(block.text)))
    paragraphs = ("p", "li", "blockquote")
    return max(
        (
            each
            for each, count in characters.items()
            if count >= ELEMENT_SHARE * whole and each[2] not in paragraphs
        ),
        default=None,
    )


def are_standing(blocks: Sequence[PageBlock]) -> bool:
    """Whether all these lie in columns, footers and elements named as no text."""
    return all(block.region in FRAME or block.is_surely_outside for block in blocks)


def _text_of(page: Sequence[PageBlock], element: Element, start: int) -> Iterator[PageBlock]:
    for block in page[start:]:
        if element in block.inside and block.kind in _KINDS and block.link_density < LINKED:
            below = block.inside[block.inside.index(element) + 1 :]
            is_named = any(names_outside_main(names) and not names_loosely(names) for _, names, _ in below)
            if block.region not in _NEVER and not is_named and may_hold_text(below):
                yield block
