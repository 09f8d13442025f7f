"""WARC files in other packings: Zstandard (`.warc.zst`), and the archives of browsers (`.wacz`).

A `.warc.zst` may begin with a dictionary in a skippable frame (the draft of the IIPC, "Zstandard compression for WARC
files", 2). A `.wacz` is a ZIP file with WARC files below `archive/` (the WACZ specification 1.1, 5.2).
"""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from backports import zstd

from pipeline.adapters.folder import open_plainly
from pipeline.adapters.warc import read_open_warc, read_plain_warc
from pipeline.errors import SourceError
from pipeline.parsing.codings import ZSTD_MAGIC
from pipeline.parsing.files.suffixes import PLAIN_WARC_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.errors import Rejected
    from pipeline.model import Fetched

MAX_DICTIONARY_BYTES = 64 << 20
MAX_MEMBER_BYTES = 32 << 30
"""Of one WARC file in an archive of a browser; larger ones are no archive of pages somebody looked at."""
_DICTIONARY_FRAME = 0x184D2A5D


def read_packed_warc(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the records of such a file as `read_warc` does; raise SourceError after all that is whole."""
    try:
        with open_plainly(path) as file:
            if path.name.lower().endswith(".wacz"):
                yield from _browser_archive(file, str(path))
            else:
                yield from _zstandard(file, str(path))
    except (OSError, EOFError, zstd.ZstdError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error


def _zstandard(file: IO[bytes], name: str) -> Iterator[Fetched | Rejected]:
    dictionary = _dictionary_of(file, name)
    with zstd.ZstdFile(file, zstd_dict=dictionary) as unpacked:
        yield from read_plain_warc(io.BufferedReader(unpacked), name)


def _dictionary_of(file: IO[bytes], name: str) -> zstd.ZstdDict | None:
    """Return the dictionary at the beginning of a file, if it has one; reading goes on behind it."""
    head = file.read(8)
    magic, length = struct.unpack("<II", head) if len(head) == 8 else (0, 0)
    if magic != _DICTIONARY_FRAME:
        file.seek(0)
        return None
    if length > MAX_DICTIONARY_BYTES:
        raise SourceError(f"{name}: its dictionary is larger than {MAX_DICTIONARY_BYTES:,} bytes")
    content = file.read(length)
    if content.startswith(ZSTD_MAGIC):
        unpacker = zstd.ZstdDecompressor()
        content = unpacker.decompress(content, MAX_DICTIONARY_BYTES)
    return zstd.ZstdDict(content)


def _browser_archive(file: IO[bytes], name: str) -> Iterator[Fetched | Rejected]:
    damaged: list[str] = []
    with zipfile.ZipFile(file) as archive:
        members = [each for each in archive.infolist() if each.filename.lower().endswith(PLAIN_WARC_SUFFIXES)]
        for member in sorted(members, key=lambda each: each.filename):
            called = f"{name}: {member.filename}"
            if member.file_size > MAX_MEMBER_BYTES:
                damaged.append(f"{called}: larger than {MAX_MEMBER_BYTES:,} bytes")
                continue
            try:
                yield from _member(archive, member, called)
            except SourceError as error:
                damaged.append(str(error))
    if damaged or not members:
        raise SourceError("; ".join(damaged) or f"{name}: holds no WARC file")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, called: str) -> Iterator[Fetched | Rejected]:
    """Yield the records of a WARC file in an archive, copied out: readers go back, which a ZIP file cannot quickly."""
    with tempfile.TemporaryFile() as copied:
        try:
            with archive.open(member) as packed:
                shutil.copyfileobj(packed, copied)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise SourceError(f"{called}: damaged: {error}") from error
        copied.seek(0)
        yield from read_open_warc(copied, called)
