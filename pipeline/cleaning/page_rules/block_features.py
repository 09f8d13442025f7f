"""What the rules ask of a block, read once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.phrase_matcher import find_phrase
from pipeline.cleaning.page_rules.prose import MIN_PROSE_CHARACTERS, is_prose, word_count
from pipeline.model import Region

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch
    from pipeline.model import Block

LINK_LINE_DENSITY = 0.9
"""A short line that is nearly all link leads elsewhere."""

LIST_LINK_DENSITY = 0.5
"""In a list of headlines, entries are links, each with an age or a kicker that is no link."""

# Python 3.11 takes as long to find a member of an enumeration as to call a function, and the rules ask hundreds of
# times a page; so here and in the modules of the rules members that are asked for at every block have a short name.
_MAIN, _OUTSIDE_MAIN, _AFTER_MAIN = Region.MAIN, Region.OUTSIDE_MAIN, Region.AFTER_MAIN


class BlockFeatures:
    """One block of a page, with what the rules ask of it.

    `index` is its place on the page. `is_taken` says that the extractor took it, `is_main` that it took it for the
    article's own text, `is_paragraph` that it is prose of that text. All else is worked out when a rule first asks for it:
    most blocks of a page are menus, and few rules ask for those.
    """

    __slots__ = (
        "_is_prose",
        "_linked_phrase",
        "_phrase",
        "_word_count",
        "_words",
        "index",
        "is_main",
        "is_paragraph",
        "is_taken",
        "kind",
        "link_density",
        "region",
        "text",
    )

    def __init__(self, index: int, block: Block) -> None:
        text, region = block.text, block.region
        self.index = index
        self.text = text
        self.kind = block.kind
        self.region = region
        self.link_density = block.link_density
        self.is_main = region is _MAIN
        self.is_taken = region is _MAIN or region is _OUTSIDE_MAIN or region is _AFTER_MAIN
        self._word_count: int | None = None
        self._is_prose: bool | None = None
        self._words: list[str] | None = None
        self._phrase: PhraseMatch | Literal[False] | None = False
        self._linked_phrase: PhraseMatch | Literal[False] | None = False
        self.is_paragraph = region is _MAIN and self.is_prose

    @property
    def word_count(self) -> int:
        """About how many words the text has."""
        if self._word_count is None:
            self._word_count = word_count(self.text)
        return self._word_count

    @property
    def is_prose(self) -> bool:
        """Whether the text is a paragraph of running text."""
        if self._is_prose is None:
            text = self.text
            if len(text) < MIN_PROSE_CHARACTERS:
                self._is_prose = False
            else:
                self._word_count = words = word_count(text)
                self._is_prose = is_prose(text, words)
        return self._is_prose

    @property
    def words(self) -> list[str]:
        """The casefolded words of the text, each run of digits as "0"."""
        if self._words is None:
            self._words = words_of(self.text)
        return self._words

    @property
    def phrase(self) -> PhraseMatch | None:
        """The phrase rule that the text matches."""
        if self._phrase is False:
            self._phrase = find_phrase(self.text, words=self._words or ())
        return self._phrase

    @property
    def linked_phrase(self) -> PhraseMatch | None:
        """The same, where half of the block is a link: that sets a label off from what follows it."""
        if self._linked_phrase is False:
            self._linked_phrase = (
                self.phrase
                if self.link_density < LIST_LINK_DENSITY
                else find_phrase(self.text, is_linked=True, words=self._words or ())
            )
        return self._linked_phrase
