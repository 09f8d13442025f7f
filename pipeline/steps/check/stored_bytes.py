"""Whether captures have their bytes: what no query can see, since they stand in files beside the warehouse.

A night looks at a sample that is another one each time; `newsfold captures --verify` looks at all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.identifiers import capture_id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.ports import Connection, Row, Runtime

SAMPLED: Final = 100
"""Captures a night looks at: a tenth of a second. Of a lost file that held a thousandth of all it finds one in ten nights."""


def sample_without_bytes(db: Connection, runtime: Runtime, seed: str) -> list[Row]:
    """Return those captures of a sample that have no whole record where their row says; the seed chooses the sample."""
    first = capture_id_of(seed, "")  # an id like any other, spread as they are
    found = db.rows("check/list_captures_from", first_id=first, most=SAMPLED)
    if len(found) < SAMPLED:
        held = {row["capture_id"] for row in found}
        others = db.rows("check/list_captures_from", first_id="", most=SAMPLED - len(found))
        found = [*found, *(row for row in others if row["capture_id"] not in held)]
    return list(without_bytes(found, runtime))


def without_bytes(captures: Iterable[Row], runtime: Runtime) -> Iterator[Row]:
    """Yield those of the captures that have no whole record where their row says."""
    by_archive: defaultdict[str, dict[int, Row]] = defaultdict(dict)
    for row in captures:
        by_archive[row["archive"]][row["archive_offset"]] = row
    for archive, rows in by_archive.items():
        for offset in runtime.archive.lacks(archive, sorted(rows)):
            yield rows[offset]
