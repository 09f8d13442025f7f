"""Records of a WARC stream are found again behind whatever is no record, in linear time."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters import warc_stream
from pipeline.adapters.warc_stream import Record, RecordStream
from pipeline.errors import Rejected


def record(
    number: int, *, end: bytes = b"\r\n", behind: bytes = b"\r\n\r\n", more: bytes = b"", size: int = 30
) -> bytes:
    content = b"%05d" % number * (size // 5)
    head = [b"WARC/1.1", b"WARC-Type: response", b"WARC-Target-URI: http://desk.example/%d" % number]
    head += [more] if more else []
    head += [b"Content-Length: %d" % len(content), b"", b""]
    return end.join(head) + content + behind


def read(content: bytes) -> tuple[list[int], RecordStream]:
    stream = RecordStream(io.BytesIO(content))
    found = [int(each.content[:5]) for each in stream if isinstance(each, Record)]
    return found, stream


def test_records_follow_each_other():
    assert read(b"".join(map(record, range(4))))[0] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "between",
    [
        b"GARBAGE",
        b"\x00" * 1_000_000,
        b"WARC/1.1\r\n",
        b"WARC/1.1\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 99\r\n\r\nshort",
        b"WARC/1.1\r\nNo-End: yes",
        record(7)[:-20],
        record(7)[:40],
    ],
)
def test_what_is_no_record_costs_itself_and_is_said_once(between):
    found, stream = read(record(1) + between + b"\r\n" + record(2) + record(3))
    assert found == [1, 2, 3]
    assert (len(stream.damages), stream.whole) == (1, 3)
    assert stream.lost_bytes > 0


def test_heads_may_end_their_lines_with_a_line_feed_alone():
    assert read(record(1, end=b"\n", behind=b"\n\n") + record(2) + record(3, behind=b"\n"))[0] == [1, 2, 3]


def test_a_record_that_breaks_off_at_the_end_is_said():
    found, stream = read(record(1) + record(2)[:-10])
    assert found == [1]
    assert "breaks off" in stream.damages[0].why


def test_a_length_that_lies_hides_no_later_record():
    lying = record(5).replace(b"Content-Length: 30", b"Content-Length: 90000")
    found, stream = read(record(1) + lying + record(2) + record(3))
    assert found == [1, 2, 3]
    assert len(stream.damages) == 1


def test_a_record_too_large_to_hold_is_passed_over(monkeypatch):
    monkeypatch.setattr(warc_stream, "MAX_RECORD_BYTES", 10_000)
    stream = RecordStream(io.BytesIO(record(1) + record(2, size=1_000_000) + record(3)))
    first, second, third = stream
    assert isinstance(second, Rejected)
    assert (first.offset, second.reason, third.content[:5]) == (0, "record_too_large", b"00003")
    assert stream.damages == []


@given(st.lists(st.one_of(st.integers(0, 9), st.binary(max_size=30)), max_size=8), st.integers(1, 200))
def test_every_record_between_any_bytes_is_found(parts, chunk):
    """Bytes that are no record's beginning hide none, however the stream is cut into pieces."""
    parts = [part if isinstance(part, int) else part.replace(b"WARC", b"") + b"\n" for part in parts]
    content = b"".join(record(part) if isinstance(part, int) else part for part in parts)

    class Pieces(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, chunk))

    found = [int(each.content[:5]) for each in RecordStream(Pieces(content)) if isinstance(each, Record)]
    assert found == [part for part in parts if isinstance(part, int)]


@pytest.mark.parametrize(
    "poison",
    [
        b"WARC/1.0\n",
        b"\r\n",
        b"WARC/1.0\r\nContent-Length: 60000000\r\n\r\n",
        b"WARC/1.0\nA: b\n" + b"x" * 50 + b"\n",
        b"\nWARC/1.0\r\nContent-Length: 3\r\n\r\nabcdefgh",
    ],
)
def test_poison_costs_in_proportion_to_its_length(poison):
    def seconds(length: int) -> float:
        stream = RecordStream(io.BytesIO(poison * (length // len(poison))))
        began = time.process_time()
        assert not list(stream)
        return time.process_time() - began

    seconds(100_000)
    assert seconds(8_000_000) < 8 * 4 * max(seconds(1_000_000), 0.02)


def test_after_too_much_garbage_in_a_row_the_search_ends(monkeypatch):
    monkeypatch.setattr(warc_stream, "MAX_GARBAGE_BYTES", 1 << 20)
    found, stream = read(record(1) + b"x" * (4 << 20) + record(2))
    assert found == [1]
    assert stream.damages
