"""Why two articles fold, or why they do not: everything that is known and measured of a pair, in a fold or not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import NotFoundError
from pipeline.folding.bands import BANDS, ROWS
from pipeline.folding.relations import Limits
from pipeline.matching.pairs import components_around, decided_pair, kinship_of
from pipeline.model import Evidence, Relation, Verdict
from pipeline.review.kept_apart import apart_because
from pipeline.steps.fold.regroup import CORPUS, judgement_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pipeline.model import Judgement
    from pipeline.ports import Connection, Row, Runtime


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two articles; `text` is what was compared."""

    article_id: str
    url: str
    title: str | None
    article_at: datetime
    story_id: str | None
    shingle_count: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One pair on the way from the left article to the right one through their story."""

    left_id: str
    right_id: str
    relation: str
    jaccard: float | None
    containment: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a pair, measured now under the present rules.

    `bands_shared` numbers the bands (0 to 31) whose values agree and `samples_shared` counts sampled shingles in both:
    where both are empty the two never met. `is_stored` says whether the pair stands in the warehouse with its
    evidence. `chain` leads from left to right through their story, and is empty when they are in different ones; where
    the texts alone would fold, `apart_because` then says what keeps them apart, unless `judgement` does.
    """

    left: Side
    right: Side
    relation: Relation
    reason: str
    jaccard: float
    containment: float
    shared_shingles: int
    estimate: float
    bands_shared: tuple[int, ...]
    samples_shared: int
    days_apart: float
    is_within_window: bool
    evidence: Evidence
    rule_version: str
    is_stored: bool
    judgement: Judgement | None
    in_one_story: bool
    chain: tuple[Step, ...]
    apart_because: str


def explain(runtime: Runtime, left: str, right: str) -> Explanation:
    """Measure two articles and gather what is stored of them; raise NotFoundError where one is not held."""
    left_id, right_id = sorted((left, right))
    with runtime.warehouse.read() as db:
        first, second = (_find(db, article_id) for article_id in (left_id, right_id))
        judged = db.rows("review/find_judgement", left_id=left_id, right_id=right_id)
        stored = db.rows("review/find_pair", corpus=CORPUS, left_id=left_id, right_id=right_id)
        story_id = first["story_id"]
        in_one_story = story_id is not None and story_id == second["story_id"]
        chain = _chain(db, left_id, right_id) if in_one_story else ()
        because = apart_because(db, left_id, right_id, kernel=runtime.kernel)
    settings = runtime.settings
    kernel = runtime.kernel
    texts = [first["folding_text"], second["folding_text"]]
    sketches, sets = kernel.sign_and_keep_sets(texts)
    exact = kernel.measure(sets, np.array([0]), np.array([1]))
    limits = Limits(settings.fold_jaccard, settings.fold_containment)
    pair = decided_pair(
        (left_id, right_id),
        (texts[0], texts[1]),
        (float(exact.jaccard[0]), float(exact.containment[0]), int(exact.shared[0])),
        limits,
        kinship_of(first, second),
        kernel=kernel,
    )
    agree = sketches.signatures[0] == sketches.signatures[1]
    moments = first["article_at"].astimezone(UTC), second["article_at"].astimezone(UTC)
    return Explanation(
        _side(first, int(sets.sizes[0])),
        _side(second, int(sets.sizes[1])),
        pair.relation,
        pair.evidence.reason,
        pair.jaccard,
        pair.containment,
        pair.shared_shingles,
        float(agree.mean()) if pair.shared_shingles else 0.0,
        tuple(np.flatnonzero(agree.reshape(BANDS, ROWS).all(axis=1)).tolist()),
        len(np.intersect1d(sketches.samples_of(0), sketches.samples_of(1))),
        abs((moments[0] - moments[1]).total_seconds()) / 86_400,
        abs((moments[0].date() - moments[1].date()).days) <= settings.fold_window_days,
        pair.evidence,
        limits.rule_version,
        bool(stored),
        judgement_of(judged[0]) if judged else None,
        in_one_story,
        chain,
        because if pair.relation.folds else "",
    )


def _find(db: Connection, article_id: str) -> Row:
    found = db.rows("review/find_compared_article", article_id=article_id)
    if not found:
        raise NotFoundError(f"no article {article_id!r} with a text")
    return found[0]


def _side(row: Row, shingle_count: int) -> Side:
    return Side(
        row["article_id"],
        row["url"],
        row["title"],
        row["article_at"],
        row["story_id"],
        shingle_count,
        row["folding_text"],
    )


def _chain(db: Connection, left_id: str, right_id: str) -> tuple[Step, ...]:
    """Return the shortest way from one article to the other through pairs that fold and SAME judgements."""
    (component,) = components_around(db, CORPUS, [left_id]) or [frozenset()]
    steps: dict[str, dict[str, Step]] = {}
    rows = [
        *db.rows("shared/list_pairs_of_articles", corpus=CORPUS, articles=component),
        *db.rows("shared/list_judgements_of_articles", articles=component),
    ]
    for row in rows:
        relation = row.get("relation") or row["verdict"]
        if relation == Verdict.SAME or (relation != Verdict.DIFFERENT and Relation(relation).folds):
            step = Step(row["left_id"], row["right_id"], relation, row.get("jaccard"), row.get("containment"))
            steps.setdefault(step.left_id, {})[step.right_id] = step
            steps.setdefault(step.right_id, {})[step.left_id] = step
    return _shortest(steps, left_id, right_id)


def _shortest(steps: Mapping[str, Mapping[str, Step]], start: str, goal: str) -> tuple[Step, ...]:
    came_by: dict[str, tuple[str, Step]] = {}
    waiting = deque([start])
    while waiting and goal not in came_by:
        here = waiting.popleft()
        for there, step in sorted(steps.get(here, {}).items()):
            if there != start and there not in came_by:
                came_by[there] = (here, step)
                waiting.append(there)
    way: list[Step] = []
    while goal in came_by:
        goal, step = came_by[goal]
        way.append(step)
    return tuple(reversed(way))
