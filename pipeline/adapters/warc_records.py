"""WARC records and the gzip members they stand in: bytes to answers, and answers to bytes.

Both WARC readers in use elsewhere end quietly where a file was cut off, so members are inflated here, one at a time,
and a record counts only when its member ended with the right checksum and is as long as it says. fastwarc then reads
the record; warcio writes it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from pipeline.errors import Rejected
from pipeline.model import Fetched
from pipeline.parsing.codings import GZIP_MAGIC, decode_body, join_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

MAX_RECORD_BYTES = 64 << 20
"""A record larger than this is passed over: no page of news is, and one must never fill the memory."""

_CHUNK_BYTES = 1 << 18
_GZIP_WINDOW = 31
_GZIP_LEVEL = 6  # level 9, warcio's own, takes three times as long for 1 % less

_DROPPED_HEADERS = frozenset(
    {
        *("content-encoding", "transfer-encoding", "content-length"),  # of codings that are no longer there
        *("set-cookie", "set-cookie2"),  # secrets
    }
)


_MAX_HEAD_BYTES = 24 * 1024
"""Of an answer's head that fastwarc is given; it refuses a record whose head is longer than 32 KB."""
_MAX_LINE_BYTES = 4 * 1024
"""Of a line of a head that is longer than that: what newsfold asks a head for is far shorter."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")

_MARKUP_TYPES = ("text/html", "application/xhtml")
"""Of resources, which archives keep without an answer's head, those that may be pages."""


class GzipMember(io.RawIOBase):
    """The content of the gzip member that begins at `offset`, as a stream: some pack a whole file as one member.

    Reading raises ValueError when the file ends first, zlib.error when it is damaged.
    """

    def __init__(self, file: IO[bytes] | FileIO, offset: int) -> None:
        self._file = file
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._waiting = b""
        self._position = 0
        file.seek(offset)

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def seekable(self) -> bool:
        """Return that it is, though forward only: fastwarc passes over what it does not read."""
        return True

    def tell(self) -> int:
        """Return how much has been read."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Read on to this place; raise ValueError for a place that lies behind, or is counted from the end."""
        target = offset + (self._position if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self._position:
            raise ValueError("a packed stream cannot be read backwards")
        while self._position < target and self.read(min(target - self._position, _CHUNK_BYTES)):
            pass
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next and return how much that is, 0 at the end of the member."""
        part = b""
        while not part and not self._inflater.eof:
            self._waiting = self._waiting or self._file.read(_CHUNK_BYTES)
            if not self._waiting:
                raise ValueError("the file breaks off inside a record")
            part = self._inflater.decompress(self._waiting, len(buffer))
            self._waiting = self._inflater.unconsumed_tail
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)


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
    """Yield the answer of each response record, and each resource that is a page; raise ValueError or OSError where the stream is no whole WARC."""
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
        try:
            if record.record_type == WarcRecordType.response:
                yield _answer_of(record, content)
            elif record.record_type == WarcRecordType.resource and _may_be_page(record):
                yield _resource_of(record, content)
        except Rejected as refused:
            yield refused
    if not found:
        raise ValueError("no WARC record")


def _may_be_page(record: WarcRecord) -> bool:
    is_markup = str(record.headers.get("Content-Type") or "").lower().startswith(_MARKUP_TYPES)
    return is_markup and _target_of(record).lower().startswith(("http://", "https://"))


def _resource_of(record: WarcRecord, content: bytes) -> Fetched:
    """Return a page that an archive keeps without the head of its answer (WARC 1.1, 6.4)."""
    url = _target_of(record)
    _refuse_incomplete(record, url)
    return Fetched(
        url=url,
        fetched_at=record.record_date,
        http_status=200,
        headers={"content-type": str(record.headers.get("Content-Type"))},
        body=decode_body(content, "", MAX_RECORD_BYTES),
    )


def _refuse_incomplete(record: WarcRecord, url: str) -> None:
    if record.headers.get("WARC-Truncated"):
        raise Rejected("body_truncated", url)
    if record.record_date is None:
        raise Rejected("no_capture_date", url)


def _answer_of(record: WarcRecord, content: bytes) -> Fetched:
    url = _target_of(record)
    record.set_bytes_content(_with_short_head(content))
    record.parse_http()
    if record.http_headers is None or not record.http_headers.status_code:
        raise Rejected("not_http", url)
    _refuse_incomplete(record, url)
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


def _with_short_head(content: bytes) -> bytes:
    """Return the answer, without the longest lines of its head where that is long: policies and lists of links."""
    end = _HEAD_END.search(content)
    if end is None or end.start() <= _MAX_HEAD_BYTES:
        return content
    kept: list[bytes] = []
    length = 0
    for line in content[: end.start()].splitlines():
        if len(line) <= _MAX_LINE_BYTES and length + len(line) <= _MAX_HEAD_BYTES:
            kept.append(line)
            length += len(line)
    return b"\r\n".join(kept) + b"\r\n\r\n" + content[end.end() :]


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
