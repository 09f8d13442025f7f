"""The rules of one page: which of its blocks are the article, judged from this page alone.

The page is read once from the top, in one of four zones. In the *head*, before the first paragraph, stand headline,
byline, date and picture credits. The *text* follows; single lines of furniture in it are known by their cue. A
heading like "Related articles" opens a *list*, which ends with the next paragraph; "Comments" opens the *tail*,
which ends with the page. Sidebar items are found before, over the whole page, for they may hold paragraphs.

What no rule claims is the article where the extractor took it, and boilerplate where it did not. Every label names
its rule, so that a person can see why a line was cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.credits import (
    ends_in_credit,
    is_byline,
    is_contributor_line,
    is_credit_of_names,
    is_date,
    is_full_date,
    is_name_and_date,
    is_sign_off,
    is_signature,
    is_toolbar,
    is_writer_address,
)
from pipeline.cleaning.cues import METADATA_RULES, Form
from pipeline.cleaning.phrases import Fit, find_cue, word_count
from pipeline.cleaning.prose import ends_like_a_sentence, is_prose
from pipeline.cleaning.sidebars import ends_in_age, find_sidebar_items, is_age
from pipeline.cleaning.vocabulary import DATE_OPENERS
from pipeline.model import TAKEN, Block, BlockKind, BlockLabel, Label, Page, PageKind, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

TAIL_AFTER_WORDS = 60
"""Comments open the tail only after so much text; above, their heading is a link to them. And two of three must say
so: the heading, more text before than after it, lines that part comments. Other comments stay for the votes."""

LINK_LINE_DENSITY = 0.9
"""A short line that is nearly all link leads elsewhere."""

MIN_REPLIES = 2
"""Lines that part one reader's comment from the next prove that comments follow, however long they are."""

MIN_LINK_LINE_WORDS = 3
"""Amid the text a linked word or two may be a subheading; in the head they are menus and sections."""

MAX_LINK_LINE_WORDS = 20
"""Headlines are shorter; a longer linked line is a sentence that may be passed on with a click."""

LIST_LINK_DENSITY = 0.5
"""In a list under "Related articles", entries are links with an age or a kicker beside them."""

BAR_LINK_DENSITY = 0.5
"""A row of links parted by bars is half links and half bars and counts."""

MAX_HEADLINE_CHARACTERS = 400
OPENING_CHARACTERS = 60
"""Quotation marks and the longest first word of a headline."""

MAX_METADATA_CHARACTERS = 200
MAX_AFTER_END_WORDS = 15
"""Between the writers' credits and the comments stand prompts; a longer block may be a note to readers."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3}")
_SENTENCES = re.compile(r"[a-z][.!?][\"'”\u2019)]*\s?[A-Z]")
"""Where one sentence ends and another begins: a headline is one."""
_BARS = re.compile(r"[|•·\]»]")


_BESIDE = frozenset({Place.NAV, Place.ASIDE, Place.FOOTER})
"""No page tells there who wrote it and when."""

_RULES_OF_PLACES = {Place.BESIDE: "beside", Place.BEHIND: "behind"}


class _Zone(Enum):
    HEAD = auto()
    TEXT = auto()
    LIST = auto()
    TAIL = auto()


@dataclass(slots=True)
class _Reading:
    """How far the page has been read. It never leaves `label_page`."""

    blocks: Sequence[Block]
    at: int = 0
    zone: _Zone = _Zone.HEAD
    words: int = 0
    words_ahead: int = 0
    list_room: int | None = None
    headline: tuple[str, ...] = ()
    byline: frozenset[str] = frozenset()
    headline_seen: bool = False
    head_seen: bool = False
    replies: list[int] | None = None
    labels: dict[int, tuple[Label, str]] = field(default_factory=dict)


def label_page(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of the page, in order, with the rule that gave it."""
    blocks = page.blocks
    reading = _Reading(
        blocks, headline=tuple(words_of(page.title or "")), byline=frozenset(words_of(page.byline or ""))
    )
    if page.kind is not PageKind.LIVE_BLOG:
        _label_sidebar(blocks, reading)
    _label_addresses(page, reading)
    reading.words_ahead = sum(
        word_count(block.text) for block in blocks if block.place is Place.MAIN and is_prose(block.text)
    )
    last_text = max((index for index, block in enumerate(blocks) if block.place is Place.MAIN), default=-1)
    has_links = any(block.link_density > 0 for block in blocks)
    heads_text = _headings_of_text(blocks)
    for index, block in enumerate(blocks):
        if index in reading.labels:
            continue
        reading.at = index
        verdict = _headline(block, reading) or _metadata(block, page, reading, is_last=index == last_text)
        if verdict is None and block.place is not Place.MAIN:
            verdict = _elsewhere(block)
        if verdict is None:
            verdict = _in_zone(block, reading, has_links=has_links, heads_text=index in heads_text)
        reading.labels[index] = verdict
    _label_after_end(blocks, reading)
    return tuple(BlockLabel(block.position, *reading.labels[index]) for index, block in enumerate(blocks))


# Over the whole page


def _label_sidebar(blocks: Sequence[Block], reading: _Reading) -> None:
    for item in find_sidebar_items(blocks):
        verdict = (Label.OTHER_STORY, "sidebar") if item.has_text else (Label.BOILERPLATE, "sidebar_teaser")
        for index in range(item.start, item.end):
            reading.labels[index] = verdict


def _label_addresses(page: Page, reading: _Reading) -> None:
    """Label lines that are an address: the page's own with the words before it, and those of other pages.

    An address that is a link has a purpose in the text, as in a list of shops.
    """
    own_seen = False
    for index, block in enumerate(page.blocks):
        if "://" not in block.text or index in reading.labels or block.place is not Place.MAIN:
            continue
        before, _, address = (
            block.text.rpartition(": ") if not block.text.startswith("http") else ("", "", block.text)
        )
        if not _ADDRESS.fullmatch(address):
            continue
        cue = find_cue(before) if before else None
        is_introduced = index > 0 and _introduces_address(page.blocks[index - 1])
        is_own = "".join(address.split()) == page.own_url or (page.own_url is None and is_introduced)
        if is_own and not own_seen:
            own_seen = True
            reading.labels[index] = (Label.METADATA, "own_address")
            if is_introduced:
                reading.labels.setdefault(index - 1, (Label.METADATA, "own_address"))
        elif (not before or cue is not None) and block.link_density == 0:
            reading.labels[index] = (Label.BOILERPLATE, "other_address")


def _introduces_address(block: Block) -> bool:
    """Whether a line says that the address below it is the text's own, whatever else its words may open."""
    cue = find_cue(block.text)
    return cue is not None and cue.is_whole and cue.rule in _RULES_BEFORE_ADDRESS


def _label_after_end(blocks: Sequence[Block], reading: _Reading) -> None:
    """Cut the short lines between the writers' credits and the tail: prompts in words no table can hold."""
    end = next(
        (index for index in reversed(range(len(blocks))) if reading.labels[index] == _CONTRIBUTORS), None
    )
    tail = next((index for index in range(len(blocks)) if reading.labels[index] == _COMMENTS), None)
    if end is None or tail is None:
        return
    for index in range(end + 1, tail):
        text = blocks[index].text
        if (
            reading.labels[index][0] is Label.BODY
            and not is_prose(text)
            and word_count(text) <= MAX_AFTER_END_WORDS
        ):
            reading.labels[index] = (Label.BOILERPLATE, "after_end")


_RULES_BEFORE_ADDRESS = frozenset({"own_address", "credit", "related"})
"""A line like "Source" credits a picture in one place and an address in another."""

_CONTRIBUTORS = (Label.METADATA, "contributors")
_COMMENTS = (Label.BOILERPLATE, "comments")


def _headings_of_text(blocks: Sequence[Block]) -> set[int]:
    """Return the headings a paragraph follows: as links they lead to the thing the paragraph is about."""
    taken = [index for index, block in enumerate(blocks) if block.place is Place.MAIN]
    return {
        index
        for index, after in pairwise(taken)
        if blocks[index].kind is BlockKind.HEADING
        and blocks[index].link_density >= LINK_LINE_DENSITY
        and is_prose(blocks[after].text)
    }


# One block


def _headline(block: Block, reading: _Reading) -> tuple[Label, str] | None:
    if not reading.headline or reading.zone is _Zone.TAIL or not _may_be_headline(block, reading):
        return None
    words = tuple(words_of(block.text))
    same = words == reading.headline
    begins = (
        block.kind is BlockKind.HEADING
        and len(words) >= 4
        and (reading.headline[: len(words)] == words or words[: len(reading.headline)] == reading.headline)
    )
    if not reading.headline_seen and (same or begins):
        reading.headline_seen = reading.head_seen = True
        return Label.HEADLINE, "headline"
    if same and block.place is Place.MAIN and not is_prose(block.text):
        return Label.BOILERPLATE, "headline_again"
    return None


def _may_be_headline(block: Block, reading: _Reading) -> bool:
    """Whether reading the block's words is worth the time: a headline is as long as the title, or a heading.

    It begins as the title does; numbers and letters beyond ASCII may be written otherwise.
    """
    first, opening = reading.headline[0], block.text[:OPENING_CHARACTERS]
    if first != "0" and opening.isascii() and first not in opening.lower():
        return False
    if block.kind is BlockKind.HEADING and not reading.headline_seen:
        return len(block.text) <= MAX_HEADLINE_CHARACTERS
    return abs(block.text.count(" ") + 1 - len(reading.headline)) <= 3


def _metadata(block: Block, page: Page, reading: _Reading, *, is_last: bool) -> tuple[Label, str] | None:
    text = block.text
    is_beside = block.place not in TAKEN and (reading.zone is not _Zone.HEAD or block.place in _BESIDE)
    if is_beside or len(text) > MAX_METADATA_CHARACTERS:
        return None
    words = words_of(text)
    if (
        is_byline(text, words, reading.byline)
        or is_writer_address(text)
        or (reading.zone is _Zone.HEAD and is_name_and_date(text))
    ):
        reading.head_seen = True
        return Label.METADATA, "byline"
    if text == page.published_raw or _is_date_here(text, words, reading.zone):
        reading.head_seen = True
        return Label.METADATA, "date"
    if block.place is Place.MAIN and is_last and is_sign_off(text, words):
        return Label.METADATA, "sign_off"
    return None


def _is_date_here(text: str, words: Sequence[str], zone: _Zone) -> bool:
    """Whether a line is the article's date: amid the text a bare day may be the heading of a chronology."""
    if len(words) == 1:
        return words[0] in DATE_OPENERS
    return is_date(text, words) and (
        zone is _Zone.HEAD or not DATE_OPENERS.isdisjoint(words) or is_full_date(words)
    )


def _elsewhere(block: Block) -> tuple[Label, str]:
    """Label what stands outside the text. Where the extractor took it, its words may say more than its place."""
    if block.place not in _RULES_OF_PLACES:
        return Label.BOILERPLATE, "extractor"
    cue = find_cue(block.text)
    if cue is not None and cue.rule == "contributors" and is_contributor_line(block.text, cue):
        return _CONTRIBUTORS
    if cue is not None and cue.rule not in METADATA_RULES:
        return Label.BOILERPLATE, cue.rule
    return Label.BOILERPLATE, _RULES_OF_PLACES[block.place]


def _in_zone(block: Block, reading: _Reading, *, has_links: bool, heads_text: bool) -> tuple[Label, str]:
    text = block.text
    cue = find_cue(text, is_linked=block.link_density >= LIST_LINK_DENSITY)
    if cue is not None and cue.rule == "contributors" and is_contributor_line(text, cue):
        return _CONTRIBUTORS
    rule = "tail" if reading.zone is _Zone.TAIL else None
    if rule is None and cue is not None and cue.rule not in METADATA_RULES:
        _enter(cue, reading)
        rule = cue.rule
    rule = rule or _rule_of_form(block, reading, has_links=has_links, heads_text=heads_text)
    if rule is not None:
        return Label.BOILERPLATE, rule
    if is_signature(text):
        return Label.BACKGROUND, "signature"
    if is_prose(text):
        count = word_count(text)
        reading.zone = _Zone.TEXT
        reading.words, reading.words_ahead = reading.words + count, reading.words_ahead - count
    return Label.BODY, "text"


def _rule_of_form(block: Block, reading: _Reading, *, has_links: bool, heads_text: bool) -> str | None:
    """Return the rule that a block's form fits, whatever its words."""
    text = block.text
    if (rule := _rule_of_words(block)) is not None:
        return rule
    if reading.zone is _Zone.LIST and reading.list_room != 0 and _is_list_entry(block, has_links=has_links):
        reading.list_room = None if reading.list_room is None else reading.list_room - 1
        return "related_list"
    if reading.zone is _Zone.HEAD and reading.head_seen and is_credit_of_names(text):
        return "credit"
    return _rule_of_links(block, reading, heads_text=heads_text)


def _rule_of_words(block: Block) -> str | None:
    """Return the rule that a block of captions, buttons or ages fits, wherever it stands."""
    text = block.text
    if block.kind is BlockKind.CAPTION:
        return "caption"
    if ends_in_credit(text) or ("©" in text and not is_prose(text.rstrip("© "))):
        return "credit"
    if is_toolbar(text):
        return "share"
    return "age" if is_age(text) or ends_in_age(text) else None


def _rule_of_links(block: Block, reading: _Reading, *, heads_text: bool) -> str | None:
    text = block.text
    if block.link_density >= BAR_LINK_DENSITY and len(_BARS.findall(text)) >= 2 and not is_prose(text):
        return "link_bar"
    is_link = block.link_density >= LINK_LINE_DENSITY and not heads_text and _may_be_headline_of_another(text)
    least = 1 if reading.zone is _Zone.HEAD else MIN_LINK_LINE_WORDS
    if is_link and least <= word_count(text) <= MAX_LINK_LINE_WORDS:
        return "link_line"
    return None


def _may_be_headline_of_another(text: str) -> bool:
    return not ends_like_a_sentence(text) and _SENTENCES.search(text) is None


def _enter(cue: Fit, reading: _Reading) -> None:
    if cue.form is Form.TAIL or cue.rule == "reply":
        if reading.words >= TAIL_AFTER_WORDS and _may_follow_comments(cue, reading):
            reading.zone = _Zone.TAIL
    elif cue.form is Form.SECTION:
        reading.zone, reading.list_room = _Zone.LIST, None
    elif cue.rule == "related" and cue.is_whole and reading.zone is not _Zone.LIST:
        reading.zone, reading.list_room = _Zone.LIST, 1


def _may_follow_comments(cue: Fit, reading: _Reading) -> bool:
    """Whether two of three say so: a heading, less text to come than was read, lines that part comments."""
    is_heading, is_shorter = cue.form is Form.TAIL, reading.words >= reading.words_ahead
    return (is_heading and is_shorter) or ((is_heading or is_shorter) and _has_replies(reading))


def _has_replies(reading: _Reading) -> bool:
    """Whether lines that part comments follow. They are looked for once: a page may have a thousand headings."""
    if reading.replies is None:
        cues = (find_cue(block.text) for block in reading.blocks)
        reading.replies = [index for index, cue in enumerate(cues) if cue is not None and cue.rule == "reply"]
    return len(reading.replies) >= MIN_REPLIES and reading.replies[-MIN_REPLIES] > reading.at


def _is_list_entry(block: Block, *, has_links: bool) -> bool:
    if has_links:
        return block.link_density >= LIST_LINK_DENSITY
    return not is_prose(block.text)
