"""What bounds a person's own question: time, rows, bytes, and what it may call.

A question is somebody else's program in the warehouse's memory. It ends after a time, gives so many rows, and is
interrupted by Ctrl-C; on a server it runs in the role of analysts, which reads and can do nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable

ANALYST: Final = "newsfold_analyst"
"""The role that asks, on a server; `sql/roles.sql` and `newsfold init` make it."""


@dataclass(frozen=True, slots=True)
class QuestionBounds:
    """How long a question may take, and how much it may give. `most_bytes` counts texts and bytes of all rows."""

    seconds: float = 60.0
    most_rows: int = 1_000_000
    most_bytes: int = 256 << 20


ASKED: Final = QuestionBounds()
"""Of what a person asks: no answer for people or a script is longer, and one that is larger is exported."""
EXPORTED: Final = QuestionBounds(seconds=3_600.0, most_rows=1 << 40, most_bytes=1 << 40)
"""Of an export of a whole table, which is ours."""

_CHANGES_ITS_ROLE = re.compile(
    r"set_config|U&\"|\w+_to_xml|ts_stat|ts_rewrite|dblink|crosstab|connectby|xpath_table", re.IGNORECASE
)
"""Functions that take back a role amid a statement, or run a text as one; and names written in escapes."""


def refuse_changes_of_role(statement: str) -> None:
    """Raise QuestionError for a statement that names what could take back the role it runs in."""
    if found := _CHANGES_ITS_ROLE.search(statement):
        raise QuestionError(f"{found[0]} may not be called in a question")


def bounded(rows: Iterable[tuple[Any, ...]], bounds: QuestionBounds) -> list[tuple[Any, ...]]:
    """Return the rows; raise QuestionError as soon as they are more, or larger, than they may be."""
    taken: list[tuple[Any, ...]] = []
    room = bounds.most_bytes
    for row in rows:
        room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(taken) >= bounds.most_rows or room < 0:
            raise QuestionError(
                f"the answer has more than {bounds.most_rows:,} rows or {bounds.most_bytes >> 20:,} MB: add a LIMIT, "
                "or export the table"
            )
        taken.append(tuple(row))
    return taken
