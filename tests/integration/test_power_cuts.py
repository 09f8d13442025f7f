"""Were the power cut at any moment of fetching, pruning or compacting, every row would find its bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.adapters import warc
from pipeline.adapters.warc import WarcArchive
from pipeline.adapters.whole_file import whole_file
from pipeline.maintenance import prune as pruning
from pipeline.maintenance.prune import prune
from pipeline.maintenance.verify import captures_without_bytes
from pipeline.model import Source, SourceKind
from pipeline.steps.fetch import step as fetch
from pipeline.steps.fetch import store
from tests.integration.gathering import request
from tests.integration.power_cuts import CutWarehouse, Disk, watch
from tests.integration.test_prune import PAGES, kept, page  # noqa: F401 - a fixture


def disk_of(made, monkeypatch) -> Disk:
    """Watch the home of this world from now on."""
    disk = Disk(made.runtime.settings.home)
    disk.settle()
    with CutWarehouse(made.warehouse, disk).write():  # reads what is durable
        pass
    watch(disk, monkeypatch)
    return disk


def runtime_on(disk: Disk, made):
    return replace(
        made.runtime,
        warehouse=CutWarehouse(made.warehouse, disk),
        archive=WarcArchive(made.runtime.settings.home),
    )


def fetch_more(made, tmp_path, runtime) -> None:
    """Read a WARC of another day, in several batches."""
    more = [replace(page(number), url=f"https://desk.example/more/{number}") for number in range(9)]
    WarcArchive(tmp_path / "elsewhere").append("more.warc.gz", more)
    made.register(Source("more", SourceKind.WARC, str(tmp_path / "elsewhere" / "more.warc.gz")))
    fetch.run(request("more"), runtime)


def test_a_backup_that_is_done_is_on_the_disk_with_its_name(tmp_path, monkeypatch):
    """Its bytes were synced and its name was not: after a power cut there was no backup."""
    disk = Disk(tmp_path)
    watch(disk, monkeypatch)
    with whole_file(tmp_path / "backup.db") as part:
        part.write_bytes(b"all of it")
    assert disk.contents[disk.names[str(tmp_path / "backup.db")]] == b"all of it"


@pytest.mark.parametrize("what", ["fetch", "prune rejected", "prune all", "compact"])
def test_at_no_moment_does_a_durable_row_lack_its_bytes(kept, tmp_path, monkeypatch, what):  # noqa: F811
    monkeypatch.setattr(store, "BATCH_RECORDS", 3)
    disk = disk_of(kept, monkeypatch)
    runtime = runtime_on(disk, kept)
    if what == "fetch":
        fetch_more(kept, tmp_path, runtime)
    elif what == "compact":
        prune(runtime, keep_rejected_days=30)
        kept.warehouse.compact(shrink=True)
    else:
        prune(runtime, keep_rejected_days=30, keep_read_days=30 if what == "prune all" else None)
    assert disk.lost == []
    assert disk.moments >= 6
    assert captures_without_bytes(kept.runtime)[1] == []


def test_a_transaction_that_is_not_durable_before_files_go_is_caught(kept, monkeypatch):  # noqa: F811
    """As it was once: SQLite's `synchronous=NORMAL` may lose the last transaction, and pruning had removed the file."""
    monkeypatch.setattr(CutWarehouse, "_is_durable", staticmethod(lambda _db: False))
    disk = disk_of(kept, monkeypatch)
    monkeypatch.setattr(
        disk, "rows", kept.ask("SELECT capture_id, archive, archive_offset, body_bytes FROM captures")
    )
    prune(runtime_on(disk, kept), keep_rejected_days=30)
    assert any("was removed, hasty disk" in each for each in disk.lost)


def test_a_file_removed_before_its_rows_are_committed_is_caught(kept, monkeypatch):  # noqa: F811
    def move_and_remove(staying, archive, runtime, db):
        move(staying, archive, runtime, db)
        runtime.archive.remove(archive)

    move = pruning._move
    monkeypatch.setattr(pruning, "_move", move_and_remove)
    disk = disk_of(kept, monkeypatch)
    prune(runtime_on(disk, kept), keep_rejected_days=30)
    assert disk.lost


@pytest.mark.parametrize("forgotten", ["file", "folder"])
def test_an_archive_that_forgets_to_sync_is_caught(kept, tmp_path, monkeypatch, forgotten):  # noqa: F811
    disk = disk_of(kept, monkeypatch)
    if forgotten == "folder":
        monkeypatch.setattr(warc, "sync_folder", lambda _folder: None)
    else:
        monkeypatch.setattr(disk, "sync", lambda _descriptor: None)
    fetch_more(kept, tmp_path, runtime_on(disk, kept))
    assert disk.lost


def test_a_copy_that_fails_leaves_the_file_of_that_name_as_it_was(kept, tmp_path):  # noqa: F811
    """After a power cut rows may name a file that is gone, while the only copy stands under the new name."""
    prune(kept.runtime, keep_rejected_days=30)
    (path,) = (tmp_path / "home" / "captures").rglob("night~1.warc.gz")
    before = path.read_bytes()
    name = str(path.relative_to(tmp_path / "home"))
    with pytest.raises(Exception, match="cannot be copied"):
        kept.runtime.archive.copy(name.replace("~1", ""), [0], name)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["night~1.warc.gz"]


def test_damage_amid_a_file_costs_no_record_behind_it_when_more_is_appended(tmp_path):
    archive = WarcArchive(tmp_path)
    locations = archive.append("x.warc.gz", [page(number) for number in range(5)])
    file = tmp_path / "x.warc.gz"
    hurt = bytearray(file.read_bytes())
    hurt[locations[1].offset + 40] ^= 0xFF
    file.write_bytes(hurt)
    (more,) = WarcArchive(tmp_path).append("x.warc.gz", [page(7)])
    for location, number in zip([*locations[2:], more], (2, 3, 4, 7), strict=True):
        assert archive.read(*location).url == page(number).url
    assert archive.lacks("x.warc.gz", [each.offset for each in locations]) == [locations[1].offset]


def test_verifying_names_what_is_lost(kept, tmp_path):  # noqa: F811
    assert captures_without_bytes(kept.runtime) == (PAGES, [])
    (path,) = (tmp_path / "home" / "captures").rglob("night.warc.gz")
    path.unlink()
    total, lacking = captures_without_bytes(kept.runtime)
    assert (total, len(lacking)) == (PAGES, PAGES)


def test_both_databases_keep_a_transaction_before_it_is_said_to_be_done(warehouse):
    with warehouse.write() as db:
        assert CutWarehouse._is_durable(db)
