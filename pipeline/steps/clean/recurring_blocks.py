"""Recurring blocks in the warehouse: their votes counted, classified and stored, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.cleaning.blocks import says_words
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.classify import (
    ANY_HOST,
    KINDS_OF_OWN_BLOCKS,
    KINDS_WITHOUT_LABEL,
    BlockKey,
    RecurringKind,
    VoteCount,
    classify,
)
from pipeline.cleaning.recurring.figures import differ_in_figures
from pipeline.model import BoilerplateStatus
from pipeline.steps.clean.similar_lines import count_similar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection

MOST_PAGES = 500
"""Pages of a host, in the order of their ids, that are asked about a short line.

Five stories settle what such a line is (`EVERYWHERE_VOTES`), and the first so many pages are never fewer stories than
that, but for a host that shows one story hundreds of times. Long blocks are counted in full: their share of the
host's stories matters.
"""


class RecurringBlock(NamedTuple):
    """A row of `boilerplate_blocks`, without who decided it."""

    host: str
    fingerprint: int
    kind: str
    rule: str
    status: str
    story_votes: int
    inside_votes: int
    title_votes: int
    own_votes: int
    similar_votes: int
    similar_inside_votes: int
    host_votes: int
    cross_host: int
    sample: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None

    @classmethod
    def of(cls, votes: VoteCount, kind: RecurringKind, rule: str, status: str) -> RecurringBlock:
        """Return the row of a block with these votes."""
        return cls(
            host=votes.host,
            fingerprint=votes.fingerprint,
            kind=kind.value,
            rule=rule,
            status=status,
            story_votes=votes.story_votes,
            inside_votes=votes.inside_votes,
            title_votes=votes.title_votes,
            own_votes=votes.own_votes,
            similar_votes=votes.similar_votes,
            similar_inside_votes=votes.similar_inside_votes,
            host_votes=votes.host_votes,
            cross_host=votes.cross_host,
            sample=votes.sample,
            first_seen_at=votes.first_seen_at,
            last_seen_at=votes.last_seen_at,
        )

    @property
    def key(self) -> BlockKey:
        return BlockKey(self.host, self.fingerprint)

    @property
    def is_learned(self) -> bool:
        """Whether the votes alone decide it, and no person."""
        return self.status == BoilerplateStatus.LEARNED

    @property
    def effect(self) -> tuple[str, ...]:
        """What of it matters to the articles that carry it; nothing where it changes no label.

        That a long block recurs on its host at all gives the votes of all hosts their say on it (`relabel`).
        """
        if self.is_learned and self.kind in KINDS_WITHOUT_LABEL:
            return ("recurs",) if len(self.sample) >= LONG_CHARACTERS else ()
        return self.kind, self.rule, self.status

    @property
    def votes(self) -> VoteCount:
        """The votes it has. It recurs, so at least two clusters carry it as text or as headline."""
        return VoteCount(
            host=self.host,
            fingerprint=self.fingerprint,
            story_votes=self.story_votes,
            any_votes=max(self.story_votes, 2),
            host_votes=self.host_votes,
            characters=len(self.sample),
            sample=self.sample,
            first_seen_at=self.first_seen_at,
            last_seen_at=self.last_seen_at,
            is_prefix=self.kind == RecurringKind.PREFIX,
            inside_votes=self.inside_votes,
            title_votes=self.title_votes,
            own_votes=self.own_votes,
            similar_votes=self.similar_votes,
            similar_inside_votes=self.similar_inside_votes,
            cross_host=self.cross_host,
            is_sentence=ends_like_a_sentence(self.sample),
        )

    def without_votes(self) -> RecurringBlock:
        """Return it as it is kept when a person decided it and nobody carries it any more."""
        return self._replace(
            story_votes=0,
            inside_votes=0,
            title_votes=0,
            own_votes=0,
            similar_votes=0,
            similar_inside_votes=0,
            host_votes=0,
            cross_host=0,
        )


def is_shared(block: RecurringBlock | None) -> bool:
    """Whether a long block is not its article's own, so that it neither begins nor ends the body span."""
    return block is not None and block.kind not in KINDS_OF_OWN_BLOCKS


def effect_of(block: RecurringBlock | None) -> tuple[str, ...]:
    """Return what of a block matters to the articles that carry it; nothing where it is not known."""
    return () if block is None else block.effect


class RecurringBlocks:
    """What recurs on some hosts, counted in one transaction; the stories of a host are counted once."""

    def __init__(
        self, db: Connection, hosts: Collection[str], prefixes: Collection[int], kernel: Kernel
    ) -> None:
        self._db, self._hosts, self._prefixes, self._kernel = db, hosts, prefixes, kernel
        self._stories: dict[str, int] = {}

    def known(self, blocks: Collection[int]) -> dict[BlockKey, RecurringBlock]:
        """Return all that is known on these hosts, of these blocks and of the prefixes."""
        rows = self._db.rows(
            "clean/list_known_blocks", hosts=self._hosts, blocks=blocks, prefixes=self._prefixes
        )
        return {block.key: block for block in (RecurringBlock(**row) for row in rows)}

    def settle(
        self, known: Mapping[BlockKey, RecurringBlock], blocks: Collection[int]
    ) -> dict[BlockKey, RecurringBlock]:
        """Classify these blocks by votes counted anew and the other known ones by theirs; store and return what recurs.

        What a person decided is kept even where no votes are left.
        """
        unchanged = [each.votes for each in known.values() if each.fingerprint not in blocks]
        settled = self._classified([*self._counted(blocks), *unchanged], known)
        for key, block in known.items():
            if key not in settled and not block.is_learned:
                settled[key] = block.without_votes()
        changed = [block._asdict() for key, block in settled.items() if block != known.get(key)]
        self._db.upsert("boilerplate_blocks", changed)
        forgotten = known.keys() - settled.keys()
        self._db.run_many("clean/delete_learned_block", [key._asdict() for key in forgotten])
        return settled

    def _classified(
        self, counted: Sequence[VoteCount], known: Mapping[BlockKey, RecurringBlock]
    ) -> dict[BlockKey, RecurringBlock]:
        stories = self._stories_of({votes.host for votes in counted})
        settled = {}
        for votes in counted:
            kind, rule = classify(votes._replace(host_stories=stories[votes.host]))
            if kind is not None:
                status = known[votes.key].status if votes.key in known else BoilerplateStatus.LEARNED.value
                settled[votes.key] = RecurringBlock.of(votes, kind, rule, status)
        return settled

    def _stories_of(self, hosts: set[str]) -> Mapping[str, int]:
        """Return how many draft clusters each of these hosts has; none for the votes of all hosts."""
        counted = self._db.rows("clean/count_stories_of_hosts", hosts=hosts - self._stories.keys())
        self._stories = dict.fromkeys(hosts, 0) | self._stories
        self._stories |= {row["host"]: row["host_stories"] for row in counted}
        return self._stories

    def _counted(self, blocks: Collection[int]) -> Iterator[VoteCount]:
        """Yield the votes on these blocks and on the prefixes."""
        similar = count_similar(self._db, blocks, self._kernel)
        common = self._db.rows(
            "clean/list_common_lines", blocks=blocks, most=MOST_PAGES, shorter_than=LONG_CHARACTERS
        )
        for row in self._db.rows("clean/count_votes", blocks=blocks, common=common):
            votes = _votes(**row)
            if votes.host == ANY_HOST and not says_words(votes.sample):
                continue
            together = similar.pop(votes.key, votes)
            yield votes._replace(
                similar_votes=together.similar_votes, similar_inside_votes=together.similar_inside_votes
            )
        yield from similar.values()
        for row in self._db.rows("clean/count_prefix_votes", prefixes=self._prefixes):
            yield VoteCount(**row, any_votes=row["story_votes"], is_prefix=True)


def _votes(other_sample: str, **counted: Any) -> VoteCount:
    """Return the votes on a block; of its copies the first and the last, as text, show whether their figures differ."""
    sample = counted["sample"]
    return VoteCount(
        **counted,
        is_sentence=ends_like_a_sentence(sample),
        figures_differ=differ_in_figures(sample, other_sample),
    )
