"""Which shards a source becomes: one for each file that holds captures, and one for so many pages of a folder.

A shard is named after its part of the source, what that part holds, and the rules. So one that is there is done: a file
that changed, or other rules, give another name. What is to be there stands in a plan beside the shards, by which loading
notices that one is missing.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import SourceError
from pipeline.locations import has_scheme
from pipeline.model import FilePart, Source, SourceKind
from pipeline.parsing.files.sources import DAY
from pipeline.shards.rules import RULES
from pipeline.steps.fetch.import_files import places
from pipeline.steps.fetch.remote_files import files_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Window
    from pipeline.ports import Runtime

PAGES_OF_FOLDER: Final = 1_000
"""Pages of a folder in one shard: half a minute of one core to lose, and few enough that all cores have work."""

SHARD_SUFFIX: Final = ".shard.parquet"
PLAN_SUFFIX: Final = ".plan.json"

HOLDING = frozenset({SourceKind.WARC, SourceKind.FOLDER})
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._]+")
_NAME_CHARACTERS = 60
_MARK_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a source, which becomes one shard."""

    source: Source
    part: FilePart

    @property
    def shard(self) -> str:
        """The name of its shard."""
        said = json.dumps([self.source.source_id, asdict(self.part), RULES, self.source.columns])
        mark = hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:_MARK_CHARACTERS]
        readable = _NOT_IN_NAME.sub("-", PurePath(self.part.first or self.part.path).name)
        return f"{readable[-_NAME_CHARACTERS:].strip('-.')}-{mark}{SHARD_SUFFIX}"

    def as_json(self) -> dict[str, Any]:
        """Return what tells another process of it; how the source is asked stays here, for it may hold keys."""
        return {"source": told(self.source), "part": asdict(self.part)}

    def asked_as(self, sources: Mapping[str, Source]) -> Piece:
        """Return the piece with its source asked as the one of that id is, if it is among these."""
        known = sources.get(self.source.source_id)
        return self if known is None else replace(self, source=replace(self.source, requests=known.requests))

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Piece:
        """Return the piece that another process told of."""
        return cls(source_told(said["source"]), FilePart(**said["part"]))


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of one source in a span of days."""

    name: str
    pieces: tuple[Piece, ...]

    def written(self) -> str:
        """Return the plan as it lies beside the shards."""
        said = {"rules": dict(RULES), "shards": {piece.shard: piece.as_json() for piece in self.pieces}}
        return json.dumps(said, indent=1) + "\n"


def plan_source(source: Source, window: Window, runtime: Runtime) -> Plan:
    """Return which shards a source becomes; raise SourceError where it cannot be looked into, or holds nothing.

    A source that names the days of its files gives those of the window.
    """
    if source.kind not in HOLDING:
        raise SourceError(
            f"{source.location} announces pages and holds none: shards are made of WARC files, folders and files of "
            "extracted articles; `newsfold ingest` fetches from the others"
        )
    pieces = [
        Piece(source, part)
        for place in places(source.location, window)
        for file in files_at(place, source, window, runtime)
        for part in _parts(file, runtime)
    ]
    if not pieces:
        raise SourceError(f"{source.location} holds no page (.html, .txt) and no WARC file")
    days = "" if window.start is None or window.end is None else f".{window.start:%Y%m%d}-{window.end:%Y%m%d}"
    return Plan(f"{source.source_id}{days}{PLAN_SUFFIX}", tuple(pieces))


def pieces_of_plan(text: str, name: str) -> dict[str, Piece]:
    """Return the pieces that a plan of this name lists, by their shards."""
    try:
        return {shard: Piece.of_json(said) for shard, said in json.loads(text)["shards"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"{name} is no plan of shards: {error}") from error


def told(source: Source) -> dict[str, Any]:
    """Return what others may know of a source: all but how it is asked."""
    return {each.name: getattr(source, each.name) for each in fields(Source) if each.name != "requests"}


def source_told(said: Mapping[str, Any]) -> Source:
    """Return the source that was told of."""
    columns = tuple((part, name) for part, name in said["columns"])
    return Source(**{**said, "kind": SourceKind(said["kind"]), "columns": columns})


def _parts(file: str, runtime: Runtime) -> Sequence[FilePart]:
    if DAY in file:
        raise SourceError(f"{file} names a {DAY}: say which days are meant")
    if has_scheme(file):
        return [FilePart(file)]
    return runtime.reader.parts(Path(file), pages=PAGES_OF_FOLDER)
