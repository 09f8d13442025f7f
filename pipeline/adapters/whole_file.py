"""A file that appears whole or not at all: it is written beside its place and takes it when it is done."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.adapters.durable_files import sync_folder
from pipeline.errors import NewsfoldError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give the path at which to write; what lies there at the end of the block becomes the file, durably.

    Whatever ends the block early, also Ctrl-C, nothing of it is left and a file of that name stands as it was. Raise
    NewsfoldError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(path)
            sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise NewsfoldError(f"{path} cannot be written: {error.strerror or error}") from error
