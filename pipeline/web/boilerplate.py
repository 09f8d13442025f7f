"""Page furniture: which hosts have some, and each learned block with its votes and the articles that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import BoilerplateStatus

if TYPE_CHECKING:
    from pipeline.ports import Connection, Row

PAGE_BLOCKS = 30
_MOST_HOSTS = 500
_CARRIERS = 3  # enough to see that unrelated stories carry it
_HIGHEST_VOTES = 1_000_000_000
HIGHEST_FINGERPRINT = (1 << 63) - 1
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class FurnitureBlock:
    """One block, and a few articles that carry it."""

    row: Row
    carriers: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FurniturePage:
    """The blocks of one host."""

    host: str
    status: str
    blocks: tuple[FurnitureBlock, ...]
    most_votes: int
    next_after: str


def hosts(db: Connection) -> list[Row]:
    """Return every host that has furniture, the richest first."""
    return db.rows("web/list_furniture_hosts", at_most=_MOST_HOSTS)


def furniture_page(db: Connection, host: str, status: str = "", after: str = "") -> FurniturePage:
    """Return a page of the furniture of a host, most votes first."""
    shown = status if status in set(BoilerplateStatus) else ""
    votes, fingerprint = _read_place(after)
    rows = db.rows(
        "web/list_furniture_page",
        host=host,
        status=shown,
        below=votes,
        before_fingerprint=fingerprint,
        at_most=PAGE_BLOCKS + 1,
    )
    page = rows[:PAGE_BLOCKS]
    last = page[-1] if len(rows) > PAGE_BLOCKS else None
    return FurniturePage(
        host=host,
        status=shown,
        blocks=tuple(FurnitureBlock(row, _carriers(db, row)) for row in page),
        most_votes=max((row["story_votes"] for row in page), default=0),
        next_after=f"{last['story_votes']}~{last['fingerprint']}" if last else "",
    )


def _carriers(db: Connection, block: Row) -> tuple[Row, ...]:
    """Return a few articles that carry the block, each once: an article may carry it in several versions."""
    found = db.rows(
        "web/list_furniture_carriers",
        fingerprint=block["fingerprint"],
        host=block["host"],
        at_most=_CARRIERS * 4,
    )
    return tuple({row["article_id"]: row for row in found}.values())[:_CARRIERS]


def _read_place(text: str) -> tuple[int, int]:
    votes, _, fingerprint = text.partition("~")
    try:
        place = int(votes), int(fingerprint)
    except ValueError:
        return _HIGHEST_VOTES, HIGHEST_FINGERPRINT
    in_range = 0 <= place[0] <= _HIGHEST_VOTES and abs(place[1]) <= HIGHEST_FINGERPRINT
    return place if in_range else (_HIGHEST_VOTES, HIGHEST_FINGERPRINT)
