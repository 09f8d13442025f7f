"""`newsfold prepare` and `newsfold load`: sources become shards on as many cores as there are, and shards become stories."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import day_of
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.ingest import new_run_id, print_report
from pipeline.cli.terminal import TerminalProgress, console, open_runtime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Window
    from pipeline.reports import Report
    from pipeline.runners.pool import FailedShard
    from pipeline.settings import Settings
    from pipeline.shards.load import LoadedShard
    from pipeline.shards.prepare import ShardReport


@click.command()
@click.argument("places", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--into", required=True, metavar="PLACE", help="A folder, or an address in a store of NEWSFOLD_STORES."
)
@click.option("--from", "first", metavar="DAY", help="Only files of this day (UTC) and later ones.")
@click.option("--to", "last", metavar="DAY", help="Only files until this day, which is included.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes. Default: one for each core.")
@click.option(
    "--spark",
    "master",
    metavar="MASTER",
    help="Run on Apache Spark: local[4], spark://HOST:7077, or `submitted`.",
)
@as_json
def prepare(
    *,
    places: tuple[str, ...],
    into: str,
    first: str | None,
    last: str | None,
    workers: int | None,
    master: str | None,
    wants_json: bool,
) -> None:
    """Read pages into shards: everything that depends on one page alone, on all cores, without a warehouse.

    A SOURCE is a WARC file or a folder of them, a folder of pages, or a file of extracted articles, here, in a store or on
    the web. Each file becomes a shard, and so do each thousand pages of a folder. A shard is there whole or not at all, and
    one that is done is not made again: run the same command to go on. `newsfold load` makes stories of them.
    """
    from pipeline.shards.extra import need_parquet

    need_parquet()
    from pipeline.runners import job, pool, spark
    from pipeline.runtime import without_warehouse
    from pipeline.settings import Settings
    from pipeline.shards.prepare import ShardReport
    from pipeline.steps.discover.infer import infer_sources

    if master:
        spark.need_spark()
    runtime = without_warehouse(Settings.from_environment(os.environ), progress=TerminalProgress())
    sources = [source for place in places for source in infer_sources(place)]
    planned = job.plan(sources, _window(first, last), into, runtime)
    jobs, done_before = planned.waiting, len(planned.done)
    made: list[ShardReport] = []
    failed: list[FailedShard] = []
    with runtime.progress.track("prepare", len(jobs)) as advance:
        for result in spark.run_all(jobs, master) if master else pool.run_all(jobs, workers):
            if isinstance(result, ShardReport):
                made.append(result)
            else:
                failed.append(result)
            advance()
    if wants_json:
        print_json(
            {
                "done_before": done_before,
                "shards": [asdict(each) for each in made],
                "failed": [asdict(each) for each in failed],
            }
        )
    else:
        _print(made, done_before, into)
    for each in failed:
        click.echo(f"newsfold: {each.shard} was not made: {each.why}", err=True)
    incomplete = sum(each.is_incomplete for each in made)
    if incomplete:
        click.echo(f"newsfold: shards of damaged files: {incomplete}; what is whole is in them", err=True)
    if failed or incomplete:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("places", metavar="SHARDS...", nargs=-1, required=True)
@as_json
def load(places: tuple[str, ...], *, wants_json: bool) -> None:
    """Load shards into the warehouse, in any order, and fold what came: the rows are those of `ingest`.

    SHARDS is the folder or address that `newsfold prepare` filled, or one shard in it. What is loaded already is passed
    over, so a run that was stopped is simply run again. Nothing is loaded where a shard is missing, cut, or made by other
    rules than those of this installation.
    """
    from pipeline.shards.extra import need_parquet

    need_parquet()
    from pipeline.model import Request
    from pipeline.shards.load import load_and_fold

    runtime = open_runtime(create=True)
    shards = [each for place in places for each in _shards_of(place, runtime.settings)]
    request = Request(run_id=new_run_id())
    reports: list[Report] = []
    for report in load_and_fold(shards, request, runtime):
        reports.append(report)
        if not wants_json:
            print_report(report)
    if wants_json:
        steps = {
            each.step: {"counts": dict(each.counts), "notes": each.notes, "seconds": each.seconds}
            for each in reports
        }
        print_json({"run_id": request.run_id, "shards": len(shards), "steps": steps})


def _shards_of(place: str, settings: Settings) -> list[LoadedShard]:
    from pipeline.runtime import shards_at
    from pipeline.shards.load import find_shards
    from pipeline.shards.plan import SHARD_SUFFIX

    if place.endswith(SHARD_SUFFIX):
        folder, _, name = place.rpartition("/")
        return find_shards(shards_at(folder or str(Path()), settings), [name])
    return find_shards(shards_at(place, settings))


def _window(first: str | None, last: str | None) -> Window:
    from pipeline.model import Window

    start = day_of(first, "--from") if first else None
    end = day_of(last, "--to") + timedelta(days=1) if last else None
    if start and end and start >= end:
        raise click.BadParameter(f"{first} is after {last}", param_hint="--from")
    return Window(start, end)


def _print(made: Sequence[ShardReport], done_before: int, into: str) -> None:
    for each in made:
        for note in each.notes:
            console().print(f"{each.shard}: {note}", style="yellow", markup=False)
    pages, rejections = sum(each.pages for each in made), sum(each.rejections for each in made)
    before = f", {done_before:,} were there already" if done_before else ""
    console().print(
        f"{len(made):,} shards made{before}: {pages:,} pages, {rejections:,} rejections, "
        f"{sum(each.retries for each in made):,} to be read again, {sum(each.refused for each in made):,} refused",
        markup=False,
    )
    console().print(f"\nNext:  newsfold load {into}", markup=False)
