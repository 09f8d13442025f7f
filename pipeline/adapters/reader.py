"""The port `CaptureReader`: whatever already holds captures, recognised by what the files are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.adapters.folder import read_folder
from pipeline.adapters.packed_warc import PACKED_SUFFIXES, read_packed_warc
from pipeline.adapters.record_files import RECORD_SUFFIXES, read_records
from pipeline.adapters.warc import read_warc
from pipeline.errors import Rejected, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
        if is_warc(location) or is_of_records(location):
            yield from _read_file(location, columns or {})
            return
        damaged = []
        if location.is_dir():
            root = location.resolve()
            files = [path for path in location.rglob("*") if is_warc(path) or is_of_records(path)]
            for path in sorted(files):
                if not path.resolve().is_relative_to(root):
                    yield Rejected("link_out_of_folder", str(path))
                    continue
                try:
                    yield from _read_file(path, columns or {})
                except SourceError as error:
                    damaged.append(str(error))
        try:
            yield from read_folder(location)
        except SourceError as error:
            damaged.append(str(error))
        if damaged:
            raise SourceError("; ".join(damaged))


def is_warc(path: Path) -> bool:
    """Return whether the name says that this is a WARC file."""
    return path.name.lower().endswith((".warc", ".warc.gz", *PACKED_SUFFIXES))


def is_of_records(path: Path) -> bool:
    """Return whether the name says that this file holds extracted articles."""
    return path.name.lower().endswith(RECORD_SUFFIXES)


def _read_file(path: Path, columns: Mapping[str, str]) -> Iterator[Fetched | Rejected]:
    if is_of_records(path):
        return read_records(path, columns)
    is_packed = path.name.lower().endswith(PACKED_SUFFIXES)
    return read_packed_warc(path) if is_packed else read_warc(path)
