"""A backup is the warehouse at one moment, whoever writes meanwhile; it is put back where nothing stands."""

from __future__ import annotations

import threading

import pytest
from click.testing import CliRunner

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli, terminal
from pipeline.errors import NewsfoldError, SettingsError, SourceError
from tests.made_rows import NOON, source


@pytest.fixture
def held(tmp_path):
    """Give an embedded warehouse."""
    opened = SqlWarehouse(f"sqlite:///{tmp_path / 'home' / 'warehouse.db'}")
    opened.migrate()
    yield opened
    opened.close()


def opened_at(path):
    return SqlWarehouse(f"sqlite:///{path}")


def write_pair(warehouse, number):
    """Write a row into each of two tables in one transaction."""
    with warehouse.write() as db:
        for table, kind in (("story_redirects", "story"), ("event_redirects", "event")):
            ids = {f"{kind}_id": f"{kind}{number:06}", f"into_{kind}_id": f"{kind}1"}
            db.upsert(table, [ids | {"redirected_at": NOON}])


def pairs(warehouse):
    """Return the numbers of the rows in each table."""
    asked = "SELECT SUBSTR({0}_id, 6) FROM {0}_redirects ORDER BY 1"
    return [[row[0] for row in warehouse.ask(asked.format(kind))[1]] for kind in ("story", "event")]


def test_a_backup_is_one_moment_of_a_warehouse_that_is_written_to(held, tmp_path):
    written, done = threading.Event(), threading.Event()
    numbers = []

    def write():
        while not done.is_set():
            numbers.append(len(numbers))
            write_pair(held, len(numbers))
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            written.clear()
            assert written.wait(60)
            held.back_up(tmp_path / f"{number}.db")
    finally:
        done.set()
        writer.join(60)
    sizes = []
    for number in range(5):
        copy = opened_at(tmp_path / f"{number}.db")
        stories, events = pairs(copy)
        assert stories == events == [f"{n:06}" for n in range(1, len(stories) + 1)]
        sizes.append(len(stories))
        copy.close()
    assert sizes == sorted(set(sizes))
    assert sizes[0] > 0
    assert sizes[-1] <= len(numbers) == len(pairs(held)[0])


def test_a_backup_waits_for_no_writer_and_holds_nothing_that_is_not_committed(held, tmp_path):
    write_pair(held, 1)
    with held.write() as db:
        db.upsert("sources", [source("open")])
        held.back_up(tmp_path / "during.db")
    copy = opened_at(tmp_path / "during.db")
    assert copy.ask("SELECT COUNT(*) FROM sources")[1] == [(0,)]
    assert pairs(copy) == [["000001"], ["000001"]]
    copy.close()
    assert held.ask("SELECT source_id FROM sources")[1] == [("open",)]


def test_a_backup_is_put_back_and_is_the_warehouse_again(held, tmp_path):
    write_pair(held, 7)
    held.back_up(tmp_path / "kept.db")
    home = tmp_path / "elsewhere" / "new"
    again = opened_at(home / "warehouse.db")
    again.restore(tmp_path / "kept.db")
    assert again.migrate() == []
    assert pairs(again) == [["000007"], ["000007"]]
    write_pair(again, 8)
    again.close()
    assert {path.name for path in tmp_path.iterdir()} == {"home", "elsewhere", "kept.db"}


def test_nothing_is_overwritten(held, tmp_path):
    write_pair(held, 1)
    held.back_up(tmp_path / "kept.db")
    with pytest.raises(NewsfoldError, match=r"kept\.db is there already"):
        held.back_up(tmp_path / "kept.db")
    with pytest.raises(NewsfoldError, match=r"warehouse\.db is there, and nothing is restored over it"):
        held.restore(tmp_path / "kept.db")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "warehouse.db-wal").write_bytes(b"of another")
    with pytest.raises(NewsfoldError, match=r"db-wal is there"):
        opened_at(tmp_path / "bare" / "warehouse.db").restore(tmp_path / "kept.db")
    assert pairs(held) == [["000001"], ["000001"]]


def test_what_is_no_whole_backup_is_not_restored(held, tmp_path):
    for number in range(200):
        write_pair(held, number)
    held.back_up(tmp_path / "kept.db")
    whole = (tmp_path / "kept.db").read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "page.db").write_text("<html>")
    again = opened_at(tmp_path / "new" / "warehouse.db")
    for name, said in (("cut.db", "cut.db"), ("page.db", "no backup"), ("none.db", "there is no backup")):
        with pytest.raises(SourceError, match=said):
            again.restore(tmp_path / name)
    assert not (tmp_path / "new" / "warehouse.db").exists()
    assert not list(tmp_path.rglob("*.part*"))


def test_a_server_s_warehouse_is_backed_up_by_its_own_tool(tmp_path):
    server = SqlWarehouse("postgresql+psycopg://user:secret@localhost/news")
    with pytest.raises(SettingsError, match=r"pg_dump") as refused:
        server.back_up(tmp_path / "a.db")
    assert "secret" not in str(refused.value)
    with pytest.raises(SettingsError, match=r"pg_restore"):
        server.restore(tmp_path / "a.db")


def test_the_commands_say_what_they_hold_and_how_captures_are_kept(held, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path / "home"))
    terminal.console.cache_clear()
    write_pair(held, 1)
    with held.write() as db:
        db.upsert("sources", [source("one")])
    kept = tmp_path / "kept.db"
    done = CliRunner().invoke(cli, ["backup", str(kept)])
    assert done.exit_code == 0, done.output
    assert f"rsync -a {tmp_path / 'home' / 'captures'}/ ELSEWHERE/" in done.output
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path / "other"))
    done = CliRunner().invoke(cli, ["restore", str(kept)])
    assert done.exit_code == 0, done.output
    assert "captures --verify" in done.output
    assert pairs(opened_at(tmp_path / "other" / "warehouse.db"))[0] == ["000001"]
    terminal.console.cache_clear()
