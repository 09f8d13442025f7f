"""What the tasks of `backfill_archive` do: each is one call of a runner's job, or of the load that follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowSkipException
from newsfold_tasks import counts_of, form_of_run, request_of_run, runtime_of_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Source
    from pipeline.ports import Runtime
    from pipeline.settings import Settings

MAX_TASKS = 512
"""Mapped tasks in a run: Airflow makes no more than 1,024 unless it is told to, and one that finds its shard done costs a
third of a second."""

NAME = "{{ shards }}"
"""What the grid calls one mapped copy of the task: its shards, which `prepare_shards` leaves in the context."""

DEFAULT_FOLDER = "shards"


def plan_shards() -> list[list[str]]:
    """Write down which shards the sources of this run become, and return their names in groups."""
    import structlog

    from pipeline.shards.extra import need_parquet

    need_parquet()
    from pipeline.runners import job

    runtime, into = runtime_of_run(), _into(runtime_of_run().settings)
    sources = _sources(runtime)
    if not sources:
        raise AirflowSkipException(
            "no source of files is enabled: name one, or add it with `newsfold sources`"
        )
    if form_of_run()["dry_run"]:
        named = ", ".join(source.source_id for source in sources)
        raise AirflowSkipException(f"dry run: shards would be made of {named} in {into}")
    planned = job.plan(sources, request_of_run().window, into, runtime)
    names = [each.piece.shard for each in planned.jobs]
    structlog.get_logger("newsfold").info("plan", shards=len(names), done=len(planned.done), into=into)
    groups = min(len(names), MAX_TASKS)
    return [names[start::groups] for start in range(groups)]


def prepare_shards(names: Sequence[str]) -> dict[str, int]:
    """Make those of these shards that are not there; raise for what could not be made, after all others were."""
    import structlog

    from pipeline.errors import NewsfoldError, SourceError
    from pipeline.runners import job
    from pipeline.runtime import shards_at

    get_current_context()["shards"] = ", ".join(names)  # type: ignore[typeddict-unknown-key]
    runtime, into = runtime_of_run(), _into(runtime_of_run().settings)
    place = shards_at(into, runtime.settings)
    pieces, there = job.planned_pieces(place), place.names()
    sources = {source.source_id: source for source in _sources(runtime)}
    log, failed, counts = structlog.get_logger("newsfold"), list[NewsfoldError](), {"made": 0, "pages": 0}
    for name in names:
        if name in there:
            continue
        try:
            made = job.run(job.ShardJob(pieces[name].asked_as(sources), into, runtime.settings))
        except NewsfoldError as error:
            failed.append(error)
            log.error(str(error), shard=name)  # noqa: TRY400 - its message says all, and the last one is raised
            continue
        counts = {"made": counts["made"] + 1, "pages": counts["pages"] + made.pages}
        log.info("made", shard=name, pages=made.pages, rejections=made.rejections)
        for note in made.notes:
            log.warning(note, shard=name)
    if failed:
        kinds = {type(error) for error in failed}
        raise (SourceError if kinds == {SourceError} else NewsfoldError)("; ".join(map(str, failed)))
    return counts


def load_shards() -> dict[str, int]:
    """Load the shards of this run's plan; one that is missing, or was made by other rules, is named and nothing is loaded."""
    from pipeline.runtime import shards_at
    from pipeline.shards.load import find_shards, load

    groups: list[list[str]] = get_current_context()["ti"].xcom_pull(task_ids="plan")
    runtime = runtime_of_run()
    place = shards_at(_into(runtime.settings), runtime.settings)
    found = find_shards(place, [name for group in groups for name in group])
    counts: dict[str, int] = {}
    for report in load(found, request_of_run(), runtime):
        counts |= counts_of(report)
    return counts


def _sources(runtime: Runtime) -> list[Source]:
    """Return the sources of this run that hold files: those named, or all that are enabled."""
    from pipeline.shards.plan import HOLDING
    from pipeline.steps.discover.sources import chosen

    asked = [name for line in form_of_run()["sources"] or () if (name := line.strip())]
    with runtime.warehouse.read() as db:
        sources = chosen(db, request_of_run(asked))
    return [source for source in sources if asked or source.kind in HOLDING]


def _into(settings: Settings) -> str:
    """Return where the shards of this run lie: an address, or a folder that is below the home folder."""
    from pipeline.errors import SettingsError
    from pipeline.locations import has_scheme

    asked = (form_of_run()["into"] or "").strip() or DEFAULT_FOLDER
    if has_scheme(asked):
        return asked  # which is opened only where NEWSFOLD_STORES names it
    home = settings.home.resolve()
    folder = Path(home, asked).resolve()
    if folder == home or not folder.is_relative_to(home):
        raise SettingsError(f"{asked} is no folder below {home}")
    return str(folder)
