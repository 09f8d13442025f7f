"""Whether two stories report one event: a score from 0 to 1, and what each feature contributed to it.

A logistic regression whose coefficients lie in `coefficients.json` with their date, data and figures;
`benchmarks/train_linking.py` writes it. English has readers of names and facts; for any other language words, numbers and
time decide alone (Vietnamese: B-cubed F1 .913 against .907, pair precision .71 against .65). Conflicts are weights, for
papers err and reports are of different hours; three limits say what no likeness of words outweighs (`_limits`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.linking.features import KINDS, compare
from pipeline.linking.phrases import shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.linking.profile import StoryProfile

RULES: Final = "link 2"
"""The version of the rule, stored with each pair that it scored."""
LINK_LIMIT: Final = 0.8
"""Score from which stories are linked: of English sets that the coefficients never saw, 91 to 94 in 100 pairs are right."""
QUESTION_LIMIT: Final = 0.5
"""Score from which a pair that is not linked is a question to a person."""
KEPT_LIMIT: Final = 0.2
"""Score from which a pair is stored with its evidence; below it nobody would ask why it is not linked."""

_FILE: Final = Path(__file__).with_name("coefficients.json")
_UNSUPPORTED: Final = 0.55
"""The highest score of a pair without a time on one side, a fact in common, or an account in common: a question. Two
calls of the same presidents months apart, of which neither page gives a date, reach .89 by their words alone."""
_SAME_ACCOUNT: Final = 0.15
"""Share of the rarer one's telling words, names apart, that makes an account in common."""
_ACCOUNT_WORDS: Final = 3
"""Such words that an account in common has at least: two briefs share a few whatever they tell."""
_FORM_SHARE: Final = 0.35
"""Share of phrases from which two stories that tell other facts are one form filled in twice. In the made-up press two
happenings told by one writer share .38 and more, two writers of one happening .19 at most; of labelled shootings that share
.2 to .4 and differ in facts 38 in 100 are of one event, of those that do not differ 98."""
_SAME_FORM: Final = 0.02
"""The score of such a pair at most: that of two happenings, which no likeness to a third report outweighs."""
_OTHER_DAY: Final = 0.55
"""The highest score of a pair that names other days, another fact that differs, and none that agrees: a question. Two
decisions of one bank, told by two writers, reach .95 by their words alone."""
_FEW_NAMES: Final = 0.2
"""Share of the names of both openings, by weight, below which two forms are filled in with other names."""
_TOLLS: Final = ("killed", "injured")
_MEASURED: Final = ("ordinal", "magnitude", "score", "money", "percent")
"""What differs from one happening of a series to the next. Ages and names say who takes part, in all of them."""
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
        for name, highest in _limits(left, right, features):
            if log_odds > highest:
                contributions[name] = highest - log_odds
                log_odds = highest
        log_odds = max(-_HIGHEST, min(_HIGHEST, log_odds))
        return Decision(score_of(log_odds), log_odds, contributions)


_HIGHEST: Final = 12.0
"""No pair is surer than this in log-odds, so that averages stay averages."""


def _limits(
    left: StoryProfile, right: StoryProfile, features: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Yield what no likeness of words outweighs: the name of a limit, and the highest log-odds that it leaves."""
    if _is_unsupported(features) and not _share_account(left, right):
        yield "unsupported", log_odds_of(_UNSUPPORTED)
    if shared(left.phrases, right.phrases) >= _FORM_SHARE and (
        _tell_other_facts(left, right, features) or _name_others(left, right, features)
    ):
        yield "same_form", log_odds_of(_SAME_FORM)
    elif features["day_conflict"] and _differ(left, right, features) and not _agree(features):
        yield "other_day", log_odds_of(_OTHER_DAY)


def _tell_other_facts(left: StoryProfile, right: StoryProfile, features: Mapping[str, float]) -> bool:
    """Whether two stories in one form name another day or people of other ages, or measured something else."""
    other_time_or_people = features["day_conflict"] or features["age_conflict"]
    return bool(other_time_or_people or (_differ(left, right, features) and not _agree(features)))


def _differ(left: StoryProfile, right: StoryProfile, features: Mapping[str, float]) -> bool:
    """Whether what was measured is not the same, or no number is of two that state facts; tolls are left out, which rise."""
    numbers = features["numbers_conflict"] and left.facts and right.facts
    return bool(numbers) or any(features[f"{kind}_conflict"] for kind in _MEASURED)


def _agree(features: Mapping[str, float]) -> bool:
    return any(features[f"{kind}_agree"] for kind in (*_MEASURED, *_TOLLS))


def _name_others(left: StoryProfile, right: StoryProfile, features: Mapping[str, float]) -> bool:
    """Whether the openings of both name somebody, and next to nobody of one stands in the other."""
    return bool(left.lead_names and right.lead_names) and features["lead_names_contained"] < _FEW_NAMES


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
