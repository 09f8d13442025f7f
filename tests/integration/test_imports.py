"""WARC files and folders become captures: all of them, once, in any order."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import permutations

import pytest

from pipeline.adapters.warc import WarcArchive
from pipeline.errors import NotFoundError
from pipeline.model import Fetched, Request, Source, SourceKind, Window
from pipeline.steps.fetch import step as fetch
from pipeline.steps.fetch import store
from tests.integration.gathering import gathering, request


@pytest.fixture
def made(tmp_path, warehouse_url):
    gathered = gathering(tmp_path / "home", warehouse_url)
    yield gathered
    gathered.warehouse.close()


def page(url: str, day: int, body: str = "news", status: int = 200) -> Fetched:
    return Fetched(
        url, datetime(2026, 3, day, tzinfo=UTC), status, {"content-type": "text/html"}, body.encode()
    )


def night(folder, name, *pages) -> Source:
    WarcArchive(folder).append(f"{name}.warc.gz", pages)
    return Source(name, SourceKind.WARC, str(folder / f"{name}.warc.gz"))


def adds_up(counts) -> bool:
    ends = ("captured", "held", "unchanged", "refused", "retry")
    return counts["records"] + counts["due"] == sum(counts[end] for end in ends)


def test_every_record_ends_as_capture_or_with_a_named_refusal(made, tmp_path):
    source = night(
        tmp_path,
        "night",
        page("https://desk.example/a", 1),
        page("http://www.desk.example/a?utm_source=x", 2),
        page("https://desk.example/a", 2, "news, changed"),
        page("https://desk.example/gone", 1, status=404),
        page("ftp://desk.example/b", 1),
        page("https://desk.example/tomorrow", 4),
    )
    made.register(source)
    report = fetch.run(request("night"), made.runtime)
    assert (report.counts["records"], report.counts["captured"]) == (6, 2)
    assert (report.counts["held"], report.counts["refused"]) == (1, 3)
    assert adds_up(report.counts)
    assert report.notes == (
        "night: 1 refused, http_404: https://desk.example/gone",
        "night: 1 refused, url_scheme: ftp://desk.example/b",
        "night: 1 refused, capture_date_ahead: https://desk.example/tomorrow",
    )
    assert made.ask("SELECT url_key, host, body_bytes, content_type FROM captures ORDER BY body_bytes") == [
        ("desk.example/a", "desk.example", 4, "text/html"),
        ("desk.example/a", "desk.example", 13, "text/html"),
    ]


def test_the_stored_bytes_stand_where_the_row_says(made, tmp_path):
    made.register(
        night(tmp_path, "night", page("https://desk.example/a", 1), page("https://desk.example/b", 2, "b"))
    )
    fetch.run(request("night"), made.runtime)
    for url, archive, offset in made.ask("SELECT url, archive, archive_offset FROM captures"):
        assert made.runtime.archive.read(archive, offset).url == url
    assert made.ask("SELECT archive FROM captures ORDER BY fetched_at") == [
        ("captures/2026/03/01/night.warc.gz",),
        ("captures/2026/03/02/night.warc.gz",),
    ]


def test_twice_is_once(made, tmp_path):
    made.register(
        night(tmp_path, "night", page("https://desk.example/a", 1), page("https://desk.example/b", 1))
    )
    fetch.run(request("night"), made.runtime)
    before = made.everything()
    again = fetch.run(request("night"), made.runtime)
    assert made.everything() == before
    assert (again.counts["captured"], again.counts["held"]) == (0, 2)


@pytest.mark.parametrize("order", list(permutations(("one", "two", "three"))))
def test_the_order_of_loading_leaves_no_trace(tmp_path, sqlite_template, order):
    made = gathering(tmp_path / "home", f"sqlite:///{tmp_path / 'order.db'}")
    made.warehouse.migrate()
    made.register(
        night(
            tmp_path, "one", page("https://desk.example/a?utm_source=x", 3), page("https://desk.example/b", 3)
        ),
        night(tmp_path, "two", page("https://www.desk.example/a", 2)),
        night(tmp_path, "three", page("https://desk.example/a", 2), page("https://desk.example/b", 4)),
    )
    for name in order:
        fetch.run(request(name), made.runtime)
    assert made.ask("SELECT url, fetched_at, source_id FROM captures ORDER BY url") == [
        ("https://desk.example/a", datetime(2026, 3, 2, tzinfo=UTC), "three"),
        ("https://desk.example/b", datetime(2026, 3, 3, tzinfo=UTC), "one"),
    ]
    made.warehouse.close()


def test_a_cut_file_gives_what_is_whole_and_is_reported(made, tmp_path):
    source = night(tmp_path, "night", page("https://desk.example/a", 1), page("https://desk.example/b", 1))
    os.truncate(source.location, os.path.getsize(source.location) - 10)  # noqa: PTH202 - the location is text
    made.register(source)
    report = fetch.run(request("night"), made.runtime)
    assert (report.counts["captured"], report.counts["incomplete"]) == (1, 1)
    assert "incomplete: damaged at byte" in report.notes[0]
    assert made.ask("SELECT poll_outcome FROM sources") == [("incomplete",)]


def test_a_folder_without_pages_deserves_a_word_and_is_no_failure(made, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "notes.pdf").touch()
    made.register(Source("pages", SourceKind.FOLDER, str(tmp_path / "pages")))
    report = fetch.run(request("pages"), made.runtime)
    held = "no page (.html, .txt) and no capture of a WARC file"
    assert report.notes == (f"pages: {tmp_path / 'pages'} holds {held}",)
    assert report.counts["incomplete"] == 0


def test_a_missing_file_stops_no_other_source(made, tmp_path):
    made.register(
        Source("a", SourceKind.WARC, str(tmp_path / "missing.warc.gz")),
        night(tmp_path, "b", page("https://desk.example/a", 1)),
    )
    report = fetch.run(request(), made.runtime)
    assert (report.counts["captured"], report.counts["incomplete"]) == (1, 1)
    assert "no such file" in report.notes[0]


def test_a_crash_between_archive_and_rows_loses_and_doubles_nothing(made, tmp_path):
    made.register(night(tmp_path, "night", *(page(f"https://desk.example/{n}", 1) for n in range(3))))

    class Torn(WarcArchive):
        def append(self, name, records, /):
            super().append(name, records)
            raise KeyboardInterrupt

    object.__setattr__(made.runtime, "archive", Torn(tmp_path / "home"))
    with pytest.raises(KeyboardInterrupt):
        fetch.run(request("night"), made.runtime)
    assert made.ask("SELECT count(*) FROM captures") == [(0,)]
    object.__setattr__(made.runtime, "archive", WarcArchive(tmp_path / "home"))
    assert fetch.run(request("night"), made.runtime).counts["captured"] == 3
    locations = made.ask("SELECT url, archive, archive_offset FROM captures ORDER BY url")
    assert len(locations) == 3
    assert all(made.runtime.archive.read(archive, offset).url == url for url, archive, offset in locations)


def test_many_records_go_in_bounded_batches(made, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "BATCH_RECORDS", 4)
    made.register(
        night(tmp_path, "night", *(page(f"https://desk.example/{n % 10}", 1 + n // 10) for n in range(20)))
    )
    report = fetch.run(request("night"), made.runtime)
    assert (report.counts["captured"], report.counts["held"]) == (10, 10)
    assert adds_up(report.counts)


def test_pages_of_a_folder_keep_their_place_as_address(made, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("A report")
    os.utime(folder / "a.txt", (1_772_400_000, 1_772_400_000))
    made.register(Source("pages", SourceKind.FOLDER, str(folder)))
    assert fetch.run(request("pages"), made.runtime).counts["captured"] == 1
    assert made.ask("SELECT url, host, content_type FROM captures") == [
        ((folder / "a.txt").resolve().as_uri(), "", "text/plain")
    ]


def test_a_name_nobody_registered_is_an_error(made):
    with pytest.raises(NotFoundError, match="'nobody'"):
        fetch.run(request("nobody"), made.runtime)


def test_a_location_that_names_a_day_is_read_for_the_days_of_the_run_alone(made, tmp_path):
    for day in (1, 2, 3):
        night(tmp_path, f"2026-03-0{day}", page(f"https://desk.example/{day}", day))
    made.register(Source("nightly", SourceKind.WARC, str(tmp_path / "{day}.warc.gz")))

    def read(first: int, last: int) -> list[str]:
        window = Window(datetime(2026, 3, first, tzinfo=UTC), datetime(2026, 3, last + 1, tzinfo=UTC))
        report = fetch.run(Request("run", window), made.runtime)
        assert (report.counts["incomplete"] == 1) == bool(report.notes)
        return [url[-1] for (url,) in made.ask("SELECT url FROM captures ORDER BY url")]

    assert read(2, 2) == ["2"]
    assert read(3, 4) == ["2", "3"]  # the fourth is missing, which is said, and hides nothing
    assert read(1, 2) == ["1", "2", "3"]

    undated = fetch.run(Request("run"), made.runtime)
    assert undated.counts["incomplete"] == 1
    assert "give --day" in undated.notes[0]
