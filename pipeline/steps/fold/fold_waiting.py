"""Folding the articles in the work queue, in one transaction; `step` tells what is read and written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.folding.kernel import warm_up
from pipeline.matching.match import match_changed, texts_to_match
from pipeline.matching.pairs import CLEAN
from pipeline.steps.fold.article_words import index_words
from pipeline.steps.fold.members import CANONICAL
from pipeline.steps.fold.regroup import apply_stories, plan_stories
from pipeline.steps.fold.story_rows import publish_waiting

if TYPE_CHECKING:
    from pipeline.ports import Runtime


def fold_waiting(runtime: Runtime) -> dict[str, int]:
    """Fold every article in the work queue; return what became of them, in counts."""
    with runtime.warehouse.read() as db:
        is_due = bool(db.rows("fold/list_fold_work"))
    if is_due:
        with runtime.progress.track("loading the kernel"):
            warm_up(runtime.kernel)
    with runtime.warehouse.write() as db:
        waiting = db.rows("fold/list_fold_work")
        ids = [row["article_id"] for row in waiting]
        affected = set(ids) | match_changed(db, runtime, CLEAN, texts_to_match(db, CLEAN, waiting))
        plan = plan_stories(db, runtime, affected)
        changed = apply_stories(db, runtime, plan)
        published = publish_waiting(db)
        index_words(db, ids)
        db.run("fold/delete_fold_work", articles=ids)
    relations = Counter(member.relation for member in plan.members)
    counts = {
        "articles": len(ids),
        "articles_regrouped": len(plan.members),
        "stories_regrouped": relations[CANONICAL],
        "memberships_changed": changed,
        "stories_merged": len(plan.redirects),
        "stories_published": published,
    }
    return counts | {name: count for name, count in sorted(relations.items()) if name != CANONICAL}
