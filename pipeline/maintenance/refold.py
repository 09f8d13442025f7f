"""Fold everything again under other limits: first the difference it would make, then, when told, the change.

Nothing is signed or matched again: pairs are kept with their measures from well below any limit that may be set, so
only relations are decided anew. Any limits may be tried; those applied must be the settings, or the next run would fold
its articles by others than those beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.errors import SettingsError
from pipeline.folding.relations import Limits
from pipeline.matching.measure import Corpus, decided_again
from pipeline.matching.pairs import CLEAN, StoredPair, pair_row, stored_pair
from pipeline.review.story_change import Decided, StoryChange, change_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Runtime

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

    def decide(db: Connection) -> Decided:
        corpus = Corpus(db, CLEAN, runtime.kernel, limits)
        stored = map(stored_pair, db.rows("maintenance/list_pairs_of_corpus", corpus=CLEAN))
        pairs = [pair for pair in stored if pair.rule_version != limits.rule_version]
        changed = sum(
            _decide_again(corpus, pairs[start : start + _PAIRS_AT_ONCE])
            for start in range(0, len(pairs), _PAIRS_AT_ONCE)
        )
        folded = [row["article_id"] for row in db.rows("maintenance/list_folded_articles")]
        return Decided(folded, changed)

    what = f"refold at jaccard {limits.jaccard:g}, containment {limits.containment:g}"
    return change_stories(runtime, what, decide, dry_run=dry_run)


def _decide_again(corpus: Corpus, pairs: Sequence[StoredPair]) -> int:
    """Store these pairs as the limits decide them; return how many have another relation."""
    again = decided_again(corpus, pairs)
    corpus.db.upsert("article_pairs", (pair_row(pair, corpus.name) for pair in again))
    return sum(new.relation is not old.relation for new, old in zip(again, pairs, strict=True))
