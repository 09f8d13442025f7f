"""The rules of one page: which of its blocks are the article, judged from this page alone.

The page is read once from the top, in one of four zones. In the *head*, before the first paragraph, stand headline,
byline, date and picture credits. The *text* follows; single lines of furniture in it are known by a phrase. A
heading like "Related articles" opens a *list*, which ends with the next paragraph; "Comments" opens the *tail*,
which ends with the page. Sidebar items are found before, over the whole page, for they may hold paragraphs.

What no rule claims is the article where the extractor took it, and boilerplate where it did not. Every label names
its rule, so that a person can see why a line was cut.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.comments import end_of_comments
from pipeline.cleaning.page_rules.credit_lines import (
    is_agency,
    is_byline,
    is_contributor_line,
    is_credit_of_names,
    is_date,
    is_full_date,
    is_name_and_date,
    is_sign_off,
    is_signature,
    is_writer_address,
)
from pipeline.cleaning.page_rules.forms import (
    LINK_LINE_DENSITY,
    LIST_LINK_DENSITY,
    rule_of_links,
    rule_of_words,
)
from pipeline.cleaning.page_rules.page_state import HEAD, LIST, TAIL, TEXT, Reading, Zone
from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch, find_phrase
from pipeline.cleaning.page_rules.phrases import METADATA_RULES, Form
from pipeline.cleaning.page_rules.prose import is_prose, word_count
from pipeline.cleaning.page_rules.sidebars import find_sidebar_items
from pipeline.cleaning.page_rules.teasers import find_lists_of_headlines, find_teasers
from pipeline.cleaning.page_rules.vocabulary import DATE_OPENERS
from pipeline.model import TAKEN, Block, BlockKind, BlockLabel, Label, Page, PageKind, Region

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_HEADLINE_CHARACTERS = 400
OPENING_CHARACTERS = 60
"""Quotation marks and the longest first word of a headline."""

MAX_LINE_CHARACTERS = 200
"""Bylines, dates and rows of buttons are shorter; the words of longer blocks are not read for them."""

MAX_AFTER_END_WORDS = 15
"""Between the writers' credits and the comments stand prompts; a longer block may be a note to readers."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3}")

_BESIDE = frozenset({Region.NAV, Region.ASIDE, Region.FOOTER})
"""No page tells there who wrote it and when."""

_RULES_OF_REGIONS = {Region.OUTSIDE_MAIN: "outside_main", Region.AFTER_MAIN: "after_main"}

_MAIN, _BODY, _HEADING = Region.MAIN, Label.BODY, BlockKind.HEADING

_LEFT = (Label.BOILERPLATE, "extractor")
_ARTICLE = (Label.BODY, "text")
"""What the extractor left, and what it took, where no rule claims it."""


def label_page(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of the page, in order, with the rule that gave it."""
    blocks = page.blocks
    taken = [index for index, block in enumerate(blocks) if block.region is _MAIN]
    prose = {index: word_count(text) for index in taken if is_prose(text := blocks[index].text)}
    reading = Reading(
        blocks,
        prose,
        headline=tuple(words_of(page.title or "")),
        byline=frozenset(words_of(page.byline or "")),
        words_ahead=sum(prose.values()),
    )
    if page.kind is not PageKind.LIVE_BLOG:
        _label_sidebar(blocks, reading)
        _label_teasers(blocks, taken, reading)
    _label_addresses(page, reading)
    last_text = taken[-1] if taken else -1
    has_links = any(block.link_density > 0 for block in blocks)
    heads_text = _headings_of_text(taken, reading)
    headlines = _possible_headlines(blocks, reading.headline)
    for index, block in enumerate(blocks):
        if index == reading.after_comments:
            reading.zone = HEAD
        if index in reading.labels:
            continue
        reading.at = index
        verdict = _headline(block, reading) if index in headlines else None
        words: list[str] = []
        is_line = len(block.text) <= MAX_LINE_CHARACTERS and index not in prose
        if verdict is None and is_line and _may_be_of_head(block, reading):
            words = words_of(block.text)
            verdict = _metadata(block, words, page, reading, is_last=index == last_text)
        if verdict is None and block.region is not _MAIN:
            verdict = _elsewhere(block)
        if verdict is None:
            verdict = _in_zone(block, words, reading, has_links=has_links, heads_text=index in heads_text)
        reading.labels[index] = verdict
    _label_after_end(blocks, reading)
    return tuple(_label_of(block.position, *reading.labels[index]) for index, block in enumerate(blocks))


@lru_cache(maxsize=1 << 13)
def _label_of(position: int, label: Label, rule: str) -> BlockLabel:
    """Return the label as a record. Pages use the same few again and again, and one is quicker found than made."""
    return BlockLabel(position, label, rule)


# Over the whole page


def _label_sidebar(blocks: Sequence[Block], reading: Reading) -> None:
    for item in find_sidebar_items(blocks):
        verdict = (Label.OTHER_STORY, "sidebar") if item.has_text else (Label.BOILERPLATE, "sidebar_teaser")
        for index in range(item.start, item.end):
            reading.labels[index] = verdict


def _label_teasers(blocks: Sequence[Block], taken: Sequence[int], reading: Reading) -> None:
    for index in find_teasers(blocks, reading.prose, reading.headline):
        reading.labels.setdefault(index, (Label.OTHER_STORY, "teaser"))
    for index in find_lists_of_headlines(blocks, taken):
        reading.labels.setdefault(index, (Label.BOILERPLATE, "link_list"))


def _label_addresses(page: Page, reading: Reading) -> None:
    """Label lines that are an address: the page's own with the words before it, and those of other pages.

    An address that is a link has a purpose in the text, as in a list of shops.
    """
    own_seen = False
    for index in [index for index, block in enumerate(page.blocks) if "://" in block.text]:
        block = page.blocks[index]
        if index in reading.labels or block.region is not _MAIN:
            continue
        before, _, address = (
            block.text.rpartition(": ") if not block.text.startswith("http") else ("", "", block.text)
        )
        if not _ADDRESS.fullmatch(address):
            continue
        match = find_phrase(before) if before else None
        is_introduced = index > 0 and _introduces_address(page.blocks[index - 1])
        is_own = "".join(address.split()) == page.own_url or (page.own_url is None and is_introduced)
        if is_own and not own_seen:
            own_seen = True
            reading.labels[index] = (Label.METADATA, "own_address")
            if is_introduced:
                reading.labels.setdefault(index - 1, (Label.METADATA, "own_address"))
        elif (not before or match is not None) and block.link_density == 0:
            reading.labels[index] = (Label.BOILERPLATE, "other_address")


def _introduces_address(block: Block) -> bool:
    """Whether a line says that the address below it is the text's own, whatever else its words may open."""
    match = find_phrase(block.text)
    return match is not None and match.is_whole and match.rule in _RULES_BEFORE_ADDRESS


def _label_after_end(blocks: Sequence[Block], reading: Reading) -> None:
    """Cut the short lines between the writers' credits and the tail: prompts in words no table can hold."""
    ends = [index for index, verdict in reading.labels.items() if verdict == _CONTRIBUTORS]
    tails = [index for index, verdict in reading.labels.items() if verdict == _COMMENTS] if ends else []
    if not tails:
        return
    for index in range(max(ends) + 1, min(tails)):
        text = blocks[index].text
        if (
            reading.labels[index][0] is _BODY
            and not is_prose(text)
            and word_count(text) <= MAX_AFTER_END_WORDS
        ):
            reading.labels[index] = (Label.BOILERPLATE, "after_end")


_RULES_BEFORE_ADDRESS = frozenset({"own_address", "credit", "related"})
"""A line like "Source" credits a picture in one place and an address in another."""

_CONTRIBUTORS = (Label.METADATA, "contributors")
_COMMENTS = (Label.BOILERPLATE, "comments")


def _headings_of_text(taken: Sequence[int], reading: Reading) -> set[int]:
    """Return the headings a paragraph follows: as links they lead to the thing the paragraph is about."""
    return {
        index
        for index, after in pairwise(taken)
        if after in reading.prose
        and reading.blocks[index].kind is _HEADING
        and reading.blocks[index].link_density >= LINK_LINE_DENSITY
    }


# One block


def _possible_headlines(blocks: Sequence[Block], headline: Sequence[str]) -> set[int]:
    """Return the blocks whose words are worth reading: a headline begins as the title does.

    Numbers and letters beyond ASCII may be written otherwise.
    """
    if not headline:
        return set()
    if headline[0] == "0":
        return set(range(len(blocks)))
    openings = (block.text[:OPENING_CHARACTERS] for block in blocks)
    first = headline[0]
    return {
        index for index, opening in enumerate(openings) if first in opening.lower() or not opening.isascii()
    }


def _headline(block: Block, reading: Reading) -> tuple[Label, str] | None:
    if reading.zone is TAIL or not _is_as_long_as_headline(block, reading):
        return None
    words = tuple(words_of(block.text))
    same = words == reading.headline
    begins = (
        block.kind is _HEADING
        and len(words) >= 4
        and (reading.headline[: len(words)] == words or words[: len(reading.headline)] == reading.headline)
    )
    if not reading.headline_seen and (same or begins):
        reading.headline_seen = reading.head_seen = True
        return Label.HEADLINE, "headline"
    if same and block.region is _MAIN and not is_prose(block.text):
        return Label.BOILERPLATE, "headline_again"
    return None


def _is_as_long_as_headline(block: Block, reading: Reading) -> bool:
    """Whether a block is about as long as the title; a heading may be longer or shorter."""
    if block.kind is _HEADING and not reading.headline_seen:
        return len(block.text) <= MAX_HEADLINE_CHARACTERS
    return abs(block.text.count(" ") + 1 - len(reading.headline)) <= 3


def _may_be_of_head(block: Block, reading: Reading) -> bool:
    """Whether a block stands where pages tell who wrote them and when."""
    return block.region in TAKEN or (reading.zone is HEAD and block.region not in _BESIDE)


def _metadata(
    block: Block, words: Sequence[str], page: Page, reading: Reading, *, is_last: bool
) -> tuple[Label, str] | None:
    text = block.text
    has_number = "0" in words
    if (
        is_byline(text, words, reading.byline)
        or is_writer_address(text)
        or (has_number and reading.zone is HEAD and is_name_and_date(text))
    ):
        reading.head_seen = True
        return Label.METADATA, "byline"
    if text == page.published_raw or (
        (has_number or len(words) == 1) and _is_date_here(text, words, reading.zone)
    ):
        reading.head_seen = True
        return Label.METADATA, "date"
    if block.region is _MAIN and (is_agency(text) or (is_last and is_sign_off(text, words))):
        return Label.METADATA, "sign_off"
    return None


def _is_date_here(text: str, words: Sequence[str], zone: Zone) -> bool:
    """Whether a line is the article's date: amid the text a bare day may be the heading of a chronology."""
    if len(words) == 1:
        return words[0] in DATE_OPENERS
    return is_date(text, words) and (
        zone is HEAD or not DATE_OPENERS.isdisjoint(words) or is_full_date(words)
    )


def _elsewhere(block: Block) -> tuple[Label, str]:
    """Label what stands outside the text. Where the extractor took it, its words may say more than its place."""
    if block.region not in _RULES_OF_REGIONS:
        return _LEFT
    match = find_phrase(block.text)
    if match is not None and match.rule == "contributors" and is_contributor_line(block.text, match):
        return _CONTRIBUTORS
    if match is not None and match.rule not in METADATA_RULES:
        return Label.BOILERPLATE, match.rule
    return Label.BOILERPLATE, _RULES_OF_REGIONS[block.region]


def _in_zone(
    block: Block, words: Sequence[str], reading: Reading, *, has_links: bool, heads_text: bool
) -> tuple[Label, str]:
    text = block.text
    match = find_phrase(text, is_linked=block.link_density >= LIST_LINK_DENSITY, words=words)
    if match is not None and match.rule == "contributors" and is_contributor_line(text, match):
        return _CONTRIBUTORS
    if match is not None and match.rule == "update":
        return Label.METADATA, match.rule
    rule = "tail" if reading.zone is TAIL else None
    if rule is None and match is not None and match.rule not in METADATA_RULES:
        _enter(match, reading)
        rule = match.rule
    rule = rule or _rule_of_form(block, words, reading, has_links=has_links, heads_text=heads_text)
    if rule is not None:
        return Label.BOILERPLATE, rule
    if is_signature(text):
        return Label.BACKGROUND, "signature"
    if (count := reading.prose.get(reading.at)) is not None:
        reading.zone = TEXT
        reading.words, reading.words_ahead = reading.words + count, reading.words_ahead - count
    return _ARTICLE


def _rule_of_form(
    block: Block, words: Sequence[str], reading: Reading, *, has_links: bool, heads_text: bool
) -> str | None:
    """Return the rule that a block's form fits, whatever its words."""
    text = block.text
    if (rule := rule_of_words(block, words)) is not None:
        return rule
    if block.link_density >= LIST_LINK_DENSITY and not heads_text and _is_below_section(reading):
        reading.zone, reading.list_room = LIST, None
    if reading.zone is LIST and reading.list_room != 0 and _is_list_entry(block, has_links=has_links):
        reading.list_room = None if reading.list_room is None else reading.list_room - 1
        return "related_list"
    if reading.zone is HEAD and reading.head_seen and is_credit_of_names(text):
        return "credit"
    return rule_of_links(block, is_of_head=reading.zone is HEAD, heads_text=heads_text)


def _enter(match: PhraseMatch, reading: Reading) -> None:
    if match.form is Form.TAIL or match.rule == "reply":
        if (end := end_of_comments(match, reading)) is not None:
            reading.zone, reading.after_comments = TAIL, end + 1
    elif match.form is Form.SECTION:
        reading.zone, reading.list_room = LIST, None
    elif match.rule == "related" and match.is_whole and reading.zone is not LIST:
        reading.zone, reading.list_room = LIST, 1


def _is_below_section(reading: Reading) -> bool:
    """Whether the extractor left a heading like "Related articles" right above a block that it took, but for a button."""
    above = [block for block in reading.blocks[max(0, reading.at - 2) : reading.at] if words_of(block.text)]
    if not above or above[-1].region in TAKEN:
        return False
    match = find_phrase(above[-1].text)
    return match is not None and match.form is Form.SECTION


def _is_list_entry(block: Block, *, has_links: bool) -> bool:
    if has_links:
        return block.link_density >= LIST_LINK_DENSITY
    return not is_prose(block.text)
