"""The runner for one machine: a process for each core, each with a parser of its own, beneath the fork server of pages.

A process that dies costs its shard alone: the shard is begun once more in a fresh process, and named as failed if that
dies, too. When the owner goes, by Ctrl-C or by a kill, all of them go with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from pipeline.adapters.bounded import BoundedParser
from pipeline.runtime import shards_at
from pipeline.shards.prepare import ShardReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Fetched
    from pipeline.runners.job import ShardJob

_RUN_JOB: Final = "pipeline.runners.job:run"

_JOB_SECONDS: Final = 24 * 3600.0
"""Four times what the largest WARC file that is downloaded (8 GB) takes; a job that hangs must end some time."""

_JOB_BYTES: Final = 1 << 40
"""Pages are bounded in the parser of each job; what gathers their rows holds no more than a batch of them."""


@dataclass(frozen=True, slots=True)
class FailedShard:
    """A shard that could not be made, and why."""

    shard: str
    why: str


def run_all(jobs: Sequence[ShardJob], workers: int | None = None) -> Iterator[ShardReport | FailedShard]:
    """Yield what became of each job, in their order; `workers` are as many as there are cores."""
    if not jobs:
        return
    settings = replace(jobs[0].settings, parse_timeout_seconds=_JOB_SECONDS, parse_memory_bytes=_JOB_BYTES)
    place, names = shards_at(jobs[0].into, settings), [job.piece.shard for job in jobs]
    place.sweep(names)
    processes = BoundedParser(settings, workers=workers, function=_RUN_JOB)
    # The pool hands out whatever it is given: here jobs in place of answers.
    tasks = cast("Iterator[tuple[str, Fetched]]", ((job.piece.shard, job) for job in jobs))
    try:
        for name, result in processes.parse_all(tasks):
            yield result if isinstance(result, ShardReport) else FailedShard(name, str(result))
    finally:
        processes.close()
        place.sweep(names)
