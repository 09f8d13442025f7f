"""What bounds a person's own question: time, rows, bytes, and what it may call.

A question is somebody else's program in the warehouse's memory. It ends after a time, gives so many rows, and is
interrupted by Ctrl-C; on a server it runs in the role of analysts, which reads and can do nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.adapters.sql_files import first_word
from pipeline.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
"""Of an export, whose rows go to a file as they come."""

_CHANGES_ITS_ROLE = re.compile(
    r"set_config|U&\"|\w+_to_xml|ts_stat|ts_rewrite|dblink|crosstab|connectby|xpath_table", re.IGNORECASE
)
"""Functions that take back a role amid a statement, or run a text as one; and names written in escapes."""


_ASKING = frozenset({"SELECT", "WITH", "VALUES", "EXPLAIN", "SHOW", "TABLE"})
_EXPLAINS_SCHEMA = re.compile(
    r"\s*PRAGMA\s+(table_x?info|table_list|index_list|index_x?info|foreign_key_list)\b[^;=]*;?\s*",
    re.IGNORECASE,
)
"""What SQLite's own users type to see the columns of a table; no other pragma is a question."""


def refuse_what_asks_nothing(statement: str, database: str) -> None:
    """Raise QuestionError for a statement that is no question to this database."""
    if first_word(statement) in _ASKING:
        return
    if first_word(statement) != "PRAGMA":
        raise QuestionError("only a question can be asked: begin with SELECT, WITH, VALUES or EXPLAIN")
    if database != "sqlite" or not _EXPLAINS_SCHEMA.fullmatch(statement):
        raise QuestionError(
            "of pragmas only those that explain the schema of an embedded warehouse can be asked, such as "
            "PRAGMA table_info(stories); `newsfold tables NAME` explains the columns of any"
        )


def refuse_changes_of_role(statement: str) -> None:
    """Raise QuestionError for a statement that names what could take back the role it runs in."""
    if found := _CHANGES_ITS_ROLE.search(statement):
        raise QuestionError(f"{found[0]} may not be called in a question")


def bounded(rows: Iterable[tuple[Any, ...]], bounds: QuestionBounds) -> Iterator[tuple[Any, ...]]:
    """Yield the rows; raise QuestionError as soon as they are more, or larger, than they may be."""
    room = bounds.most_bytes
    for number, row in enumerate(rows):
        room -= sum(len(value) for value in row if isinstance(value, str | bytes))
        if number >= bounds.most_rows or room < 0:
            raise QuestionError(
                f"the answer has more than {bounds.most_rows:,} rows or {bounds.most_bytes >> 20:,} MB: add a LIMIT, "
                "or export the table"
            )
        yield tuple(row)
