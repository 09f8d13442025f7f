"""Votes on recurring blocks: what the waiting articles may have changed is counted and classified again.

What a shared block is depends on the body spans of the articles that carry it, and a body span depends on which long
blocks are shared. So there are two rounds, each a function of what the one before left:

1. The votes on long blocks say which of them are shared on a host. This decides the body span of every article that
   carries them.
2. The votes on all blocks, counted with the new body spans, say what each block is.

Every article whose labels may change is left in the work queue to be labelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.classify import BlockKey
from pipeline.steps.clean.body_spans import settle_body_spans
from pipeline.steps.clean.recurring_blocks import RecurringBlock, RecurringBlocks, effect_of, is_shared
from pipeline.steps.clean.similar_lines import index_lines, lines_to_recount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection


class Settled(NamedTuple):
    """How many recurring blocks became known, and how many no longer recur."""

    learned: int
    forgotten: int


class _Block(NamedTuple):
    """A block of a waiting article, if its votes may say something."""

    article_id: str
    fingerprint: int
    prefix_fingerprint: int | None
    host: str
    characters: int

    @property
    def key(self) -> BlockKey:
        return BlockKey(self.host, self.fingerprint)


class _Waiting(NamedTuple):
    """The articles that wait for votes, and what of the warehouse their votes concern."""

    articles: set[str]
    blocks: list[_Block]
    hosts: set[str]
    prefixes: set[int]
    orphaned: set[int]


def settle_votes(db: Connection, articles: set[str], lost_blocks: set[int], kernel: Kernel) -> Settled:
    """Count the votes on the blocks of these articles, and on blocks that rejected pages no longer carry.

    These articles are left to be labelled, and so is every article with a block that is something else now. Whether
    the articles of a night are counted at once or in parts, what is known at the end is the same, as it is of nights.
    """
    if not articles and not lost_blocks:
        return Settled(learned=0, forgotten=0)
    index_lines(db, articles, kernel)
    waiting = _waiting(db, articles)
    recurring = RecurringBlocks(db, waiting.hosts, waiting.prefixes, kernel)
    always = lost_blocks | waiting.prefixes | waiting.orphaned

    long = [block for block in waiting.blocks if block.characters >= LONG_CHARACTERS]
    counted = always | {block.fingerprint for block in long}
    before = recurring.known(counted)
    settled = recurring.settle(before, counted)
    sharing = _articles_with(db, _differing(before, settled, is_shared))
    sharing |= {block.article_id for block in long if is_shared(settled.get(block.key))}

    changed = always | {block.fingerprint for block in waiting.blocks} | settle_body_spans(db, sharing)
    counted = changed | lines_to_recount(db, changed)
    known = recurring.known(counted)
    before = {key: block for key, block in known.items() if key not in settled} | before
    settled = recurring.settle(known, counted)

    to_label = articles | sharing | _articles_with(db, _differing(before, settled, effect_of))
    db.upsert("pending_work", [{"step": "label", "subject_id": article_id} for article_id in to_label])
    db.run("clean/delete_vote_work", articles=articles)
    return Settled(len(settled.keys() - before.keys()), len(before.keys() - settled.keys()))


def _waiting(db: Connection, articles: set[str]) -> _Waiting:
    blocks = [_Block(**row) for row in db.rows("clean/list_blocks_to_count", articles=articles)]
    hosts = {row["host"] for row in db.rows("clean/list_hosts_of_articles", articles=articles)} - {None, ""}
    prefixes = {block.prefix_fingerprint for block in blocks if block.prefix_fingerprint is not None}
    orphaned = {row["fingerprint"] for row in db.rows("clean/list_orphaned_blocks", hosts=hosts)}
    return _Waiting(articles, blocks, hosts, prefixes, orphaned)


def _differing(
    before: Mapping[BlockKey, RecurringBlock],
    after: Mapping[BlockKey, RecurringBlock],
    what: Callable[[RecurringBlock | None], object],
) -> list[BlockKey]:
    """Return the blocks of which this is another than before."""
    keys = before.keys() | after.keys()
    return [key for key in keys if what(before.get(key)) != what(after.get(key))]


def _articles_with(db: Connection, keys: Iterable[BlockKey]) -> set[str]:
    """Return the articles that carry one of these blocks on its host."""
    known = [key._asdict() for key in keys]
    return {row["article_id"] for row in db.rows("clean/list_articles_with_blocks", known=known)}
