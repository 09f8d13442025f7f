"""How many articles wait to be cleaned, and what became of them: all that a night needs on which none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ports import Runtime


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of the articles that waited."""

    relabelled: int = 0
    learned: int = 0
    forgotten: int = 0
    repeated_pages_rejected: int = 0
    repeated_pages_released: int = 0


def count_waiting(runtime: Runtime) -> int:
    """Return how many articles wait to be matched, for votes or for labels."""
    with runtime.warehouse.read() as db:
        return int(db.rows("clean/count_articles_to_clean")[0]["waiting"])
