"""WARC files by address: brought here by the guarded client, read, and removed; lists of them by the days of a run."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.crawling.windows import day_window
from pipeline.model import Source, SourceKind, Window
from pipeline.parsing.files.path_lists import parse_path_list, within
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps.discover.infer import infer_source
from pipeline.steps.discover.sources import register
from pipeline.steps.fetch import remote_files
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import request
from tests.integration.paper_server import Reply, paper
from tests.integration.test_files_of_others import record

DAY = day_window(date(2026, 3, 2))


@pytest.fixture
def site():
    with paper() as made:
        yield made


@pytest.fixture
def runtime(tmp_path):
    made = build(
        Settings(
            home=tmp_path / "home",
            warehouse=f"sqlite:///{tmp_path}/warehouse.db",
            fetch_private_addresses=True,
            fetch_deadline_seconds=5,
        )
    )
    made.warehouse.migrate()
    yield made
    made.warehouse.close()


def fetched(runtime, location: str, window: Window = DAY):
    with runtime.warehouse.write() as db:
        register(db, [Source("crawl", SourceKind.WARC, location)], runtime.clock())
    report = fetch.run(request("crawl", window=window), runtime)
    urls = [url for (url,) in runtime.warehouse.ask("SELECT url FROM captures ORDER BY url")[1]]
    return report, [url.rpartition("/")[2] for url in urls]


def warc(*numbers: int) -> Reply:
    return Reply(b"".join(gzip.compress(record(number)) for number in numbers), "application/warc")


def test_a_file_by_address_is_read_and_leaves_nothing_behind(site, runtime):
    site.replies = {"/night.warc.gz": warc(1, 2)}
    report, captures = fetched(runtime, site.url("/night.warc.gz"))
    assert (captures, report.counts["incomplete"]) == (["1", "2"], 0)
    assert sorted(path.name for path in runtime.settings.home.iterdir()) == ["captures", "hosts"] or not [
        path for path in runtime.settings.home.iterdir() if path.name.startswith("download")
    ]


def test_a_location_may_name_the_day_of_the_run(site, runtime):
    site.replies = {"/2026-03-02.warc.gz": warc(1), "/2026-03-01.warc.gz": warc(2)}
    assert fetched(runtime, site.url("/{day}.warc.gz"))[1] == ["1"]


def test_of_a_list_the_files_of_the_days_are_read(site, runtime):
    names = [
        f"crawl/CC-NEWS-202603{day:02}0{hour}0000-0000{hour}.warc.gz" for day in (1, 2, 3) for hour in (1, 2)
    ]
    site.replies = {f"/{name}": warc(number) for number, name in enumerate(names)}
    site.replies["/crawl/warc.paths.gz"] = Reply(gzip.compress("\n".join(names).encode()), "application/gzip")
    assert fetched(runtime, site.url("/crawl/warc.paths.gz"))[1] == ["2", "3"]
    assert [path for path in site.asked if "20260301" in path or "20260303" in path] == []


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=404), "http_404"),
        (Reply(b"no archive", "application/gzip"), "incomplete"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "redirect_refused"),
        (Reply(b"x" * 2_000, "application/gzip"), "body_too_large"),
    ],
)
def test_what_cannot_be_had_is_named_and_the_others_are_read(site, runtime, monkeypatch, reply, said):
    monkeypatch.setattr(remote_files, "MAX_FILE_BYTES", 1_000)
    names = ["a-20260302000000.warc.gz", "b-20260302000000.warc.gz"]
    site.replies = {f"/{names[0]}": reply, f"/{names[1]}": warc(7)}
    site.replies["/x.paths"] = Reply("\n".join(names), "text/plain")
    report, captures = fetched(runtime, site.url("/x.paths"))
    assert captures == ["7"]
    assert report.counts["incomplete"] == 1
    assert said in " ".join(report.notes)


def test_robots_txt_is_obeyed_and_no_private_address_asked(site, runtime, tmp_path):
    site.replies = {
        "/night.warc.gz": warc(1),
        "/robots.txt": Reply("User-agent: *\nDisallow: /", "text/plain"),
    }
    assert "robots" in " ".join(fetched(runtime, site.url("/night.warc.gz"))[0].notes)
    site.asked.clear()
    closed = build(Settings(home=tmp_path / "closed", warehouse=f"sqlite:///{tmp_path}/closed.db"))
    closed.warehouse.migrate()
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1", "169.254.169.254"):
        report, captures = fetched(closed, f"http://{host}:{site.port}/night.warc.gz")
        assert captures == []
        assert report.counts["incomplete"] == 1
    closed.warehouse.close()
    assert site.asked == []


def test_an_address_is_inferred_by_its_end():
    for end in ("a.warc.gz", "a.warc.zst", "a.wacz", "warc.paths.gz?x=1"):
        assert infer_source(f"https://crawl.example/{end}").kind is SourceKind.WARC


def test_without_days_the_last_day_of_a_list_is_taken():
    found = parse_path_list(
        b"/a-20260301120000-1.warc.gz\nb/c-2026-03-02T00.warc.gz\nold.warc.gz\n", "https://x.example/l/p"
    )
    assert found[1] == "https://x.example/b/c-2026-03-02T00.warc.gz"
    assert within(found, Window()) == found[1:2]
    assert (
        within(found, Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))) == found[:1]
    )


def test_an_ingest_takes_an_address(site, tmp_path):
    site.replies = {"/night.warc.gz": warc(1)}
    environment = {
        "NEWSFOLD_HOME": str(tmp_path / "h"),
        "NEWSFOLD_FETCH_PRIVATE_ADDRESSES": "1",
        "NEWSFOLD_WAREHOUSE": "",
    }
    run = CliRunner(env=environment)
    done = run.invoke(cli, ["ingest", "--source", site.url("/night.warc.gz")], standalone_mode=False)
    assert done.exception is None, done.output
    counted = run.invoke(cli, ["sql", "--json", "SELECT COUNT(*) AS n FROM captures"], standalone_mode=False)
    assert json.loads(counted.output) == [{"n": 1}]
