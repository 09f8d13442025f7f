"""The port `CaptureReader`: whatever already holds captures, recognised by what the files are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.adapters.folder import read_folder
from pipeline.adapters.warc import read_warc
from pipeline.errors import Rejected, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.model import Fetched


class SourceReader:
    """Reads WARC files, folders of them, folders of pages, and single pages."""

    def read(self, location: Path, /) -> Iterator[Fetched | Rejected]:
        """Yield every capture in order, a Rejected for each record that is none.

        Damage does not hide what is whole: it is raised as one SourceError after everything that could be read.
        """
        if not location.exists():
            raise SourceError(f"{location}: no such file or folder")
        if is_warc(location):
            yield from read_warc(location)
            return
        damaged = []
        if location.is_dir():
            root = location.resolve()
            for path in sorted(filter(is_warc, location.rglob("*"))):
                if not path.resolve().is_relative_to(root):
                    yield Rejected("link_out_of_folder", str(path))
                    continue
                try:
                    yield from read_warc(path)
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
    return path.name.lower().endswith((".warc", ".warc.gz"))
