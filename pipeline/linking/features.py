"""What two stories have in common and where they differ, as numbers from 0 to 1: the input of the decision.

Sums are rounded once (`fsum`): sets have no order, and the last digit of a score must not depend on one.
"""

from __future__ import annotations

from math import fsum, log
from typing import TYPE_CHECKING, Final

from pipeline.linking.readers.days import gap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from pipeline.linking.profile import StoryProfile

_DAYS: Final = 14
_ENOUGH: Final = {
    "words": 0.6,
    "leads": 0.6,
    "lead_in_other": 0.6,
    "title_in_lead": 0.75,
    "rare_lead_contained": 0.75,
    "telling_share": 0.4,
    "names": 0.6,
    "lead_names_contained": 0.8,
}
"""Likeness above this is that of a copy or of a form filled in anew, and does not make it likelier that two reports tell
of one event: four calls of two presidents are told in nearly the same words. So it cannot outweigh facts that conflict."""
KINDS: Final = ("ordinal", "killed", "injured", "age", "magnitude", "score", "money", "percent", "day")


def compare(left: StoryProfile, right: StoryProfile) -> dict[str, float]:
    """Return every feature of a pair by its name; the order of the two does not matter."""
    return _likeness(left, right) | _times(left, right) | _facts(left, right)


def _likeness(left: StoryProfile, right: StoryProfile) -> dict[str, float]:
    """Return how much of words and names two stories share, each up to where more of it says no more."""
    found = {
        "words": cosine(left.words, right.words),
        "leads": cosine(left.lead, right.lead),
        "lead_in_other": _both(left, right, lambda a, b: cosine(a.lead, b.words)),
        "title_in_lead": _both(left, right, _title_in_lead),
        "rare_lead_contained": _both(left, right, lambda a, b: _rare_contained(a.rare, b.words)),
        "telling_share": _telling_share(left, right),
        "names": cosine(left.names, right.names),
        "lead_names_contained": _both(left, right, _lead_names),
    }
    return {name: min(value, _ENOUGH[name]) for name, value in found.items()}


def _times(left: StoryProfile, right: StoryProfile) -> dict[str, float]:
    """Return how far apart two stories were published, and the days they speak of."""
    apart = hours_apart(left, right)
    between = gap(left.facts.get("day", frozenset()), right.facts.get("day", frozenset()))
    return {
        "days_apart": 0.0 if apart is None else log(1 + min(apart / 24, _DAYS)) / log(1 + _DAYS),
        "same_day": float(apart is not None and apart <= 24),
        "time_unknown": float(apart is None),
        "event_days_apart": 0.0 if between is None else log(1 + min(between, 365)) / log(366),
    }


def _facts(left: StoryProfile, right: StoryProfile) -> dict[str, float]:
    """Return on which facts two stories agree and which conflict; a kind that one of them lacks does neither."""
    numbers = left.numbers & right.numbers
    found = {
        "numbers_agree": min(len(numbers), 3) / 3,
        "numbers_conflict": float(bool(left.numbers and right.numbers and not numbers)),
        "places_agree": float(bool(left.places & right.places)),
        "places_conflict": float(bool(left.places and right.places and not left.places & right.places)),
    }
    for kind in KINDS:
        both = kind in left.facts and kind in right.facts
        agreeing = both and agree(kind, left, right)
        found[f"{kind}_agree"] = float(agreeing)
        found[f"{kind}_conflict"] = float(both and not agreeing)
    return found


def agree(kind: str, left: StoryProfile, right: StoryProfile) -> bool:
    """Whether two stories state a fact of this kind in common."""
    one, other = left.facts.get(kind, frozenset()), right.facts.get(kind, frozenset())
    return bool(one & other) or (kind == "day" and gap(one, other) == 0)


def hours_apart(left: StoryProfile, right: StoryProfile) -> float | None:
    """Return how many hours lie between the publications of two stories, None where one is not known."""
    if left.published_at is None or right.published_at is None:
        return None
    apart: timedelta = abs(left.published_at - right.published_at)
    return apart.total_seconds() / 3600


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the product of two unit vectors."""
    return fsum(left[word] * right[word] for word in left.keys() & right.keys())


def _both(
    left: StoryProfile, right: StoryProfile, share: Callable[[StoryProfile, StoryProfile], float]
) -> float:
    return (share(left, right) + share(right, left)) / 2


def _title_in_lead(left: StoryProfile, right: StoryProfile) -> float:
    total = fsum(left.title.values())
    shared = (value for word, value in left.title.items() if word in right.lead or word in right.title)
    return fsum(shared) / total if total else 0.0


def _rare_contained(rare: Sequence[str], whole: Mapping[str, float]) -> float:
    return sum(word in whole for word in rare) / len(rare) if rare else 0.0


def _lead_names(left: StoryProfile, right: StoryProfile) -> float:
    known = [left.names[name] for name in left.lead_names if name in left.names]
    shared = [left.names[name] for name in left.lead_names if name in right.names and name in left.names]
    return fsum(shared) / fsum(known) if known else 0.0


def _telling_share(left: StoryProfile, right: StoryProfile) -> float:
    fewer = min(len(left.telling), len(right.telling))
    return len(left.telling & right.telling) / fewer if fewer else 0.0
