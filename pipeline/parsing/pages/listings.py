"""Pages that lead to reports and hold none: section, topic and home pages, told by what repeats in them.

Such a page is headlines and nothing else, or cards: a headline, a line or two, perhaps a date, again and again, and no text of its own. The headline is
a link, or the whole card is one; where a script makes it one, dates tell cards from the parts of a text. Whatever an
address or `og:type` says of such a page, it is no article.

Measured on 1,555 labelled articles and 2,549 pages of hundreds of hosts: of the first the rule takes two for listings, the
index pages of two sections; of the others none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import FRAME, PROSE_WORDS, BlockKind, Region
from pipeline.parsing.pages.word_count import page_word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Block

MIN_CARDS = 5
"""A text has two or three boxes that look like cards; the shortest section pages have five."""

MIN_HEADLINES = 5
"""Below a video's title stand as many links to others; it has a sentence on the video."""

MAX_NAMING_WORDS = 20
"""A line on the section and two or three buttons. The shortest reports have more, in lines that end amid a sentence, too."""

MIN_DATED_CARDS = 6
"""Where no link tells cards from parts of a text, more of them are needed, and dates."""

LINKED = 0.8
"""A headline is a link but for a kicker."""

MAX_DATED_CARD_WORDS = 30
"""Two sentences; the parts of a report are longer. Cards that are links may have more."""

MAX_OWN_WORDS = 80
"""A notice, or a paragraph on the section; what has more words below one headline, none of them a link, is a text."""

MAX_SECTION_WORDS = 1
"""A section's name; below it a paragraph on the section may stand. Below more words it may be a brief, with others around."""

MAX_TITLE_WORDS = 8
"""The name of a section or a site, and a slogan; a digest of the day's news has a headline."""

MAX_HEADLINE_WORDS = 25
MIN_HEADLINE_WORDS = 3
MAX_DATE_CHARACTERS = 30
"""A date with a time."""

_NO_CONTENT = FRAME | {Region.HEADER}


@dataclass(slots=True)
class _Card:
    """A headline and what stands below it up to the next."""

    is_linked: bool
    below: list[Block] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(page_word_count(block.text) for block in self.below if not _is_date(block))

    @property
    def own_words(self) -> int:
        return sum(page_word_count(block.text) for block in self.below if block.link_density < LINKED)

    @property
    def is_dated(self) -> bool:
        return any(map(_is_date, self.below))

    @property
    def leads_away(self) -> bool:
        return self.is_linked or all(block.link_density >= LINKED or _is_date(block) for block in self.below)


def is_section_page(blocks: Iterable[Block], title: str | None) -> bool:
    """Whether a page of these blocks is cards that lead to reports; `title` is what it calls itself."""
    name_words = page_word_count(title or "")
    if name_words > MAX_TITLE_WORDS:
        return False
    content = [block for block in blocks if block.region not in _NO_CONTENT and block.text]
    if _is_list_of_headlines(content):
        return True
    before, cards = _cards(content)
    if any(card.own_words > MAX_OWN_WORDS for card in cards):
        return False
    filled = [card for card in cards if card.words >= MIN_HEADLINE_WORDS]
    away = [card for card in filled if card.leads_away]
    rest = [*before, *(block for card in filled if not card.leads_away for block in card.below)]
    if len(away) >= MIN_CARDS and (name_words <= MAX_SECTION_WORDS or not any(map(_is_own_prose, rest))):
        return 2 * len(away) > len(filled)
    return not any(map(_is_own_prose, before)) and _are_dated_cards(filled)


def _is_list_of_headlines(content: Sequence[Block]) -> bool:
    """Whether a page is headlines that are links, and says next to nothing itself: the shortest form of a section page."""
    links = [block for block in content if _is_linked_headline(block)]
    words = sum(page_word_count(block.text) for block in links)
    own_words = sum(
        page_word_count(block.text)
        for block in content
        if block.link_density < LINKED and block.kind is not BlockKind.HEADING and not _is_date(block)
    )
    return (
        len(links) >= MIN_HEADLINES
        and own_words <= MAX_NAMING_WORDS
        and 2 * words > sum(page_word_count(block.text) for block in content)
    )


def _are_dated_cards(cards: Sequence[_Card]) -> bool:
    """Whether cards that no link shows to be some are short, and most of them dated."""
    return (
        len(cards) >= MIN_DATED_CARDS
        and 2 * sum(card.is_dated for card in cards) >= len(cards)
        and sum(card.words for card in cards) <= MAX_DATED_CARD_WORDS * len(cards)
    )


def _cards(content: Sequence[Block]) -> tuple[list[Block], list[_Card]]:
    """Return what stands before the first headline, and the cards."""
    by_headings = sum(block.kind is BlockKind.HEADING for block in content) >= MIN_CARDS
    before: list[Block] = []
    cards: list[_Card] = []
    for block in content:
        if block.kind is BlockKind.HEADING if by_headings else _is_linked_headline(block):
            cards.append(_Card(block.link_density >= LINKED))
        elif cards:
            cards[-1].below.append(block)
        else:
            before.append(block)
    return before, cards


def _is_linked_headline(block: Block) -> bool:
    return (
        block.link_density >= LINKED
        and MIN_HEADLINE_WORDS <= page_word_count(block.text) <= MAX_HEADLINE_WORDS
    )


def _is_own_prose(block: Block) -> bool:
    return (
        block.link_density < LINKED
        and page_word_count(block.text) >= PROSE_WORDS
        and block.text[-1] in ".!?…。"
    )


def _is_date(block: Block) -> bool:
    return len(block.text) <= MAX_DATE_CHARACTERS and any(map(str.isdigit, block.text))
