"""Rules `byline`, `date` and `sign_off`: lines that say who wrote the text and when, and nothing else."""

# ruff: noqa: RUF001 - dashes as newspapers set them

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import HEAD, RuleLabel, Zone
from pipeline.cleaning.page_rules.prose import MAX_LINE_CHARACTERS, ends_like_a_sentence
from pipeline.cleaning.page_rules.vocabulary import (
    BYLINE_OPENERS,
    DATE_OPENERS,
    DATE_WORDS,
    LOWER_IN_NAMES,
    MONTHS,
    SURE_AGENCY,
    SURE_BYLINE_OPENERS,
    WEEKDAYS,
)
from pipeline.model import FRAME, Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState

MAX_DATE_WORDS = 16
"""A date with its weekday, time, zone, and the words before it, said twice."""

MAX_BYLINE_WORDS = 20
"""Three names with their papers; a longer line is a sentence."""

NAME_WORDS = (2, 4)
"""A first name and a last name, with two between them at most."""

DATE_NUMBERS = 2
"""A day and a year or an hour: "Royal Mint May 2024" is the name of a thing, with a month."""

FULL_DATE_NUMBERS = 4
"""Hour, minute, day and year."""

MAX_AGENCY_CHARACTERS = 30
"""The longest name of an agency, in brackets."""

MAX_SIGN_OFF_WORDS = 6
"""A source and initials."""

_DAY_OR_TIME = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b|\b\d{1,2}[:.]\d\d\b|[年월]")
_AGE_AT_END = re.compile(r"\s(?:an?|\d+)\s\w+(?:, \d+ \w+)? ago\.?$")
_SIGN_OFF = re.compile(
    r"[A-Z]{2,8}\s?/\s?[A-Z]\w+(?:\s(?:&|[A-Z]\w+)){0,3}|(?:\S+\.[a-z]{2,6}|\w{2,12})\s*[-–—/]\s*[A-Z]{1,3}|[(\[/]\s*\w{2,10}(?:\s?[/,;-]\s?\w{2,10}){0,3}\s*[)\]/]|(?:\w{2,8}/)+\w{2,8}"
)
_AGENCY_LINE = re.compile(rf"\W*{SURE_AGENCY}\W*")
_PROFILE = r"(?:www\.)?(?:twitter|facebook|instagram|x|threads|bsky)\.(?:com|net|app)/"
_ADDRESS = rf"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|{_PROFILE}[\w./-]+|@\w{{2,30}})"
_WRITER_ADDRESS = re.compile(rf"{_ADDRESS}(?:[\s,|]+{_ADDRESS}){{0,3}}")
_HANDLE = rf"(?:@\w{{2,30}}|(?:https?://)?{_PROFILE}\S+)"
_IN_SENTENCE = r"(?:(?![.!?]\s).)"
_FOLLOW = re.compile(
    rf"{_IN_SENTENCE}{{0,80}}\b(?:Twitter|Facebook|Instagram|Threads|Bluesky|Mastodon|X)(?: at)?:?\s{_HANDLE}"
    rf"(?: or .{{0,40}})?\.?"
    rf"|{_IN_SENTENCE}{{0,80}}\b[Ff]ollow\b{_IN_SENTENCE}{{0,60}}{_HANDLE}{_IN_SENTENCE}{{0,40}}"
)
_WORD = re.compile(r"[^\W\d_]+|\d+")

_BYLINE = RuleLabel(Label.METADATA, "byline")
_DATE = RuleLabel(Label.METADATA, "date")
_SIGN_OFF_LABEL = RuleLabel(Label.METADATA, "sign_off")


def metadata_line(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise a byline, where to write to or follow a writer, a date, and the line that signs the text."""
    if (
        block.is_paragraph
        or not (block.is_taken or (state.zone is HEAD and block.region not in FRAME))
        or len(block.text) > MAX_LINE_CHARACTERS
    ):
        return None
    words = block.words
    if _names_writer(block, words, state):
        state.head_seen = True
        return _BYLINE
    if block.text == state.page.published_raw or _is_date_here(block.text, words, state.zone):
        state.head_seen = True
        return _DATE
    if block.is_main and (
        is_agency(block.text) or (block.index == state.last_main and _is_sign_off(block.text, words))
    ):
        return _SIGN_OFF_LABEL
    return None


def _names_writer(block: BlockFeatures, words: Sequence[str], state: PageState) -> bool:
    text = block.text
    return (
        _is_byline(text, words, state.byline)
        or is_writer_address(block)
        or (state.zone is HEAD and "0" in words and _is_name_and_date(text))
    )


def _is_date_here(text: str, words: Sequence[str], zone: Zone) -> bool:
    """Whether a line is the article's date: amid the text a bare day may be the heading of a chronology."""
    if len(words) == 1:
        return words[0] in DATE_OPENERS
    return _is_date(text, words) and (
        zone is HEAD or not DATE_OPENERS.isdisjoint(words) or _is_full_date(words)
    )


def _is_date(text: str, words: Sequence[str]) -> bool:
    """Whether a line is a date or a time and nothing else."""
    if not 2 <= len(words) <= MAX_DATE_WORDS or "0" not in words:
        return False
    if not all(word == "0" or word in DATE_WORDS for word in words):
        return False
    names_day = any(word in MONTHS or word in WEEKDAYS for word in words)
    return names_day or words[0] in DATE_OPENERS or bool(_DAY_OR_TIME.search(text))


def _is_full_date(words: Sequence[str]) -> bool:
    """Whether a date gives day, year and time of day: amid the text a chronology gives fewer."""
    return words.count("0") >= FULL_DATE_NUMBERS and not MONTHS.isdisjoint(words)


def _is_byline(text: str, words: Sequence[str], names: AbstractSet[str]) -> bool:
    """Whether a line says who wrote the article and nothing else but perhaps a date.

    `names` are the words of the byline that the parser found.
    """
    if not words or len(words) > MAX_BYLINE_WORDS:
        return False
    if not names.isdisjoint(words) and all(word in names or _may_go_with_names(word) for word in words):
        return True
    is_opened = words[0] in BYLINE_OPENERS and (words[0] in SURE_BYLINE_OPENERS or ":" in text[:20])
    if not is_opened or len(words) < 2:
        return False
    if found := _AGE_AT_END.search(text):
        text = text[: found.start()]
    named = [word for word in _WORD.findall(text)[1:] if word.casefold() not in LOWER_IN_NAMES]
    return all(
        not word[0].islower() or word.casefold() in DATE_WORDS for word in named
    ) and not ends_like_a_sentence(text.rstrip("."))


def _may_go_with_names(word: str) -> bool:
    return word == "0" or word in BYLINE_OPENERS or word in LOWER_IN_NAMES or word in DATE_WORDS


def is_writer_address(block: BlockFeatures) -> bool:
    """Whether a line is a mail address or a name on a network, or asks to follow somebody there."""
    text = block.text
    if "@" not in text and "/" not in text:
        return False
    return _WRITER_ADDRESS.fullmatch(text) is not None or (
        not block.is_prose and _FOLLOW.fullmatch(text) is not None
    )


def _is_name_and_date(text: str) -> bool:
    """Whether a line is a person's name and then a date, without a word between them."""
    written = _WORD.findall(text)
    if len(written) < NAME_WORDS[0] + DATE_NUMBERS + 1 or not written[0][0].isupper():
        return False
    is_of_date = [word[0].isdigit() or word.casefold() in DATE_WORDS for word in written]
    count = is_of_date.index(True) if True in is_of_date else len(written)
    date = [word.casefold() for word in written[count:]]
    return (
        NAME_WORDS[0] <= count <= NAME_WORDS[1]
        and all(word[0].isupper() or word in LOWER_IN_NAMES for word in written[:count])
        and all(is_of_date[count:])
        and sum(word.isdigit() for word in date) >= DATE_NUMBERS
        and any(word in MONTHS for word in date)
    )


def is_agency(text: str) -> bool:
    """Whether a line is the name of an agency and nothing else."""
    return len(text) <= MAX_AGENCY_CHARACTERS and _AGENCY_LINE.fullmatch(text) is not None


def _is_sign_off(text: str, words: Sequence[str]) -> bool:
    """Whether a last line signs the text: "example.org - XY", "(dpa/ab)"."""
    return len(words) <= MAX_SIGN_OFF_WORDS and _SIGN_OFF.fullmatch(text.strip()) is not None
