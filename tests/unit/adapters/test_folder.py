from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.adapters import folder
from pipeline.adapters.folder import read_folder
from pipeline.adapters.reader import SourceReader
from pipeline.adapters.warc import WarcArchive, read_warc
from pipeline.errors import Rejected, SourceError
from pipeline.model import Fetched
from tests.conftest import ROOT


def test_pages_come_in_sorted_order_with_the_time_of_the_file(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/1.TXT", "a 2.html", "a 10.htm", "notes.md", "page.json"):
        (tmp_path / name).write_text(name)
    os.utime(tmp_path / "a 10.htm", (1_000_000_000.9, 1_000_000_000.9))
    pages = list(read_folder(tmp_path))
    assert [page.body.decode() for page in pages] == ["a 10.htm", "a 2.html", "b/1.TXT"]
    assert pages[0].url == (tmp_path.resolve() / "a 10.htm").as_uri()
    assert pages[0].fetched_at == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    assert [page.content_type for page in pages] == ["text/html", "text/html", "text/plain"]


def test_one_file_is_a_source_too(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("text")
    assert [page.body for page in read_folder(path)] == [b"text"]


def test_links_out_of_the_folder_are_refused_and_links_within_are_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_text("a")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "c.txt").symlink_to(secret)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "nowhere.txt").symlink_to(inside / "missing")
    found = [item.reason if isinstance(item, Rejected) else item.body for item in read_folder(inside)]
    assert found == [b"a", b"a", "link_out_of_folder", "unreadable_file"]


def test_pipes_and_huge_files_are_refused_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", 10)
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "b.html").write_text("more than ten bytes")
    assert [item.reason for item in read_folder(tmp_path)] == ["not_a_file", "file_too_large"]


@pytest.mark.parametrize("name", ["night.warc.gz", "night.warc", "page.html"])
def test_nobody_waits_for_a_pipe_wherever_it_stands(tmp_path, name):
    os.mkfifo(tmp_path / name)
    for location in (tmp_path, tmp_path / name):
        found = []
        try:
            found.extend(SourceReader().read(location))
        except SourceError as error:
            found.append(Rejected("not_a_file", str(error)))
        assert [item.reason for item in found] == ["not_a_file"]


def test_nothing_is_read_from_a_device(tmp_path):
    (tmp_path / "endless.html").symlink_to("/dev/zero")
    assert [item.reason for item in read_folder(tmp_path)] == ["link_out_of_folder"]
    assert [item.reason for item in read_folder(Path("/dev/zero"))] == ["not_a_file"]
    with pytest.raises(SourceError, match="no ordinary file"):
        list(read_warc(Path("/dev/zero")))


@pytest.mark.parametrize("name", ["night.warc.gz", "night.warc", "page.html"])
@pytest.mark.parametrize("beginning", [b"", b"\x1f\x8b\x08", b"WARC/1.0\r\n"])
def test_gigabytes_of_nothing_take_little_memory_and_time(tmp_path, name, beginning):
    """A sparse file takes no room on the disk and says that it is huge; only one that begins like gzip is searched."""
    path = tmp_path / name
    path.write_bytes(beginning)
    os.truncate(path, 1 << 29 if beginning.startswith(b"\x1f") else 5 << 30)
    program = (
        "import resource, sys; from pathlib import Path; from pipeline.adapters.reader import SourceReader;"
        "from pipeline.errors import SourceError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: print([item.reason for item in SourceReader().read(Path(sys.argv[1]))])\n"
        "except SourceError as error: print(error)\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "assert grown < 200_000, grown"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "file_too_large" in done.stdout or "incomplete" in done.stdout


@pytest.mark.parametrize("moment", [1 << 40, -(1 << 40)])
def test_a_file_of_an_impossible_time_is_refused_and_the_next_is_read(moment):
    """Most file systems keep no such times; those in memory do."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        for name in ("a.txt", "b.txt"):
            Path(made, name).write_text(name)
        os.utime(Path(made, "a.txt"), (moment, moment))
        if Path(made, "a.txt").stat().st_mtime != moment:
            pytest.skip("this file system keeps no such times")
        refused, read = read_folder(Path(made))
    assert (refused.reason, read.body) == ("no_capture_date", b"b.txt")


def test_names_of_any_bytes_become_addresses(tmp_path):
    for name in (b"a\nb.txt", b"\xff\xfe.txt", b"\x1b[31mred.txt", "é\u202e.txt".encode(), b"50%?#.txt"):
        (tmp_path / os.fsdecode(name)).write_text("text")
    pages = list(read_folder(tmp_path))
    assert len(pages) == 5
    assert all(page.url.isascii() and page.url.isprintable() and " " not in page.url for page in pages)


CLOSED_FOLDER = """
import os, sys
from pathlib import Path
from pipeline.adapters.reader import SourceReader
from pipeline.errors import SourceError
if os.getuid() == 0:
    os.setuid(65534)
try:
    for item in SourceReader().read(Path(sys.argv[1])):
        print(getattr(item, "reason", "read"))
except SourceError as error:
    print(error)
"""


def test_what_may_not_be_read_is_named_and_hides_nothing_else():
    with tempfile.TemporaryDirectory() as made:  # pytest's own folders are closed to others
        folder = Path(made)
        folder.chmod(0o755)
        for name in ("a.txt", "b.txt"):
            (folder / name).write_text("text")
            (folder / name).chmod(0o644)
        (folder / "a.txt").chmod(0)
        (folder / "closed").mkdir(mode=0)
        done = subprocess.run(
            [sys.executable, "-c", CLOSED_FOLDER, folder],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
    assert done.stdout.splitlines()[:2] == ["unreadable_file", "read"], done.stderr
    assert "closed: cannot be read" in done.stdout


def test_an_archive_outside_the_folder_is_refused(tmp_path):
    WarcArchive(tmp_path).append("outside.warc.gz", [capture(1)])
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "night.warc.gz").symlink_to(tmp_path / "outside.warc.gz")
    assert [item.reason for item in SourceReader().read(inside)] == ["link_out_of_folder"]


def test_a_missing_place_is_named(tmp_path):
    for read in (read_folder, SourceReader().read):
        with pytest.raises(SourceError, match="missing"):
            list(read(tmp_path / "missing"))


def capture(number: int) -> Fetched:
    return Fetched(f"https://desk.example/{number}", datetime(2026, 3, number, tzinfo=UTC), 200, {}, b"page")


def test_a_folder_of_archives_is_read_in_order_and_damage_is_told_at_the_end(tmp_path):
    archive = WarcArchive(tmp_path)
    for number in (2, 1, 3):
        archive.append(f"2026-03-0{number}.warc.gz", [capture(number)])
    os.truncate(tmp_path / "2026-03-02.warc.gz", 50)
    (tmp_path / "extra.txt").write_text("text")
    found = []
    with pytest.raises(SourceError, match=r"2026-03-02\.warc\.gz.*byte 0"):  # noqa: PT012 - what came first counts
        for record in SourceReader().read(tmp_path):
            found.append(record.url)  # noqa: PERF401 - a list display would keep nothing
    assert found == [
        "https://desk.example/1",
        "https://desk.example/3",
        (tmp_path / "extra.txt").resolve().as_uri(),
    ]
