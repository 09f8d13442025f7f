"""WARC records and the gzip members they stand in: bytes to answers, and answers to bytes.

Both WARC readers in use elsewhere end quietly where a file was cut off, so members are inflated here, one at a time,
and a record counts only when its member ended with the right checksum and is as long as it says. fastwarc then reads
the record; warcio writes it.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from http import HTTPStatus
from typing import IO, TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from pipeline.errors import Rejected
from pipeline.model import Fetched
from pipeline.parsing.codings import decode_body, join_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

MAX_RECORD_BYTES = 64 << 20
"""A record larger than this is passed over: no page of news is, and one must never fill the memory."""

GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK_BYTES = 1 << 18
_GZIP_WINDOW = 31
_GZIP_LEVEL = 6  # level 9, warcio's own, takes three times as long for 1 % less

_DROPPED_HEADERS = frozenset(
    {
        *("content-encoding", "transfer-encoding", "content-length"),  # of codings that are no longer there
        *("set-cookie", "set-cookie2"),  # secrets
    }
)


def inflate(file: IO[bytes] | FileIO, offset: int) -> tuple[bytes, int]:
    """Return the gzip member that begins at `offset` and where it ends.

    Raise ValueError when the file ends first, zlib.error when it is damaged, Rejected (with its end as detail) when
    it is too large to hold.
    """
    file.seek(offset)
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    parts: list[bytes] = []
    length = 0
    end = offset
    waiting = b""
    while not inflater.eof:
        if not waiting and not (waiting := file.read(_CHUNK_BYTES)):
            raise ValueError("the file breaks off inside a record")
        part = inflater.decompress(waiting, _CHUNK_BYTES)
        left = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        end += len(waiting) - len(left)
        waiting = left
        length += len(part)
        if length <= MAX_RECORD_BYTES:
            parts.append(part)
        else:
            parts.clear()
    if length > MAX_RECORD_BYTES:
        raise Rejected("record_too_large", str(end))
    return b"".join(parts), end


def next_member(file: IO[bytes], offset: int, size: int) -> int:
    """Return where the next gzip member may begin, or `size`."""
    overlap = len(GZIP_MAGIC) - 1
    while offset < size:
        file.seek(offset)
        found = file.read(_CHUNK_BYTES).find(GZIP_MAGIC)
        if found >= 0:
            return offset + found
        offset += _CHUNK_BYTES - overlap
    return size


def answers_in(stream: IO[bytes]) -> Iterator[Fetched | Rejected]:
    """Yield the answer of each response record; raise ValueError or OSError where the stream is no whole WARC."""
    found = 0
    for record in ArchiveIterator(stream, parse_http=False):
        found += 1
        length = int(record.headers.get("Content-Length") or -1)
        if length > MAX_RECORD_BYTES:
            yield Rejected("record_too_large", _target_of(record))
            continue
        content = record.reader.read()
        if len(content) != length:
            raise ValueError(f"the file breaks off inside the record at byte {record.stream_pos}")
        if record.record_type == WarcRecordType.response:
            try:
                yield _answer_of(record, content)
            except Rejected as refused:
                yield refused
    if not found:
        raise ValueError("no WARC record")


def _answer_of(record: WarcRecord, content: bytes) -> Fetched:
    url = _target_of(record)
    record.set_bytes_content(content)
    record.parse_http()
    if record.http_headers is None or not record.http_headers.status_code:
        raise Rejected("not_http", url)
    if record.headers.get("WARC-Truncated"):
        raise Rejected("body_truncated", url)
    if record.record_date is None:
        raise Rejected("no_capture_date", url)
    headers = {name.lower(): value for name, value in record.http_headers.astuples()}
    body = record.reader.read()
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    return Fetched(
        url=url,
        fetched_at=record.record_date,
        http_status=record.http_headers.status_code,
        headers={name: value for name, value in headers.items() if name not in _DROPPED_HEADERS},
        body=decode_body(body, headers.get("content-encoding", ""), MAX_RECORD_BYTES),
    )


def _target_of(record: WarcRecord) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<> ")


def member_of(record: Fetched) -> bytes:
    """Return the record as one gzip member; the same record gives the same bytes."""
    status = f"{record.http_status} {_phrase(record.http_status)}"
    headers = [
        (name, value) for name, value in record.headers.items() if name.lower() not in _DROPPED_HEADERS
    ]
    date = record.fetched_at.isoformat().replace("+00:00", "Z")
    identity = f"{record.url} {date} {hashlib.sha256(record.body).hexdigest()}"
    warc_headers = {"WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, identity)}>"}
    writer = BufferWARCWriter(gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            record.url,
            "response",
            payload=io.BytesIO(record.body),
            length=len(record.body),
            warc_headers_dict=warc_headers,
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        )
    )
    return zlib.compress(writer.get_contents(), _GZIP_LEVEL, wbits=_GZIP_WINDOW)


def _phrase(http_status: int) -> str:
    try:
        return HTTPStatus(http_status).phrase
    except ValueError:
        return "Unknown"
