"""What is made once for an installation is kept whole, and made again where what is kept is not whole."""

from __future__ import annotations

import pytest

from pipeline import kept_files

CONTENT = bytes(range(250))


def test_what_is_kept_is_what_was_made(tmp_path):
    kept_files.keep(tmp_path / "folder" / "a.kept", CONTENT)
    assert kept_files.read_kept(tmp_path / "folder" / "a.kept") == CONTENT
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a.kept"]


@pytest.mark.parametrize(
    "damage", [lambda stored: b"", lambda stored: stored[:-9], lambda stored: b"\x07" + stored[1:]]
)
def test_a_damaged_file_is_made_again(tmp_path, damage):
    path = tmp_path / "a.kept"
    kept_files.keep(path, CONTENT)
    path.write_bytes(damage(path.read_bytes()))
    assert kept_files.read_kept(path) is None


def test_where_nothing_may_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("no folder")
    kept_files.keep(tmp_path / "file" / "a.kept", CONTENT)
    assert kept_files.read_kept(tmp_path / "file" / "a.kept") is None


def test_it_is_made_once_and_where_nothing_can_be_kept_each_time(tmp_path):
    made = []
    for path in (tmp_path / "a.kept", tmp_path / "a.kept", None, None):
        assert kept_files.kept_or_made(path, lambda: made.append(1) or CONTENT) == CONTENT
    assert len(made) == 3


def test_whoever_runs_may_read_what_whoever_installs_has_kept(tmp_path):
    kept_files.keep(tmp_path / "a.kept", CONTENT)
    assert (tmp_path / "a.kept").stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "a.kept").mkdir()
    kept_files.keep(tmp_path / "a.kept", CONTENT)
    assert [path.name for path in tmp_path.iterdir()] == ["a.kept"]
