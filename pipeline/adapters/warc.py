"""WARC files: the archive where captures are kept unchanged, and the reader for those others made.

Both readers in use elsewhere end quietly where a file was cut off, so members are inflated here, one at a time, and
a record counts only when its gzip member ended with the right checksum. fastwarc then reads the record, warcio writes
it: one gzip member for each record, so that every record can be read by its offset alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import zlib
from contextlib import contextmanager
from http import HTTPStatus
from typing import IO, TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from pipeline.errors import NewsfoldError, Rejected, SourceError
from pipeline.model import Fetched
from pipeline.parsing.codings import decode_body, join_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

MAX_RECORD_BYTES = 64 << 20
"""A record larger than this is passed over: no page of news is, and one must never fill the memory."""

_GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK_BYTES = 1 << 18
_GZIP_WINDOW = 31
_GZIP_LEVEL = 6  # level 9, warcio's own, takes three times as long for 1 % less

_DROPPED_HEADERS = frozenset(
    {
        *("content-encoding", "transfer-encoding", "content-length"),  # of codings that are no longer there
        *("set-cookie", "set-cookie2"),  # secrets
    }
)


class WarcArchive:
    """The port `Archive`, in WARC files below a home folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._whole_bytes: dict[Path, int] = {}

    def append(self, name: str, records: Iterable[Fetched], /) -> list[tuple[str, int]]:
        """Append the records to the file `name` below the home folder and return (name, offset) of each.

        They are on the disk when this returns. A record that could not be written whole is not there at all.
        """
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        places = []
        with _locked(path) as file:
            start = self._whole_end(path, file)
            file.truncate(start)
            file.seek(start)
            try:
                for record in records:
                    places.append((name, file.tell()))
                    _write_whole(file, _member_of(record))
                os.fsync(file.fileno())
            except OSError as error:
                file.truncate(start)
                raise NewsfoldError(f"cannot write to the archive {path}: {error}") from error
            self._whole_bytes[path] = file.tell()
        if is_new:
            _sync_folder(path.parent)
        return places

    def read(self, archive: str, offset: int, /) -> Fetched:
        """Return the record at this place; raise SourceError when it is missing or damaged."""
        path = self._path(archive)
        try:
            with path.open("rb") as file:
                member, _ = _inflate(file, offset)
            found = list(_answers(io.BytesIO(member)))
        except (OSError, zlib.error, ValueError, Rejected) as error:
            raise SourceError(f"{path}: no whole record at byte {offset}: {error}") from error
        if len(found) != 1 or isinstance(found[0], Rejected):
            raise SourceError(f"{path}: no capture at byte {offset}")
        return found[0]

    def _path(self, name: str) -> Path:
        path = self._home / name
        if not path.resolve().is_relative_to(self._home.resolve()):
            raise SourceError(f"{name!r} is no archive below {self._home}")
        return path

    def _whole_end(self, path: Path, file: FileIO) -> int:
        """Return where the last whole record ends: a crash may have left half a record behind it.

        Nothing refers to a torn record, since rows are written after `append` returns. The file is gone through once
        for each process, and again only after somebody else has written to it.
        """
        size = file.seek(0, os.SEEK_END)
        end = self._whole_bytes.get(path, 0)
        if end > size:
            end = 0
        while end < size:
            try:
                _, end = _inflate(file, end)
            except (ValueError, zlib.error):
                break
        return end


def read_warc(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the response records of a WARC file in order, a Rejected for each that is no usable answer.

    Damaged records are passed over, and when all whole ones have been yielded, SourceError names the file and the
    first damaged place.
    """
    damaged: list[str] = []
    try:
        with path.open("rb") as file:
            is_compressed = file.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
            file.seek(0)
            yield from _read_members(file, damaged) if is_compressed else _read_plain(file, damaged)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if damaged:
        more = f", and at {len(damaged) - 1} more places" if len(damaged) > 1 else ""
        raise SourceError(f"{path}: incomplete: {damaged[0]}{more}; its whole records were kept")


def _read_members(file: IO[bytes], damaged: list[str]) -> Iterator[Fetched | Rejected]:
    size = file.seek(0, os.SEEK_END)
    offset = 0
    in_damage = False
    while offset < size:
        try:
            member, end = _inflate(file, offset)
            answers = list(_answers(io.BytesIO(member)))
        except Rejected as too_large:
            yield too_large
            offset = int(too_large.detail)
            continue
        except (OSError, ValueError, zlib.error) as error:
            if not in_damage:
                damaged.append(f"damaged at byte {offset} ({error})")
            in_damage = True
            offset = _next_member(file, offset + 1, size)
            continue
        yield from answers
        offset, in_damage = end, False


def _read_plain(file: IO[bytes], damaged: list[str]) -> Iterator[Fetched | Rejected]:
    try:
        yield from _answers(file)
    except (OSError, ValueError) as error:
        damaged.append(str(error))


def _inflate(file: IO[bytes] | FileIO, offset: int) -> tuple[bytes, int]:
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


def _next_member(file: IO[bytes], offset: int, size: int) -> int:
    """Return where the next gzip member may begin, or `size`."""
    overlap = len(_GZIP_MAGIC) - 1
    while offset < size:
        file.seek(offset)
        found = file.read(_CHUNK_BYTES).find(_GZIP_MAGIC)
        if found >= 0:
            return offset + found
        offset += _CHUNK_BYTES - overlap
    return size


def _answers(stream: IO[bytes]) -> Iterator[Fetched | Rejected]:
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


def _member_of(record: Fetched) -> bytes:
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


def _write_whole(file: FileIO, content: bytes) -> None:
    """Write all of it: a full disk takes a part first and says so only at the next attempt."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    """Open the file for this process alone; unbuffered, since a buffer would be written after a failure, too."""
    path.touch()
    with path.open("r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _sync_folder(folder: Path) -> None:
    """Make the new file's name durable, not only its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
