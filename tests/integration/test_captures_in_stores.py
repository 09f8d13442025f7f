"""Captures and sources in stores of objects, from the first fetch to the last check, on each database."""

from __future__ import annotations

import gzip
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.adapters.object_archive import ObjectArchive
from pipeline.adapters.object_store import ObjectStore
from pipeline.adapters.store_files import StoreFiles
from pipeline.cli import cli
from pipeline.crawling.windows import day_window
from pipeline.errors import NewsfoldError, SettingsError, SourceError
from pipeline.maintenance.prune import prune
from pipeline.maintenance.verify import captures_without_bytes
from pipeline.model import Source, SourceKind
from pipeline.settings import Settings
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import gathering, request
from tests.integration.object_server import object_server
from tests.integration.test_files_of_others import record
from tests.integration.test_prune import PAGES, CutOffError, held, keep_six
from tests.ports import held_port

DAY = day_window(date(2026, 3, 2))
MOTO = shutil.which("moto_server") or shutil.which(
    "moto_server", path=Path(sys.executable).parent / ".." / "moto" / "bin"
)
"""A server of S3 that others made; `make stores` installs it. Its requirements clash with ours."""


@contextmanager
def moto():
    """Give what tells a client of S3 to ask moto's server, which has a bucket."""
    if MOTO is None:
        pytest.skip("moto_server is not installed: make stores")
    with held_port() as port:
        address = f"http://127.0.0.1:{port}"
        server = subprocess.Popen(
            [MOTO, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 120
            while not _answers(f"{address}/moto-api/"):
                assert time.monotonic() < deadline, "moto_server does not answer"
                time.sleep(0.1)
            urllib.request.urlopen(urllib.request.Request(f"{address}/news", method="PUT"))
            yield {
                "AWS_ENDPOINT_URL": address,
                "AWS_ALLOW_HTTP": "true",
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_REGION": "us-east-1",
            }
        finally:
            server.terminate()
            server.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address).close()
    except OSError:
        return False
    return True


@contextmanager
def our_own():
    with object_server() as objects:
        yield objects.environment()


@pytest.fixture(params=[our_own, moto], ids=["own server", "moto"])
def s3(request, monkeypatch):
    """Let clients of S3 ask a server on this machine."""
    with request.param() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield environment


# The whole way, by the command line


ARTICLE = """<html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The harbour board of {place} voted on Monday to keep the old crane, which has stood by the water since 1931, and to open
it to visitors in the spring.</p><p>Its keeper, {name}, said that the work would cost some forty thousand and take the
winter, and that nobody had asked for it to be painted in another colour.</p></article></body></html>"""
PLACES = (("Aldmouth", "Ona Freke"), ("Bexwold", "Tam Sill"), ("Cranholm", "Ivo Lunt"))


def newsfold(*words: str, home: Path, archive: str, warehouse: str) -> tuple[int, str]:
    environment = {"NEWSFOLD_HOME": str(home), "NEWSFOLD_ARCHIVE": archive, "NEWSFOLD_WAREHOUSE": warehouse}
    done = CliRunner().invoke(cli, list(words), env={**os.environ, **environment})
    if isinstance(done.exception, NewsfoldError):  # the program prints it
        return 1, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_night_in_a_store_is_loaded_verified_pruned_and_read_again(s3, tmp_path, warehouse_url):
    old = datetime(2026, 1, 5, 9, tzinfo=UTC).timestamp()
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, (place, name) in enumerate(PLACES):
        file = pages / f"{number}.html"
        file.write_text(ARTICLE.format(title=f"{place} keeps its crane", place=place, name=name))
        os.utime(file, (old, old))
    where = {"home": tmp_path / "home", "archive": "s3://news/night", "warehouse": warehouse_url}
    code, said = newsfold("ingest", "--source", str(pages), **where)
    assert code == 0, said
    assert not list((tmp_path / "home").rglob("*.warc.gz"))  # all of it lies in the store
    verified = json.loads(newsfold("captures", "--verify", "--json", **where)[1])
    assert verified == {"captures": 3, "without_bytes": []}
    (first, *_) = json.loads(
        newsfold("sql", "--json", "SELECT capture_id, archive FROM captures ORDER BY url", **where)[1]
    )
    assert first["archive"].startswith("captures/2026/01/05/pages-")
    assert "Aldmouth keeps its crane" in newsfold("captures", first["capture_id"], "--raw", **where)[1]
    assert newsfold("compact", "--keep-read-days", "1", "--apply", **where)[0] == 0
    assert ObjectStore("s3://news/night").names("") == []
    assert newsfold("status", **where)[0] == 0


def test_a_store_that_refuses_is_named_and_no_row_is_written(tmp_path, monkeypatch):
    """An object that was not put has no row: the next run fetches its pages again."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(ARTICLE.format(title="A crane", place="Aldmouth", name="Ona Freke"))
    where = {
        "home": tmp_path / "home",
        "archive": "s3://news",
        "warehouse": f"sqlite:///{tmp_path}/warehouse.db",
    }
    with object_server() as objects:
        for name, value in objects.environment().items():
            monkeypatch.setenv(name, value)
        objects.refusals["PUT"] = 403
        code, said = newsfold("ingest", "--source", str(pages), **where)
        assert code != 0
        assert "s3://news/captures/" in said
        assert json.loads(newsfold("sql", "--json", "SELECT COUNT(*) AS n FROM captures", **where)[1]) == [
            {"n": 0}
        ]
        objects.refusals.clear()
        assert newsfold("ingest", "--source", str(pages), **where)[0] == 0
        assert json.loads(newsfold("captures", "--verify", "--json", **where)[1])["without_bytes"] == []
        objects.refusals.update(GET=403, HEAD=403)
        code, said = newsfold("captures", "--verify", **where)
        assert code != 0
        assert "AccessDenied" in said or "403" in said or "Permission" in said  # unknown is not lost


# Pruning


class Watched(ObjectStore):
    """A store that lets the test look at each durable act, before it and after it."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.look = lambda: None
        self.acts: list[str] = []

    def put(self, name, content):
        self.look()
        super().put(name, content)
        self.acts.append("put")
        self.look()

    def remove(self, name):
        super().remove(name)
        self.acts.append("remove")
        self.look()


@pytest.fixture
def kept(tmp_path, warehouse_url):
    """Give the captures of the tests of pruning in a store; at each durable act every row finds its bytes."""
    made = gathering(tmp_path / "home", warehouse_url)
    store = Watched(f"memory://prune-{secrets.token_hex(8)}")
    archive = ObjectArchive(store, tmp_path / "home")
    made.runtime = replace(made.runtime, archive=archive)
    fresh = replace(made.runtime, archive=ObjectArchive(ObjectStore(store.address), tmp_path / "home"))

    def look() -> None:
        """As another process would that began at this moment; rows not yet committed are not seen."""
        fresh.archive._size.cache_clear()
        fresh.archive._part.cache_clear()
        assert captures_without_bytes(fresh)[1] == []

    keep_six(made, tmp_path)
    if "postgresql" in warehouse_url:  # in SQLite one connection of a process sees what the other writes
        store.look = look
    made.store = store
    yield made
    for name in store.names(""):
        ObjectStore(store.address).remove(name)
    made.warehouse.close()


def test_pruning_rewrites_objects_and_loses_nothing_that_stays(kept):
    before = kept.store.names("")
    prune(kept.runtime, keep_rejected_days=30)
    assert held(kept) == [2, 3, 4, 5]
    assert kept.store.acts[-2:] == ["put", "remove"]
    (left,) = kept.store.names("")
    assert [left] != before
    everything = kept.everything()
    assert prune(kept.runtime, keep_rejected_days=30).counts["archives"] == 0
    assert (kept.everything(), kept.store.names("")) == (everything, [left])
    prune(kept.runtime, keep_rejected_days=30, keep_read_days=30)
    assert held(kept) == [4, 5]
    assert len(kept.store.names("")) == 1


@pytest.mark.parametrize("where", ["put", "commit", "remove"])
def test_a_pruning_that_was_cut_off_is_finished_by_the_next(kept, where):
    class Mortal(ObjectArchive):
        def copy(self, archive, offsets, name, /):
            if where == "put":
                raise CutOffError
            super().copy(archive, offsets, name)
            if where == "commit":
                raise CutOffError
            return super().copy(archive, offsets, name)

        def remove(self, archive, /):
            raise CutOffError

    mortal = Mortal(kept.store, kept.runtime.settings.home)
    with pytest.raises(CutOffError):
        prune(replace(kept.runtime, archive=mortal), keep_rejected_days=30)
    assert held(kept) == ([2, 3, 4, 5] if where == "remove" else list(range(PAGES)))
    prune(kept.runtime, keep_rejected_days=30)
    assert held(kept) == [2, 3, 4, 5]
    assert len(kept.store.names("")) == 1
    assert kept.ask("SELECT COUNT(*) FROM captures WHERE pruned_at IS NOT NULL AND archive <> ''") == [(0,)]


def test_loading_the_night_again_puts_nothing(kept):
    names = kept.store.names("")
    assert fetch.run(request("night"), kept.runtime).counts["held"] == PAGES
    assert kept.store.names("") == names


# Sources in a store


def warc(*numbers: int) -> bytes:
    return b"".join(gzip.compress(record(number)) for number in numbers)


@pytest.fixture
def crawl(tmp_path, s3):
    made = gathering(tmp_path / "home", f"sqlite:///{tmp_path}/warehouse.db")
    made.warehouse.migrate()
    stores = StoreFiles(("s3://news/crawls/open/",))
    made.runtime = replace(made.runtime, stores=stores)
    yield made
    made.warehouse.close()


def fetched(made, location: str):
    made.register(Source("crawl", SourceKind.WARC, location))
    report = fetch.run(request("crawl", window=DAY), made.runtime)
    return report, [url.rpartition("/")[2] for (url,) in made.ask("SELECT url FROM captures ORDER BY url")]


LISTED = [f"crawls/open/CC-202603{day:02}010000-00001.warc.gz" for day in (1, 2, 3)]


@pytest.mark.parametrize(
    ("location", "captures"),
    [
        ("s3://news/crawls/open/night.warc.gz", ["7"]),
        ("s3://news/crawls/open/{day}/", ["8", "9"]),
        ("s3://news/crawls/open/warc.paths.gz", ["1"]),
    ],
    ids=["a file", "the files of a folder", "a list, those of the day"],
)
def test_files_in_a_store_that_the_settings_name_are_read(crawl, location, captures):
    put_at = {
        "crawls/open/night.warc.gz": warc(7),
        "crawls/open/2026-03-02/a.warc.gz": warc(8),
        "crawls/open/2026-03-02/b.warc": record(9),
        "crawls/open/2026-03-02/readme.md": b"no news",
        "crawls/open/warc.paths.gz": gzip.compress("\n".join(LISTED).encode()),
        **{name: warc(number) for number, name in enumerate(LISTED)},
    }
    for name, content in put_at.items():
        ObjectStore("s3://news").put(name, content)
    report, found = fetched(crawl, location)
    assert (found, report.counts["incomplete"]) == (captures, 0), report.notes
    assert not list(crawl.runtime.settings.home.glob("download-*"))


OUTSIDE = (
    "s3://news/crawls/secret.warc.gz",
    "s3://news/crawls/opened/secret.warc.gz",
    "s3://news/crawls/open/../secret.warc.gz",
    "s3://other/crawls/open/secret.warc.gz",
    "gs://news/crawls/open/secret.warc.gz",
    "s3://news/crawls/open/x::s3://news/crawls/secret.warc.gz",
    "S3://news/crawls/open/secret.warc.gz",
    "s3a://news/crawls/open/secret.warc.gz",
    "sftp://169.254.169.254/secret.warc.gz",
)


def test_no_other_store_is_ever_asked(tmp_path, monkeypatch):
    """Neither by a location, nor by a list that lies in ours, nor by one that a stranger serves."""
    made = gathering(tmp_path / "home", f"sqlite:///{tmp_path}/warehouse.db")
    made.warehouse.migrate()
    with object_server() as objects:
        for name, value in objects.environment().items():
            monkeypatch.setenv(name, value)
        for path in ("news/crawls/secret.warc.gz", "news/crawls/opened/secret.warc.gz"):
            objects.held[path] = warc(1)
        for stores in ((), ("s3://news/crawls/open",)):
            made.runtime = replace(made.runtime, stores=StoreFiles(stores))
            for location in OUTSIDE:
                report, found = fetched(made, location)
                assert (found, report.counts["incomplete"]) == ([], 1), location
        assert objects.asked == []
        secret = "s3://news/crawls/secret-20260302000000.warc.gz"
        objects.held[secret.removeprefix("s3://")] = warc(1)
        objects.held["news/crawls/open/x.paths"] = secret.encode()
        report, found = fetched(made, "s3://news/crawls/open/x.paths")
        assert found == []
        assert "NEWSFOLD_STORES" in report.notes[0]
        assert {path for _, path in objects.asked} == {"news/crawls/open/x.paths"}
    made.warehouse.close()


def test_what_is_not_there_or_too_large_is_named(crawl, monkeypatch):
    ObjectStore("s3://news").put("crawls/open/big.warc.gz", b"x" * 2_000)
    monkeypatch.setattr("pipeline.steps.fetch.remote_files.MAX_FILE_BYTES", 1_000)
    for name, said in (
        ("none.warc.gz", "no such file"),
        ("none/", "holds no"),
        ("big.warc.gz", "larger than"),
    ):
        report, _ = fetched(crawl, f"s3://news/crawls/open/{name}")
        assert said in " ".join(report.notes), name


# Settings


@pytest.mark.parametrize(
    "address",
    [
        "/var/news",
        "file:///var/news",
        "memory://x",
        "http://x/y",
        "s3://key:secret@bucket",
        "s3://a/../b",
        "zip://a::s3://b",
    ],
)
def test_what_is_no_store_is_refused_and_no_key_repeated(address):
    for variable in ("NEWSFOLD_ARCHIVE", "NEWSFOLD_STORES"):
        with pytest.raises(SettingsError, match=variable) as caught:
            Settings.from_environment({variable: address})
        assert "secret" not in str(caught.value)


def test_stores_are_a_list():
    settings = Settings.from_environment(
        {"NEWSFOLD_STORES": " s3://a/b  gs://c ", "NEWSFOLD_ARCHIVE": "s3://d/e"}
    )
    assert (settings.stores, settings.archive) == (("s3://a/b", "gs://c"), "s3://d/e")
    with pytest.raises(SourceError, match="lies in no store"):
        StoreFiles(settings.stores).files("s3://d/e/x.warc.gz")
