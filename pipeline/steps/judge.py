"""A person's word on a pair: SAME joins, DIFFERENT parts, and both bind every later run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import NotFoundError
from pipeline.steps.change import StoryChange, change_stories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Verdict
    from pipeline.ports import Connection, Runtime


def judge(
    runtime: Runtime,
    left: str,
    right: str,
    verdict: Verdict,
    *,
    by: str,
    note: str = "",
    dry_run: bool = False,
) -> StoryChange:
    """Store what `by` says of two articles, regroup their stories, and return what that changes.

    Raises NotFoundError for an article the warehouse does not hold, or one paired with itself.
    """
    left_id, right_id = sorted((left, right))

    def decide(db: Connection) -> tuple[Iterable[str], int]:
        _must_exist(db, left_id, right_id)
        row = {
            "left_id": left_id,
            "right_id": right_id,
            "verdict": verdict.value,
            "judged_by": by,
            "judged_at": runtime.clock(),
            "note": note,
        }
        db.upsert("judgements", [row])
        return (left_id, right_id), 0

    return change_stories(runtime, f"{verdict.value}: {left_id} and {right_id}", decide, dry_run=dry_run)


def unjudge(runtime: Runtime, left: str, right: str, *, dry_run: bool = False) -> StoryChange:
    """Take a judgement back and return what that changes; raise NotFoundError where there is none."""
    left_id, right_id = sorted((left, right))

    def decide(db: Connection) -> tuple[Iterable[str], int]:
        if not db.run("delete_judgement", left_id=left_id, right_id=right_id):
            raise NotFoundError(f"nobody judged {left_id} and {right_id}")
        return (left_id, right_id), 0

    return change_stories(runtime, f"unjudged: {left_id} and {right_id}", decide, dry_run=dry_run)


def _must_exist(db: Connection, left_id: str, right_id: str) -> None:
    if left_id == right_id:
        raise NotFoundError(f"a judgement needs two articles, not {left_id} twice")
    db.stage("batch_articles", ({"article_id": each} for each in (left_id, right_id)), ["article_id"])
    known = {row["article_id"] for row in db.rows("list_pages_of_articles")}
    for missing in {left_id, right_id} - known:
        raise NotFoundError(f"no article {missing!r}")
