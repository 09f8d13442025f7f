"""An archive loaded by mapped tasks, whole and in one process: the rows are those of a night that is ingested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsroom import Press
from newsroom.write import write_warc
from pipeline.model import Request, Source, SourceKind
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from tests.dags.conftest import Nightly
from tests.dags.pages import ADDED, FAIR, FIRE
from tests.integration.decided_rows import decided_rows, differences

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an archive of three WARC files."""
    folder = tmp_path_factory.mktemp("archive")
    list(write_warc(Press(seed=9, nights=3, reports_per_night=2), folder))
    return folder


def holding(nightly: Nightly, archive: Path) -> None:
    """Register the archive, and a folder of pages."""
    with nightly.runtime.warehouse.write() as db:
        register(db, [Source("archive", SourceKind.WARC, str(archive))], nightly.runtime.clock())
    nightly.add_source("harbour", {"fire.html": ("Fire", FIRE), "fair.html": ("Fair", FAIR + ADDED)})


def shards_of(nightly: Nightly) -> dict[str, int]:
    """Return when each shard was made."""
    folder = nightly.runtime.settings.home / "shards"
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.shard.parquet")}


def test_an_archive_is_loaded_as_it_would_be_ingested(
    nightly: Nightly, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding(nightly, archive)
    run = nightly.run("backfill_archive")
    assert run.states() == {"success"}
    shards = shards_of(nightly)
    assert len(shards) == 4
    loaded = decided_rows(nightly.runtime.warehouse)

    plain = tmp_path / "plain"
    plain.mkdir()
    monkeypatch.setenv("NEWSFOLD_HOME", str(plain))
    other = Nightly(plain)
    with other.runtime.warehouse.write() as db:
        folder = str(tmp_path / "sources" / "harbour")
        sources = [
            Source("archive", SourceKind.WARC, str(archive)),
            Source("harbour", SourceKind.FOLDER, folder),
        ]
        register(db, sources, other.runtime.clock())
    for name in runner.ORDER:
        runner.run_step(name, Request("plain"), other.runtime)
    assert differences(loaded, decided_rows(other.runtime.warehouse)) == []
    assert len(loaded["captures"]) > 10

    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    assert nightly.run("backfill_archive").states() == {
        "success"
    }  # and again: nothing is made, nothing changes
    assert shards_of(nightly) == shards
    assert decided_rows(nightly.runtime.warehouse) == loaded


def test_a_file_that_cannot_be_read_costs_its_task_and_the_run_goes_on_once_it_is_mended(
    nightly: Nightly, archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for path in archive.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "night-2.warc.gz").write_bytes(b"no WARC at all")
    holding(nightly, folder)
    run = nightly.run("backfill_archive", sources=["archive"])
    (failed,) = run.failed()
    assert failed.startswith("prepare night-2.warc.gz")
    assert run.state_of("load") == "upstream_failed"
    assert nightly.counts()["captures"] == 0
    before = shards_of(nightly)
    assert len(before) == 2

    (folder / "night-2.warc.gz").write_bytes((archive / "night-2.warc.gz").read_bytes())
    assert nightly.run("backfill_archive", sources=["archive"]).states() == {"success"}
    after = shards_of(nightly)
    assert len(after) == 3
    assert before.items() <= after.items()


def test_a_dry_run_makes_no_shard(nightly: Nightly, archive: Path) -> None:
    holding(nightly, archive)
    run = nightly.run("backfill_archive", dry_run=True)
    assert run.states() == {"skipped"}
    assert shards_of(nightly) == {}


@pytest.mark.parametrize(
    "asked",
    [
        {"into": "../elsewhere"},
        {"into": "s3://unnamed/folder"},
        {"date_from": "2026-03-01"},
        {"drey_run": True},
    ],
    ids=lambda asked: next(iter(asked)) + ":" + str(next(iter(asked.values()))).replace("/", "_"),
)
def test_what_may_not_be_asked_is_refused_before_anything_is_read(
    nightly: Nightly, archive: Path, asked: dict[str, object]
) -> None:
    holding(nightly, archive)
    assert nightly.run("backfill_archive", **asked).failed() == {"plan"}
    assert shards_of(nightly) == {}
