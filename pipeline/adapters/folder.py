"""Folders of pages: `.html`, `.htm` and `.txt` files as captures, the file's time as the time of the fetch."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Rejected, SourceError
from pipeline.model import Fetched
from pipeline.parsing.files.suffixes import PAGE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

MAX_FILE_BYTES = 16 << 20
"""Larger files are refused: no page of news is, and one must never fill the memory."""


class NotAFileError(OSError):
    """What stands there holds no bytes that end: a pipe, a device, a socket."""


def open_plainly(path: Path) -> BinaryIO:
    """Open an ordinary file to read; raise NotAFileError for anything else, without waiting for a pipe's writer."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise NotAFileError(f"{path}: no ordinary file")
    return os.fdopen(file, "rb")


def read_folder(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the pages below a folder in sorted order, or the one file; a Rejected for each that may not be read.

    Links that lead out of the folder are not followed, and nothing is read from pipes and devices. Files of other
    kinds are no pages and are passed over. The charset is left to the parser. Raise SourceError when there is no such
    file or folder, and after all others where a folder could not be looked into.
    """
    if path.is_dir():
        root = path.resolve()
        closed: list[OSError] = []
        yield from read_pages(pages_below(root, closed), root)
        if closed:
            raise SourceError(
                "; ".join(f"{error.filename}: cannot be read: {error.strerror}" for error in closed)
            )
    elif path.exists():
        yield _read_page(path.resolve(), path.resolve().parent)
    else:
        raise SourceError(f"{path}: no such file or folder")


def pages_below(root: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield the pages below a folder in their order; where it could not be looked into is added to `closed`."""
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        subfolders.sort()
        for name in sorted(names):
            if Path(name).suffix.lower() in PAGE_TYPES:
                yield Path(folder, name)


def read_pages(pages: Iterable[Path], root: Path) -> Iterator[Fetched | Rejected]:
    """Yield these pages of a folder, a Rejected for each that may not be read."""
    for page in pages:
        yield _read_page(page, root)


def _read_page(path: Path, root: Path) -> Fetched | Rejected:
    if not path.resolve().is_relative_to(root):
        return Rejected("link_out_of_folder", str(path))
    try:
        with open_plainly(path) as file:
            about = os.fstat(file.fileno())
            if about.st_size > MAX_FILE_BYTES:
                return Rejected("file_too_large", f"{path}: {about.st_size:,} bytes")
            body = file.read(MAX_FILE_BYTES)
        fetched_at = datetime.fromtimestamp(int(about.st_mtime), UTC)
    except NotAFileError:
        return Rejected("not_a_file", str(path))
    except OSError as error:
        return Rejected("unreadable_file", f"{path}: {error}")
    except (ValueError, OverflowError):
        return Rejected("no_capture_date", f"{path}: changed {about.st_mtime:g} seconds after 1970")
    return Fetched(
        url=path.as_uri(),
        fetched_at=fetched_at,
        http_status=200,
        headers={"content-type": PAGE_TYPES.get(path.suffix.lower(), "text/plain")},
        body=body,
    )
