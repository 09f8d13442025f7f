"""Preparing: one piece of a source becomes one shard, by the functions that `ingest` reads and labels pages with.

What is made here depends on one page alone, so pieces may be prepared anywhere, in any order and side by side. Pages are
read in a process of their own, which may be killed, as the extract step does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.crawling.headers import kept_headers
from pipeline.crawling.observations import earliest
from pipeline.errors import Rejected, SourceError
from pipeline.matching.signatures import sign_articles
from pipeline.shards.plan import told
from pipeline.shards.shard_file import About, ShardWriter
from pipeline.shards.table import PageSignature, Prepared, batch_of, waiting_capture
from pipeline.steps.extract.outcomes import Outcomes, ReadPage, broken, outcome_of
from pipeline.steps.extract.step import refuse_if_broken
from pipeline.steps.fetch.import_files import Intake
from pipeline.steps.fetch.store import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.crawling.observations import FetchObservation, Rank
    from pipeline.folding.kernel import Kernel
    from pipeline.model import Fetched, PackedRecord
    from pipeline.ports import Runtime, ShardPlace
    from pipeline.shards.plan import Piece
    from pipeline.steps.extract.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of the records of one piece, and what a person should read of it."""

    shard: str
    pages: int = 0
    rejections: int = 0
    retries: int = 0
    refused: int = 0
    notes: tuple[str, ...] = ()
    is_incomplete: bool = False


def make_shard(piece: Piece, place: ShardPlace, runtime: Runtime) -> ShardReport:
    """Make the shard of a piece, whole or not at all; raise SourceError where nothing of it could be read."""
    intake = Intake(piece.source, runtime)
    outcomes: Counter[str] = Counter()
    with place.writing(piece.shard) as path, runtime.progress.track(f"prepare {piece.shard}") as advance:
        shard = ShardWriter(path)
        firsts = _Firsts(intake.of_part(piece.part, advance))
        for batch in batches(firsts):
            prepared, rows = _writable(_prepared(batch, intake, runtime))
            outcomes.update(type(each.outcome).__name__ for each in prepared)
            shard.write(rows)
        if intake.damages and not intake.records:
            raise SourceError("; ".join(intake.damages))
        shard.end(_about(piece, intake, firsts.repeated))
    return ShardReport(
        piece.shard,
        pages=outcomes["ReadPage"],
        rejections=outcomes["Rejection"],
        retries=outcomes["Retry"],
        refused=intake.refusals.total(),
        notes=tuple(intake.notes()),
        is_incomplete=bool(intake.damages),
    )


class _Firsts:
    """The observations of a piece, without those of a capture that was observed earlier in it already."""

    def __init__(self, observations: Iterable[FetchObservation]) -> None:
        self._observations = observations
        self._seen: dict[str, Rank] = {}
        self.repeated = 0

    def __iter__(self) -> Iterator[FetchObservation]:
        for each in self._observations:
            known = self._seen.get(each.capture_id)
            if known is None or each.rank < known:
                self._seen[each.capture_id] = each.rank
                yield each
            else:
                self.repeated += 1


def _about(piece: Piece, intake: Intake, repeated: int) -> About:
    return About(
        told(piece.source),
        records=intake.records,
        repeated=repeated,
        refusals=dict(intake.refusals),
        examples=dict(intake.examples),
        damages=tuple(intake.damages),
    )


def _prepared(batch: Sequence[FetchObservation], intake: Intake, runtime: Runtime) -> list[Prepared]:
    """Return what is made of a batch of observations; a record that cannot be kept is refused, as it is on import."""
    packed: dict[str, tuple[FetchObservation, PackedRecord]] = {}
    for capture_id, observation in earliest(batch).items():
        try:
            packed[capture_id] = observation, runtime.archive.pack(observation.fetched)
        except Rejected as refused:
            intake.refuse(refused)
    captures = {key: observation.capture("", 0) for key, (observation, _) in packed.items()}
    read = runtime.parser.parse_all(
        (key, _kept(observation.fetched)) for key, (observation, _) in packed.items()
    )
    outcomes = {key: outcome_of(waiting_capture(captures[key]), result) for key, result in read}
    refuse_if_broken(Outcomes.of(outcomes.values()))
    signatures = _signatures(outcomes, runtime.kernel)
    return [
        Prepared(captures[key], packed[key][1].member, outcome, signatures.get(key))
        for key, outcome in outcomes.items()
    ]


def _kept(fetched: Fetched) -> Fetched:
    """Return the answer as the archive would give it back: pages are read from there."""
    return replace(fetched, headers=kept_headers(fetched.headers.items()), has_moved=False)


def _signatures(outcomes: dict[str, Outcome], kernel: Kernel) -> dict[str, PageSignature]:
    """Return the signatures of the drafts, by capture."""
    texts = [
        (key, each.capture.fetched_at, each.draft.text.text)
        for key, each in outcomes.items()
        if isinstance(each, ReadPage)
    ]
    signed = sign_articles(kernel, texts) if texts else {}
    return {
        key: PageSignature(each.shingle_count, each.text_of_day.content_key, each.signature, each.samples)
        for key, each in signed.items()
    }


def _writable(prepared: Sequence[Prepared]) -> tuple[Sequence[Prepared], pa.RecordBatch]:
    """Return them with their rows: a page that no column holds is to be read again, and costs no other."""
    try:
        return prepared, batch_of(prepared)
    except (ValueError, OverflowError, pa.ArrowException):
        alone = [_alone(each) for each in prepared]
        return alone, batch_of(alone)


def _alone(each: Prepared) -> Prepared:
    try:
        batch_of([each])
    except (ValueError, OverflowError, pa.ArrowException) as fault:
        return each._replace(outcome=broken(each.outcome.capture, fault), signature=None)
    return each
