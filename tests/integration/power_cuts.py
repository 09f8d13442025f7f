"""A harness for power cuts: what a disk surely holds at every moment of a piece of work, and whether each row finds its bytes.

A disk promises little: the bytes of a file as they were at its last fsync, a name once its folder was synced, a
transaction once the database says that it is durable. What is removed may be gone at once. So at each of these moments
(a sync, a rename, a removal, a commit) two disks are imagined: the *patient* one has done nothing that it was not told
to keep; the *hasty* one has done all that changes names, removals above all, and of contents only what was synced. Work
is right when on either disk, at every moment, every row that is durable finds its bytes.
"""

from __future__ import annotations

import os
import pathlib
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pytest

    from pipeline.ports import Connection, Warehouse

ROWS = "SELECT capture_id, archive, archive_offset, body_bytes FROM captures WHERE pruned_at IS NULL"


@dataclass
class Disk:
    """The files of a home as they surely are, and those moments at which a row would not have found its bytes."""

    home: Path
    contents: dict[int, bytes] = field(default_factory=dict)
    """The bytes of a file, by inode, at its last sync."""
    names: dict[str, int] = field(default_factory=dict)
    """The inode of each name, as its folder was last synced."""
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    """The captures of the last durable transaction."""
    moments: int = 0
    lost: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Take what stands as durable: the work begins long after it was written."""
        self.names = self._names_now()
        self.contents = {path.stat().st_ino: path.read_bytes() for path in self._files()}

    def sync(self, descriptor: int) -> None:
        """Note that a file or folder is on the disk."""
        path = pathlib.Path(f"/proc/self/fd/{descriptor}").resolve()
        if path.is_dir():
            kept = {name: inode for name, inode in self.names.items() if pathlib.Path(name).parent != path}
            now = {
                name: inode for name, inode in self._names_now().items() if pathlib.Path(name).parent == path
            }
            self.names = kept | now
        elif path.is_relative_to(self.home):
            self.contents[path.stat().st_ino] = path.read_bytes()

    def look(self, moment: str) -> None:
        """Note each durable row that finds no bytes, were the power cut now."""
        self.moments += 1
        for kind, names in (("patient", self._reachable()), ("hasty", self._names_now())):
            missing = [row[0] for row in self.rows if not self._finds(row, names)]
            if missing:
                self.lost.append(f"{moment}, {kind} disk: {len(missing)} rows without bytes")

    def _finds(self, row: tuple[Any, ...], names: Mapping[str, int]) -> bool:
        _, archive, offset, body_bytes = row
        inode = names.get(str(self.home / archive))
        content = self.contents.get(inode, b"") if inode is not None else b""
        try:
            return len(zlib.decompressobj(31).decompress(content[offset:])) > body_bytes
        except zlib.error:
            return False

    def _reachable(self) -> dict[str, int]:
        """Return the durable names of which every folder's name is durable, too."""
        return {name: inode for name, inode in self.names.items() if self._is_reachable(pathlib.Path(name))}

    def _is_reachable(self, path: Path) -> bool:
        return path == self.home or (str(path) in self.names and self._is_reachable(path.parent))

    def _names_now(self) -> dict[str, int]:
        return {str(path): path.stat().st_ino for path in self.home.rglob("*")}

    def _files(self) -> list[Path]:
        return [path for path in self.home.rglob("*") if path.is_file()]


@dataclass
class CutWarehouse:
    """The port `Warehouse`: the rows of a transaction are durable when the database says that it keeps them at once."""

    inner: Warehouse
    disk: Disk

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self.inner.write() as db:
            yield db
            rows = self._rows(db)
            is_durable = self._is_durable(db)
            self.disk.look("before a commit")
        if is_durable:
            self.disk.rows = rows
        self.disk.look("after a commit")

    @staticmethod
    def _rows(db: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in db._connection.exec_driver_sql(ROWS)]

    @staticmethod
    def _is_durable(db: Any) -> bool:
        connection = db._connection
        if connection.dialect.name == "sqlite":
            return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one()) >= 2
        return connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)


def watch(disk: Disk, patch: pytest.MonkeyPatch) -> None:
    """Let the disk hear of every sync, rename and removal of this process."""
    fsync, replace, unlink = os.fsync, pathlib.Path.replace, pathlib.Path.unlink

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        disk.look("before a sync")
        disk.sync(descriptor)
        disk.look("after a sync")

    def replaced(path: Path, target: Path) -> Path:
        done = replace(path, target)
        disk.look(f"after {path.name} became {target.name}")
        return done

    def unlinked(path: Path, *, missing_ok: bool = False) -> None:
        unlink(path, missing_ok=missing_ok)
        disk.look(f"after {path.name} was removed")

    patch.setattr(os, "fsync", synced)
    patch.setattr(pathlib.Path, "replace", replaced)
    patch.setattr(pathlib.Path, "unlink", unlinked)
