"""The rules of one page, in the order in which they apply: blocks to labels, judged from this page alone.

Some rules look at the whole page before its blocks are read (`WHOLE_PAGE_RULES`): they find what may hold paragraphs of
other stories. Then the page is read once from the top, and each block without a label is shown to the rules for one
block (`BLOCK_RULES`); the first that recognises it names it. A rule may look at the zone in which the block stands, and
move the page into another (`page_state.Zone`). Three rules look back at the end (`above_headline`,
`after_end`, `biography`).

The last rule for one block takes what is left: what no rule claims is the article where the extractor took it, and
boilerplate where it did not. Every label names its rule, so that a person can see why a line was cut;
docs/reference/page-rules.md lists them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.above_headline import label_above_headline
from pipeline.cleaning.page_rules.addresses import label_addresses
from pipeline.cleaning.page_rules.after_end import label_after_end
from pipeline.cleaning.page_rules.biography import label_biography
from pipeline.cleaning.page_rules.comments import label_signed_comments, tail
from pipeline.cleaning.page_rules.credit_lines import credit_of_names, signature
from pipeline.cleaning.page_rules.forms import boilerplate_form, linked_line
from pipeline.cleaning.page_rules.headline import headline
from pipeline.cleaning.page_rules.labelled_links import labelled_link
from pipeline.cleaning.page_rules.metadata_lines import metadata_line
from pipeline.cleaning.page_rules.outside_main import outside_main
from pipeline.cleaning.page_rules.page_state import HEAD, TEXT, RuleLabel, unread
from pipeline.cleaning.page_rules.phrase_lines import boilerplate_phrase, metadata_phrase
from pipeline.cleaning.page_rules.related_list import related_list
from pipeline.cleaning.page_rules.sidebars import label_sidebars
from pipeline.cleaning.page_rules.teasers import label_link_lists, label_teasers, link_list
from pipeline.model import BlockLabel, Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState
    from pipeline.model import Page

_TEXT = RuleLabel(Label.BODY, "text")


def label_page(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of the page, in order, with the rule that gave it."""
    state = unread(page)
    for label_whole_page in WHOLE_PAGE_RULES:
        label_whole_page(state)
    labels = state.labels
    for block in state.blocks:
        if block.index == state.after_comments:
            state.zone = HEAD
        if block.index in labels:
            continue
        for rule in RULES_OF_MAIN if block.is_main else RULES_OUTSIDE_MAIN:
            if (given := rule(block, state)) is not None:
                labels[block.index] = given
                break
    label_above_headline(state)
    label_after_end(state)
    label_biography(state)
    return tuple([_recorded(block.position, labels[index]) for index, block in enumerate(page.blocks)])


def article_text(block: BlockFeatures, state: PageState) -> RuleLabel:
    """Recognise the article: what no other rule claimed."""
    if block.is_paragraph:
        state.zone = TEXT
        state.words_above += block.word_count
        state.words_below -= block.word_count
    return _TEXT


WHOLE_PAGE_RULES = (
    label_sidebars,  # sidebar, sidebar_teaser
    label_teasers,  # teaser
    label_link_lists,  # link_list
    label_signed_comments,  # tail
    label_addresses,  # own_address, other_address
)

RULES_OUTSIDE_MAIN = (
    headline,  # headline, headline_again
    metadata_line,  # byline, date
    outside_main,  # extractor, outside_main, after_main; contributors; the phrase rules
)

RULES_OF_MAIN = (
    headline,  # headline, headline_again
    metadata_line,  # byline, date, sign_off
    metadata_phrase,  # contributors, update
    tail,
    boilerplate_phrase,  # the other phrase rules
    boilerplate_form,  # caption, credit, share, age
    labelled_link,  # labelled_link, own_link
    related_list,
    link_list,
    credit_of_names,  # credit
    linked_line,  # link_bar, link_line
    signature,
    article_text,  # text
)


@lru_cache(maxsize=1 << 13)
def _recorded(position: int, given: RuleLabel) -> BlockLabel:
    """Return the label as a record. Pages use the same few again and again, and one is quicker found than made."""
    return BlockLabel(position, given.label, given.rule)
