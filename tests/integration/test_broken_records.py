"""A record that breaks our code, or that nothing can hold, costs itself and no other of its batch."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from pipeline.adapters.warc import WarcArchive
from pipeline.crawling import observations
from pipeline.crawling.headers import kept_headers
from pipeline.errors import Rejected
from pipeline.model import Fetched, Source, SourceKind
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import gathering, request
from tests.integration.hostile_server import hostile_server
from tests.integration.test_http import ask, client
from tests.integration.test_imports import adds_up, page

PLACES = tuple(f"https://desk.example/{number}" for number in range(5))
RAW_BYTES = [
    b"X-Name: caf\xe9",
    b"X-Name: \xff\xfe\x80",
    b"Content-Type: text/\xe9tml",
    b"ETag: \xe9",
]


@pytest.fixture
def made(tmp_path, warehouse_url):
    gathered = gathering(tmp_path / "home", warehouse_url)
    yield gathered
    gathered.warehouse.close()


def due(made, *urls: str) -> None:
    made.register(Source("desk", SourceKind.FEED, "https://desk.example/feed"))
    with made.warehouse.write() as db:
        db.upsert(
            "feed_entries",
            [
                {
                    "source_id": "desk",
                    "url_key": observations.url_key(url),
                    "url": url,
                    "title": None,
                    "published_at": None,
                    "published_raw": None,
                    "guid": None,
                    "state": "due",
                    "outcome": None,
                    "attempts": 0,
                    "due_at": made.clock() - timedelta(hours=1),
                    "announced_at": made.clock() - timedelta(hours=1),
                    "newer_entries": 0,
                }
                for url in urls
            ],
        )


def outcomes(made) -> dict[str, str]:
    return dict(made.ask("SELECT url, outcome FROM feed_entries"))


def breaks_on(url: str, monkeypatch) -> None:
    """Let a function of ours fail in a way nobody foresaw."""
    inner = observations.url_key
    monkeypatch.setattr(observations, "url_key", lambda each: [].pop() if each == url else inner(each))


def test_of_a_crawl_each_page_has_its_own_outcome(made, monkeypatch):
    due(made, *PLACES)
    made.http.answers = dict.fromkeys(PLACES, b"<p>News</p>")
    made.http.answers[PLACES[2]] = gzip.compress(b"<p>Packed once more than anybody unpacks</p>")
    breaks_on(PLACES[3], monkeypatch)
    counts = fetch.run(request("desk"), made.runtime).counts
    assert (counts["captured"], counts["refused"]) == (3, 2)
    assert adds_up(counts)
    found = outcomes(made)
    assert [found[url] for url in PLACES] == ["ok", "ok", "broken_record", "broken_record", "ok"]


def test_of_a_file_too(made, monkeypatch):
    pages = [page(url, 1, f"news {url}") for url in PLACES]
    location = made.runtime.archive.append("x.warc.gz", pages)[0].archive
    made.register(Source("night", SourceKind.WARC, str(made.runtime.settings.home / location)))
    breaks_on(PLACES[1], monkeypatch)
    report = fetch.run(request("night"), made.runtime)
    assert (report.counts["records"], report.counts["captured"], report.counts["refused"]) == (5, 4, 1)
    assert adds_up(report.counts)
    assert report.notes == (f"night: 1 refused, broken_record: IndexError: {PLACES[1]}",)


@pytest.mark.parametrize("header", RAW_BYTES)
def test_bytes_that_are_no_utf8_in_any_header_of_an_answer_are_kept_or_left_out(
    made, tmp_path, monkeypatch, header
):
    """From the wire to the archive and back."""
    monkeypatch.chdir(tmp_path)
    body = b"<html><p>A calm report.</p></html>"
    raw = b"HTTP/1.1 200 OK\r\n" + header + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    async def answer():
        async with hostile_server(raw=raw) as server:
            return await ask(client(), server.url("/raw"))

    (found,) = asyncio.run(answer()).values()
    assert isinstance(found, Fetched)
    assert found.body == body
    due(made, *PLACES)
    made.http.answers = {url: replace(found, url=url, fetched_at=made.clock()) for url in PLACES}
    assert fetch.run(request("desk"), made.runtime).counts["captured"] == len(PLACES)
    for archive, offset in made.ask("SELECT archive, archive_offset FROM captures"):
        assert made.runtime.archive.read(archive, offset).body == body


def test_a_capture_of_the_year_one_is_refused_by_name(made, tmp_path):
    good = page(PLACES[0], 1)
    old = replace(page(PLACES[1], 1), fetched_at=datetime(1, 1, 1, tzinfo=UTC))
    made.runtime.archive.append("y.warc.gz", [good])
    file = made.runtime.settings.home / "y.warc.gz"
    raw = gzip.decompress(file.read_bytes())
    file.write_bytes(
        gzip.compress(raw) + gzip.compress(raw.replace(b"2026-03-01T00:00:00", b"0001-01-01T00:00:00"))
    )
    made.register(Source("night", SourceKind.WARC, str(file)))
    counts = fetch.run(request("night"), made.runtime).counts
    assert (counts["captured"], counts["refused"]) == (1, 1)
    refused = made.runtime.archive.append("z.warc.gz", [old])
    assert refused[0].reason == "broken_record"


def anything(dice: Random, number: int) -> Fetched:
    """Return an answer of any bytes: in its headers, its address, its body, its moment."""

    def some(most: int) -> bytes:
        return dice.randbytes(dice.randrange(most))

    raw = {
        some(12).decode("utf-8", "surrogateescape"): some(60).decode("utf-8", "surrogateescape")
        for _ in range(4)
    }
    body = dice.choice(
        [some(3_000), gzip.compress(some(99)), b"WARC/1.1\r\nContent-Length: 3\r\n\r\nabc" + some(99)]
    )
    path = dice.choice([f"{number}", f"{number}/{some(9).decode('latin-1')}", f"{number}\r\nX: y"])
    return Fetched(
        f"https://desk.example/{path}",
        datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=number),
        dice.choice([200, 304, 599]),
        kept_headers([*raw.items(), ("content-type", "text/html")]),
        body,
    )


@pytest.mark.slow
def test_of_ten_thousand_answers_of_any_bytes_each_is_stored_as_it_was_or_named(tmp_path):
    dice = Random(14)
    archive = WarcArchive(tmp_path)
    ends: Counter[str] = Counter()
    for start in range(0, 10_000, 500):
        answers = [anything(dice, start + number) for number in range(500)]
        for answer, location in zip(answers, archive.append("x.warc.gz", answers), strict=True):
            if isinstance(location, Rejected):
                ends[location.reason] += 1
            else:
                assert archive.read(*location) == answer
                ends["stored"] += 1
    assert ends.total() == 10_000
    assert set(ends) == {"stored", "broken_record"}
    assert ends["stored"] > 4_000  # a third was packed once more, a third has an address of two lines
