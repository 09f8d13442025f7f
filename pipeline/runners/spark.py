"""The runner on Apache Spark: a partition a job, by `mapInArrow`, on whatever master there is.

PySpark belongs into an environment of its own, with newsfold beside it: it brings half a gigabyte, and Airflow's provider
for Spark another package of its name. Workers need the same newsfold, Java 17, and a place for shards that all of them see.

What goes to a worker is the piece and the settings without keys and passwords; what comes back is what became of it. A
worker that dies costs the task that it had, which Spark begins again as often as it is told to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import NewsfoldError, SettingsError
from pipeline.runners.job import ShardJob, run
from pipeline.runners.pool import FailedShard
from pipeline.shards.plan import Piece
from pipeline.shards.prepare import ShardReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from pipeline.settings import Settings

SUBMITTED: Final = "submitted"
"""In place of a master: the one that `spark-submit` was told."""

_LEAST_JAVA: Final = 17
_LEAST_SPARK: Final = 4
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def need_spark() -> None:
    """Raise SettingsError where PySpark or Java is missing or too old, before anything is begun."""
    try:
        import pyspark  # noqa: PLC0415 - an extra that few need
    except ImportError as error:
        raise SettingsError(
            "to run on Spark, install newsfold[spark] into an environment of its own and call newsfold from there"
        ) from error
    if int(pyspark.__version__.partition(".")[0]) < _LEAST_SPARK:
        raise SettingsError(
            f"PySpark {pyspark.__version__} is too old: newsfold needs {_LEAST_SPARK} or later"
        )
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    if java is None:
        where = f"below JAVA_HOME={home}" if home else "on the path"
        raise SettingsError(f"Spark needs Java {_LEAST_JAVA} or later, and there is no `java` {where}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 - found above
    found = _VERSION.search(said)
    if found and int(found[1]) < _LEAST_JAVA:
        raise SettingsError(f"Spark needs Java {_LEAST_JAVA} or later; {java} is {found[1]}")


def run_all(jobs: Sequence[ShardJob], master: str) -> Iterator[ShardReport | FailedShard]:
    """Yield what became of each job, in their order; raise NewsfoldError where Spark gives up."""
    if not jobs:
        return
    need_spark()
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    rows = [(number, json.dumps(job.piece.as_json())) for number, job in enumerate(jobs)]
    made = _maker(jobs[0].into, replace(jobs[0].settings, alarm_url=None))
    try:
        with _session(master) as spark:
            # By number and not by hash: two jobs in one partition would leave a core without work.
            placed = spark.sparkContext.parallelize(rows, len(rows)).toDF("number INT, piece STRING")
            for row in placed.mapInArrow(made, "report STRING").toLocalIterator(prefetchPartitions=True):
                yield _result(json.loads(row["report"]))
    except PySparkException as error:
        raise NewsfoldError(f"Spark gave up: {(str(error).splitlines() or [''])[0]}"[:500]) from error


@contextmanager
def _session(master: str) -> Iterator[Any]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    if master.startswith("local"):  # elsewhere PYSPARK_PYTHON says which Python has newsfold
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    named = SparkSession.builder.appName("newsfold prepare").config("spark.ui.showConsoleProgress", "false")
    spark = (named if master == SUBMITTED else named.master(master)).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _maker(into: str, settings: Settings) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what makes shards in a worker: batches of pieces in, batches of reports out."""

    def made(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415 - the worker's own

        for batch in batches:
            for said in batch.column("piece").to_pylist():
                piece = Piece.of_json(json.loads(said))
                yield pa.RecordBatch.from_pydict(
                    {"report": [json.dumps(_reported(ShardJob(piece, into, settings)))]}
                )

    return made


def _reported(job: ShardJob) -> dict[str, Any]:
    """Make a shard; what cannot be read is told, and is no failure of Spark's."""
    try:
        return asdict(run(job))
    except NewsfoldError as error:
        return asdict(FailedShard(job.piece.shard, str(error)))


def _result(said: dict[str, Any]) -> ShardReport | FailedShard:
    return FailedShard(**said) if "why" in said else ShardReport(**{**said, "notes": tuple(said["notes"])})
