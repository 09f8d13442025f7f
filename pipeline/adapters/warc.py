"""WARC files: the archive where captures are kept unchanged, and the reader for those others made.

One gzip member for each record, so that every record can be read by its offset alone, by any program.
"""

from __future__ import annotations

import io
import os
import zlib
from typing import IO, TYPE_CHECKING

from pipeline.adapters.durable_files import failures_named, locked, make_folders, sync_folder, write_whole
from pipeline.adapters.folder import open_plainly
from pipeline.adapters.held_addresses import hold
from pipeline.adapters.warc_records import (
    GzipMember,
    MemberDamagedError,
    answers_in,
    inflate,
    member_of,
    next_member,
    records_at,
    records_of,
)
from pipeline.adapters.warc_stream import RecordStream
from pipeline.errors import Rejected, SourceError
from pipeline.model import ArchiveLocation, PackedRecord
from pipeline.parsing.codings import GZIP_MAGIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from io import FileIO
    from pathlib import Path

    from pipeline.model import Fetched

IN_VAIN_BYTES = 1 << 26
IN_VAIN_TIMES = 16
"""Bytes, packed and unpacked, and as many times the size of the file, that are gone through in vain for members behind
damage. A page packs to a fifth, so each byte of an honest file may be damaged and tried twice. Heads within heads would
make it the square of the file's size; when it is used up, what a damaged member was read to is passed over with it."""


class WarcArchive:
    """The port `Archive`, in WARC files below a home folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._whole_bytes: dict[Path, int] = {}

    def append(
        self, name: str, records: Iterable[Fetched | PackedRecord], /
    ) -> list[ArchiveLocation | Rejected]:
        """Append the records to the file `name` below the home folder and return where each lies, or why it does not.

        They are on the disk when this returns. A record that could not be written whole is not there at all.
        """
        path = self._path(name)
        locations: list[ArchiveLocation | Rejected] = []
        with failures_named(path):
            make_folders(path.parent)
            with locked(path) as file:
                start = self._whole_end(path, file)
                file.truncate(start)
                file.seek(start)
                try:
                    locations.extend(_append_to(file, name, record) for record in records)
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(start)
                    raise
                if (
                    path not in self._whole_bytes
                ):  # whoever made the file may have died before its name was durable
                    sync_folder(path.parent)
                self._whole_bytes[path] = file.tell()
        return locations

    def pack(self, record: Fetched, /) -> PackedRecord:
        """Return the record as it is kept, to be appended later; raise Rejected where it cannot be."""
        return PackedRecord(member_of(record))

    def read(self, archive: str, offset: int, /) -> Fetched:
        """Return the record at this offset; raise SourceError when it is missing or damaged."""
        path = self._path(archive)
        try:
            with path.open("rb") as file:
                member, _ = inflate(file, offset)
            found = list(answers_in(RecordStream(io.BytesIO(member))))
        except FileNotFoundError as error:
            raise SourceError(f"{path} is missing from the archive: restore it from a backup") from error
        except (OSError, zlib.error, ValueError, Rejected) as error:
            raise SourceError(f"{path}: no whole record at byte {offset}: {error}") from error
        if len(found) != 1 or isinstance(found[0], Rejected):
            raise SourceError(f"{path}: no capture at byte {offset}")
        return found[0]

    def copy(self, archive: str, offsets: Sequence[int], name: str, /) -> list[ArchiveLocation]:
        """Make the file `name` of exactly the records at these offsets, byte by byte; return where each lies now.

        All of it is on the disk before it takes the name, so that a file which had it before stands until then, and
        whatever fails leaves that one as it was.
        """
        source, target = self._path(archive), self._path(name)
        growing = target.with_name(f"{target.name}.part")
        locations = []
        try:
            with source.open("rb") as old, growing.open("wb", buffering=0) as new:
                for offset in offsets:
                    _, end = inflate(old, offset)
                    old.seek(offset)
                    locations.append(ArchiveLocation(name, new.tell()))
                    write_whole(new, old.read(end - offset))
                os.fsync(new.fileno())
            growing.replace(target)
        except (OSError, zlib.error, ValueError, Rejected) as error:
            growing.unlink(missing_ok=True)
            raise SourceError(f"{source}: cannot be copied record by record: {error}") from error
        sync_folder(target.parent)
        return locations

    def lacks(self, archive: str, offsets: Iterable[int], /) -> list[int]:
        """Return those of the offsets at which no whole record begins."""
        path = self._path(archive)
        try:
            with path.open("rb") as file:
                return [offset for offset in offsets if not _is_whole_at(file, offset)]
        except FileNotFoundError:
            return list(offsets)

    def files(self) -> list[str]:
        """Return the names of all archive files, in order."""
        found = (self._home / "captures").rglob("*.warc.gz")
        return sorted(path.relative_to(self._home).as_posix() for path in found)

    def records(self, archive: str, /) -> Iterator[tuple[int, Fetched | Rejected]]:
        """Yield every whole record of the file with its offset, and a Rejected for each part that is damaged."""
        path = self._path(archive)
        with path.open("rb") as file:
            yield from records_at(file, path.stat().st_size)

    def remove(self, archive: str, /) -> None:
        """Remove the file for good; one that is not there is no error."""
        path = self._path(archive)
        path.unlink(missing_ok=True)
        self._whole_bytes.pop(path, None)

    def file_for(self, source_id: str, day: date, /) -> str:
        """Return the file of this source and day: one a night, so that a source's pages can be found by hand."""
        return f"captures/{day:%Y/%m/%d}/{source_id}.warc.gz"

    def hold(self, addresses: Iterable[str], /) -> AbstractContextManager[set[str]]:
        """Hold these addresses for the length of the block, and give those that nobody else holds."""
        return hold(self._home, addresses)

    def _path(self, name: str) -> Path:
        path = self._home / name
        if not path.resolve().is_relative_to(self._home.resolve()):
            raise SourceError(f"{name!r} is no archive below {self._home}")
        return path

    def _whole_end(self, path: Path, file: FileIO) -> int:
        """Return where the last whole record ends: a crash may have left half a record behind it.

        Nothing refers to a torn record, since rows are written after `append` returns. The file is gone through once
        for each process, and again only after somebody else has written to it; from its beginning where it is no
        longer the file we wrote to, lest the records of others are taken for a torn one.
        """
        size = file.seek(0, os.SEEK_END)
        known = self._whole_bytes.get(path, 0)
        end = _end_of_whole(file, known, size) if 0 < known <= size else 0
        return end if end == size else _end_of_whole(file, 0, size)


def _end_of_whole(file: FileIO, start: int, size: int) -> int:
    """Return where the last whole record ends; damage before it hides none that follows."""
    end = position = start
    while position < size:
        try:
            _, end = inflate(file, position)
            position = end
        except Rejected as too_large:  # whole all the same: an imported body may be as large as a record
            end = position = int(too_large.detail)
        except (ValueError, zlib.error):
            position = next_member(file, position + 1, size)
    return end


def _is_whole_at(file: IO[bytes], offset: int) -> bool:
    try:
        inflate(file, offset)
    except Rejected:  # too large to read, and whole
        return True
    except (OSError, ValueError, zlib.error):
        return False
    return True


def _append_to(file: FileIO, name: str, record: Fetched | PackedRecord) -> ArchiveLocation | Rejected:
    """Write the record; return where it lies, or why it cannot be written."""
    try:
        member = member_of(record)
    except Rejected as broken:
        return broken
    location = ArchiveLocation(name, file.tell())
    write_whole(file, member)
    return location


def read_warc(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the response records of a WARC file in order, a Rejected for each that is no usable answer.

    Damaged records are passed over, and when all whole ones have been yielded, SourceError names the file, the offset
    of the first damage, and how much was lost.
    """
    try:
        with open_plainly(path) as file:
            yield from read_open_warc(file, str(path))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error


def read_open_warc(file: IO[bytes], name: str) -> Iterator[Fetched | Rejected]:
    """Yield what `read_warc` does of a file that is open and called so; it need not be one on a disk, but must seek."""
    is_compressed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    file.seek(0)
    reading = _Reading()
    yield from reading.members(file) if is_compressed else reading.plain(file)
    if damage := reading.damage():
        raise SourceError(f"{name}: incomplete: {damage}")


def read_plain_warc(stream: IO[bytes], name: str) -> Iterator[Fetched | Rejected]:
    """Yield what `read_warc` does of a stream that is not packed and need not seek."""
    reading = _Reading()
    yield from reading.plain(stream)
    if damage := reading.damage():
        raise SourceError(f"{name}: incomplete: {damage}")


class _Reading:
    """What has come of one WARC file: records, and where others were lost."""

    def __init__(self) -> None:
        self._damages: list[str] = []
        self._lost_bytes = 0
        self._in_vain = 0
        self._whole = 0
        self._in_damage = False

    def damage(self) -> str:
        """Return what a person should know of what was lost; nothing where nothing was."""
        if not (self._damages or self._whole):
            self._damages.append("no WARC record")
        if not self._damages:
            return ""
        more = f", and {len(self._damages) - 1:,} more damaged parts" if len(self._damages) > 1 else ""
        lost = f", {self._lost_bytes:,} bytes passed over" if self._lost_bytes else ""
        kept = "its whole records were kept" if self._whole else "nothing in it could be read"
        return f"{self._damages[0]}{more}{lost}; {kept}"

    def plain(self, file: IO[bytes]) -> Iterator[Fetched | Rejected]:
        """Yield what stands in a file that is not packed."""
        stream = RecordStream(file)
        yield from self._answers(stream)
        self._damages += [f"damaged at byte {position} ({why})" for position, why in stream.damages]

    def members(self, file: IO[bytes]) -> Iterator[Fetched | Rejected]:
        """Yield what stands in a file of gzip members."""
        size = file.seek(0, os.SEEK_END)
        offset = 0
        while offset < size:
            try:
                member, end = inflate(file, offset)
            except Rejected as too_large:
                yield from self._large_member(file, offset)
                offset, self._in_damage = int(too_large.detail), False
                continue
            except MemberDamagedError as error:
                self._say(f"damaged at byte {offset} ({error})")
                records = records_of(error)
                self._whole += len(records)
                yield from answers_in(records)
                self._in_vain += error.spent
                is_spent = self._in_vain > IN_VAIN_BYTES + IN_VAIN_TIMES * size
                end = next_member(file, error.reached if is_spent else offset + 1, size)
                self._lost_bytes += end - offset
                offset = end
                continue
            stream = RecordStream(io.BytesIO(member))
            yield from self._answers(stream)
            if stream.whole or not stream.damages:
                self._in_damage = False
            for position, why in stream.damages:
                self._say(f"damaged at byte {offset} ({why}, {position:,} bytes into the member)")
                self._in_damage = not stream.whole
            offset = end

    def _large_member(self, file: IO[bytes], offset: int) -> Iterator[Fetched | Rejected]:
        """Yield what stands in a member that is too large to be held: some pack a whole file as one."""
        stream = RecordStream(io.BufferedReader(GzipMember(file, offset)))
        try:
            yield from self._answers(stream)
        except (OSError, ValueError, zlib.error) as error:
            self._damages.append(f"damaged in the member at byte {offset} ({error})")
            self._whole += stream.whole
        if not stream.whole:
            yield Rejected("record_too_large", f"the member at byte {offset}")
        else:
            self._damages += [f"damaged in the member at byte {offset} ({why})" for _, why in stream.damages]

    def _answers(self, stream: RecordStream) -> Iterator[Fetched | Rejected]:
        yield from answers_in(stream)
        self._whole += stream.whole
        self._lost_bytes += stream.lost_bytes

    def _say(self, damage: str) -> None:
        if not self._in_damage:
            self._damages.append(damage)
        self._in_damage = True
