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
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.cues import METADATA_RULES, Form
from pipeline.cleaning.phrases import Fit, find_cue, word_count
from pipeline.cleaning.prose import ends_like_a_sentence, is_prose
from pipeline.cleaning.sidebars import ends_in_age, find_sidebar_items, is_age
from pipeline.cleaning.vocabulary import (
    BYLINE_OPENERS,
    DATE_OPENERS,
    DATE_WORDS,
    LOWER_IN_NAMES,
    MONTHS,
    ROLES,
    SURE_BYLINE_OPENERS,
    WEEKDAYS,
)
from pipeline.model import Block, BlockKind, BlockLabel, Label, Page, PageKind, Place

TAIL_AFTER_WORDS = 60
"""A comments heading opens the tail only after so much text, and after more than is still to come: above, it is a
link to the comments. Where the comments are longer than the article they stay for the votes to judge."""

LINK_LINE_DENSITY = 0.9
"""A short line that is nearly all link leads elsewhere."""

LIST_LINK_DENSITY = 0.5
"""In a list under "Related articles", entries are links with an age or a kicker beside them."""

BAR_LINK_DENSITY = 0.5
"""A row of links parted by bars is half links and half bars and counts."""

MAX_HEADLINE_CHARACTERS = 400
MAX_METADATA_CHARACTERS = 200
MAX_DATE_WORDS = 16
MAX_BYLINE_WORDS = 20
MAX_CREDIT_WORDS = 10
MAX_SIGN_OFF_WORDS = 6
MAX_AFTER_END_WORDS = 15
"""Between the writers' credits and the comments stand prompts; a longer block may be a note to readers."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?=\S*[-/=_%\d])[\w\-./%&=?#~+]+){0,3}")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DOMAIN = re.compile(r"\b[a-z0-9-]+\.(?:[a-z]{2,6})\b", re.IGNORECASE)
_BARS = re.compile(r"[|•·\]»]")
_DAY_OR_TIME = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b|\b\d{1,2}[:.]\d\d\b|[年월]")
_AGE_AT_END = re.compile(r"\s(?:an?|\d+)\s\w+(?:, \d+ \w+)? ago\.?$")
_SIGN_OFF = re.compile(
    # "example.org - XY", "(dpa/ab)", "AFP/xy", "/PAP/"
    r"(?:\S+\.[a-z]{2,6}|\w{2,12})\s*[-–—/]\s*[A-Z]{1,3}|[(\[/]\s*\w{2,10}(?:\s?[/,;-]\s?\w{2,10}){0,3}\s*[)\]/]|(?:\w{2,8}/)+\w{2,8}"
)


class _Zone(Enum):
    HEAD = auto()
    TEXT = auto()
    LIST = auto()
    TAIL = auto()


@dataclass(slots=True)
class _Reading:
    """How far the page has been read. It never leaves `label_page`."""

    zone: _Zone = _Zone.HEAD
    words: int = 0
    words_ahead: int = 0
    list_room: int | None = None
    headline: tuple[str, ...] = ()
    headline_seen: bool = False
    head_seen: bool = False
    labels: dict[int, tuple[Label, str]] = field(default_factory=dict)


def label_page(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of the page, in order, with the rule that gave it."""
    blocks = page.blocks
    reading = _Reading(headline=tuple(words_of(page.title or "")))
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
        verdict = _headline(block, reading) or _metadata(block, page, reading, is_last=index == last_text)
        if verdict is None and block.place is not Place.MAIN:
            verdict = (Label.BOILERPLATE, "extractor")
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
        if page.own_url and not own_seen and "".join(address.split()) == page.own_url:
            own_seen = True
            reading.labels[index] = (Label.METADATA, "own_address")
            above = find_cue(page.blocks[index - 1].text) if index else None
            if above is not None and above.is_whole and index - 1 not in reading.labels:
                reading.labels[index - 1] = (Label.METADATA, "own_address")
        elif (not before or cue is not None) and block.link_density == 0:
            reading.labels[index] = (Label.BOILERPLATE, "other_address")


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


_CONTRIBUTORS = (Label.METADATA, "contributors")
_COMMENTS = (Label.BOILERPLATE, "comments")


def _headings_of_text(blocks: Sequence[Block]) -> set[int]:
    """Return the headings a paragraph follows: as links they lead to the thing the paragraph is about."""
    taken = [index for index, block in enumerate(blocks) if block.place is Place.MAIN]
    return {
        index
        for index, after in pairwise(taken)
        if blocks[index].kind is BlockKind.HEADING and is_prose(blocks[after].text)
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
    """Whether reading the block's words is worth the time: a headline is as long as the title, or a heading."""
    if block.kind is BlockKind.HEADING and not reading.headline_seen:
        return len(block.text) <= MAX_HEADLINE_CHARACTERS
    return abs(block.text.count(" ") + 1 - len(reading.headline)) <= 3


def _metadata(block: Block, page: Page, reading: _Reading, *, is_last: bool) -> tuple[Label, str] | None:
    text = block.text
    if len(text) > MAX_METADATA_CHARACTERS or (
        block.place is not Place.MAIN and reading.zone is not _Zone.HEAD
    ):
        return None
    words = words_of(text)
    if is_byline(text, words, page.byline):
        reading.head_seen = True
        return Label.METADATA, "byline"
    if text == page.published_raw or (
        is_date(text, words) and (reading.zone is _Zone.HEAD or not DATE_OPENERS.isdisjoint(words))
    ):
        reading.head_seen = True
        return Label.METADATA, "date"
    if (
        block.place is Place.MAIN
        and is_last
        and len(words) <= MAX_SIGN_OFF_WORDS
        and _SIGN_OFF.fullmatch(text.strip())
    ):
        return Label.METADATA, "sign_off"
    return None


def is_date(text: str, words: Sequence[str]) -> bool:
    """Whether a line is a date or a time and nothing else."""
    if not 2 <= len(words) <= MAX_DATE_WORDS or "0" not in words:
        return False
    if not all(word == "0" or word in DATE_WORDS for word in words):
        return False
    names_day = any(word in MONTHS or word in WEEKDAYS for word in words)
    return names_day or words[0] in DATE_OPENERS or bool(_DAY_OR_TIME.search(text))


def is_byline(text: str, words: Sequence[str], byline: str | None) -> bool:
    """Whether a line names who wrote the article and does nothing else; it may carry a date."""
    if not words or len(words) > MAX_BYLINE_WORDS:
        return False
    if byline:
        names = set(words_of(byline))
        rest = [word for word in words if word not in names]
        if len(rest) < len(words) and all(
            word in BYLINE_OPENERS or word in LOWER_IN_NAMES or word in DATE_WORDS or word == "0"
            for word in rest
        ):
            return True
    opened = words[0] in BYLINE_OPENERS and (words[0] in SURE_BYLINE_OPENERS or ":" in text[:20])
    if not opened or len(words) < 2:
        return False
    if found := _AGE_AT_END.search(text):
        text = text[: found.start()]
    named = [word for word in _WORD.findall(text)[1:] if word.casefold() not in LOWER_IN_NAMES]
    return (
        bool(named)
        and all(not word[0].islower() or word.casefold() in DATE_WORDS for word in named)
        and not ends_like_a_sentence(text.rstrip("."))
    )


def _in_zone(block: Block, reading: _Reading, *, has_links: bool, heads_text: bool) -> tuple[Label, str]:
    text = block.text
    cue = find_cue(text)
    if cue is not None and cue.rule == "contributors" and _is_contributor_line(text, cue):
        return _CONTRIBUTORS
    if reading.zone is _Zone.TAIL:
        return Label.BOILERPLATE, "tail"
    if cue is not None and cue.rule not in METADATA_RULES:
        _enter(cue, reading)
        return Label.BOILERPLATE, cue.rule
    if rule := _rule_of_form(block, reading, has_links=has_links, heads_text=heads_text):
        return Label.BOILERPLATE, rule
    if is_prose(text):
        reading.zone = _Zone.TEXT
        count = word_count(text)
        reading.words, reading.words_ahead = reading.words + count, reading.words_ahead - count
    return Label.BODY, "text"


def _rule_of_form(block: Block, reading: _Reading, *, has_links: bool, heads_text: bool) -> str | None:
    """Return the rule that a block's form fits, whatever its words."""
    text = block.text
    if block.kind is BlockKind.CAPTION:
        return "caption"
    if is_age(text) or ends_in_age(text):
        return "age"
    if reading.zone is _Zone.LIST and reading.list_room != 0 and _is_list_entry(block, has_links=has_links):
        reading.list_room = None if reading.list_room is None else reading.list_room - 1
        return "related_list"
    if reading.zone is _Zone.HEAD and reading.head_seen and _is_credit_of_names(text):
        return "credit"
    if block.link_density >= BAR_LINK_DENSITY and len(_BARS.findall(text)) >= 2 and not is_prose(text):
        return "link_bar"
    if (
        not heads_text
        and block.link_density >= LINK_LINE_DENSITY
        and not ends_like_a_sentence(text)
        and word_count(text) >= 3
    ):
        return "link_line"
    return None


def _enter(cue: Fit, reading: _Reading) -> None:
    if cue.form is Form.TAIL and reading.words >= max(TAIL_AFTER_WORDS, reading.words_ahead):
        reading.zone = _Zone.TAIL
    elif cue.form is Form.SECTION:
        reading.zone, reading.list_room = _Zone.LIST, None
    elif cue.rule == "related" and cue.is_whole and reading.zone is not _Zone.LIST:
        reading.zone, reading.list_room = _Zone.LIST, 1


def _is_list_entry(block: Block, *, has_links: bool) -> bool:
    if has_links:
        return block.link_density >= LIST_LINK_DENSITY
    return not is_prose(block.text)


def _is_contributor_line(text: str, cue: Fit) -> bool:
    if cue.form is not Form.ENDS or cue.phrase_words > 1:
        return True
    words = words_of(text)
    capitals = sum(word[0].isupper() for word in _WORD.findall(text))
    return not ROLES.isdisjoint(words) and capitals * 2 >= len(words)


def _is_credit_of_names(text: str) -> bool:
    """Whether a line between headline and text holds names alone, as the credit of a picture does."""
    named = [word for word in _WORD.findall(text) if word.casefold() not in LOWER_IN_NAMES]
    if not 0 < len(named) <= MAX_CREDIT_WORDS or ends_like_a_sentence(text):
        return False
    domains = {part for found in _DOMAIN.findall(text) for part in _WORD.findall(found)}
    names = all(word[0].isupper() or word in domains for word in named)
    return names and bool(domains or "/" in text)
