"""Fold: articles whose clean text changed are matched, and the stories around them are grouped again.

Reads the work queue and clean texts; writes signatures, index, pairs and memberships, and publishes the stories it
touched in the transaction that groups them: whoever reads meanwhile sees members and stories that agree, and finds them
by their words. Everything but story ids is a pure function of texts, times, settings and judgements.

Texts are signed in one transaction, for the index is read as a whole; their pairs are found part by part
(`matching.rounds`), and stories grouped part by part, whole stories with all that they may be joined with. So strangers'
pages, however many resemble each other, hold no other writer up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.reports import Report

if TYPE_CHECKING:
    from pipeline.model import Request
    from pipeline.ports import Runtime

_COUNTED: Final = (
    "articles",
    "articles_regrouped",
    "stories_regrouped",
    "memberships_changed",
    "stories_merged",
    "stories_published",
)


def run(request: Request, runtime: Runtime) -> Report:  # noqa: ARG001 - what is folded is in the work queue, not the window
    """Fold every article in the work queue and return what became of them."""
    with runtime.warehouse.read() as db:
        waiting = db.rows("fold/count_fold_work")[0]["waiting"]
    counts = dict.fromkeys(_COUNTED, 0)
    if waiting:
        from pipeline.steps.fold.fold_waiting import fold_waiting

        counts |= fold_waiting(runtime)
    return Report("fold", counts)
