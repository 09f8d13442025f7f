"""Rules `credit`, `contributors` and `signature`: lines that are names, told by their form."""

# ruff: noqa: RUF001 - dashes and apostrophes as newspapers set them

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.page_state import HEAD, RuleLabel, boilerplate
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.page_rules.vocabulary import AGENCY, LOWER_IN_NAMES, ROLES, SURE_AGENCY
from pipeline.model import Label

if TYPE_CHECKING:
    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState
    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch

MAX_CREDIT_WORDS = 10
"""A photographer, an agency and a handout; more names are a list."""

MAX_CREDIT_CHARACTERS = 80
"""A name of five parts and an agency's."""

_DOMAIN = re.compile(r"\b[a-z0-9-]+\.(?:[a-z]{2,6})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CREDIT_AT_END = re.compile(
    r"\((?:[A-Z][\w.'’-]+,? ){2,4}(?:for |via |/ )?[^()]{0,40}?"
    rf"\b{AGENCY}\b[^()]{{0,60}}\)[ |.]*$"
)
_NAMES = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}"
_PICTURE_CREDIT = (
    rf"(?:{_NAMES} ?/ ?{AGENCY}|{_NAMES}, {SURE_AGENCY}|{AGENCY}(?: [Pp]hoto)? ?/ ?{_NAMES}"
    r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,3})"
)
"""A name and an agency or, where a slash parts them without a space, a paper."""
_CREDIT_LINE = re.compile(rf"\(?{_PICTURE_CREDIT} ?\)?")
_CREDIT_BEHIND_CAPTION = re.compile(rf"[a-z\d)%][.!?][\"”’]?\s{_PICTURE_CREDIT}$")
_SIGNATURE = re.compile(r"[—–―-]{1,2}\s?\S.{0,60}\s\(@\w{1,30}\)\s(?=.*\d).{4,40}")

_CREDIT = boilerplate("credit")
_CONTRIBUTORS = RuleLabel(Label.METADATA, "contributors")
_SIGNATURE_LABEL = RuleLabel(Label.BACKGROUND, "signature")


def credit_of_names(block: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise a line of names between headline and text, as the credit of a picture is."""
    if state.zone is HEAD and state.head_seen and _holds_names_alone(block.text):
        return _CREDIT
    return None


def contributors(block: BlockFeatures, match: PhraseMatch | None) -> RuleLabel | None:
    """Recognise who else wrote the text, by the phrase that the block matches."""
    if match is not None and match.rule == "contributors" and _names_contributors(block, match):
        return _CONTRIBUTORS
    return None


def signature(block: BlockFeatures, _: PageState) -> RuleLabel | None:
    """Recognise the line that signs a quoted message: a dash, a name, its handle, a date."""
    return _SIGNATURE_LABEL if "(@" in block.text and _SIGNATURE.fullmatch(block.text) else None


def ends_in_credit(text: str) -> bool:
    """Whether a block is the credit of a picture, "Jane Doe/AP", or ends in one as captions do."""
    end = text[-MAX_CREDIT_CHARACTERS:]
    may_name = (end[-1:].isalpha() or end.endswith(")")) and ("/" in end or "," in end)
    if may_name and (_CREDIT_LINE.fullmatch(text) or _CREDIT_BEHIND_CAPTION.search(end)):
        return True
    return text.rstrip(" |.").endswith(")") and _CREDIT_AT_END.search(text) is not None


def _names_contributors(block: BlockFeatures, match: PhraseMatch) -> bool:
    """Whether a line that matches a contributors' phrase names people: alone, "contributed" may speak of money."""
    if match.form is not Form.ENDS or match.phrase_words > 1:
        return True
    capitals = sum(word[0].isupper() for word in _WORD.findall(block.text))
    return not ROLES.isdisjoint(block.words) and capitals * 2 >= len(block.words)


def _holds_names_alone(text: str) -> bool:
    if "." not in text and "/" not in text:
        return False
    named = [word for word in _WORD.findall(text) if word.casefold() not in LOWER_IN_NAMES]
    if not 0 < len(named) <= MAX_CREDIT_WORDS or ends_like_a_sentence(text):
        return False
    domains = {part for found in _DOMAIN.findall(text) for part in _WORD.findall(found)}
    names = all(word[0].isupper() or word in domains for word in named)
    return names and bool(domains or "/" in text)
