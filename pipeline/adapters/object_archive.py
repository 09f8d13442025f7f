"""The archive in a store of objects: one object for each batch of captures, since nothing can be added to an object.

An object is a WARC file like any other, a gzip member for each record. It is named by its content: what is put twice,
by a batch that was cut off before its rows were written, is the same object, and none ever changes. So its parts may be
kept in memory for as long as we like, and the captures of all sources of a batch and day share one object.

The order of durable acts is that of the archive on a disk: an object is put as a whole, then the rows that name it are
written; pruning puts the new object, writes the rows, and removes the old one. A crash in between leaves an object that
no row names, which is harmless.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from pipeline.adapters.held_addresses import hold
from pipeline.adapters.object_store import ObjectStore, StoreError
from pipeline.adapters.warc_records import answers_in, inflate, member_of, records_at
from pipeline.adapters.warc_stream import RecordStream
from pipeline.errors import Rejected, SourceError
from pipeline.model import ArchiveLocation, PackedRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from pipeline.model import Fetched

PART_BYTES = 1 << 20
"""Asked for at once: thirty pages as they lie packed, so that reading a batch asks once for thirty of them."""
_PARTS_HELD = 32
_MARK_CHARACTERS = 32  # 128 bits: no two contents share a name
_NAME = re.compile(r"(?P<stem>.*?)(?:-[0-9a-f]{32})?(?:~\d+)?\.warc\.gz")


class ObjectArchive:
    """The port `Archive`, in a store of objects; what is being fetched is held in the home folder."""

    def __init__(self, store: ObjectStore, home: Path) -> None:
        self._store = store
        self._home = home
        self._size = lru_cache(4_096)(store.size)
        self._part = lru_cache(_PARTS_HELD)(self._part_of)

    def file_for(self, source_id: str, day: date, /) -> str:  # noqa: ARG002 - the port's form
        """Return what the objects of this day are named after; all sources share them, lest each has one of its own."""
        return f"captures/{day:%Y/%m/%d}/pages.warc.gz"

    def append(
        self, name: str, records: Iterable[Fetched | PackedRecord], /
    ) -> list[ArchiveLocation | Rejected]:
        """Put the records into an object of their own, named after `name`; return where each lies, or why it does not."""
        content = bytearray()
        starts: list[int | Rejected] = []
        for record in records:
            try:
                member = member_of(record)
            except Rejected as broken:
                starts.append(broken)
            else:
                starts.append(len(content))
                content += member
        target = self._put(name, bytes(content)) if content else name
        return [each if isinstance(each, Rejected) else ArchiveLocation(target, each) for each in starts]

    def pack(self, record: Fetched, /) -> PackedRecord:
        """Return the record as it is kept, to be appended later; raise Rejected where it cannot be."""
        return PackedRecord(member_of(record))

    def read(self, archive: str, offset: int, /) -> Fetched:
        """Return the record at this offset; raise SourceError when it is missing, damaged, or cannot be had now."""
        called = self._called(archive)
        try:
            member, _ = inflate(self._open(archive), offset)
            found = list(answers_in(RecordStream(io.BytesIO(member))))
        except FileNotFoundError as error:
            raise SourceError(f"{called} is missing from the archive: restore it from a backup") from error
        except StoreError as error:
            raise SourceError(str(error)) from error
        except (zlib.error, ValueError, Rejected) as error:
            raise SourceError(f"{called}: no whole record at byte {offset}: {error}") from error
        if len(found) != 1 or isinstance(found[0], Rejected):
            raise SourceError(f"{called}: no capture at byte {offset}")
        return found[0]

    def copy(self, archive: str, offsets: Sequence[int], name: str, /) -> list[ArchiveLocation]:
        """Put exactly the records at these offsets, byte by byte, into another object; return where each lies now."""
        content = bytearray()
        starts = []
        try:
            for offset in offsets:
                _, end = inflate(self._open(archive), offset)
                starts.append(len(content))
                content += self._bytes(archive, offset, end)
        except FileNotFoundError as error:
            raise SourceError(f"{self._called(archive)} is missing from the archive") from error
        except (zlib.error, ValueError, Rejected, StoreError) as error:
            raise SourceError(
                f"{self._called(archive)}: cannot be copied record by record: {error}"
            ) from error
        target = self._put(name, bytes(content))
        return [ArchiveLocation(target, start) for start in starts]

    def lacks(self, archive: str, offsets: Iterable[int], /) -> list[int]:
        """Return those of the offsets at which no whole record begins; raise StoreError where nobody can tell."""
        return [offset for offset in offsets if not self._is_whole_at(archive, offset)]

    def files(self) -> list[str]:
        """Return the names of all objects that hold captures, in order."""
        return [name for name in self._store.names("captures") if name.endswith(".warc.gz")]

    def records(self, archive: str, /) -> Iterator[tuple[int, Fetched | Rejected]]:
        """Yield every whole record of the object with its offset, and a Rejected for each part that is damaged."""
        yield from records_at(self._open(archive), self._size(archive))

    def remove(self, archive: str, /) -> None:
        """Remove the object for good; one that is not there is no error."""
        self._store.remove(archive)
        self._size.cache_clear()
        self._part.cache_clear()

    def hold(self, addresses: Iterable[str], /) -> AbstractContextManager[set[str]]:
        """Hold these addresses for the length of the block, and give those that nobody else of this home holds."""
        return hold(self._home, addresses)

    def _put(self, name: str, content: bytes) -> str:
        """Put the content under a name that says what it is, and return that."""
        found = _NAME.fullmatch(name)
        if found is None or ".." in PurePosixPath(name).parts:
            raise SourceError(f"{name!r} is no file of the archive")
        mark = hashlib.sha256(content).hexdigest()[:_MARK_CHARACTERS]
        target = f"{found['stem']}-{mark}.warc.gz"
        self._store.put(target, content)
        return target

    def _is_whole_at(self, archive: str, offset: int) -> bool:
        try:
            inflate(self._open(archive), offset)
        except Rejected:  # too large to read, and whole
            return True
        except (FileNotFoundError, ValueError, zlib.error):
            return False
        return True

    def _open(self, archive: str) -> IO[bytes]:
        return cast("IO[bytes]", _ObjectFile(self, archive))

    def _called(self, archive: str) -> str:
        return f"{self._store.address}/{archive}"

    def _bytes(self, archive: str, start: int, end: int) -> bytes:
        """Return the bytes from `start` up to `end`, or up to the end of the object."""
        first, last = start // PART_BYTES, max(start, end - 1) // PART_BYTES
        joined = b"".join(self._part(archive, number) for number in range(first, last + 1))
        return joined[start - first * PART_BYTES : end - first * PART_BYTES]

    def _part_of(self, archive: str, number: int) -> bytes:
        start, size = number * PART_BYTES, self._size(archive)
        return self._store.get(archive, start, min(start + PART_BYTES, size)) if start < size else b""


class _ObjectFile(io.RawIOBase):
    """An object as a file that is read: what `inflate` needs of one."""

    def __init__(self, archive: ObjectArchive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._position = 0

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to this byte from the beginning; nothing here asks for another way."""
        assert whence == io.SEEK_SET
        self._position = offset
        return offset

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next and return how much that is, 0 at the end."""
        part = self._archive._bytes(self._name, self._position, self._position + len(buffer))  # noqa: SLF001 - its other half
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)
