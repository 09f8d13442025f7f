from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters import warc_stream
from pipeline.adapters.warc import IN_VAIN_BYTES, IN_VAIN_TIMES, WarcArchive, read_open_warc, read_warc
from pipeline.errors import NewsfoldError, Rejected, SourceError
from pipeline.model import Fetched
from pipeline.parsing.codings import GZIP_MAGIC, ZSTD_MAGIC

NAME = "captures/2026/03/02/desk.warc.gz"


def page(number: int, body: bytes | None = None, **changes) -> Fetched:
    values = {
        "url": f"https://desk.example/story-{number}",
        "fetched_at": datetime(2026, 3, 2, 4, 5, number % 60, tzinfo=UTC),
        "http_status": 200,
        "headers": {"content-type": "text/html; charset=utf-8"},
        "body": f"<p>Story number {number}</p>".encode() * 20 if body is None else body,
    }
    return Fetched(**(values | changes))


def written(tmp_path: Path, count: int = 5) -> tuple[Path, list[int]]:
    locations = WarcArchive(tmp_path).append(NAME, [page(number) for number in range(count)])
    return tmp_path / NAME, [offset for _, offset in locations]


def whole_and_error(path: Path) -> tuple[list[Fetched], str]:
    found = []
    with pytest.raises(SourceError) as caught:  # noqa: PT012 - what came first counts
        for record in read_warc(path):
            found.append(record)  # noqa: PERF402 - a list display would keep nothing
    return found, str(caught.value)


@pytest.mark.parametrize("name", ["night.warc", "night.warc.gz"])
def test_a_file_without_any_record_says_that_nothing_came_of_it(tmp_path, name):
    (tmp_path / name).touch()
    assert whole_and_error(tmp_path / name) == (
        [],
        f"{tmp_path / name}: incomplete: no WARC record; nothing in it could be read",
    )


def test_what_is_appended_can_be_read_by_its_place(tmp_path):
    archive = WarcArchive(tmp_path)
    pages = [page(1), page(2, b""), page(3, os.urandom(5000)), page(4, http_status=404)]
    locations = archive.append(NAME, pages[:2]) + archive.append(NAME, pages[2:])
    assert [archive.read(*location) for location in locations] == pages
    assert list(read_warc(tmp_path / NAME)) == pages


def test_damage_in_the_archive_hides_no_record_behind_it(tmp_path):
    path, offsets = written(tmp_path, 4)
    content = bytearray(path.read_bytes())
    content[offsets[1] + 40] ^= 0xFF
    path.write_bytes(content)
    archive = WarcArchive(tmp_path)
    assert archive.files() == [NAME]
    found = dict(archive.records(NAME))
    assert {at: each for at, each in found.items() if isinstance(each, Fetched)} == {
        offset: page(number) for number, offset in enumerate(offsets) if number != 1
    }
    assert [each.reason for each in found.values() if isinstance(each, Rejected)] == ["record_damaged"]


@given(
    # A body that begins as a packed one does is refused; a test below holds that.
    body=st.binary(max_size=200).filter(lambda body: not body.startswith((GZIP_MAGIC, ZSTD_MAGIC))),
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    value=st.text("abc ;=/-", max_size=20).map(str.strip),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_answer_comes_back_unchanged(tmp_path, body, moment, value):
    archive = WarcArchive(tmp_path)
    answer = page(1, body, fetched_at=moment, headers={"x-note": value})
    assert archive.read(*archive.append(NAME, [answer])[0]) == answer


def test_other_programs_can_read_the_archive(tmp_path):
    path, _ = written(tmp_path, 3)
    with path.open("rb") as file:
        records = list(ArchiveIterator(file))
        assert [record.headers["WARC-Target-URI"] for record in records] == [page(n).url for n in range(3)]
    with path.open("rb") as file:
        assert all(record.verify_block_digest() for record in ArchiveIterator(file, parse_http=False))


def test_cookies_are_not_kept(tmp_path):
    archive = WarcArchive(tmp_path)
    location = archive.append(NAME, [page(1, headers={"Set-Cookie": "session=secret", "x": "y"})])[0]
    assert archive.read(*location).headers == {"x": "y"}
    assert b"secret" not in gzip.decompress((tmp_path / NAME).read_bytes())


def test_half_a_record_left_by_a_crash_is_cut_off_before_the_next(tmp_path):
    path, offsets = written(tmp_path)
    with path.open("r+b") as file:
        file.truncate(offsets[-1] + 30)
    locations = WarcArchive(tmp_path).append(NAME, [page(9)])
    assert locations == [(NAME, offsets[-1])]
    assert [record.url for record in read_warc(path)] == [page(n).url for n in (0, 1, 2, 3, 9)]


def test_two_writers_never_write_over_each_other(tmp_path):
    one, other = WarcArchive(tmp_path), WarcArchive(tmp_path)
    locations = [
        archive.append(NAME, [page(number)])[0] for number, archive in enumerate([one, other, one, other])
    ]
    assert [one.read(*location).url for location in locations] == [page(number).url for number in range(4)]


def test_a_file_that_was_removed_and_begun_anew_meanwhile_is_not_cut(tmp_path):
    """As a pruning and another run do between two batches of ours."""
    ours, others = WarcArchive(tmp_path), WarcArchive(tmp_path)
    ours.append(NAME, [page(1)])
    WarcArchive(tmp_path).remove(NAME)
    others.append(NAME, [page(number, b"a longer page " * number) for number in (2, 3, 4)])
    ours.append(NAME, [page(5)])
    assert [record.url for record in read_warc(tmp_path / NAME)] == [
        page(number).url for number in (2, 3, 4, 5)
    ]


def test_after_a_record_too_large_to_read_others_are_still_written(tmp_path, monkeypatch):
    WarcArchive(tmp_path).append(NAME, [page(1), page(2, b"x" * 100_000)])
    monkeypatch.setattr(warc_stream, "MAX_RECORD_BYTES", 50_000)
    location = WarcArchive(tmp_path).append(NAME, [page(3)])[0]
    assert WarcArchive(tmp_path).read(*location).url == page(3).url
    assert WarcArchive(tmp_path).read(NAME, 0).url == page(1).url


def test_a_failed_append_leaves_nothing_behind(tmp_path):
    path, _ = written(tmp_path, 2)
    size = path.stat().st_size

    def pages():
        yield page(3)
        raise OSError(28, "No space left on device")

    with pytest.raises(NewsfoldError, match="No space left"):
        WarcArchive(tmp_path).append(NAME, pages())
    assert path.stat().st_size == size


FULL_DISK = """
import random, resource, signal, sys
from pathlib import Path
from pipeline.adapters.warc import WarcArchive
from pipeline.errors import NewsfoldError
from tests.unit.adapters.test_warc import NAME, page

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
archive = WarcArchive(Path(sys.argv[1]))
archive.append(NAME, [page(1)])
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    archive.append(NAME, [page(2), page(3, random.Random(7).randbytes(50_000))])
except NewsfoldError as error:
    print("refused:", error)
archive.append(NAME, [page(4)])
try:
    with archive.hold(f"https://example.org/{number}" for number in range(1_000)):
        print("held")
except NewsfoldError as error:
    print("not held:", error)
with archive.hold(["https://example.org/1"]) as held:
    print("held alone:", *held)
"""


def test_a_full_disk_leaves_nothing_torn_behind(tmp_path):
    """A process whose files may not grow beyond 10,000 bytes meets the same error as one on a full disk."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[3],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "refused: cannot write to the archive" in done.stdout
    assert "not held: cannot write to the archive" in done.stdout
    assert "held alone: https://example.org/1" in done.stdout
    assert list((tmp_path / "held").iterdir()) == []
    assert [record.url for record in read_warc(tmp_path / NAME)] == [page(1).url, page(4).url]


@pytest.mark.parametrize(
    "name", ["../outside.warc.gz", "/tmp/outside.warc.gz", "captures/../../outside.warc.gz"]
)
def test_no_archive_lies_outside_the_home_folder(tmp_path, name):
    with pytest.raises(SourceError, match="no archive below"):
        WarcArchive(tmp_path / "home").append(name, [page(1)])


@pytest.mark.parametrize("offset", [1, 10_000_000])
def test_a_wrong_offset_is_an_error_and_no_wrong_capture(tmp_path, offset):
    written(tmp_path, 2)
    with pytest.raises(SourceError, match=f"byte {offset}"):
        WarcArchive(tmp_path).read(NAME, offset)


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"desk\.warc\.gz is missing"):
        WarcArchive(tmp_path).read(NAME, 0)


def test_a_cut_file_yields_what_is_whole_and_then_says_where_it_ends(tmp_path):
    path, offsets = written(tmp_path)
    os.truncate(path, path.stat().st_size - 20)
    found, error = whole_and_error(path)
    assert [record.url for record in found] == [page(n).url for n in range(4)]
    assert f"byte {offsets[4]}" in error
    assert str(path) in error


def test_a_flipped_byte_costs_one_record_and_no_more(tmp_path):
    path, offsets = written(tmp_path)
    data = bytearray(path.read_bytes())
    data[offsets[2] + 60] ^= 0xFF
    path.write_bytes(data)
    found, error = whole_and_error(path)
    assert [record.url for record in found] == [page(n).url for n in (0, 1, 3, 4)]
    assert f"byte {offsets[2]}" in error


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_damage_makes_a_record_up(tmp_path, data):
    """Whatever byte is changed, every record that is yielded is one that was written."""
    folder = tmp_path / "hurt"
    path, _ = written(tmp_path, 3)
    hurt = bytearray(path.read_bytes())
    hurt[data.draw(st.integers(0, len(hurt) - 1))] ^= data.draw(st.integers(1, 255))
    folder.mkdir(exist_ok=True)
    (folder / "x.warc.gz").write_bytes(hurt)
    path.unlink()
    pages = [page(number) for number in range(3)]
    try:
        for record in read_warc(folder / "x.warc.gz"):
            assert record in pages
    except SourceError:
        pass


def test_plain_files_are_read_and_their_end_is_checked_too(tmp_path):
    path, _ = written(tmp_path, 3)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    assert [record.url for record in read_warc(plain)] == [page(n).url for n in range(3)]
    os.truncate(plain, plain.stat().st_size - 30)
    found, error = whole_and_error(plain)
    assert [record.url for record in found] == [page(n).url for n in range(2)]
    assert "breaks off" in error


def test_what_is_no_warc_is_said_to_be_none(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(b"just text"))
    assert whole_and_error(path)[0] == []
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_warc(tmp_path / "missing.warc.gz"))


def record_bytes(
    headers: str, body: bytes, kind: str = "response", date: str = "2026-03-02T00:00:00Z"
) -> bytes:
    content = headers.replace("\n", "\r\n").encode() + b"\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://desk.example/a\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + content + b"\r\n\r\n")


def only(tmp_path: Path, member: bytes) -> Fetched | Rejected:
    path = tmp_path / "one.warc.gz"
    path.write_bytes(member)
    (record,) = read_warc(path)
    return record


@pytest.mark.parametrize("body", [b"5\r\nhello\r\n3;x=y\r\n, w\r\n0\r\n\r\n", b"hello, w"])
def test_chunks_are_joined_where_the_header_tells_the_truth(tmp_path, body):
    record = only(tmp_path, record_bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", body))
    assert record.body == b"hello, w"
    assert "transfer-encoding" not in record.headers


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "utf-8"])
def test_a_body_that_was_stored_unpacked_is_read_whatever_its_label(tmp_path, coding):
    record = only(tmp_path, record_bytes(f"HTTP/1.1 200 OK\nContent-Encoding: {coding}\n", b"<p>hello</p>"))
    assert record.body == b"<p>hello</p>"


def test_a_page_kept_without_the_head_of_its_answer_is_a_page(tmp_path):
    page = gzip.decompress(record_bytes("<p>hello</p>", b"", kind="resource"))
    record = only(tmp_path, gzip.compress(page.replace(b"application/http", b"text/html", 1)))
    assert (record.http_status, record.content_type) == (200, "text/html")
    assert record.body.startswith(b"<p>hello</p>")


def test_a_record_with_a_long_head_is_read_without_its_longest_lines(tmp_path):
    long = "X-Policy: " + "y" * 40_000
    many = "\n".join(f"X-{n}: " + "z" * 3_000 for n in range(20))
    head = f"HTTP/1.1 200 OK\n{long}\nContent-Type: text/html\n{many}\n"
    record = only(tmp_path, record_bytes(head, b"<p>hello</p>"))
    assert (record.body, record.content_type) == (b"<p>hello</p>", "text/html")
    assert "x-policy" not in record.headers


def test_a_file_packed_as_one_member_is_read_record_by_record(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_stream, "MAX_RECORD_BYTES", 1 << 16)
    path = tmp_path / "x.warc.gz"
    records = [record_bytes("HTTP/1.1 200 OK\n", bytes([65 + n]) * 9_000) for n in range(20)]
    path.write_bytes(gzip.compress(b"".join(map(gzip.decompress, records))) + records[0])
    assert [record.body[:1] for record in read_warc(path)] == [bytes([65 + n]) for n in (*range(20), 0)]


def test_damage_in_a_large_member_is_named_and_costs_only_what_follows_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_stream, "MAX_RECORD_BYTES", 1 << 16)
    path = tmp_path / "x.warc.gz"
    records = [record_bytes("HTTP/1.1 200 OK\n", bytes([65 + n]) * 9_000) for n in range(20)]
    whole = b"".join(map(gzip.decompress, records))
    path.write_bytes(gzip.compress(whole[:-5_000]) + records[0])
    found, error = whole_and_error(path)
    assert len(found) == 20
    assert "damaged in the member at byte 0" in error


def test_a_compressed_body_is_kept_decoded(tmp_path):
    body = gzip.compress(b"hello")
    assert only(tmp_path, record_bytes("HTTP/1.1 200 OK\nContent-Encoding: gzip\n", body)).body == b"hello"


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (
            record_bytes("HTTP/1.1 200 OK\nContent-Encoding: gzip\n", gzip.compress(b"x" * 99)[:-9]),
            "body_truncated",
        ),
        (record_bytes("HTTP/1.1 200 OK\nContent-Encoding: snappy\n", b"\0\1\2" * 9), "unknown_encoding"),
        (record_bytes("HTTP/1.1 200 OK\nContent-Encoding: br\n", b"\0\1\2" * 9), "body_damaged"),
        (
            record_bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"5\r\nhello\r\n9\r\nx"),
            "body_truncated",
        ),
        (record_bytes("HTTP/1.1 200 OK\n", b"x", date="yesterday"), "no_capture_date"),
        (record_bytes("20260302 answer of a name server", b"x"), "not_http"),
    ],
)
def test_a_record_that_is_no_usable_answer_is_rejected_by_name(tmp_path, member, reason):
    record = only(tmp_path, member)
    assert isinstance(record, Rejected)
    assert record.reason == reason


def test_requests_and_notes_of_the_crawler_are_no_captures(tmp_path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(record_bytes("GET / HTTP/1.1\n", b"", kind="request"))
    assert list(read_warc(path)) == []


def test_a_huge_record_is_passed_over_in_little_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_stream, "MAX_RECORD_BYTES", 1 << 16)
    path = tmp_path / "x.warc.gz"
    bomb = zlib.compress(b"\x00" * (8 << 20), 9, wbits=31)
    path.write_bytes(record_bytes("HTTP/1.1 200 OK\n", b"a") + bomb + record_bytes("HTTP/1.1 200 OK\n", b"b"))
    first, second, third = read_warc(path)
    assert (first.body, second.reason, third.body) == (b"a", "record_too_large", b"b")


def test_of_a_cut_member_the_records_that_others_followed_are_kept(tmp_path):
    path = tmp_path / "x.warc.gz"
    records = [gzip.decompress(record_bytes("HTTP/1.1 200 OK\n", os.urandom(3_000))) for _ in range(5)]
    path.write_bytes(gzip.compress(b"".join(records))[:-2_000])
    found, error = whole_and_error(path)
    assert len(found) == 4
    assert "damaged at byte 0 (the file breaks off inside a record)" in error


def test_of_a_member_with_a_changed_byte_nothing_is_kept(tmp_path):
    """The byte may stand in any of its records, and in the head of one, which no digest covers."""
    written(tmp_path, 5)
    packed = bytearray(zlib.compress(gzip.decompress((tmp_path / NAME).read_bytes()), 0, wbits=31))
    packed[packed.index(b"Story number 3")] ^= 1
    (tmp_path / "x.warc.gz").write_bytes(packed)
    found, error = whole_and_error(tmp_path / "x.warc.gz")
    assert found == []
    assert "damaged at byte 0" in error


@pytest.mark.parametrize("packs", [gzip.compress, bytes])
def test_garbage_between_records_costs_no_record_and_is_counted(tmp_path, packs):
    records = [gzip.decompress(record_bytes("HTTP/1.1 200 OK\n", b"<p>%d</p>" % n)) for n in range(3)]
    path = tmp_path / ("x.warc.gz" if packs is gzip.compress else "x.warc")
    path.write_bytes(packs(b"GARBAGE\n".join(records)))
    found, error = whole_and_error(path)
    assert [record.body for record in found] == [b"<p>0</p>", b"<p>1</p>", b"<p>2</p>"]
    assert "and 1 more damaged parts, 16 bytes passed over; its whole records were kept" in error


class Counted(io.BytesIO):
    """A file that counts how many bytes were read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


def test_heads_within_heads_cost_a_multiple_of_the_file_and_no_record_before_them():
    """Every fifteen bytes a member begins that is damaged far behind: 600 KB took 31 seconds, the square of its size."""
    length = 65_535 - (65_535 + 15 - 10) % 15  # of a stored part, such that it ends where a head ends
    nest = bytes.fromhex("1f8b0800000000000003") + b"\0" + struct.pack("<HH", length, length ^ 0xFFFF)
    file = Counted(record_bytes("HTTP/1.1 200 OK\n", b"<p>told</p>") + nest * 40_000)
    found = []
    with pytest.raises(SourceError, match="bytes passed over; its whole records were kept"):  # noqa: PT012
        for record in read_open_warc(file, "nest.warc.gz"):
            found.append(record.body)  # noqa: PERF401 - a list display would keep nothing
    assert found == [b"<p>told</p>"]
    assert file.taken < 2 * (IN_VAIN_BYTES + IN_VAIN_TIMES * len(file.getvalue()))


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("0001-01-01T00:00:00Z", "no_capture_date"),
        ("0001-01-01T00:00:00+14:00", "no_capture_date"),
        ("1989-12-31T23:59:59Z", "no_capture_date"),
        ("2026-13-01T00:00:00Z", "no_capture_date"),
        ("", "no_capture_date"),
    ],
)
def test_a_date_from_before_the_web_is_none(tmp_path, date, reason):
    record = only(tmp_path, record_bytes("HTTP/1.1 200 OK\n", b"x", date=date))
    assert isinstance(record, Rejected)
    assert record.reason == reason


def test_heads_with_line_feeds_alone_are_read(tmp_path):
    content = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>hello</p>"
    head = gzip.decompress(record_bytes("", b"")).partition(b"\r\nContent-Length")[0].replace(b"\r\n", b"\n")
    head += b"\nContent-Length: %d" % len(content)
    record = only(tmp_path, head + b"\n\n" + content + b"\n\n")
    assert (record.content_type, record.body) == ("text/html", b"<p>hello</p>")


def test_bytes_that_are_no_utf8_cost_a_header_and_no_record(tmp_path):
    raw = gzip.decompress(record_bytes("HTTP/1.1 200 OK\nX-Note: a\nX-Name: b\n", b"<p>hello</p>"))
    raw = raw.replace(b"X-Note: a", b"X-Note: \xe9").replace(b"X-Name", b"X-N\xe9me")
    raw = raw.replace(b"desk.example/a", b"desk.example/\xe9").replace(b"WARC-Record-ID", b"X-\xff\xfe")
    record = only(tmp_path, gzip.compress(raw))
    assert (record.url, record.headers) == ("https://desk.example/%E9", {"x-note": "é"})
    assert WarcArchive(tmp_path).read(*WarcArchive(tmp_path).append(NAME, [record])[0]) == record


def test_an_answer_that_would_not_read_as_it_was_is_refused_and_the_others_are_kept(tmp_path):
    swollen = gzip.compress(b"packed within packed")
    archive = WarcArchive(tmp_path)
    first, broken, last = archive.append(NAME, [page(1), page(2, swollen), page(3)])
    assert isinstance(broken, Rejected)
    assert broken.reason == "broken_record"
    assert broken.detail == "it does not read as it was written (other body): https://desk.example/story-2"
    assert [archive.read(*location) for location in (first, last)] == [page(1), page(3)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"url": " https://desk.example/story-1"}, "other url"),
        ({"http_status": 42}, "not_http: https://desk.example/story-1"),
    ],
)
def test_a_refused_answer_says_what_did_not_come_back(tmp_path, changes, why):
    """A whole file was refused once, and nothing said for what."""
    (refused,) = WarcArchive(tmp_path).append(NAME, [page(1, **changes)])
    assert isinstance(refused, Rejected)
    assert f"({why})" in refused.detail
