"""Rules `labelled_link` and `own_link`: lines that lead away, told by what of them is a link.

"Läs också: Färjan får en andra besättning" needs no phrase where the link begins right after the label: a text says
nothing so. Nor does "The post Ferry gets a second crew appeared first on Harbour Post", whose link is the page's own
headline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.block_features import LIST_LINK_DENSITY
from pipeline.cleaning.page_rules.page_state import boilerplate
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence, word_count

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState, RuleLabel

MAX_LABEL_CHARACTERS = 40
"""The longest labels, "You may also be interested in", have thirty."""

MAX_LABEL_WORDS = 6
"""The same in words; what is longer before a colon says something of what is linked."""

MIN_LINK_WORDS = 3
"""A linked word or two after a label is a name or an address: "Source: Harbour Post"."""

MAX_LINK_WORDS = 25
"""Headlines are shorter."""

MAX_UNEVEN = 0.04
"""A label's spaces and marks, as a share of the line, by which the link may begin before or after it."""

MIN_TITLE_WORDS = 4
"""A shorter headline may be a name that the text links."""

MAX_OWN_LINK_WORDS = 40
"""A headline, the name of the site, and what is said of both."""

_LABEL = re.compile(rf"[^:：|»›►▶→]{{2,{MAX_LABEL_CHARACTERS}}}[:：|»›►▶→]\s*")  # noqa: RUF001 - as pages set them

_TIME = re.compile(r"[\d\W]{2,24}(?:\w{2,3}\W+)?(?=\w)")
"""A date, a time, a number of an entry, perhaps with a short day of the week."""

_LABELLED, _OWN = boilerplate("labelled_link"), boilerplate("own_link")


def labelled_link(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise a label and the linked headline of another report, and a line that links the page's own."""
    if block.link_density < LIST_LINK_DENSITY:
        return None
    if _links_after_label(block):
        return _LABELLED
    return _OWN if _names_page(block, state) else None


def _links_after_label(block: BlockFeatures) -> bool:
    if ends_like_a_sentence(block.text):
        return False
    labels = (_LABEL.match(block.text), _TIME.match(block.text))
    return any(label is not None and _is_linked_behind(label[0], block) for label in labels)


def _is_linked_behind(label: str, block: BlockFeatures) -> bool:
    linked = block.text[len(label) :]
    return (
        abs(len(linked) / len(block.text) - block.link_density) <= MAX_UNEVEN
        and word_count(label.strip()) <= MAX_LABEL_WORDS
        and MIN_LINK_WORDS <= word_count(linked) <= MAX_LINK_WORDS
    )


def _names_page(block: BlockFeatures, state: PageState) -> bool:
    title = state.headline
    if len(title) < MIN_TITLE_WORDS or not len(title) < block.word_count <= MAX_OWN_LINK_WORDS:
        return False
    return f" {' '.join(title)} " in f" {' '.join(block.words)} "
