"""Fold everything again under other limits: first the difference it would make, then, when told, the change.

Nothing is signed or matched again: pairs are kept with their measures from well below any limit that may be set, so
only relations are decided anew. Any limits may be tried; those applied must be the settings, or the next run would fold
its articles by others than those beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.errors import SettingsError
from pipeline.folding.relations import Limits
from pipeline.matching.pairs import decided_again, pages_of, texts_of
from pipeline.review.story_change import StoryChange, change_stories
from pipeline.steps.fold.regroup import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row, Runtime

_PAIRS_AT_ONCE: Final = 2_000


def refold(
    runtime: Runtime, jaccard: float | None = None, containment: float | None = None, *, dry_run: bool = True
) -> StoryChange:
    """Decide every pair and story under these limits (None: as set) and return how many merge, split and stay.

    Raises SettingsError, naming what to set, where limits that are not set are to be applied.
    """
    settings = runtime.settings
    limits = Limits(
        settings.fold_jaccard if jaccard is None else jaccard,
        settings.fold_containment if containment is None else containment,
    )
    if not dry_run and limits != Limits(settings.fold_jaccard, settings.fold_containment):
        raise SettingsError(
            "every later run folds by the settings, so these are applied and no others; for every process set "
            f"NEWSFOLD_FOLD_JACCARD={limits.jaccard:g} NEWSFOLD_FOLD_CONTAINMENT={limits.containment:g} "
            "and then run newsfold refold --apply"
        )

    def decide(db: Connection) -> tuple[Iterable[str], int]:
        pairs = [
            row
            for row in db.rows("maintenance/list_pairs_of_corpus", corpus=CORPUS)
            if row["rule_version"] != limits.rule_version
        ]
        changed = 0
        for start in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = pairs[start : start + _PAIRS_AT_ONCE]
            changed += _decide_again(db, some, limits, kernel=runtime.kernel)
        return (row["article_id"] for row in db.rows("maintenance/list_folded_articles")), changed

    what = f"refold at jaccard {limits.jaccard:g}, containment {limits.containment:g}"
    return change_stories(runtime, what, decide, dry_run=dry_run)


def _decide_again(db: Connection, pairs: Sequence[Row], limits: Limits, *, kernel: Kernel) -> int:
    ids = {row[side] for row in pairs for side in ("left_id", "right_id")}
    texts, pages = texts_of(db, CORPUS, ids), pages_of(db, ids)
    rows = [decided_again(row, CORPUS, texts, pages, limits, kernel=kernel) for row in pairs]
    db.upsert("article_pairs", rows)
    return sum(new["relation"] != old["relation"] for new, old in zip(rows, pairs, strict=True))
