"""Events around stories that changed: grouped again as a whole, named as before, each membership with its pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipeline.folding.identity import name_stories
from pipeline.identifiers import content_id
from pipeline.linking.decision import LINK_LIMIT, RULES, log_odds_of, model, score_of
from pipeline.linking.events import EventJudgements, group

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.ports import Connection, Row, Runtime
    from pipeline.steps.link.index import StoryIndex

    Pair = tuple[str, str]


_LINKS: Final = log_odds_of(LINK_LIMIT)


@dataclass(frozen=True, slots=True)
class EventMember:
    """A story in its event, and the pair with the member that it is most like; none for a story alone."""

    story_id: str
    event_id: str
    matched_story_id: str | None = None
    score: float | None = None

    def row(self) -> Row:
        """Return the row of `event_members`."""
        return {
            "story_id": self.story_id,
            "event_id": self.event_id,
            "matched_story_id": self.matched_story_id,
            "score": self.score,
            "rule_version": RULES,
        }


@dataclass(frozen=True, slots=True)
class EventPlan:
    """Events as they are now, the event that each story was in, and what follows for ids.

    `gone` are stories that are no more, `redirects` what became of old events, `touched` every event that was looked at.
    """

    members: tuple[EventMember, ...]
    event_before: Mapping[str, str]
    gone: tuple[str, ...]
    redirects: Mapping[str, str]
    touched: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Around:
    """Whole components of stories with all their pairs and judgements."""

    stories: frozenset[str]
    scores: Mapping[Pair, float]
    judgements: EventJudgements


def plan_events(db: Connection, index: StoryIndex, changed: Sequence[str]) -> EventPlan:
    """Return the events around these stories, without changing anything."""
    event_of = _mates(db, changed)
    around = _gather(db, {*changed, *event_of})
    event_of |= _mates(db, sorted(around.stories - event_of.keys()))
    index.load(around.stories)
    living = {each: index.profiles[each] for each in sorted(around.stories) if each in index.profiles}
    gone = tuple(sorted(around.stories - living.keys()))
    found = group(living, around.scores, model(), around.judgements)
    naming = name_stories(
        found,
        event_of,
        lambda story_id: (living[story_id].article_at, story_id),
        lambda event_id: bool(
            db.rows("link/list_events_of_others", events=[event_id], stories=sorted(around.stories))
        ),
        event_id_of,
    )
    members = tuple(
        member
        for stories, event_id in zip(found, naming.story_ids, strict=True)
        for member in _members(stories, event_id, index, around.scores)
    )
    touched = frozenset({*naming.story_ids, *event_of.values()})
    return EventPlan(members, event_of, gone, naming.redirects, touched)


def apply_events(db: Connection, runtime: Runtime, plan: EventPlan) -> int:
    """Write the memberships and redirects of a plan; return how many memberships changed."""
    changed = db.upsert("event_members", (member.row() for member in plan.members))
    changed += db.run("link/delete_members", stories=plan.gone)
    living = sorted({member.event_id for member in plan.members})
    db.run_many("link/delete_redirect", ({"event_id": event_id} for event_id in living))
    moved = sorted(plan.redirects.items())
    db.run_many("link/shorten_redirects", ({"old_id": old, "new_id": new} for old, new in moved))
    now = runtime.clock()
    db.upsert(
        "event_redirects",
        ({"event_id": old, "into_event_id": new, "redirected_at": now} for old, new in moved),
        keep=["redirected_at"],
    )
    return changed


def event_id_of(earliest: str, number: int = 1) -> str:
    """Return the id of a new event with this earliest story; numbered from the second such event on."""
    return content_id("e", earliest) if number == 1 else content_id("e", earliest, str(number))


def _mates(db: Connection, stories: Collection[str]) -> dict[str, str]:
    """Return the event of every story in the events of these stories."""
    rows = db.rows("shared/list_event_mates", stories=stories)
    return {row["story_id"]: row["event_id"] for row in rows}


def _gather(db: Connection, stories: Iterable[str]) -> _Around:
    """Return the components of pairs that link, and of judgements, around these stories; with all pairs among them."""
    seen: set[str] = set()
    frontier = set(stories)
    scores: dict[Pair, float] = {}
    same: set[Pair] = set()
    different: set[Pair] = set()
    while frontier:
        seen |= frontier
        reached: set[str] = set()
        for row in db.rows("shared/list_event_pairs", stories=sorted(frontier)):
            scores[row["left_id"], row["right_id"]] = row["log_odds"]
            reached |= {row["left_id"], row["right_id"]} if row["log_odds"] >= _LINKS else set()
        for row in db.rows("shared/list_event_judgements", stories=sorted(frontier)):
            left, right = sorted((row["left_story_id"], row["right_story_id"]))
            if left != right:
                (same if row["verdict"] == "same" else different).add((left, right))
                reached |= {left, right} if row["verdict"] == "same" else set()
        frontier = reached - seen
    return _Around(frozenset(seen), scores, EventJudgements(frozenset(same), frozenset(different)))


def _members(
    stories: Sequence[str], event_id: str, index: StoryIndex, scores: Mapping[Pair, float]
) -> Iterable[EventMember]:
    """Yield the stories of an event, which are sorted, each with the member it is most like.

    `scores` has log-odds of pairs that were scored before: nearly all of an event.
    """
    if len(stories) == 1:
        yield EventMember(stories[0], event_id)
        return
    likest = dict.fromkeys(stories, (-1.0, ""))
    for one, other in combinations(stories, 2):
        log_odds = scores.get((one, other))
        if log_odds is None:
            score = model().decide(index.profiles[one], index.profiles[other]).score
        else:
            score = score_of(log_odds)
        likest[one] = max(likest[one], (score, other))
        likest[other] = max(likest[other], (score, one))
    for story_id, (score, matched) in likest.items():
        yield EventMember(story_id, event_id, matched, score)
