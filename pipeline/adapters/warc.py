"""WARC files: the archive where captures are kept unchanged, and the reader for those others made.

One gzip member for each record, so that every record can be read by its offset alone, by any program.
"""

from __future__ import annotations

import fcntl
import io
import os
import secrets
import zlib
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING

from pipeline.adapters.folder import open_plainly
from pipeline.adapters.warc_records import GzipMember, answers_in, inflate, member_of, next_member
from pipeline.errors import NewsfoldError, Rejected, SourceError
from pipeline.model import ArchiveLocation, content_id
from pipeline.parsing.codings import GZIP_MAGIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from io import FileIO
    from pathlib import Path

    from pipeline.model import Fetched


class WarcArchive:
    """The port `Archive`, in WARC files below a home folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._whole_bytes: dict[Path, int] = {}

    def append(self, name: str, records: Iterable[Fetched], /) -> list[ArchiveLocation]:
        """Append the records to the file `name` below the home folder and return where each lies.

        They are on the disk when this returns. A record that could not be written whole is not there at all.
        """
        path = self._path(name)
        locations = []
        with _failures_named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not path.exists()
            with _locked(path) as file:
                start = self._whole_end(path, file)
                file.truncate(start)
                file.seek(start)
                try:
                    for record in records:
                        locations.append(ArchiveLocation(name, file.tell()))
                        _write_whole(file, member_of(record))
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(start)
                    raise
                self._whole_bytes[path] = file.tell()
            if is_new:
                _sync_folder(path.parent)
        return locations

    def read(self, archive: str, offset: int, /) -> Fetched:
        """Return the record at this offset; raise SourceError when it is missing or damaged."""
        path = self._path(archive)
        try:
            with path.open("rb") as file:
                member, _ = inflate(file, offset)
            found = list(answers_in(io.BytesIO(member)))
        except FileNotFoundError as error:
            raise SourceError(f"{path} is missing from the archive: restore it from a backup") from error
        except (OSError, zlib.error, ValueError, Rejected) as error:
            raise SourceError(f"{path}: no whole record at byte {offset}: {error}") from error
        if len(found) != 1 or isinstance(found[0], Rejected):
            raise SourceError(f"{path}: no capture at byte {offset}")
        return found[0]

    def copy(self, archive: str, offsets: Sequence[int], name: str, /) -> list[ArchiveLocation]:
        """Make the file `name` of exactly the records at these offsets, byte by byte; return where each lies now.

        What a file of that name held before is gone. All of it is on the disk when this returns.
        """
        source, target = self._path(archive), self._path(name)
        locations = []
        try:
            with source.open("rb") as old, target.open("wb", buffering=0) as new:
                for offset in offsets:
                    _, end = inflate(old, offset)
                    old.seek(offset)
                    locations.append(ArchiveLocation(name, new.tell()))
                    _write_whole(new, old.read(end - offset))
                os.fsync(new.fileno())
        except (OSError, zlib.error, ValueError, Rejected) as error:
            target.unlink(missing_ok=True)
            raise SourceError(f"{source}: cannot be copied record by record: {error}") from error
        _sync_folder(target.parent)
        return locations

    def remove(self, archive: str, /) -> None:
        """Remove the file for good; one that is not there is no error."""
        path = self._path(archive)
        path.unlink(missing_ok=True)
        self._whole_bytes.pop(path, None)

    @contextmanager
    def hold(self, addresses: Iterable[str], /) -> Iterator[set[str]]:
        """Hold these addresses for the length of the block, and give those that nobody else holds.

        Each block writes them into a file of its own, and locks it: a file that is not locked is left of a process that
        died. (A lock for each address is dearer: for 100,000 the kernel took six minutes.) Whoever enters a block must
        be alone in doing so; the fetch step is, by the warehouse's lock.
        """
        folder = self._home / "held"
        path = folder / secrets.token_hex(8)
        with ExitStack() as stack:
            with _failures_named(path):
                folder.mkdir(parents=True, exist_ok=True)
                others = _held_in(folder)
                ours = {each: mark for each in addresses if (mark := content_id("", each)) not in others}
                file = stack.enter_context(_locked(path))
                stack.callback(path.unlink, missing_ok=True)
                _write_whole(file, "\n".join(ours.values()).encode())
            yield set(ours)

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
    """Return where the whole records end that follow each other from `start` on."""
    end = start
    while end < size:
        try:
            _, end = inflate(file, end)
        except Rejected as too_large:  # whole all the same: an imported body may be as large as a record
            end = int(too_large.detail)
        except (ValueError, zlib.error):
            break
    return end


def read_warc(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the response records of a WARC file in order, a Rejected for each that is no usable answer.

    Damaged records are passed over, and when all whole ones have been yielded, SourceError names the file and the
    offset of the first damage.
    """
    damaged: list[str] = []
    whole = 0
    try:
        with open_plainly(path) as file:
            is_compressed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
            file.seek(0)
            for record in _read_members(file, damaged) if is_compressed else _read_plain(file, damaged):
                whole += 1
                yield record
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if damaged:
        more = f", and {len(damaged) - 1} more damaged parts" if len(damaged) > 1 else ""
        kept = "its whole records were kept" if whole else "nothing in it could be read"
        raise SourceError(f"{path}: incomplete: {damaged[0]}{more}; {kept}")


def _read_members(file: IO[bytes], damaged: list[str]) -> Iterator[Fetched | Rejected]:
    size = file.seek(0, os.SEEK_END)
    offset = 0
    in_damage = False
    while offset < size:
        try:
            member, end = inflate(file, offset)
            answers = list(answers_in(io.BytesIO(member)))
        except Rejected as too_large:
            yield from _read_large_member(file, offset, damaged)
            offset = int(too_large.detail)
            continue
        except (OSError, ValueError, zlib.error) as error:
            if not in_damage:
                damaged.append(f"damaged at byte {offset} ({error})")
            in_damage = True
            offset = next_member(file, offset + 1, size)
            continue
        yield from answers
        offset, in_damage = end, False


def _read_large_member(file: IO[bytes], offset: int, damaged: list[str]) -> Iterator[Fetched | Rejected]:
    """Yield what stands in a member that is too large to be held: some pack a whole file as one."""
    is_warc = False
    try:
        for record in answers_in(io.BufferedReader(GzipMember(file, offset))):
            is_warc = True
            yield record
    except (OSError, ValueError, zlib.error) as error:
        if is_warc:
            damaged.append(f"damaged in the member at byte {offset} ({error})")
        else:
            yield Rejected("record_too_large", f"the member at byte {offset}")


def _read_plain(file: IO[bytes], damaged: list[str]) -> Iterator[Fetched | Rejected]:
    try:
        yield from answers_in(file)
    except (OSError, ValueError) as error:
        damaged.append(str(error))


def _write_whole(file: FileIO, content: bytes) -> None:
    """Write all of it: a full disk takes a part first and says so only at the next attempt."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def _failures_named(path: Path) -> Iterator[None]:
    """Say of a failure of the disk which file it befell."""
    try:
        yield
    except OSError as error:
        raise NewsfoldError(f"cannot write to the archive {path}: {error}") from error


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    """Open the file for this process alone; unbuffered, since a buffer would be written after a failure, too."""
    path.touch()
    with path.open("r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _held_in(folder: Path) -> set[str]:
    """Return what the locked files of a folder say, and remove the others."""
    held: set[str] = set()
    for path in folder.iterdir():
        try:
            with path.open("rb") as file:
                if _is_locked(file):
                    held.update(file.read().decode().split())
                else:
                    path.unlink()
        except FileNotFoundError:  # its block has ended meanwhile
            continue
    return held


def _is_locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _sync_folder(folder: Path) -> None:
    """Make the new file's name durable, not only its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
