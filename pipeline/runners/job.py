"""A job of a runner: one piece of a source, made to a shard in whatever process it lands in.

A job that is done already costs a look at the names of the place. So any runner may give the same jobs out again, after
a failure or a kill, and only what is missing is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.folding.kernel import warm_up as warm_up_kernel
from pipeline.runtime import kernel_named, shards_at, without_warehouse
from pipeline.shards.plan import PLAN_SUFFIX, pieces_of_plan, plan_source
from pipeline.shards.prepare import ShardReport, make_shard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Source, Window
    from pipeline.ports import Runtime, ShardPlace
    from pipeline.settings import Settings
    from pipeline.shards.plan import Piece


@dataclass(frozen=True, slots=True)
class ShardJob:
    """One piece to be prepared, the place its shard is for, and the settings to do it with."""

    piece: Piece
    into: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Planned:
    """The jobs of some sources, and which of their shards are there already."""

    jobs: tuple[ShardJob, ...]
    done: frozenset[str]

    @property
    def waiting(self) -> list[ShardJob]:
        """The jobs that are to be done."""
        return [job for job in self.jobs if job.piece.shard not in self.done]


def run(job: ShardJob) -> ShardReport:
    """Make the shard of this job; raise SourceError where its piece cannot be read."""
    return make_shard(job.piece, shards_at(job.into, job.settings), _runtime(job.settings))


def plan(sources: Sequence[Source], window: Window, into: str, runtime: Runtime) -> Planned:
    """Write down which shards these sources become, and return the jobs.

    Nothing is begun where one of the sources cannot be looked into: SourceError names it.
    """
    place = shards_at(into, runtime.settings)
    plans = [plan_source(source, window, runtime) for source in sources]
    for each in plans:
        with place.writing(each.name) as path:
            path.write_text(each.written(), encoding="utf-8")
    pieces = {piece.shard: piece for each in plans for piece in each.pieces}
    jobs = tuple(ShardJob(piece, into, runtime.settings) for piece in pieces.values())
    return Planned(jobs, frozenset(place.names() & pieces.keys()))


def planned_pieces(place: ShardPlace) -> dict[str, Piece]:
    """Return all pieces of the plans that lie at a place, by their shards: what another process has planned."""
    pieces: dict[str, Piece] = {}
    for name in sorted(name for name in place.names() if name.endswith(PLAN_SUFFIX)):
        with place.reading(name) as path:
            pieces |= pieces_of_plan(path.read_text(encoding="utf-8"), f"{place.address}/{name}")
    return pieces


def warm_up() -> None:
    """Load what every job needs, so that the processes forked from this one need not."""
    warm_up_kernel(kernel_named("numba"))


@cache
def _runtime(settings: Settings) -> Runtime:
    """Return the runtime of all jobs of a process: its parser is started once."""
    return without_warehouse(settings)
