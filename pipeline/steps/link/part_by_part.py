"""Profiles are made and pairs scored part by part: strangers' stories, however many meet, hold no other writer up.

Every two stories that share two keys are compared, so thousands of stories on one subject make millions of pairs. A
story waits in `pending_work` to be linked, then, once its profile is made, for its pairs and its event. A run that is cut
off leaves it there, and the next one makes all of it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.matching.parts import in_parts
from pipeline.matching.rounds import begin_round, latest_round
from pipeline.steps.link.index import StoryIndex, renew_stories, score_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Runtime

ROUNDS: Final = "stories"

STORIES_AT_ONCE: Final = 500
"""Stories whose profiles are made in one transaction: some five seconds of a core."""
MEETINGS_AT_ONCE: Final = 100_000
"""Keys that stories share with others, counted before they are joined: of a crowd that is some 5,000 pairs."""
PAIRS_AT_ONCE: Final = 5_000
"""Pairs after which a transaction ends: a second or two of a core."""


class Scored(NamedTuple):
    """The stories whose pairs were scored, how many pairs, and the round in which they were."""

    stories: Sequence[str]
    pairs: int
    number: int

    def is_latest(self, db: Connection) -> bool:
        """Whether no other run began to score since: what that one does, it will take from the queue."""
        return latest_round(db, ROUNDS) == self.number


def score_waiting(runtime: Runtime, waiting: Sequence[str]) -> Scored:
    """Make profiles, keys and pairs of these stories anew, and leave them to be grouped."""
    with runtime.warehouse.write() as db:
        number = begin_round(db, ROUNDS)
    living: list[str] = []
    for start in range(0, len(waiting), STORIES_AT_ONCE):
        some = waiting[start : start + STORIES_AT_ONCE]
        with runtime.warehouse.write() as db:
            living += renew_stories(db, some)
            db.run("link/delete_link_work", stories=some)
            db.upsert("pending_work", [{"step": "score", "subject_id": each} for each in some])
    return Scored(waiting, _score(runtime, living), number)


def _score(runtime: Runtime, stories: Sequence[str]) -> int:
    """Score these stories; return how many pairs were compared."""
    with runtime.warehouse.read() as db:
        met = {row["story_id"]: row["meetings"] for row in db.rows("link/count_meetings", stories=stories)}
    parts = in_parts(((each, met.get(each, 0)) for each in stories), MEETINGS_AT_ONCE)
    compared = 0
    scored: set[str] = set()
    part = next(parts, None)
    with runtime.progress.track("linking", len(stories)) as advance:
        while part is not None:
            with runtime.warehouse.write() as db:
                index = StoryIndex(db)
                while part is not None and index.compared < PAIRS_AT_ONCE:
                    score_stories(index, part, scored)
                    scored.update(part)
                    advance(len(part))
                    part = next(parts, None)
                compared += index.compared
    return compared
