"""WARC records and the gzip members they stand in: bytes to answers, and answers to bytes.

Readers in use elsewhere end quietly where a file was cut off, so members are inflated here, one at a time, and a record
counts only when its member ended with the right checksum and is as long as it says. What is written is read again
before it goes to the disk, so that whatever is kept can be read.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zlib
from dataclasses import fields, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from pipeline.adapters import warc_stream
from pipeline.adapters.warc_stream import Record, RecordStream, field_lines
from pipeline.crawling.headers import kept_headers
from pipeline.errors import Rejected, broken_record
from pipeline.model import Fetched, PackedRecord
from pipeline.parsing.codings import GZIP_MAGIC, decode_body, join_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO

_CHUNK_BYTES = 1 << 18
_GZIP_WINDOW = 31
_GZIP_LEVEL = 6  # level 9 takes three times as long for 1 % less

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nobody fetched a page before there was a web; a date before it was never a date, and has no days before it."""

_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t][^\n]*)?\r?(?:\n|\Z)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")

_MARKUP_TYPES = ("text/html", "application/xhtml")
"""Of resources, which archives keep without an answer's head, those that may be pages."""


class MemberDamagedError(ValueError):
    """A gzip member does not end, or not as it says.

    `prefix` is what came of one that the end of the file cut off, `reached` the offset up to which it was read, and
    `spent` how many bytes, packed and unpacked, were gone through in vain.
    """

    def __init__(self, why: str, prefix: bytes, reached: int, spent: int) -> None:
        super().__init__(why)
        self.prefix, self.reached, self.spent = prefix, reached, spent


class GzipMember(io.RawIOBase):
    """The content of the gzip member that begins at `offset`, as a stream: some pack a whole file as one member.

    Reading raises ValueError when the file ends first, zlib.error when it is damaged.
    """

    def __init__(self, file: IO[bytes] | FileIO, offset: int) -> None:
        self._file = file
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._waiting = b""
        file.seek(offset)

    def readable(self) -> bool:
        """Return that it is."""
        return True

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
        return len(part)


def inflate(file: IO[bytes] | FileIO, offset: int) -> tuple[bytes, int]:
    """Return the gzip member that begins at `offset` and where it ends.

    Raise MemberDamagedError when the file ends first or it is damaged, Rejected (with its end as detail) when it is too
    large to hold.
    """
    file.seek(offset)
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    parts: list[bytes] = []
    length = 0
    end = offset
    waiting = b""
    while not inflater.eof:
        if not waiting and not (waiting := file.read(_CHUNK_BYTES)):
            why = "the file breaks off inside a record"
            raise MemberDamagedError(why, b"".join(parts), end, end - offset + length)
        try:
            part = inflater.decompress(waiting, _CHUNK_BYTES)
        except zlib.error as error:
            reached = end + len(waiting)
            raise MemberDamagedError(str(error), b"", reached, reached - offset + length) from error
        left = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        end += len(waiting) - len(left)
        waiting = left
        length += len(part)
        if length <= warc_stream.MAX_RECORD_BYTES:
            parts.append(part)
        else:
            parts.clear()
    if length > warc_stream.MAX_RECORD_BYTES:
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


def records_at(file: IO[bytes], size: int) -> Iterator[tuple[int, Fetched | Rejected]]:
    """Yield the answer of each whole member of an archive file with its offset, and a Rejected where one is damaged."""
    offset = 0
    while offset < size:
        try:
            member, end = inflate(file, offset)
            (answer,) = answers_in(RecordStream(io.BytesIO(member)))
        except Rejected as too_large:
            answer, end = too_large, int(too_large.detail)
        except MemberDamagedError as error:
            answer, end = Rejected("record_damaged", str(error)), next_member(file, offset + 1, size)
        except ValueError:  # a member of another maker, of no answer or of several
            answer = Rejected("not_one_record", "")
        yield offset, answer
        offset = end


def answers_in(records: Iterable[Record | Rejected]) -> Iterator[Fetched | Rejected]:
    """Yield the answer of each response record, and each resource that is a page; a Rejected for what is no usable one."""
    for record in records:
        if isinstance(record, Rejected):
            yield record
        elif (answer := _answer_or_refusal(record)) is not None:
            yield answer


def records_of(cut: MemberDamagedError) -> list[Record]:
    """Return the whole records of a member that was cut off: those behind which another began.

    Where a byte was changed there are none: it may have changed any record of its member, and a digest would prove the
    content of one, not its address or time.
    """
    stream = RecordStream(io.BytesIO(cut.prefix))
    records = [record for record in stream if isinstance(record, Record)]
    return records if stream.damages else records[:-1]


def _answer_or_refusal(record: Record) -> Fetched | Rejected | None:
    """Return what a record holds; a fault that nobody foresaw costs this record alone."""
    try:
        kind = record.headers.get("warc-type", "").lower()
        if kind == "response":
            return _answer_of(record)
        return _resource_of(record) if kind == "resource" and _may_be_page(record) else None
    except Rejected as refused:
        return refused
    except Exception as fault:  # noqa: BLE001 - the edge of a record that a stranger wrote
        return broken_record(fault, record.target)


def _may_be_page(record: Record) -> bool:
    is_markup = record.headers.get("content-type", "").lower().startswith(_MARKUP_TYPES)
    return is_markup and record.target.lower().startswith(("http://", "https://"))


def _resource_of(record: Record) -> Fetched:
    """Return a page that an archive keeps without the head of its answer (WARC 1.1, 6.4)."""
    fetched_at = _moment_of(record)
    return Fetched(
        url=record.target,
        fetched_at=fetched_at,
        http_status=200,
        headers=kept_headers([("content-type", record.headers.get("content-type", ""))]),
        body=decode_body(record.content, "", warc_stream.MAX_RECORD_BYTES),
    )


def _moment_of(record: Record) -> datetime:
    """Return when it was captured; raise Rejected where it does not say, or is not all that was captured."""
    if record.headers.get("warc-truncated"):
        raise Rejected("body_truncated", record.target)
    try:
        date = datetime.fromisoformat(record.headers.get("warc-date", ""))
        moment = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Rejected("no_capture_date", record.target) from None
    if moment < EARLIEST:
        raise Rejected("no_capture_date", f"{record.target}: {moment.isoformat()}")
    return moment


def _answer_of(record: Record) -> Fetched:
    content = record.content
    status = _STATUS_LINE.match(content)
    if status is None:
        raise Rejected("not_http", record.target)
    fetched_at = _moment_of(record)
    end = _HEAD_END.search(content, status.end() - 1)
    fields = list(field_lines(content[status.end() : end.start() if end else len(content)]))
    headers = {name.lower(): value for name, value in fields}
    body = content[end.end() :] if end else b""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    return Fetched(
        url=record.target,
        fetched_at=fetched_at,
        http_status=int(status[1]),
        headers=kept_headers(fields),
        body=decode_body(body, headers.get("content-encoding", ""), warc_stream.MAX_RECORD_BYTES),
    )


def member_of(record: Fetched | PackedRecord) -> bytes:
    """Return the record as one gzip member, as it is where it is one; the same record gives the same bytes.

    Raise Rejected (`broken_record`) for one that cannot be written so that it reads as it was.
    """
    if isinstance(record, PackedRecord):
        return record.member
    try:
        raw = _written(record)
        found = list(answers_in(RecordStream(io.BytesIO(raw))))
    except Exception as fault:
        raise broken_record(fault, record.url) from fault
    if found != [kept := _kept(record)]:
        why = _difference(found, kept)
        raise Rejected("broken_record", f"it does not read as it was written ({why}): {record.url}"[:500])
    return zlib.compress(raw, _GZIP_LEVEL, wbits=_GZIP_WINDOW)


def _difference(found: list[Fetched | Rejected], kept: Fetched) -> str:
    """Return in what the answers that were found differ from the one that was written."""
    if len(found) != 1:
        return f"{len(found)} answers"
    (answer,) = found
    if isinstance(answer, Rejected):
        return f"{answer.reason}: {answer.detail}"[:200]
    compared = [each.name for each in fields(kept) if each.compare]
    return f"other {', '.join(name for name in compared if getattr(answer, name) != getattr(kept, name))}"


def _kept(record: Fetched) -> Fetched:
    """Return the record as it is kept: without the way that led to it."""
    return replace(record, headers=kept_headers(record.headers.items()), has_moved=False)


def _written(record: Fetched) -> bytes:
    """Return the record as WARC 1.1 has it; its headers and its target may hold any character."""
    head = [f"HTTP/1.1 {record.http_status} {_phrase(record.http_status)}"]
    head += [f"{name}: {value}" for name, value in kept_headers(record.headers.items()).items()]
    content = _lines(head) + record.body
    date = record.fetched_at.isoformat().replace("+00:00", "Z")
    identity = f"{record.url} {date} {hashlib.sha256(record.body).hexdigest()}"
    warc_head = [
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, identity)}>",
        f"WARC-Target-URI: {record.url}",
        f"WARC-Date: {date}",
        f"WARC-Payload-Digest: {_digest(record.body)}",
        f"WARC-Block-Digest: {_digest(content)}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(content)}",
    ]
    return _lines(warc_head) + content + b"\r\n\r\n"


def _lines(head: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*head, ""]).encode()


def _digest(content: bytes) -> str:
    """Return the digest that readers of WARC files check."""
    return f"sha1:{base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()}"


def _phrase(http_status: int) -> str:
    try:
        return HTTPStatus(http_status).phrase
    except ValueError:
        return "Unknown"
