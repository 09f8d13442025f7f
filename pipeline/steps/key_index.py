"""The two indexes in the warehouse, kept so that no key costs more than its first few articles.

In each month the first `REPRESENTATIVES` articles of a key represent it; all later ones are crowded and are compared
with these alone, so a key that a hundred thousand articles share costs as much for each of them as any other. First is
by time and then by article, never by arrival; when an earlier article arrives or one goes away, those who change
their place are reported, so that they can be matched again and the pairs are the same in whatever order nights come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipeline.folding.candidates import MONTH_SECONDS, REPRESENTATIVES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from pipeline.ports import Connection, Row

Index = Literal["bands", "samples"]
INDEXES: Final[tuple[Index, Index]] = ("bands", "samples")


_COLUMNS: Final = ("index_key", "is_crowded", "at_key", "article_key")


class Key(NamedTuple):
    """One article under one key of an index, at its time in seconds."""

    index_key: int
    at_key: int
    article_key: int


def replace_keys(db: Connection, index: Index, removed: Sequence[Key], added: Sequence[Key]) -> set[int]:
    """Take `removed` out of the index and put `added` in; return the articles whose place changed besides."""
    kept = set(removed) & set(added)
    removed, added = [key for key in removed if key not in kept], [key for key in added if key not in kept]
    if removed:
        _stage(db, removed)
        db.run(f"delete_{index}")
    if added:
        _stage(db, added)
        db.run(f"insert_{index}")
    groups: dict[tuple[int, int], set[tuple[int, int, int]]] = {}
    for query, touched in ((f"list_full_{index}", added), (f"list_waiting_{index}", removed)):
        if touched:
            _stage_months(db, touched)
            for row in db.rows(query, most=REPRESENTATIVES):
                place = (row["at_key"], row["article_key"], row["is_crowded"])
                groups.setdefault((row["index_key"], row["from_key"]), set()).add(place)
    return _settle(db, index, groups, set(added))


def list_candidates(db: Connection, index: Index, probes: Iterable[Key], window_seconds: int) -> pd.DataFrame:
    """Return who shares keys with the probes: columns probe_key, other_key (articles) and shared (how many keys)."""
    db.stage("probe_keys", (key._asdict() | {"is_crowded": 0} for key in probes), _COLUMNS)
    db.run(f"mark_crowded_{index}")
    return db.frame(f"list_candidates_by_{index}", window_seconds=window_seconds)


def _settle(
    db: Connection,
    index: Index,
    groups: dict[tuple[int, int], set[tuple[int, int, int]]],
    added: set[Key],
) -> set[int]:
    moved: set[int] = set()
    changes: list[Row] = []
    for (index_key, _), places in sorted(groups.items()):
        for rank, (at_key, article_key, was_crowded) in enumerate(sorted(places)):
            is_crowded = int(rank >= REPRESENTATIVES)
            if is_crowded != was_crowded:
                key = Key(index_key, at_key, article_key)
                changes.append(key._asdict() | {"is_crowded": is_crowded})
                if key not in added:
                    moved.add(article_key)
    db.run_many(f"crowd_{index}", changes)
    return moved


def _stage(db: Connection, keys: Sequence[Key]) -> None:
    db.stage("batch_keys", (key._asdict() | {"is_crowded": 0} for key in keys), _COLUMNS)


def _stage_months(db: Connection, keys: Iterable[Key]) -> None:
    months = {(key.index_key, key.at_key // MONTH_SECONDS) for key in keys}
    db.stage(
        "batch_months",
        (
            {
                "index_key": index_key,
                "from_key": month * MONTH_SECONDS,
                "until_key": (month + 1) * MONTH_SECONDS,
            }
            for index_key, month in months
        ),
        ("index_key", "from_key", "until_key"),
    )
