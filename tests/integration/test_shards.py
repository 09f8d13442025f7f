"""Shards: what `ingest` makes of some sources is what `prepare` and `load` make of them, whatever happens on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyarrow import parquet

from newsroom import Press
from newsroom.write import write_folder, write_warc
from pipeline.adapters.bounded import BoundedParser
from pipeline.adapters.object_store import ObjectStore
from pipeline.adapters.shard_files import FolderShards, StoreShards
from pipeline.errors import SourceError, TransientError
from pipeline.model import Source, SourceKind, Window
from pipeline.runners import job, pool
from pipeline.settings import Settings
from pipeline.shards import load as loading
from pipeline.shards import plan as planning
from pipeline.shards.plan import Piece
from pipeline.shards.prepare import make_shard
from pipeline.shards.shard_file import open_shard
from pipeline.shards.table import batch_of, prepared_in
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from pipeline.steps.fetch import store
from tests.integration.crashing_nights import RememberingParser
from tests.integration.decided_rows import decided_rows, differences
from tests.integration.gathering import gathering, request
from tests.integration.object_server import object_server
from tests.integration.test_imports import night, page

TEXT = (
    "The council of Brenn voted on Monday to keep the old bridge open to carts until the new one is built. "
    * 4
)
PAGES = 10


@pytest.fixture(scope="module")
def parser(tmp_path_factory):
    inner = BoundedParser(Settings(home=tmp_path_factory.mktemp("parser"), warehouse=""), workers=1)
    yield RememberingParser(inner)
    inner.close()


@pytest.fixture(scope="module", autouse=True)
def small_parts():
    """Let a folder have several shards, and a shard several groups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "PAGES_OF_FOLDER", PAGES)
        patch.setattr(store, "BATCH_RECORDS", 14)
        yield


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """Give two nights of WARC files and one of pages in a folder, which repeat some of it."""
    folder = tmp_path_factory.mktemp("press")
    press = Press(seed=5, nights=2, reports_per_night=5)
    warcs = list(write_warc(press, folder / "warcs"))
    pages = list(write_folder(press, folder / "pages"))
    for each in pages[0].rglob("*.html"):  # which is when they were captured
        os.utime(each, (1_772_500_000, 1_772_500_000))
    return [
        Source("warcs", SourceKind.WARC, str(warcs[0].parent)),
        Source("pages", SourceKind.FOLDER, str(pages[0])),
    ]


@pytest.fixture(scope="module")
def shards(sources, parser, tmp_path_factory):
    """Make their shards; give the folder."""
    made, folder = (
        runtime_at(tmp_path_factory.mktemp("preparing"), "", parser),
        tmp_path_factory.mktemp("shards"),
    )
    prepare(made, sources, folder)
    return folder


@pytest.fixture
def warehouses(warehouse_url, tmp_path, parser, request):
    """Give a function that opens the runtime of a fresh warehouse of the kind in turn."""
    opened = []

    def fresh(name):
        if warehouse_url.startswith("sqlite"):
            url = warehouse_url if not opened else f"sqlite:///{tmp_path / name}.db"
        else:
            cluster = request.getfixturevalue("postgresql")
            url = cluster.url(cluster.create(request.getfixturevalue("postgresql_template")))
        made = runtime_at(tmp_path / name, url, parser)
        made.warehouse.migrate()
        opened.append(made)
        return made

    yield fresh
    for made in opened:
        made.warehouse.close()


def runtime_at(home, url, parser):
    home.mkdir(exist_ok=True)
    made = gathering(home, url or f"sqlite:///{home / 'none.db'}").runtime
    made.clock.now = datetime(2026, 3, 9, tzinfo=UTC)  # after all that was captured
    return replace(made, parser=parser)


def prepare(made, sources, folder) -> list[str]:
    """Make the shards of these sources in this process; return their names."""
    names = []
    for source in sources:
        plan = planning.plan_source(source, Window(), made)
        (folder / plan.name).write_text(plan.written())
        for piece in plan.pieces:
            make_shard(piece, FolderShards(folder), made)
            names.append(piece.shard)
    return names


def ingest(made, sources):
    with made.warehouse.write() as db:
        register(db, sources, made.clock())
    for name in runner.ORDER:
        runner.run_step(name, request(*(source.source_id for source in sources)), made)


def load(made, shards):
    return list(loading.load_and_fold(shards, request(), made))


def test_shards_in_any_order_cut_off_and_loaded_twice_are_what_ingest_makes(
    warehouses, sources, shards, monkeypatch
):
    plain, loaded = warehouses("plain"), warehouses("loaded")
    ingest(plain, sources)

    found = loading.find_shards(FolderShards(shards))
    assert len(found) >= 5
    random.Random(3).shuffle(found)
    first = found[: len(found) // 2]
    load(loaded, first)
    with monkeypatch.context() as patch:  # the power goes in the middle of a shard
        patch.setattr(loading, "store_outcomes", cut_off_after(1, loading.store_outcomes))
        with pytest.raises(PowerCutError):
            load(loaded, found)
    reports = {report.step: report.counts for report in load(loaded, found)}
    assert differences(decided_rows(plain.warehouse), decided_rows(loaded.warehouse)) == []
    assert reports["fetch"]["records"] == sum(
        reports["fetch"][end] for end in ("captured", "held", "refused")
    )
    assert reports["check"]

    before = decided_rows(loaded.warehouse)
    again = {report.step: report.counts for report in load(loaded, found)}
    assert (again["fetch"]["captured"], again["extract"]["captures"]) == (0, 0)
    assert decided_rows(loaded.warehouse) == before


class PowerCutError(Exception):
    """What ends a run in a test."""


def cut_off_after(calls, inner):
    left = [calls]

    def cut(*arguments):
        left[0] -= 1
        if left[0] < 0:
            raise PowerCutError
        return inner(*arguments)

    return cut


def test_one_shard_alone_is_loaded_whatever_else_is_missing(warehouses, shards):
    made = warehouses("one")
    name = next(each.name for each in shards.iterdir() if each.name.startswith("night-1"))
    load(made, loading.find_shards(FolderShards(shards), [name]))
    assert made.warehouse.ask("SELECT enabled, poll_outcome FROM sources WHERE source_id = 'warcs'")[1] == [
        (0, "ok")
    ]


@pytest.mark.parametrize("order", ["early first", "late first"])
def test_bytes_that_were_seen_earlier_elsewhere_are_read_as_they_were_then(warehouses, tmp_path, order):
    """The page says no date of its own, so it goes by when it was seen."""
    body = f"<html><title>The bridge of Brenn</title><body><article><p>{TEXT}</p></article></body></html>"
    early = night(tmp_path, "early", page("https://desk.example/a", 1, body))
    late = night(tmp_path, "late", page("http://www.desk.example/a?utm_source=x", 4, body))
    plain, loaded = warehouses("plain"), warehouses("loaded")
    ingest(plain, [early, late])
    names = prepare(loaded, [early, late], tmp_path)
    for name in names if order == "early first" else names[::-1]:
        load(loaded, loading.find_shards(FolderShards(tmp_path), [name]))
    assert len(plain.warehouse.ask("SELECT capture_id FROM captures")[1]) == 1
    assert differences(decided_rows(plain.warehouse), decided_rows(loaded.warehouse)) == []


def test_a_page_that_a_feed_announced_is_read_with_what_the_feed_said(warehouses, tmp_path):
    body = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    source = night(tmp_path, "warc", page("https://desk.example/a", 1, body))
    plain, loaded = warehouses("plain"), warehouses("loaded")
    for made in (plain, loaded):
        with made.warehouse.write() as db:
            register(db, [source], made.clock())
            announced = datetime(2026, 2, 27, 8, tzinfo=UTC)
            key = {"source_id": "warc", "url_key": "desk.example/a", "url": "https://desk.example/a"}
            said = {
                "title": "A bridge is kept",
                "published_at": announced,
                "published_raw": "27 Feb 2026 08:00 GMT",
            }
            due = {"state": "captured", "due_at": announced, "announced_at": announced}
            db.upsert("feed_entries", [key | said | due])
    ingest(plain, [source])
    prepare(loaded, [source], tmp_path)
    load(loaded, loading.find_shards(FolderShards(tmp_path)))
    assert loaded.warehouse.ask("SELECT title FROM article_versions")[1] == [("A bridge is kept",)]
    assert differences(decided_rows(plain.warehouse), decided_rows(loaded.warehouse)) == []


class FailingParser:
    """A parser that fails on some addresses for a reason that may pass."""

    def __init__(self, inner, failing):
        self.inner, self.failing = inner, failing

    def parse_all(self, pages):
        waiting = list(pages)
        read = dict(self.inner.parse_all(each for each in waiting if each[1].url not in self.failing))
        for key, fetched in waiting:
            yield key, read.get(key) or TransientError("parser_died", fetched.url)


def test_a_page_whose_parser_failed_waits_with_one_attempt_however_often_it_is_loaded(
    warehouses, sources, tmp_path, parser
):
    made = warehouses("failing")
    failing = FailingParser(parser, {"https://desk.example/b"})
    body = f"<html><title>Bridge</title><body><article><p>{TEXT}</p></article></body></html>"
    source = night(
        tmp_path,
        "night",
        page("https://desk.example/a", 1, body),
        page("https://desk.example/b", 1, body + " "),
    )
    prepare(replace(made, parser=failing), [source], tmp_path)
    found = loading.find_shards(FolderShards(tmp_path))
    for _ in range(2):
        loading.load(found, request(), made)
        asked = made.warehouse.ask("SELECT attempts, outcome, detail FROM extract_retries")[1]
        assert asked == [(1, "parser_died", "https://desk.example/b")]
        assert len(made.warehouse.ask("SELECT capture_id FROM article_versions")[1]) == 1
    runner.run_step("extract", request(), made)  # which is the step that tries again
    assert len(made.warehouse.ask("SELECT capture_id FROM article_versions")[1]) == 2


def test_what_is_read_of_a_shard_is_what_was_written(shards):
    for path in shards.glob("*.shard.parquet"):
        with open_shard(path, path.name) as shard:
            for group in shard.groups:
                prepared = shard.prepared(group)
                assert repr(prepared_in(batch_of(prepared))) == repr(prepared)  # errors are never equal
                assert [each.capture.capture_id for each in prepared] == [
                    row["capture_id"] for row in shard.observations(group)
                ]


def test_a_page_no_column_can_hold_costs_itself_alone(tmp_path, parser, warehouses):
    made = warehouses("broken")

    class Surrogate:
        def parse_all(self, pages):
            for key, result in parser.parse_all(pages):
                yield key, replace(result, site_name="\ud800") if "/b" in str(result.title) else result

    def titled(name):
        return f"<html><title>Bridge /{name} of Brenn</title><body><article><p>{TEXT}</p></article></body></html>"

    pages = [page(f"https://desk.example/{name}", 1, titled(name)) for name in "abc"]
    prepare(replace(made, parser=Surrogate()), [night(tmp_path, "night", *pages)], tmp_path)
    loading.load(loading.find_shards(FolderShards(tmp_path)), request(), made)
    assert made.warehouse.ask("SELECT outcome FROM extract_retries")[1] == [("broken_record",)]
    assert len(made.warehouse.ask("SELECT capture_id FROM article_versions")[1]) == 2


# What cannot be loaded


@contextmanager
def refused(saying: str):
    with pytest.raises(SourceError, match=saying):
        yield


@pytest.fixture
def copied(shards, tmp_path):
    """Give a folder with the same shards, to be damaged."""
    folder = tmp_path / "copied"
    folder.mkdir()
    for path in shards.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_shard_that_is_missing_is_named(copied):
    gone = next(copied.glob("night-2*"))
    gone.unlink()
    with refused(rf"1 of the 2 shards of warcs\.plan\.json are missing, {gone.name} the first"):
        loading.find_shards(FolderShards(copied))
    with refused("no such shard"):
        loading.find_shards(FolderShards(copied), [gone.name])
    with refused("cannot be looked into"):
        loading.find_shards(FolderShards(copied / "nowhere"))
    for path in copied.iterdir():
        path.unlink()
    with refused("holds no shard"):
        loading.find_shards(FolderShards(copied))


def test_a_shard_that_is_cut_is_named_before_anything_is_loaded(copied):
    path = next(copied.glob("night-2*"))
    path.write_bytes(path.read_bytes()[:-9])
    with refused(rf"{path.name} is cut or damaged"):
        loading.find_shards(FolderShards(copied))
    path.write_bytes(b"")
    with refused(rf"{path.name} is cut or damaged"):
        loading.find_shards(FolderShards(copied))


def test_a_changed_byte_is_noticed_by_the_checksum_of_its_page(copied):
    path = next(copied.glob("night-2*"))
    content = bytearray(path.read_bytes())
    start = parquet.read_metadata(path).row_group(0).column(10).data_page_offset
    content[start + 900] ^= 0xFF
    path.write_bytes(content)
    with refused("is cut or damaged"), open_shard(path, path.name) as shard:
        for group in shard.groups:
            shard.prepared(group)


def test_a_shard_of_other_rules_is_not_loaded(copied, sources, parser, tmp_path, monkeypatch):
    monkeypatch.setitem(planning.RULES, "page_rules", "cleaning-0")
    older = tmp_path / "older"
    older.mkdir()
    names = prepare(runtime_at(tmp_path / "home", "", parser), sources[:1], older)
    assert not {path.name for path in copied.iterdir()} & set(names)  # another name: it is not taken for done
    monkeypatch.undo()
    with refused("was made by other rules: page_rules cleaning-0"):
        loading.find_shards(FolderShards(older))


def test_a_table_of_others_is_no_shard(tmp_path):
    import pyarrow as pa

    parquet.write_table(pa.table({"text": ["a"]}), tmp_path / "x.shard.parquet")
    with refused("no shard of newsfold"):
        loading.find_shards(FolderShards(tmp_path))


def test_a_feed_is_not_prepared(tmp_path, parser):
    made = runtime_at(tmp_path, "", parser)
    feed = Source("feed", SourceKind.FEED, "https://desk.example/rss")
    with refused("announces pages and holds none"):
        planning.plan_source(feed, Window(), made)


def test_pages_that_change_between_listing_and_reading_end_the_shard(tmp_path, parser):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.html").write_text("a")
    made = runtime_at(tmp_path, "", parser)
    (piece,) = planning.plan_source(Source("f", SourceKind.FOLDER, str(folder)), Window(), made).pieces
    (folder / "a.html").write_text("changed since")
    with refused("no longer those that were listed"):
        make_shard(piece, FolderShards(tmp_path), made)
    assert list(tmp_path.glob("*.parquet")) == []


# Runners


def jobs_of(sources, folder, home) -> list[job.ShardJob]:
    made = runtime_at(home, "", None)
    return job.plan(sources, Window(), str(folder), made).waiting


def test_a_piece_is_told_to_another_process_without_how_its_source_is_asked(sources):
    source = replace(sources[1], columns=(("url", "link"),))
    piece = Piece(source, planning.FilePart("a", "b", "c", "d", "e"))
    assert Piece.of_json(piece.as_json()) == piece
    assert "requests" not in piece.as_json()["source"]


def test_what_is_done_is_not_made_again_and_what_changed_is(sources, shards, tmp_path, parser):
    made = runtime_at(tmp_path / "home", "", parser)
    planned = job.plan(sources, Window(), str(shards), made)
    assert (planned.waiting, planned.done) == ([], {path.name for path in shards.glob("*.parquet")})
    assert {*job.planned_pieces(FolderShards(shards)).values()} == {each.piece for each in planned.jobs}
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Page {number}\n\n{TEXT}")
    source = Source("f", SourceKind.FOLDER, str(folder))
    first = {each.piece.shard for each in jobs_of([source], tmp_path / "s", tmp_path / "home")}
    (folder / "11.txt").write_text(f"Another page\n\n{TEXT}")
    second = {each.piece.shard for each in jobs_of([source], tmp_path / "s", tmp_path / "home")}
    assert (len(first), len(second), len(first & second)) == (2, 2, 1)


def test_a_worker_that_is_killed_costs_its_shard_alone(sources, shards, tmp_path):
    """Its file has the name of its process in it while it is written; it is killed twice, for it is begun once more."""
    folder = tmp_path / "shards"
    folder.mkdir()
    jobs = jobs_of(sources, folder, tmp_path / "home")
    victim = jobs[1].piece.shard
    killed: set[int] = set()
    is_over = threading.Event()

    def kill():
        while not is_over.wait(0.002):
            for path in folder.glob(f".{victim}.*.part"):
                pid = int(path.name.split(".")[-2])
                if pid not in killed:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        killed.add(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        results = list(pool.run_all(jobs, workers=2))
    finally:
        is_over.set()
        killer.join()
    failed = [each for each in results if isinstance(each, pool.FailedShard)]
    assert [each.shard for each in failed] == [victim]
    assert "parser_died" in failed[0].why
    assert len(killed) == 2
    assert sorted(path.name for path in folder.glob("*.parquet")) == sorted(
        each.piece.shard for each in jobs if each.piece.shard != victim
    )
    assert list(folder.glob(".*")) == []
    (left,) = jobs_of(sources, folder, tmp_path / "home")
    assert left.piece.shard == victim
    list(pool.run_all([left], workers=1))
    for path in folder.glob("*.parquet"):  # what a pool makes is what one process makes
        assert captures_of(path) == captures_of(shards / path.name)


def captures_of(path):
    """Return all captures of a shard, in words."""
    with open_shard(path, path.name) as shard:
        return [repr(each) for group in shard.groups for each in shard.prepared(group)]


def test_ctrl_c_leaves_no_half_shard_and_the_command_goes_on(sources, tmp_path):
    folder, environment = tmp_path / "shards", {**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home")}
    program = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    command = [*program, "prepare", sources[0].location, "--into", str(folder)]
    stopped = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while stopped.poll() is None and not list(folder.glob(".night*.part")):
        time.sleep(0.005)
    stopped.send_signal(signal.SIGINT)
    said = stopped.communicate()[1]
    assert stopped.returncode == 130, said
    assert [path.name for path in folder.glob(".*")] == []
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert len(loading.find_shards(FolderShards(folder))) == 2


def test_shards_in_a_store_of_objects_are_those_of_a_folder(sources, shards, tmp_path, parser, monkeypatch):
    with object_server() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        place = StoreShards(ObjectStore("s3://news/shards"))
        made = runtime_at(tmp_path / "home", "", parser)
        plan = planning.plan_source(sources[0], Window(), made)
        with suppress(PowerCutError), place.writing(plan.pieces[0].shard) as path:
            path.write_bytes(b"half")
            raise PowerCutError
        assert place.names() == set()
        for piece in plan.pieces:
            make_shard(piece, place, made)
        found = loading.find_shards(place)
        assert [each.name for each in found] == sorted(piece.shard for piece in plan.pieces)
        for each in found:
            with place.reading(each.name) as path, open_shard(path, "") as one:
                there = repr(one.prepared(0))
            with open_shard(shards / each.name, "") as other:
                assert there == repr(other.prepared(0))
        with refused("no such shard"):
            loading.find_shards(place, ["x.shard.parquet"])
