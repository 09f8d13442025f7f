"""Whether two stories report one event: a score from 0 to 1, and what each feature contributed to it.

A logistic regression whose coefficients lie in `coefficients.json` with their date, data and figures;
`benchmarks/train_linking.py` writes it. English has readers of names and facts; for any other language words, numbers and time
decide alone, which is better there than guessing (Vietnamese: .93 against .89). Conflicts are weights and no vetoes: as
vetoes they cost .02 to .03 of B-cubed F, for papers err and reports are of different hours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.linking.features import KINDS, compare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.linking.profile import StoryProfile

RULES: Final = "link 1"
"""The version of the rule, stored with each pair that it scored."""
LINK_LIMIT: Final = 0.8
"""Score from which stories are linked: of English sets that the coefficients never saw, 91 to 94 in 100 pairs are right."""
QUESTION_LIMIT: Final = 0.5
"""Score from which a pair that is not linked is a question to a person."""
COMPONENT_LIMIT: Final = 0.2
"""Score from which a pair may bring two stories into one event, if the others of that event agree."""

_FILE: Final = Path(__file__).with_name("coefficients.json")
_UNSUPPORTED: Final = 0.55
"""The highest score of a pair without a time on one side, a fact in common, or an account in common: a question. Two
calls of the same presidents months apart, of which neither page gives a date, reach .89 by their words alone."""
_SAME_ACCOUNT: Final = 0.15
"""Share of the rarer one's telling words, names apart, that makes an account in common."""
_ACCOUNT_WORDS: Final = 3
"""Such words that an account in common has at least: two briefs share a few whatever they tell."""
_AGREEMENTS: Final = ("numbers_agree", *(f"{kind}_agree" for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Decision:
    """The score of a pair, its log-odds, and the part of them that each feature has; the constant is `base`."""

    score: float
    log_odds: float
    contributions: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The coefficients by feature, for English and for all other languages; `base` is the constant."""

    english: Mapping[str, float]
    other: Mapping[str, float]

    def decide(self, left: StoryProfile, right: StoryProfile) -> Decision:
        """Return the decision on a pair of stories; their order does not matter."""
        if left.language != right.language:
            return Decision(0.0, -_HIGHEST, {"language": -_HIGHEST})
        coefficients = self.english if left.language == "en" else self.other
        features = compare(left, right)
        parts = {name: value * features.get(name, 1.0) for name, value in coefficients.items()}
        contributions = {name: part for name, part in parts.items() if part}
        log_odds = sum(parts.values())
        highest = log_odds_of(_UNSUPPORTED)
        if log_odds > highest and _is_unsupported(features) and not _share_account(left, right):
            contributions["unsupported"] = highest - log_odds
            log_odds = highest
        log_odds = max(-_HIGHEST, min(_HIGHEST, log_odds))
        return Decision(score_of(log_odds), log_odds, contributions)


_HIGHEST: Final = 12.0
"""No pair is surer than this in log-odds, so that averages stay averages."""


def _is_unsupported(features: Mapping[str, float]) -> bool:
    """Whether a time is unknown and no fact is common to both."""
    return bool(features["time_unknown"]) and not any(features[name] for name in _AGREEMENTS)


def _share_account(left: StoryProfile, right: StoryProfile) -> bool:
    """Whether two stories share telling words that are no names: those who meet again and again bear the same names."""
    one, other = left.telling - left.names.keys(), right.telling - right.names.keys()
    shared = len(one & other)
    return shared >= max(_ACCOUNT_WORDS, _SAME_ACCOUNT * min(len(one), len(other)))


def log_odds_of(score: float) -> float:
    """Return the log-odds of a score between 0 and 1."""
    return log(score / (1 - score))


def score_of(log_odds: float) -> float:
    """Return the score, between 0 and 1, of log-odds."""
    return 1 / (1 + exp(-log_odds))


@cache
def model(without: str = "") -> Model:
    """Return the model that is in use; or the one that was trained without a set of labelled data, to be judged by it."""
    stored = json.loads(_FILE.read_text(encoding="utf-8"))
    found = stored["without"].get(without, stored["coefficients"])
    return Model(found["english"], found["other"])
