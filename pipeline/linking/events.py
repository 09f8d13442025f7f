"""Events among some stories, as one pure function: candidates, decisions, clusters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.linking.candidates import meeting
from pipeline.linking.clusters import average_link, log_odds_components
from pipeline.linking.decision import LINK_LIMIT, log_odds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.linking.decision import Model
    from pipeline.linking.profile import StoryProfile

    Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventJudgements:
    """What people said of pairs of stories, each pair sorted: one event, or not."""

    same: frozenset[Pair] = field(default_factory=frozenset)
    different: frozenset[Pair] = field(default_factory=frozenset)


def find_events(
    profiles: Iterable[StoryProfile],
    model: Model,
    judgements: EventJudgements | None = None,
    *,
    link_limit: float = LINK_LIMIT,
) -> list[tuple[str, ...]]:
    """Return the events among all these stories as sorted groups of their ids; a story alone is one too."""
    by_id = {profile.story_id: profile for profile in profiles}
    scores = {
        (left.story_id, right.story_id): model.decide(left, right).log_odds
        for left, right in meeting(by_id.values())
    }
    return group(by_id, scores, model, judgements or EventJudgements(), link_limit=link_limit)


def group(
    profiles: Mapping[str, StoryProfile],
    scores: Mapping[Pair, float],
    model: Model,
    judgements: EventJudgements,
    *,
    link_limit: float = LINK_LIMIT,
) -> list[tuple[str, ...]]:
    """Return the events of these stories from the log-odds of their candidate pairs, which are keyed by sorted ids.

    Components are those of pairs that link by themselves: an average that reaches the limit has a pair that does. Pairs
    that are no candidates are scored where they share a component.
    """
    floor = log_odds_of(link_limit)
    edges = dict(scores) | dict.fromkeys(judgements.same, float("inf"))

    def log_odds(one: str, other: str) -> float:
        known = scores.get((one, other))
        return model.decide(profiles[one], profiles[other]).log_odds if known is None else known

    found: list[tuple[str, ...]] = []
    for component in log_odds_components(profiles, edges, floor):
        same, different = (
            [pair for pair in pairs if component.issuperset(pair)]
            for pairs in (sorted(judgements.same), sorted(judgements.different))
        )
        found += average_link(component, log_odds, log_odds_of(link_limit), same, different)
    return sorted(found)
