"""Files that others made: packed archives, archives of browsers, articles extracted already, and what comes by a pipe."""

from __future__ import annotations

import gzip
import json
import os
import struct
import zipfile
from datetime import UTC, datetime

import pytest
from backports import zstd
from click.testing import CliRunner

from pipeline.adapters.reader import SourceReader
from pipeline.cli import cli
from pipeline.errors import Rejected, SourceError
from pipeline.model import Fetched

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXT = (
    "The mill at Vellin reopens on Monday after two years.\n\nIts owner, Ines Albrok, expects forty visitors a day. "
    + "More follows. " * 40
)


def record(number: int, body: str = "") -> bytes:
    page = (body or f"<html><body><p>Report {number}.</p></body></html>").encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://desk.example/{number}\r\n"
        f"WARC-Date: 2026-03-02T06:00:00Z\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def read(path, **options) -> list[str]:
    """Return the address of each capture, the reason of each refusal, and `damaged` at the end where something is."""
    found = []
    try:
        for each in SourceReader().read(path, **options):
            found += [each.reason if isinstance(each, Rejected) else each.url.rpartition("/")[2]]
    except SourceError as error:
        found.append(f"damaged: {error}")
    return found


@pytest.mark.parametrize("frames", ["each record", "the whole"])
def test_a_warc_packed_by_zstandard_is_read(tmp_path, frames):
    records = [record(number) for number in range(3)]
    packed = (
        b"".join(map(zstd.compress, records)) if frames == "each record" else zstd.compress(b"".join(records))
    )
    (tmp_path / "night.warc.zst").write_bytes(packed)
    assert read(tmp_path / "night.warc.zst") == ["0", "1", "2"]
    (tmp_path / "night.warc.zst").write_bytes(packed[:-20])
    cut = read(tmp_path / "night.warc.zst")
    assert cut[-1].startswith("damaged")
    assert set(cut[:-1]) <= {"0", "1", "2"}


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_dictionary_at_the_beginning_is_used(tmp_path, is_packed):
    records = [record(number) for number in range(30)]
    dictionary = zstd.train_dict(records * 10, 4_000)
    content = zstd.compress(dictionary.dict_content) if is_packed else dictionary.dict_content
    frame = struct.pack("<II", 0x184D2A5D, len(content)) + content
    frames = [zstd.compress(each, zstd_dict=dictionary) for each in records]
    (tmp_path / "night.warc.zst").write_bytes(frame + b"".join(frames))
    assert read(tmp_path / "night.warc.zst") == [str(number) for number in range(30)]


def test_a_dictionary_of_unbelievable_length_costs_the_file_that_names_it(tmp_path):
    (tmp_path / "night.warc.zst").write_bytes(struct.pack("<II", 0x184D2A5D, 2**31) + b"words")
    (only,) = read(tmp_path / "night.warc.zst")
    assert only == f"damaged: {tmp_path / 'night.warc.zst'}: its dictionary is larger than 67,108,864 bytes"


def test_an_archive_of_a_browser_is_read_and_a_damaged_part_hides_no_other(tmp_path):
    path = tmp_path / "visit.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/a.warc.gz", gzip.compress(record(1)) + gzip.compress(record(2)))
        archive.writestr("archive/b.warc", record(3))
        archive.writestr("archive/c.warc.gz", gzip.compress(record(4))[:-9])
    found = read(path)
    assert found[:3] == ["1", "2", "3"]
    assert "c.warc.gz" in found[-1]
    path.write_bytes(path.read_bytes()[:-30])
    assert read(path)[-1].startswith("damaged")
    (tmp_path / "none.wacz").write_bytes(b"")
    assert read(tmp_path / "none.wacz")[-1].startswith("damaged")


def article(number: int, **more) -> dict:
    return {
        "url": f"https://desk.example/{number}",
        "title": f"Mill {number} & more",
        "text": TEXT,
        "date_publish": "2026-03-01 08:00:00",
        "authors": ["Lotte Marn", "Pavel Quist"],
        "language": "en",
        **more,
    }


def lines(*records: object) -> bytes:
    return "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in records).encode()


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_extracted_articles_become_pages_and_what_is_none_is_counted(tmp_path, name):
    content = lines(
        article(1),
        "no json",
        [1],
        {"url": "https://desk.example/2"},
        {"text": TEXT},
        article(3, text="x" * 3_000_000),
    )
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert read(tmp_path / name) == [
        "1",
        "no_record",
        "no_record",
        "no_record",
        "no_record",
        "record_too_large",
    ]
    assert read(tmp_path) == read(tmp_path / name)


def test_columns_of_other_names_are_those_the_source_says(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines({"where": "https://desk.example/1", "what": TEXT, "text": ""}))
    assert read(tmp_path / "a.jsonl") == ["no_record"]
    assert read(tmp_path / "a.jsonl", columns={"url": "where", "text": "what"}) == ["1"]


def test_a_record_says_when_it_was_fetched_else_its_file_does_and_markup_in_it_is_text(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(
        lines(article(1, fetched_at="2026-03-01T12:00:00Z", title="<script>x</script>"), article(2))
    )
    os.utime(tmp_path / "a.jsonl", (AT.timestamp(),) * 2)
    first, second = SourceReader().read(tmp_path / "a.jsonl")
    assert isinstance(first, Fetched)
    assert (first.fetched_at, second.fetched_at) == (datetime(2026, 3, 1, 12, tzinfo=UTC), AT)
    assert b"<script>" not in first.body
    assert first.content_type == "text/html; charset=utf-8; from=record"


def test_a_table_is_read_as_lines_are(tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="newsfold[parquet] is not installed")
    from pyarrow import parquet

    rows = [
        article(1, date_publish=datetime(2026, 3, 1, 8, tzinfo=UTC)),
        article(2, url=None, date_publish=None),
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet") == ["1", "no_record"]
    (tmp_path / "b.parquet").write_bytes(b"PAR1 is not all")
    assert read(tmp_path / "b.parquet")[-1].startswith("damaged")


def typed(home, *words: str, given: bytes = b"") -> str:
    result = CliRunner(env={"NEWSFOLD_HOME": str(home), "NEWSFOLD_WAREHOUSE": ""}).invoke(
        cli, list(words), input=given, standalone_mode=False
    )
    assert (result.exception, result.return_value) == (None, None), result.output
    return result.output


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "captures"),
    [
        (lines(article(1), article(2)), 2),
        (record(1) + record(2), 2),
        (gzip.compress(record(1)), 1),
        (f"<html><body><h1>Mill</h1><p>{TEXT}</p></body></html>".encode(), 1),
        (f"Mill reopens\n\n{TEXT}".encode(), 1),
    ],
)
def test_what_comes_by_a_pipe_is_read_once(tmp_path, given, captures):
    typed(tmp_path, "ingest", "--source", "-", given=given)
    assert json.loads(typed(tmp_path, "sql", "--json", "SELECT COUNT(*) AS n FROM captures")) == [
        {"n": captures}
    ]
    (source,) = json.loads(typed(tmp_path, "sources", "--json"))
    assert source["enabled"] == 0


def test_nothing_by_a_pipe_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="nothing came"):
        CliRunner(env={"NEWSFOLD_HOME": str(tmp_path)}).invoke(
            cli, ["ingest", "--source", "-"], input=b"", standalone_mode=False, catch_exceptions=False
        )


@pytest.mark.slow
def test_an_extracted_article_keeps_its_title_date_and_authors(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines(article(1)))
    typed(tmp_path / "home", "ingest", "--source", str(tmp_path / "a.jsonl"))
    (row,) = json.loads(
        typed(
            tmp_path / "home",
            "sql",
            "--json",
            "SELECT a.url, v.title, v.published_at, w.name FROM article_versions AS v JOIN articles AS a ON a.article_id = v.article_id JOIN article_authors AS w ON w.capture_id = v.capture_id AND w.position = 0",
        )
    )
    assert row["url"] == "https://desk.example/1"
    assert row["title"] == "Mill 1 & more"
    assert row["published_at"].startswith("2026-03-01T08:00:00")
    assert row["name"] == "Lotte Marn"
