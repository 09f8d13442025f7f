"""Shards made by Apache Spark are those that a pool makes. `make spark` installs PySpark beside the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from newsroom import Press
from newsroom.write import write_warc
from pipeline.errors import SettingsError
from pipeline.runners.spark import need_spark
from pipeline.shards.shard_file import open_shard
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SPARK = ROOT / ".venv" / "spark" / "bin" / "python"
PROGRAM = "from pipeline.cli import main; main()"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Give a folder of two WARC files, and one that is none."""
    folder = tmp_path_factory.mktemp("archive")
    list(write_warc(Press(seed=9, nights=2, reports_per_night=2), folder))
    (folder / "torn.warc.gz").write_bytes(b"no WARC at all")
    return folder


def newsfold(python: Path | str, home: Path, *words: object) -> subprocess.CompletedProcess:
    """Run a command in a home of its own."""
    environment = {**os.environ, "NEWSFOLD_HOME": str(home)}
    command = [str(python), "-c", PROGRAM, *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def rows_of(path: Path) -> list[str]:
    with open_shard(path, path.name) as shard:
        return [repr(each) for group in shard.groups for each in shard.prepared(group)]


@pytest.mark.slow
def test_spark_makes_the_shards_of_a_pool_and_names_the_file_that_is_none(archive, tmp_path):
    if not SPARK.exists() or not shutil.which("java"):
        pytest.skip("PySpark or Java is not installed: make spark")
    done = newsfold(
        SPARK, tmp_path / "a", "prepare", archive, "--into", tmp_path / "spark", "--spark", "local[2]"
    )
    pooled = newsfold(sys.executable, tmp_path / "b", "prepare", archive, "--into", tmp_path / "pool")
    for ended in (done, pooled):
        assert ended.returncode == 1
        assert "torn.warc.gz" in ended.stderr
        assert "was not made" in ended.stderr
    made = {path.name: rows_of(path) for path in (tmp_path / "spark").glob("*.parquet")}
    assert made == {path.name: rows_of(path) for path in (tmp_path / "pool").glob("*.parquet")}
    assert [bool(rows) for rows in made.values()] == [True, True]


def test_without_pyspark_the_command_says_what_to_install(archive, tmp_path):
    done = newsfold(
        sys.executable, tmp_path, "prepare", archive, "--into", tmp_path / "s", "--spark", "local[2]"
    )
    assert done.returncode == 2
    assert "install newsfold[spark] into an environment of its own" in done.stderr
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("said", "problem"), [(None, "there is no `java`"), ("11.0.2", "is 11"), ("1.8.0", "is 8")]
)
def test_a_java_that_is_missing_or_too_old_is_named(tmp_path, monkeypatch, said, problem):
    (tmp_path / "pyspark.py").write_text("__version__ = '4.3.0'")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if said:
        (tmp_path / "bin").mkdir()
        java = tmp_path / "bin" / "java"
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{said}\"' >&2\n")
        java.chmod(0o755)
    with pytest.raises(SettingsError, match=problem):
        need_spark()
    sys.modules.pop("pyspark", None)
