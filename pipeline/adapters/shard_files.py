"""Where shards lie: a folder, or a store of objects. A shard is there whole or not at all.

In a folder it is written beside its place and takes it when it is on the disk; in a store an object is put as a whole.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.durable_files import make_folders
from pipeline.adapters.object_store import StoreError
from pipeline.adapters.whole_file import whole_file
from pipeline.errors import NewsfoldError, SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.adapters.object_store import ObjectStore

_PART_BYTES = 16 << 20
_PART = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)\.part")


class FolderShards:
    """The port `ShardPlace`, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder)
        self._folder = folder

    def names(self) -> set[str]:
        """Return the names of all that is there; raise SourceError where there is no such folder."""
        try:
            return {path.name for path in self._folder.iterdir() if not path.name.startswith(".")}
        except OSError as error:
            raise SourceError(f"{self._folder} cannot be looked into: {error.strerror}") from error

    @contextmanager
    def writing(self, name: str, /) -> Iterator[Path]:
        """Give the path at which to write; what lies there at the end of the block takes the name."""
        try:
            make_folders(self._folder.absolute())
        except OSError as error:
            raise NewsfoldError(f"{self._folder} cannot be made: {error.strerror}") from error
        with whole_file(self._folder / name) as path:
            yield path

    @contextmanager
    def reading(self, name: str, /) -> Iterator[Path]:
        """Give the file; raise SourceError where there is none."""
        path = self._folder / name
        if not path.is_file():
            raise SourceError(f"{path}: no such shard")
        yield path

    def sweep(self, names: Collection[str], /) -> None:
        """Remove what processes that have ended since left of their writing of these."""
        for path in self._folder.glob(".*.part"):
            found = _PART.fullmatch(path.name)
            if found and found["name"] in names and not _is_running(int(found["pid"])):
                path.unlink(missing_ok=True)


class StoreShards:
    """The port `ShardPlace`, below an address of a store of objects."""

    def __init__(self, store: ObjectStore) -> None:
        self.address = store.address
        self._store = store

    def names(self) -> set[str]:
        """Return the names of all that is there."""
        try:
            return {name for name in self._store.names("") if "/" not in name}
        except FileNotFoundError:
            return set()

    @contextmanager
    def writing(self, name: str, /) -> Iterator[Path]:
        """Give a path of this machine at which to write; what lies there at the end of the block is put under the name."""
        with tempfile.TemporaryDirectory(prefix="newsfold-shard-") as folder:
            path = Path(folder, name)
            yield path
            self._store.put_file(name, path)

    @contextmanager
    def reading(self, name: str, /) -> Iterator[Path]:
        """Give the object as a file of this machine; raise SourceError where there is none."""
        with tempfile.TemporaryDirectory(prefix="newsfold-shard-") as folder:
            path = Path(folder, name)
            try:
                with path.open("wb") as file:
                    for start in range(0, size := self._store.size(name), _PART_BYTES):
                        file.write(self._store.get(name, start, min(start + _PART_BYTES, size)))
            except FileNotFoundError as error:
                raise SourceError(f"{self.address}/{name}: no such shard") from error
            except StoreError as error:
                raise SourceError(str(error)) from error
            yield path

    def sweep(self, names: Collection[str], /) -> None:
        """Do nothing: what was not put is not there."""


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
