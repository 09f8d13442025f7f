"""The port `CaptureReader`: whatever already holds captures, recognised by what the files are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.adapters.folder import read_folder
from pipeline.adapters.packed_warc import read_packed_warc
from pipeline.adapters.record_files import read_records
from pipeline.adapters.warc import read_warc
from pipeline.errors import Rejected, SourceError
from pipeline.parsing.files.suffixes import PACKED_WARC_SUFFIXES, is_of_records, is_warc

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
        if is_warc(location.name) or is_of_records(location.name):
            yield from _read_file(location, columns or {})
            return
        damaged = []
        if location.is_dir():
            root = location.resolve()
            files = [path for path in location.rglob("*") if is_warc(path.name) or is_of_records(path.name)]
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


def _read_file(path: Path, columns: Mapping[str, str]) -> Iterator[Fetched | Rejected]:
    if is_of_records(path.name):
        return read_records(path, columns)
    is_packed = path.name.lower().endswith(PACKED_WARC_SUFFIXES)
    return read_packed_warc(path) if is_packed else read_warc(path)
