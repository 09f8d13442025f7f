"""Lines that say who wrote a text, who took a picture, and when: told by their words being names and dates alone."""

# ruff: noqa: RUF001 - dashes and apostrophes as newspapers set them

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence, is_prose
from pipeline.cleaning.page_rules.vocabulary import (
    BYLINE_OPENERS,
    DATE_OPENERS,
    DATE_WORDS,
    LOWER_IN_NAMES,
    MONTHS,
    ROLES,
    SURE_BYLINE_OPENERS,
    TOOL_FILLERS,
    TOOL_WORDS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch

MAX_DATE_WORDS = 16
"""A date with its weekday, time, zone, and the words before it, said twice."""

MAX_BYLINE_WORDS = 20
"""Three names with their papers; a longer line tells something."""

NAME_WORDS = (2, 4)
DATE_NUMBERS = 2
"""A day and a year or an hour: "Royal Mint May 2024" is the name of a thing, with a month."""

FULL_DATE_NUMBERS = 4
"""Hour, minute, day and year."""

MAX_CREDIT_WORDS = 10
"""A photographer, an agency and a handout; more names are a list."""

MAX_CREDIT_CHARACTERS = 80
"""A name of five parts and an agency's."""

MAX_AGENCY_CHARACTERS = 30
"""The longest name of an agency, in brackets."""

MAX_SIGN_OFF_WORDS = 6
"""A source and initials."""

MAX_TOOLBAR_CHARACTERS = 100
"""Some ten buttons."""

_DOMAIN = re.compile(r"\b[a-z0-9-]+\.(?:[a-z]{2,6})\b", re.IGNORECASE)
_DAY_OR_TIME = re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b|\b\d{1,2}[:.]\d\d\b|[年월]")
_AGE_AT_END = re.compile(r"\s(?:an?|\d+)\s\w+(?:, \d+ \w+)? ago\.?$")
_SIGN_OFF = re.compile(
    r"[A-Z]{2,8}\s?/\s?[A-Z]\w+(?:\s(?:&|[A-Z]\w+)){0,3}|(?:\S+\.[a-z]{2,6}|\w{2,12})\s*[-–—/]\s*[A-Z]{1,3}|[(\[/]\s*\w{2,10}(?:\s?[/,;-]\s?\w{2,10}){0,3}\s*[)\]/]|(?:\w{2,8}/)+\w{2,8}"
)
_SURE_AGENCY = (
    r"(?:AP|AFP|EFE|ANSA|dpa|Getty(?: Images)?|Reuters|REUTERS|Xinhua|TASS|Shutterstock"
    r"|(?:The )?Associated Press|ASSOCIATED PRESS|USA TODAY Sports)"
)
_AGENCY = rf"(?:{_SURE_AGENCY}|EPA|PA|Bloomberg)"
"""Some are also a ministry, a state of the United States, a mayor: these need a slash or brackets."""
_CREDIT_AT_END = re.compile(
    r"\((?:[A-Z][\w.'’-]+,? ){2,4}(?:for |via |/ )?[^()]{0,40}?"
    rf"\b{_AGENCY}\b[^()]{{0,60}}\)[ |.]*$"
)
_NAMES = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}"
_PICTURE_CREDIT = (
    rf"(?:{_NAMES} ?/ ?{_AGENCY}|{_NAMES}, {_SURE_AGENCY}|{_AGENCY}(?: [Pp]hoto)? ?/ ?{_NAMES}"
    r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3})"
)
"""A name and an agency or, where a slash parts them without a space, a paper."""
_CREDIT_LINE = re.compile(rf"\(?{_PICTURE_CREDIT} ?\)?")
_CREDIT_BEHIND_CAPTION = re.compile(rf"[a-z\d)%][.!?][\"”’]?\s{_PICTURE_CREDIT}$")
_AGENCY_LINE = re.compile(rf"\W*{_SURE_AGENCY}\W*")
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
_SIGNATURE = re.compile(r"[—–―-]{1,2}\s?\S.{0,60}\s\(@\w{1,30}\)\s(?=.*\d).{4,40}")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def is_date(text: str, words: Sequence[str]) -> bool:
    """Whether a line is a date or a time and nothing else."""
    if not 2 <= len(words) <= MAX_DATE_WORDS or "0" not in words:
        return False
    if not all(word == "0" or word in DATE_WORDS for word in words):
        return False
    names_day = any(word in MONTHS or word in WEEKDAYS for word in words)
    return names_day or words[0] in DATE_OPENERS or bool(_DAY_OR_TIME.search(text))


def is_byline(text: str, words: Sequence[str], names: AbstractSet[str]) -> bool:
    """Whether a line names who wrote the article and does nothing else; it may carry a date.

    `names` are the words of the byline that the parser found.
    """
    if not words or len(words) > MAX_BYLINE_WORDS:
        return False
    if not names.isdisjoint(words):
        rest = [word for word in words if word not in names]
        if all(
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
    return all(
        not word[0].islower() or word.casefold() in DATE_WORDS for word in named
    ) and not ends_like_a_sentence(text.rstrip("."))


def is_full_date(words: Sequence[str]) -> bool:
    """Whether a line that is a date gives day, year and time of day: amid the text a chronology gives fewer."""
    return words.count("0") >= FULL_DATE_NUMBERS and not MONTHS.isdisjoint(words)


def is_writer_address(text: str) -> bool:
    """Whether a line is a mail address or a name on a network, or asks to follow somebody there."""
    if "@" not in text and "/" not in text:
        return False
    return _WRITER_ADDRESS.fullmatch(text) is not None or (
        not is_prose(text) and _FOLLOW.fullmatch(text) is not None
    )


def is_signature(text: str) -> bool:
    """Whether a line signs a quoted message: a dash, a name, its handle, a date."""
    return "(@" in text and _SIGNATURE.fullmatch(text) is not None


def ends_in_credit(text: str) -> bool:
    """Whether a block is the credit of a picture, "Jane Doe/AP", or ends in one as captions do."""
    end = text[-MAX_CREDIT_CHARACTERS:]
    may_name = (end[-1:].isalpha() or end.endswith(")")) and ("/" in end or "," in end)
    if may_name and (_CREDIT_LINE.fullmatch(text) or _CREDIT_BEHIND_CAPTION.search(end)):
        return True
    return text.rstrip(" |.").endswith(")") and _CREDIT_AT_END.search(text) is not None


def is_name_and_date(text: str) -> bool:
    """Whether a line is a person's name and a date, set one behind the other without a word between."""
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


def is_contributor_line(text: str, match: PhraseMatch) -> bool:
    """Whether a line that matches a contributors' phrase names people: alone, "contributed" may speak of money."""
    if match.form is not Form.ENDS or match.phrase_words > 1:
        return True
    words = words_of(text)
    capitals = sum(word[0].isupper() for word in _WORD.findall(text))
    return not ROLES.isdisjoint(words) and capitals * 2 >= len(words)


def is_credit_of_names(text: str) -> bool:
    """Whether a line between headline and text holds names alone, as the credit of a picture does."""
    if "." not in text and "/" not in text:
        return False
    named = [word for word in _WORD.findall(text) if word.casefold() not in LOWER_IN_NAMES]
    if not 0 < len(named) <= MAX_CREDIT_WORDS or ends_like_a_sentence(text):
        return False
    domains = {part for found in _DOMAIN.findall(text) for part in _WORD.findall(found)}
    names = all(word[0].isupper() or word in domains for word in named)
    return names and bool(domains or "/" in text)


def is_toolbar(text: str, words: Sequence[str]) -> bool:
    """Whether a line is a row of buttons: "Print  E-mail story  Change text size"."""
    if len(text) > MAX_TOOLBAR_CHARACTERS:
        return False
    return not TOOL_WORDS.isdisjoint(words) and all(
        word in TOOL_WORDS or word in TOOL_FILLERS or word == "0" for word in words
    )


def is_agency(text: str) -> bool:
    """Whether a line is the name of an agency and nothing else."""
    return len(text) <= MAX_AGENCY_CHARACTERS and _AGENCY_LINE.fullmatch(text) is not None


def is_sign_off(text: str, words: Sequence[str]) -> bool:
    """Whether a last line signs the text: "example.org - XY", "(dpa/ab)"."""
    return len(words) <= MAX_SIGN_OFF_WORDS and _SIGN_OFF.fullmatch(text.strip()) is not None
