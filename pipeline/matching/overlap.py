"""Whether two texts that one page holds have anything in common: if not, the page is of neither story.

Measured there and then, for that no pair is stored of them may only mean that they never met: too far apart in time,
or behind the representatives of their keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.folding.relations import are_worth_storing
from pipeline.matching.pairs import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection


def are_related(
    db: Connection, corpus: str, pairs: Sequence[tuple[str, str]], *, kernel: Kernel
) -> list[bool]:
    """Return which pairs of articles are alike enough that a pair of them would be stored, had they met."""
    if not pairs:
        return []
    ids = sorted({article_id for pair in pairs for article_id in pair})
    texts = texts_of(db, corpus, ids)
    sets = kernel.shingle_sets([texts[each] for each in ids])
    place = {article_id: index for index, article_id in enumerate(ids)}
    left, right = (np.array([place[pair[side]] for pair in pairs], np.int64) for side in (0, 1))
    related: list[bool] = are_worth_storing(kernel.measure(sets, left, right)).tolist()
    return related
