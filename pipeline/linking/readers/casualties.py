"""How many were killed, how many were injured, and how old people are."""

from __future__ import annotations

import re
from typing import Final

from pipeline.linking.readers.spelled_numbers import NUMBER, number_of

_PEOPLE: Final = (
    r"(?:\s(?:people|persons?|others|men|women|man|woman|children|child|boys?|girls?|students?|civilians?|soldiers?"
    r"|troops|policemen|officers?|passengers|workers|residents|teenagers|teens|victims|more|of\sthem|militants"
    r"|palestinians|israelis|americans))*"
)
_WERE: Final = (
    r"(?:\s(?:were|was|are|is|have\sbeen|has\sbeen|had\sbeen|reported|confirmed|reportedly|feared|left))*"
)
_DEATH: Final = r"(?:killed|dead|died|die|slain|fatally\sshot|shot\sdead|shot\sto\sdeath)"
_HARM: Final = r"(?:injured|wounded|hurt|hospitali[sz]ed)"

_KILLED: Final = (
    re.compile(rf"\b({NUMBER}){_PEOPLE}{_WERE}\s{_DEATH}\b"),
    re.compile(
        rf"\b(?:kill(?:s|ed|ing)|left|leaving|leaves)\s(?:at\sleast\s|about\s|some\s|up\sto\s|more\sthan\s)?({NUMBER})(?={_PEOPLE}(?:\sdead\b|\b))(?!\s?(?:in\sthe|injured|wounded|years?|-year|hours?|minutes?|percent))"
    ),
    re.compile(rf"\bdeath\stoll\b[^.]{{0,40}}?\b(?:to|at|of|is|was|reached|hit|passed)\s({NUMBER})\b"),
)
_INJURED: Final = (
    re.compile(rf"\b({NUMBER}){_PEOPLE}{_WERE}\s(?:(?:critically|seriously|also|slightly)\s)?{_HARM}\b"),
    re.compile(
        rf"\b(?:injur(?:es|ed|ing)|wound(?:s|ed|ing)|hurt(?:s|ing)?)\s(?:at\sleast\s|about\s|some\s|up\sto\s|more\sthan\s)?({NUMBER})\b(?!\s?(?:years?|-year))"
    ),
)
_AGE: Final = re.compile(
    rf"\b({NUMBER})[-\s]years?[-\s]olds?\b|,\s(\d{{1,2}}),|\baged?\s({NUMBER})\b|\((\d{{1,2}})\)"
)
_OLDEST: Final = 110
_KILL_VERB: Final = "kill"


def killed(text: str) -> frozenset[str]:
    """Return the numbers of dead that a lower-case text names."""
    found = {number_of(match[1]) for match in _KILLED[0].finditer(text)}
    for match in _KILLED[1].finditer(text):
        opens = match[0].startswith(_KILL_VERB)
        if opens or re.match(rf"{_PEOPLE}\sdead\b", text[match.end() :]):
            found.add(number_of(match[1]))
    found |= {number_of(match[1]) for match in _KILLED[2].finditer(text)}
    return frozenset(map(str, found))


def injured(text: str) -> frozenset[str]:
    """Return the numbers of injured that a lower-case text names."""
    return frozenset(str(number_of(match[1])) for pattern in _INJURED for match in pattern.finditer(text))


def ages(text: str) -> frozenset[str]:
    """Return the ages in years that a lower-case text gives: "a 17-year-old", "Ms Vane, 42,", "aged six"."""
    found = (number_of(next(filter(None, match.groups()))) for match in _AGE.finditer(text))
    return frozenset(str(age) for age in found if 0 < age <= _OLDEST)
