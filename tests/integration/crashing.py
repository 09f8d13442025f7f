"""A harness for crashes: a run dies at a named point, as if the machine had, and what it leaves is finished by another.

A point is the n-th transaction or the n-th append to the archive, and a moment of it. The run that dies is a process of
its own and is killed by a signal nothing can catch: no `except`, no `finally`, no rollback of ours runs after it, and
the database must clear up by itself. Killing at random moments was tried: thirty random kills found no fault in a loader
that was wrong on purpose.
"""

from __future__ import annotations

import os
import shutil
import signal
import traceback
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.adapters.warc_records import member_of
from pipeline.adapters.warehouse import SqlWarehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from pipeline.errors import Rejected
    from pipeline.model import ArchiveLocation, Fetched
    from pipeline.ports import Archive, Connection, Warehouse
    from pipeline.runtime import Runtime
    from tests.postgresql_cluster import Cluster

Region = Literal["write", "append"]
Moment = Literal["before", "torn", "after"]


class Failpoint(NamedTuple):
    """Where to die: before or after the n-th transaction commits, or the n-th append to the archive is done.

    A torn append has left half of its first record in the file.
    """

    place: Region
    number: int
    moment: Moment


def die() -> None:
    """End this process as a machine that loses its power does."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Points:
    """Counts the points a run passes; at one of them, if one is named, the process dies, or does what it is told."""

    failpoint: Failpoint | None = None
    then: Callable[[], None] = die
    passed: Counter[str] = field(default_factory=Counter)

    def enter(self, place: Region) -> int:
        self.passed[place] += 1
        return self.passed[place]

    def is_here(self, place: Region, number: int, moment: Moment) -> bool:
        return self.failpoint == (place, number, moment)

    def pass_by(self, place: Region, number: int, moment: Moment) -> None:
        if self.is_here(place, number, moment):
            self.then()


@dataclass
class MortalWarehouse:
    """The port `Warehouse`, with a point before and after each commit."""

    inner: Warehouse
    points: Points

    @contextmanager
    def write(self) -> Iterator[Connection]:
        number = self.points.enter("write")
        with self.inner.write() as db:
            yield db
            self.points.pass_by("write", number, "before")
        self.points.pass_by("write", number, "after")

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)


@dataclass
class MortalArchive:
    """The port `Archive`, with a point before, amid and after each append."""

    inner: Archive
    home: Path
    points: Points

    def file_for(self, source_id: str, day: date, /) -> str:
        return self.inner.file_for(source_id, day)

    def append(self, name: str, records: Iterable[Fetched], /) -> list[ArchiveLocation | Rejected]:
        number = self.points.enter("append")
        waiting = list(records)
        self.points.pass_by("append", number, "before")
        if self.points.is_here("append", number, "torn"):
            self._tear(self.home / name, member_of(waiting[0]))
            self.points.pass_by("append", number, "torn")
        places = self.inner.append(name, waiting)
        self.points.pass_by("append", number, "after")
        return places

    def read(self, archive: str, offset: int, /) -> Fetched:
        return self.inner.read(archive, offset)

    def lacks(self, archive: str, offsets: Iterable[int], /) -> list[int]:
        return self.inner.lacks(archive, offsets)

    def hold(self, addresses: Iterable[str], /) -> AbstractContextManager[set[str]]:
        return self.inner.hold(addresses)

    @staticmethod
    def _tear(path: Path, member: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(member[: len(member) // 2])


def watched(runtime: Runtime, points: Points) -> Runtime:
    """Return the runtime with every boundary of its warehouse and archive watched."""
    return replace(
        runtime,
        warehouse=MortalWarehouse(runtime.warehouse, points),
        archive=MortalArchive(runtime.archive, runtime.settings.home, points),
    )


def in_child(run: Callable[[], None]) -> bool:
    """Run this in a process of its own; return whether it was killed, and raise when it failed in any other way."""
    return ended_by_kill(start_child(run))


def start_child(run: Callable[[], None]) -> int:
    """Run this in a process of its own, and return at once with its number."""
    child = os.fork()
    if child == 0:
        try:
            run()
        except BaseException:  # noqa: BLE001 - the child must end here, whatever happened
            os.write(2, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    return child


def ended_by_kill(child: int) -> bool:
    """Wait for the end of a child; return whether it was killed, and raise when it failed in any other way."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the child failed: see its traceback"
    return False


@dataclass(frozen=True)
class World:
    """A warehouse and the home folder that belongs to it."""

    database: str
    url: str
    home: Path


@dataclass
class Worlds:
    """Makes worlds on one kind of database, new ones and copies of others. No process may be connected to the other."""

    folder: Path
    template: str
    cluster: Cluster | None = None
    made: int = 0

    def new(self) -> World:
        return self._world(self.template)

    def copy(self, world: World) -> World:
        copied = self._world(world.database)
        shutil.copytree(world.home, copied.home, dirs_exist_ok=True)
        return copied

    def remove(self, world: World) -> None:
        shutil.rmtree(world.home.parent)
        if self.cluster:
            self.cluster.drop(world.database)

    def _world(self, template: str) -> World:
        self.made += 1
        home = self.folder / f"world-{self.made}" / "home"
        home.mkdir(parents=True)
        if self.cluster:
            database = self.cluster.create(template)
            return World(database, self.cluster.url(database), home)
        file = home.parent / "warehouse.db"
        shutil.copy(template, file)
        return World(str(file), f"sqlite:///{file}", home)


def contents(url: str, columns: dict[str, str]) -> dict[str, list[str]]:
    """Return the rows of each table, of these columns, in an order of their own: equal contents are equal."""
    opened = SqlWarehouse(url)
    try:
        return {
            table: sorted(map(repr, opened.ask(f"SELECT {wanted} FROM {table}")[1]))
            for table, wanted in columns.items()
        }
    finally:
        opened.close()
