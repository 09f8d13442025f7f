"""Folders of pages: `.html`, `.htm` and `.txt` files as captures, the file's time as the time of the fetch."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Rejected, SourceError
from pipeline.model import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE_BYTES = 16 << 20
"""Larger files are refused: no page of news is, and one must never fill the memory."""

_CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}


def read_folder(path: Path) -> Iterator[Fetched | Rejected]:
    """Yield the pages below a folder in sorted order, or the one file; a Rejected for each that may not be read.

    Links that lead out of the folder are not followed and pipes are not opened. Files of other kinds are no pages
    and are passed over. The charset is left to the parser. Raise SourceError when there is no such place.
    """
    if path.is_dir():
        root = path.resolve()
        for folder, subfolders, names in os.walk(root):
            subfolders.sort()
            for name in sorted(names):
                if Path(name).suffix.lower() in _CONTENT_TYPES:
                    yield _read_page(Path(folder, name), root)
    elif path.exists():
        yield _read_page(path.resolve(), path.resolve().parent)
    else:
        raise SourceError(f"{path}: no such file or folder")


def _read_page(path: Path, root: Path) -> Fetched | Rejected:
    if not path.resolve().is_relative_to(root):
        return Rejected("link_out_of_folder", str(path))
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return Rejected("not_a_file", str(path))
        if about.st_size > MAX_FILE_BYTES:
            return Rejected("file_too_large", f"{path}: {about.st_size:,} bytes")
        body = path.read_bytes()
    except OSError as error:
        return Rejected("unreadable_file", f"{path}: {error}")
    return Fetched(
        url=path.as_uri(),
        fetched_at=datetime.fromtimestamp(int(about.st_mtime), UTC),
        http_status=200,
        headers={"content-type": _CONTENT_TYPES.get(path.suffix.lower(), "text/plain")},
        body=body,
    )
