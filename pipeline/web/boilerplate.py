"""Boilerplate: the hosts that have some, and each learned block with its votes and some articles it is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import BoilerplateStatus
from pipeline.web import cursor

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.ports import Connection

PAGE_BLOCKS = 30
_MOST_HOSTS = 500
_EXAMPLES = 3  # articles a block is shown on: enough to see that unrelated stories have it
_ROWS_AN_EXAMPLE = 4  # an article may have a block in several of its versions
_HIGHEST_VOTES = 1_000_000_000
HIGHEST_FINGERPRINT = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class BoilerplateHost:
    """A host with how many blocks it repeats, by their status."""

    host: str
    blocks: int
    learned: int
    confirmed: int
    vetoed: int
    most_votes: int
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoilerplateBlock:
    """A block with its votes, and who decided about it."""

    host: str
    fingerprint: int
    kind: str
    status: str
    rule: str
    story_votes: int
    host_votes: int
    sample: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Example:
    """An article whose page has a block, and the label the block has there."""

    article_id: str
    label: str
    title: str | None


@dataclass(frozen=True, slots=True)
class BlockWithExamples:
    """A block, and some articles it is on."""

    block: BoilerplateBlock
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class BoilerplatePage:
    """A page of the blocks of one host."""

    host: str
    status: str
    entries: tuple[BlockWithExamples, ...]
    most_votes: int
    next_after: str


def hosts(db: Connection) -> list[BoilerplateHost]:
    """Return every host that has boilerplate, those with the most blocks first."""
    return [BoilerplateHost(**row) for row in db.rows("web/list_boilerplate_hosts", at_most=_MOST_HOSTS)]


def boilerplate_page(db: Connection, host: str, status: str = "", after: str = "") -> BoilerplatePage:
    """Return a page of the boilerplate of a host, most votes first."""
    shown = status if status in set(BoilerplateStatus) else ""
    votes, fingerprint = _read_cursor(after)
    rows = db.rows(
        "web/list_boilerplate_page",
        host=host,
        status=shown,
        below=votes,
        before_fingerprint=fingerprint,
        at_most=PAGE_BLOCKS + 1,
    )
    blocks = [BoilerplateBlock(**row) for row in rows[:PAGE_BLOCKS]]
    last = blocks[-1] if len(rows) > PAGE_BLOCKS else None
    return BoilerplatePage(
        host=host,
        status=shown,
        entries=tuple(BlockWithExamples(block, _examples(db, block)) for block in blocks),
        most_votes=max((block.story_votes for block in blocks), default=0),
        next_after=cursor.write(last.story_votes, last.fingerprint) if last else "",
    )


def _examples(db: Connection, block: BoilerplateBlock) -> tuple[Example, ...]:
    """Return a few articles that have the block, each once."""
    rows = db.rows(
        "web/list_boilerplate_articles",
        fingerprint=block.fingerprint,
        host=block.host,
        at_most=_EXAMPLES * _ROWS_AN_EXAMPLE,
    )
    return tuple({row["article_id"]: Example(**row) for row in rows}.values())[:_EXAMPLES]


def _read_cursor(after: str) -> tuple[int, int]:
    votes, fingerprint = cursor.read(after, int, int) or (_HIGHEST_VOTES, HIGHEST_FINGERPRINT)
    in_range = 0 <= votes <= _HIGHEST_VOTES and abs(fingerprint) <= HIGHEST_FINGERPRINT
    return (votes, fingerprint) if in_range else (_HIGHEST_VOTES, HIGHEST_FINGERPRINT)
