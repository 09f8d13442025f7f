"""Fold: articles whose clean text changed meet their copies, and the stories around them are grouped again.

Reads the ledger and clean texts; writes signatures, indexes, pairs and memberships; leaves the stories it touched in
the ledger for `publish`. Everything but story ids is a pure function of texts, times, settings and judgements.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pipeline.model import Report, Request
from pipeline.steps.grouping import CANONICAL, CORPUS, apply_stories, plan_stories
from pipeline.steps.matching import ChangedText, match_changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ports import Connection, Row, Runtime

_TEXTS_AT_ONCE: Final = 4_000


def run(request: Request, runtime: Runtime) -> Report:  # noqa: ARG001 - what is folded is in the ledger, not the window
    """Fold every article in the ledger and return what became of them."""
    with runtime.warehouse.write() as db:
        waiting = db.rows("list_fold_work")
        ids = [row["article_id"] for row in waiting]
        affected = set(ids)
        for texts in _texts(db, waiting):
            affected |= match_changed(db, runtime, CORPUS, texts)
        plan = plan_stories(db, runtime, affected)
        changed = apply_stories(db, runtime, plan)
        db.stage("batch_articles", ({"article_id": each} for each in ids), ["article_id"])
        db.run("delete_fold_work")
    relations = Counter(str(row["relation"]) for row in plan.members)
    counts = {
        "articles": len(ids),
        "articles_regrouped": len(plan.members),
        "stories_regrouped": relations[CANONICAL],
        "memberships_changed": changed,
        "stories_merged": len(plan.redirects),
    }
    counts |= {name: count for name, count in sorted(relations.items()) if name != CANONICAL}
    return Report("fold", counts)


def _texts(db: Connection, waiting: Sequence[Row]) -> Iterator[list[ChangedText]]:
    """Yield the texts to fold in their order in time, a bounded number at once."""
    for start in range(0, len(waiting), _TEXTS_AT_ONCE):
        some = waiting[start : start + _TEXTS_AT_ONCE]
        db.stage("batch_articles", ({"article_id": row["article_id"]} for row in some), ["article_id"])
        text_of = {
            row["article_id"]: row["folding_text"] for row in db.rows("list_texts_of_articles", corpus=CORPUS)
        }
        yield [
            ChangedText(row["article_id"], row["article_at"], text_of.get(row["article_id"], ""))
            for row in some
        ]
