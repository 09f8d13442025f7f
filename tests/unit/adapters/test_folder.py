from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from pipeline.adapters import folder
from pipeline.adapters.folder import read_folder
from pipeline.adapters.reader import SourceReader
from pipeline.adapters.warc import WarcArchive
from pipeline.errors import Rejected, SourceError
from pipeline.model import Fetched


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
