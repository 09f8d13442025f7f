"""Votes on recurring blocks, counted in the warehouse and judged by pure rules.

Two rounds, each a function of what the one before left. First it is settled which long blocks recur on a host, for
that decides the spine of every article that carries them; then which blocks stand within a spine, for that decides
what they are. The articles whose labels may change thereby are left waiting in the ledger. A line's votes are counted
twice: by itself, and together with the lines that say nearly the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.classify import BlockKey
from pipeline.steps.clean.body_spans import settle_body_spans
from pipeline.steps.clean.recurring_blocks import RecurringBlock, RecurringBlocks, effect_of, is_shared
from pipeline.steps.clean.similar_lines import index_lines, lines_compared_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection


class Settled(NamedTuple):
    """How many recurring blocks became known, and how many no longer recur."""

    learned: int
    forgotten: int


class _VoterBlock(NamedTuple):
    """A block of an article that waits for its votes to be counted."""

    article_id: str
    fingerprint: int
    prefix_fingerprint: int | None
    host: str
    characters: int

    @property
    def key(self) -> BlockKey:
        return BlockKey(self.host, self.fingerprint)


def settle_votes(db: Connection, gone: set[int], kernel: Kernel) -> Settled:
    """Count the votes that the waiting articles touch, and those on blocks that are gone from articles.

    They are left to be labelled, and so is whoever carries a block that is judged otherwise than before.
    """
    waiting = {row["article_id"] for row in db.rows("clean/list_articles_to_vote")}
    if not waiting and not gone:
        return Settled(learned=0, forgotten=0)
    index_lines(db, waiting, kernel)
    voters = [_VoterBlock(**row) for row in db.rows("clean/list_blocks_of_voters", articles=waiting)]
    long = [block for block in voters if block.characters >= LONG_CHARACTERS]
    hosts = {row["host"] for row in db.rows("clean/list_hosts_of_voters", articles=waiting)} - {None, ""}
    prefixes = {block.prefix_fingerprint for block in voters if block.prefix_fingerprint is not None}
    orphaned = {row["fingerprint"] for row in db.rows("clean/list_orphaned_blocks", hosts=hosts)}
    always = gone | prefixes | orphaned
    recurring = RecurringBlocks(db, hosts, prefixes, kernel)

    first = always | {block.fingerprint for block in long}
    before = recurring.known(first)
    settled = recurring.settle(before, first)
    moved = _carriers(db, _differing(before, settled, is_shared))
    moved |= {block.article_id for block in long if is_shared(settled.get(block.key))}

    changed = always | {block.fingerprint for block in voters} | settle_body_spans(db, moved)
    second = changed | lines_compared_with(db, changed)
    between = recurring.known(second)
    before = {key: block for key, block in between.items() if key not in settled} | before
    settled = recurring.settle(between, second)

    to_label = waiting | moved | _carriers(db, _differing(before, settled, effect_of))
    db.upsert("pending_work", [{"step": "label", "subject_id": article_id} for article_id in to_label])
    db.run("clean/delete_voted_work", articles=waiting)
    return Settled(len(settled.keys() - before.keys()), len(before.keys() - settled.keys()))


def _differing(
    before: Mapping[BlockKey, RecurringBlock],
    after: Mapping[BlockKey, RecurringBlock],
    what: Callable[[RecurringBlock | None], object],
) -> list[BlockKey]:
    keys = before.keys() | after.keys()
    return [key for key in keys if what(before.get(key)) != what(after.get(key))]


def _carriers(db: Connection, keys: Iterable[BlockKey]) -> set[str]:
    """Return the articles that carry one of these blocks on its host."""
    known = [key._asdict() for key in keys]
    return {row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=known)}
