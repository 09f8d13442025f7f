"""The port `CaptureReader`: whatever already holds captures, recognised by what the files are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.folder import pages_below, read_folder, read_pages
from pipeline.adapters.packed_warc import read_packed_warc
from pipeline.adapters.record_files import read_records
from pipeline.adapters.warc import read_warc
from pipeline.errors import Rejected, SourceError
from pipeline.model import FilePart
from pipeline.parsing.files.suffixes import PACKED_WARC_SUFFIXES, is_of_records, is_warc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model import Fetched


class SourceReader:
    """Reads WARC files, folders of them, folders of pages, single pages, and files of extracted articles."""

    def read(
        self, location: Path, /, *, columns: Mapping[str, str] | None = None
    ) -> Iterator[Fetched | Rejected]:
        """Yield every capture in order, a Rejected for each record that is none.

        Damage does not hide what is whole: it is raised as one SourceError after everything that could be read.
        """
        if not location.exists():
            raise SourceError(f"{location}: no such file or folder")
        if is_warc(location.name) or is_of_records(location.name):
            yield from _read_file(location, columns or {})
            return
        damaged = []
        if location.is_dir():
            for path in _files_below(location):
                try:
                    yield from _read_file_of(location, path, columns or {})
                except SourceError as error:
                    damaged.append(str(error))
        try:
            yield from read_folder(location)
        except SourceError as error:
            damaged.append(str(error))
        if damaged:
            raise SourceError("; ".join(damaged))

    def parts(self, location: Path, /, *, pages: int) -> list[FilePart]:
        """Return what is read of a place, in order, in parts that are read by themselves: `read` gives the same.

        Each file that holds captures is one, and so are as many `pages` of a folder.
        """
        if not location.exists():
            raise SourceError(f"{location}: no such file or folder")
        if not location.is_dir():
            return [FilePart(str(location), stamp=_stamp([location]))]
        files = [FilePart(str(path), str(location), stamp=_stamp([path])) for path in _files_below(location)]
        listed = _pages_of(location)
        slices = [listed[start : start + pages] for start in range(0, len(listed), pages)]
        return [*files, *(_slice(location, some) for some in slices)]

    def read_part(
        self, part: FilePart, /, *, columns: Mapping[str, str] | None = None
    ) -> Iterator[Fetched | Rejected]:
        """Yield every capture of a part, as `read` does; raise SourceError where it is not what it was when it was listed."""
        path = Path(part.path)
        if part.first is not None:
            yield from _read_slice(path, part)
        elif part.folder is not None:
            yield from _read_file_of(Path(part.folder), path, columns or {})
        else:
            yield from self.read(path, columns=columns)


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if is_warc(path.name) or is_of_records(path.name))


def _pages_of(folder: Path) -> list[Path]:
    closed: list[OSError] = []
    pages = list(pages_below(folder.resolve(), closed))
    if closed:
        raise SourceError(
            "; ".join(f"{error.filename}: cannot be read: {error.strerror}" for error in closed)
        )
    return pages


def _slice(folder: Path, pages: Sequence[Path]) -> FilePart:
    return FilePart(str(folder), str(folder), str(pages[0]), str(pages[-1]), _stamp(pages))


def _read_slice(folder: Path, part: FilePart) -> Iterator[Fetched | Rejected]:
    listed = _pages_of(folder)
    try:
        first, last = (listed.index(Path(str(name))) for name in (part.first, part.last))
    except ValueError:
        first, last = 0, -1
    pages = listed[first : last + 1]
    if _stamp(pages) != part.stamp:
        raise SourceError(f"{folder}: its pages are no longer those that were listed: begin again")
    yield from read_pages(pages, folder.resolve())


def _stamp(files: Sequence[Path]) -> str:
    """Return what changes when one of these files does: its name, its size or its time."""
    digest = hashlib.sha256()
    for path in files:
        try:
            about = path.stat()
            said = f"{path.name}\0{about.st_size}\0{about.st_mtime_ns}\n"
        except OSError:  # a link to nowhere: it is refused when it is read
            said = f"{path.name}\n"
        digest.update(said.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]


def _read_file_of(folder: Path, path: Path, columns: Mapping[str, str]) -> Iterator[Fetched | Rejected]:
    """Yield what a file below a folder holds; a link that leads out of it is refused."""
    if path.resolve().is_relative_to(folder.resolve()):
        yield from _read_file(path, columns)
    else:
        yield Rejected("link_out_of_folder", str(path))


def _read_file(path: Path, columns: Mapping[str, str]) -> Iterator[Fetched | Rejected]:
    if is_of_records(path.name):
        return read_records(path, columns)
    is_packed = path.name.lower().endswith(PACKED_WARC_SUFFIXES)
    return read_packed_warc(path) if is_packed else read_warc(path)
