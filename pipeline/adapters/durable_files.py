"""Files that are on the disk when we say so, and that one process writes at a time."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from pipeline.errors import NewsfoldError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path


def write_whole(file: FileIO, content: bytes) -> None:
    """Write all of it: a full disk takes a part first and says so only at the next attempt."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Say of a failure of the disk which file it befell."""
    try:
        yield
    except OSError as error:
        raise NewsfoldError(f"cannot write to the archive {path}: {error}") from error


@contextmanager
def locked(path: Path) -> Iterator[FileIO]:
    """Open the file for this process alone; unbuffered, since a buffer would be written after a failure, too."""
    path.touch()
    with path.open("r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def is_locked(file: IO[bytes]) -> bool:
    """Return whether a process holds the lock of this file."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def make_folders(folder: Path) -> None:
    """Make the folders down to this one, durably: of a folder whose name is lost the files are lost, too."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the new file's name durable, not only its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
