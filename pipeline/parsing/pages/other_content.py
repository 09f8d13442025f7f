"""Finds what on a page is no part of its article: cards, whole articles below it, and what stands outside `main`.

- a **card** is an element with a headline that is a link, and a line or two below it. Three elements of one make are
  cards, unless the page's own paragraphs stand beside them or in more than a few of that make: then they are goods in a list,
  entries of a live blog, steps.
- a **second article** has a headline of its own, below the page's and its text, in an element without these. Pages that
  go on to the next report while one scrolls hold several.
- a page has one **`main`** element by the standard. Where it holds the headline and paragraphs below, the rest is the site's.

None is known by a word or a name. The page's own text must be there without them, else they are its text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import FRAME, BlockKind
from pipeline.parsing.pages.main_element import LINKED, is_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.parsing.pages.dom import Element, PageBlock

MIN_CARDS = 3
"""Two boxes of a text look alike, with a link each; so few are left to the page rules."""

MIN_HEADLINE_LINK = 0.75
"""Share of a card's headline that is link: a kicker or a date beside it may be none."""

MIN_HEADLINE_CHARACTERS = 15
"""Shorter links are names, sections and buttons. A character of Chinese or Japanese counts for three."""

MAX_CARD_BLOCKS = 10
"""Picture, kicker, headline, lines, author, date, buttons."""

MAX_CARD_CHARACTERS = 450
"""What a card says besides its headline; entries of a live blog and parts of a text say more."""

CARDS_OF_MAKE = 0.7
"""Share of the elements of one make that are cards, among those with a linked headline and among those with prose: where
more are longer, or have no link, they are entries of a text."""

MIN_OWN_CHARACTERS = 60
"""Of prose below the headline that is in no card."""

MIN_ARTICLE_PARAGRAPHS = 2
"""Long blocks of the page's own text, from which on another article below it is no part of it."""

_NUMBERED = re.compile(r"\w*\d\w*")
_NO_CARDS = frozenset({"html", "body", "main", "p"})
"""Elements that hold the page, or lines of one paragraph."""

_NEAR = 3
"""Blocks below a linked headline among which the card's own line stands."""

_MIN_DEPTH = 2
"""A card has an element around it."""


@dataclass(frozen=True, slots=True)
class _Card:
    """An element of the page with the numbers of its blocks."""

    element: Element
    around: Element
    numbers: range


def mark_other_content(page: Sequence[PageBlock], headlines: Sequence[int]) -> None:
    """Mark the blocks of a page that are no part of its article; `headlines` are the numbers of those that say its title."""
    for number in (
        *_outside_main(page, headlines),
        *_second_articles(page, headlines),
        *_cards(page, headlines),
    ):
        page[number].is_other = True


def _cards(page: Sequence[PageBlock], headlines: Sequence[int]) -> Sequence[int]:
    """Return the numbers of the blocks of cards."""
    makes: defaultdict[tuple[str, str], dict[Element, _Card | None]] = defaultdict(dict)
    for number, block in enumerate(page):
        if block.link_density >= MIN_HEADLINE_LINK and _is_headline(block.text):
            element = _around(page, number)
            if element is not None:
                found = makes[_make(element)]
                if element not in found:
                    found[element] = _card(page, number, element)
    rows = [
        [card for card in found.values() if card is not None]
        for found in makes.values()
        if len(found) >= MIN_CARDS
        and sum(card is not None for card in found.values()) >= CARDS_OF_MAKE * len(found)
    ]
    if not rows:
        return ()
    within = {number for row in rows for card in row for number in card.numbers}
    first = headlines[0] if headlines else -1
    own = [
        block
        for number, block in enumerate(page)
        if number > first and number not in within and _is_own(block)
    ]
    if sum(len(block.text) for block in own) < MIN_OWN_CHARACTERS:
        return ()
    beside = {element for block in own for element in block.inside[-2:]}
    entries = Counter(_make(element) for element in {each for block in own for each in block.inside})
    return [
        number
        for row in rows
        if len(row) >= CARDS_OF_MAKE * (len(row) + entries[_make(row[0].element)])
        for card in row
        if card.around not in beside
        for number in card.numbers
    ]


def _make(element: Element) -> tuple[str, str]:
    """Return an element's tag and names, without what numbers it among its like: "css-1x8kzg", "item-3"."""
    return element[2], _NUMBERED.sub("", element[1])


def _is_headline(text: str) -> bool:
    if len(text) >= MIN_HEADLINE_CHARACTERS:
        return " " in text or "\u3040" <= text[0] <= "\u9fff"
    return 3 * len(text) >= MIN_HEADLINE_CHARACTERS and "\u3040" <= text[len(text) // 2] <= "\u9fff"


def _is_own(block: PageBlock) -> bool:
    return is_long(block) and block.region not in FRAME and not block.is_surely_outside


def _around(page: Sequence[PageBlock], headline: int) -> Element | None:
    """Return the innermost element around a linked headline and the first line below it, None where that is too much."""
    inside = page[headline].inside
    near = page[headline + 1 : headline + 1 + _NEAR]
    below = next((block for block in near if block.link_density < LINKED), None)
    if below is None:
        return None
    depth = next(
        (at for at, (mine, its) in enumerate(zip(inside, below.inside, strict=False)) if mine is not its),
        min(len(inside), len(below.inside)),
    )
    if depth < _MIN_DEPTH or inside[depth - 1][2] in _NO_CARDS:
        return None
    return inside[depth - 1]


def _card(page: Sequence[PageBlock], headline: int, element: Element) -> _Card | None:
    """Return the card that an element around a linked headline is."""
    start, end = headline, headline + 1
    while start > 0 and element in page[start - 1].inside and headline - start <= MAX_CARD_BLOCKS:
        start -= 1
    while end < len(page) and element in page[end].inside and end - start <= MAX_CARD_BLOCKS:
        end += 1
    numbers = range(start, end)
    if len(numbers) > MAX_CARD_BLOCKS or not _is_card(page, numbers, headline):
        return None
    inside = page[headline].inside
    return _Card(element, inside[inside.index(element) - 1], numbers)


def _is_card(page: Sequence[PageBlock], numbers: range, headline: int) -> bool:
    """Whether the blocks of an element are one linked headline, and little else."""
    said = 0
    for number in numbers:
        block = page[number]
        if block.link_density < LINKED:
            said += len(block.text)
        elif number != headline and block.kind is BlockKind.HEADING and block.text != page[headline].text:
            return False
    return said <= MAX_CARD_CHARACTERS


def _outside_main(page: Sequence[PageBlock], headlines: Sequence[int]) -> Sequence[int]:
    """Return the numbers of the blocks outside the `main` element that holds the headline and the text below it."""
    for headline in headlines:
        main = next((element for element in page[headline].inside if element[2] == "main"), None)
        if main is not None:
            within = [main in block.inside for block in page]
            own = sum(
                is_in and _is_own(block)
                for is_in, block in zip(within[headline:], page[headline:], strict=True)
            )
            if own >= MIN_ARTICLE_PARAGRAPHS:
                return [number for number, is_in in enumerate(within) if not is_in]
    return ()


def _second_articles(page: Sequence[PageBlock], headlines: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the blocks of articles below the page's own."""
    headline = next((number for number in headlines if page[number].kind is BlockKind.HEADING), None)
    if headline is None:
        return
    around = page[headline].inside
    own = next((element for element in reversed(around) if element[2] == "article"), None)
    titled = {element for number in headlines for element in page[number].inside}
    text: list[int] = []
    others: set[Element] = set()
    for number in range(headline + 1, len(page)):
        block = page[number]
        if not others.isdisjoint(block.inside):
            yield number
            continue
        if len(text) >= MIN_ARTICLE_PARAGRAPHS:
            other = _other_article(block, titled, own, page[text[0]].inside)
            if other is not None:
                others.add(other)
                yield number
                continue
        if _is_own(block):
            text.append(number)


def _other_article(
    block: PageBlock, titled: AbstractSet[Element], own: Element | None, text: Sequence[Element]
) -> Element | None:
    """Return the element of another article that begins with a block: one without the page's title and its first text."""
    apart = [element for element in block.inside if element not in titled and element not in text]
    if not apart:
        return None
    if own is not None and own in text and own not in block.inside:
        article = next((element for element in apart if element[2] == "article"), None)
        if article is not None:
            return article
    is_title = block.inside[-1][2] == "h1" and apart[0] != block.inside[-1]
    return apart[0] if is_title else None
