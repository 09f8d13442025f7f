"""Folding the articles in the work queue, part by part; `step` tells what is read and written, and in which transactions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.folding.kernel import warm_up
from pipeline.matching.match import Signing, texts_to_match
from pipeline.matching.pairs import CLEAN
from pipeline.matching.parts import in_parts
from pipeline.steps.fold.article_words import index_words
from pipeline.steps.fold.members import CANONICAL
from pipeline.steps.fold.regroup import apply_stories, plan_stories
from pipeline.steps.fold.story_rows import publish_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.matching.rounds import Round
    from pipeline.ports import Connection, Runtime

PAIRS_AT_ONCE: Final = 50_000
"""Pairs of the articles grouped in one transaction, unless one story has more: some 50 MB, and a second or two."""


@dataclass(slots=True)
class _Grouped:
    """What grouping came to, part after part."""

    relations: Counter[str] = field(default_factory=Counter)
    members: int = 0
    changed: int = 0
    merged: int = 0
    published: int = 0


def fold_waiting(runtime: Runtime) -> dict[str, int]:
    """Fold every article in the work queue; return what became of them, in counts."""
    with runtime.warehouse.read() as db:
        is_due = bool(db.rows("fold/list_fold_work") or db.rows("fold/list_articles_to_group"))
    if is_due:
        with runtime.progress.track("loading the kernel"):
            warm_up(runtime.kernel)
    with runtime.warehouse.write() as db:
        articles, matching = _sign_texts(db, runtime)
    matching.find_pairs()
    grouped = _group(runtime, matching)
    counts = {
        "articles": articles,
        "articles_regrouped": grouped.members,
        "stories_regrouped": grouped.relations.pop(CANONICAL, 0),
        "memberships_changed": grouped.changed,
        "stories_merged": grouped.merged,
        "stories_published": grouped.published,
    }
    return counts | dict(sorted(grouped.relations.items()))


def _sign_texts(db: Connection, runtime: Runtime) -> tuple[int, Round]:
    """Sign the texts of all waiting articles, and look them up at once; return how many waited."""
    waiting = db.rows("fold/list_fold_work")
    signing = Signing(db, runtime, CLEAN)
    signing.sign(texts_to_match(db, CLEAN, waiting))
    db.run("fold/delete_fold_work", articles=[row["article_id"] for row in waiting])
    return len(waiting), signing.look_up()


def _group(runtime: Runtime, matching: Round) -> _Grouped:
    """Group the stories around all articles whose pairs changed, part by part."""
    with runtime.warehouse.read() as db:
        waiting = [(row["article_id"], row["pairs"]) for row in db.rows("fold/list_articles_to_group")]
    grouped = _Grouped()
    with runtime.progress.track("stories", len(waiting)) as advance:
        for part in in_parts(waiting, PAIRS_AT_ONCE):
            with runtime.warehouse.write() as db:
                _group_part(db, runtime, matching, part, grouped)
            advance(len(part))
    with (
        runtime.warehouse.write() as db
    ):  # what an earlier version of newsfold, or its run that was cut off, left
        grouped.published += publish_waiting(db)
    return grouped


def _group_part(
    db: Connection, runtime: Runtime, matching: Round, part: Sequence[str], grouped: _Grouped
) -> None:
    """Group the stories around these articles; what another run has begun to match meanwhile is that run's to group."""
    ids = {row["article_id"] for row in db.rows("fold/list_articles_still_to_group", articles=part)}
    if not ids or not matching.is_latest(db):
        return
    plan = plan_stories(db, runtime, ids)
    grouped.changed += apply_stories(db, runtime, plan)
    grouped.published += publish_waiting(db)
    looked_at = {*ids, *plan.articles}
    index_words(db, sorted(matching.changed & looked_at))
    db.run("fold/delete_group_work", articles=looked_at)
    grouped.members += len(plan.members)
    grouped.merged += len(plan.redirects)
    grouped.relations.update(member.relation for member in plan.members)
