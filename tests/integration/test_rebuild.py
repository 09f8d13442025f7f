"""A warehouse is made again from its captures: row for row, whatever became of the former one."""

from __future__ import annotations

import json
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pipeline.adapters.bounded import BoundedParser
from pipeline.adapters.object_archive import ObjectArchive
from pipeline.adapters.object_store import ObjectStore
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli, terminal
from pipeline.errors import NewsfoldError, WarehouseError
from pipeline.maintenance.kept import read_kept
from pipeline.maintenance.rebuild import rebuild
from pipeline.model import Request, Verdict
from pipeline.review.judge import judge
from pipeline.settings import Settings
from tests.integration.crashing import Worlds, contents
from tests.integration.crashing_nights import EVERY_ROW, SECOND_NIGHT, Nights, RememberingParser
from tests.integration.gathering import gathering
from tests.integration.test_prune import page

if TYPE_CHECKING:
    from tests.integration.crashing import World

AGAIN = Request("again")
TABLES = {
    name: columns
    for name, columns in EVERY_ROW.items()
    if name not in {"runs", "check_results", "pending_work"}
} | {
    "captures": "*",
    "sources": "*",
    "events": "*",
    "event_members": "*",
}


@pytest.fixture
def worlds(database_kind, request, tmp_path) -> Worlds:
    if database_kind == "sqlite":
        return Worlds(tmp_path, str(request.getfixturevalue("sqlite_template")))
    cluster = request.getfixturevalue("postgresql")
    return Worlds(tmp_path, request.getfixturevalue("postgresql_template"), cluster)


@pytest.fixture
def nights(tmp_path) -> Nights:
    return Nights(tmp_path, RememberingParser(BoundedParser(Settings(home=tmp_path, warehouse=""))))


def filled(nights: Nights, worlds: Worlds) -> World:
    """Return a world of three nights, in which people have judged."""
    world = worlds.new()
    nights.begin(world)
    nights.run(world, SECOND_NIGHT)
    runtime = nights.runtime(world)
    first, second, third = (
        row[0]
        for row in runtime.warehouse.ask(
            "SELECT canonical_article_id FROM stories WHERE article_count > 1 ORDER BY first_at, story_id LIMIT 3"
        )[1]
    )
    judge(runtime, (first, second), Verdict.SAME, by="anna")
    judge(runtime, (first, third), Verdict.DIFFERENT, by="anna")
    runtime.warehouse.close()
    return world


def emptied(world: World, worlds: Worlds) -> World:
    """Return a world with the archive of the other one and an empty warehouse."""
    new = worlds.new()
    shutil.copytree(world.home / "captures", new.home / "captures")
    return new


def rebuilt(nights: Nights, world: World, former: World | None = None) -> dict:
    """Rebuild the world, and return the counts of each part."""
    runtime = nights.runtime(world)
    kept = SqlWarehouse(former.url) if former else None
    try:
        return {report.step: report for report in rebuild(AGAIN, runtime, kept)}
    finally:
        runtime.warehouse.close()
        if kept:
            kept.close()


@pytest.mark.slow
def test_every_row_is_as_it_was(nights, worlds):
    """Judgements, ids of stories and what feeds announced come from the former warehouse, everything else from captures."""
    former = filled(nights, worlds)
    new = emptied(former, worlds)
    reports = rebuilt(nights, new, former)
    assert contents(new.url, TABLES) == contents(former.url, TABLES)
    counts = reports["captures"].counts
    assert counts["found"] == counts["known"] > 50
    assert (counts["without_row"], counts["lost"], reports["captures"].notes) == (0, 0, ())
    assert reports["kept"].counts["judgements"] == 2


@pytest.mark.slow
def test_without_a_former_warehouse_the_captures_say_all_but_what_people_and_feeds_said(nights, worlds):
    """Which articles are one story is the same where no word of a person joined or parted any."""
    former = worlds.new()
    nights.begin(former)
    nights.run(former, SECOND_NIGHT)
    new = emptied(former, worlds)
    counts = rebuilt(nights, new)["captures"].counts
    assert counts["found"] == counts["without_row"] > 50
    same = {
        name: TABLES[name] for name in ("captures", "article_blocks", "boilerplate_blocks", "draft_clusters")
    }
    assert contents(new.url, same) == contents(former.url, same)
    members = {"story_members": "article_id, relation, matched_article_id, jaccard"}
    assert contents(new.url, members) == contents(former.url, members)


def test_captures_that_lie_in_a_store_are_of_one_source_where_nothing_says_of_which(warehouse_url, tmp_path):
    """Each object was taken for a source of its own: a month of nights made thousands."""
    made = gathering(tmp_path, warehouse_url)
    archive = ObjectArchive(ObjectStore(f"memory://{secrets.token_hex(8)}"), tmp_path)
    for number in (1, 2):
        archive.append(archive.file_for("desk", date(2026, 3, number)), [page(number)])
    parts = rebuild(AGAIN, replace(made.runtime, archive=archive))
    assert [next(parts).step, next(parts).step] == ["kept", "captures"]
    assert made.ask("SELECT DISTINCT source_id FROM captures") == [("rebuilt",)]
    assert made.ask("SELECT source_id, enabled FROM sources") == [("rebuilt", 0)]
    made.warehouse.close()


@pytest.mark.slow
def test_what_cannot_be_read_is_named_and_the_rest_is_taken(nights, worlds):
    """One file of the archive is lost, and a byte of another is changed."""
    former = filled(nights, worlds)
    new = emptied(former, worlds)
    lost, damaged = sorted((new.home / "captures").rglob("*.warc.gz"))[:2]
    lost.unlink()
    content = bytearray(damaged.read_bytes())
    content[200] ^= 0xFF
    damaged.write_bytes(content)
    reports = rebuilt(nights, new, former)
    assert reports["captures"].counts["lost"] > 1
    assert [note for note in reports["captures"].notes if "record_damaged at byte 0" in note]
    assert reports["check"].counts["failed"] == 0


def test_a_table_that_cannot_be_read_is_named_and_the_others_are_taken(nights, worlds):
    """As on a damaged page of the file: the table is there, and asking for it fails."""
    former = filled(nights, worlds)
    opened = SqlWarehouse(former.url)
    with opened.read() as db:
        judgements = db.rows("maintenance/list_kept_judgements")
    kept = read_kept(Damaged(opened, "maintenance/list_kept_feed_entries"))
    opened.close()
    assert [note.partition(":")[0] for note in kept.unread] == ["feed_entries"]
    assert kept.rows["judgements"] == judgements
    assert "feed_entries" not in kept.rows


class Damaged:
    """The port `Warehouse`, of which one query meets a damaged page."""

    def __init__(self, inner, query: str) -> None:
        self.inner, self.query = inner, query

    @contextmanager
    def read(self):
        with self.inner.read() as db:
            yield self._Connection(db, self.query)

    class _Connection:
        def __init__(self, db, query: str) -> None:
            self.db, self.query = db, query

        def rows(self, query: str):
            if query == self.query:
                raise WarehouseError("database disk image is malformed")
            return self.db.rows(query)


def test_the_command_rebuilds_and_says_what_is_lost(nights, worlds, monkeypatch, tmp_path):
    former = filled(nights, worlds)
    new = emptied(former, worlds)
    monkeypatch.setenv("NEWSFOLD_HOME", str(new.home))
    monkeypatch.setenv("NEWSFOLD_WAREHOUSE", new.url)
    terminal.console.cache_clear()
    command = ["rebuild", "--from", "captures", "--kept", former.url, "--json"]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["captures"]["counts"]["lost"] == 0
    refused = CliRunner().invoke(cli, command)
    assert refused.exit_code != 0
    terminal.console.cache_clear()


def test_a_warehouse_that_holds_captures_is_left_alone(nights, worlds):
    world = filled(nights, worlds)
    before = contents(world.url, EVERY_ROW)
    with pytest.raises(NewsfoldError, match="holds captures already"):
        rebuilt(nights, world)
    assert contents(world.url, EVERY_ROW) == before
