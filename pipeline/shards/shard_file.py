"""One shard as a Parquet file: a row group a batch of captures, and what is known of the whole in its footer.

Any program that reads Parquet can read it. Every page of the file carries a checksum, so that damage is found when it is
read and not when somebody wonders at a text.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from pyarrow import parquet

from pipeline.errors import SourceError
from pipeline.shards.rules import RULES, differences
from pipeline.shards.table import OBSERVATION, SCHEMA, prepared_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.shards.table import Prepared

_KEY: Final = b"newsfold"
_REPEATING: Final = [
    *("source_id", "host", "content_type", "outcome", "reason", "page_kind", "published_precision"),
    *("published_source", "language", "language_source", "site_name", "article_host", "wire_agency"),
    *(f"blocks.list.element.{name}" for name in ("kind", "region", "page_label", "page_rule")),
]
"""Columns with few values, which are written once for a row group; texts would be compared in vain."""


@dataclass(frozen=True, slots=True)
class About:
    """What a shard says of itself: its source, how many records that part of it has, what was refused, and what is damaged.

    `records` = rows + `repeated` + refusals. `refusals` count by reason, each with an example.
    """

    source: Mapping[str, Any]
    rules: Mapping[str, str] = field(default_factory=lambda: dict(RULES))
    records: int = 0
    repeated: int = 0
    refusals: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    damages: Sequence[str] = ()

    def written(self) -> bytes:
        """Return it as it stands in the footer."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, ensure_ascii=False).encode(
            "utf-8", "backslashreplace"
        )


class ShardWriter:
    """A shard that is being written; what it is about is said at its end."""

    def __init__(self, path: Path) -> None:
        self._file = parquet.ParquetWriter(
            path,
            SCHEMA,
            compression="zstd",
            use_dictionary=_REPEATING,
            write_statistics=[
                "fetched_at",
                "host",
            ],  # the least and the greatest text would be kept whole, too
            write_page_checksum=True,
        )

    def write(self, rows: pa.RecordBatch) -> None:
        """Add them as a row group."""
        self._file.write_batch(rows)

    def end(self, about: About) -> None:
        """Write the footer."""
        self._file.add_key_value_metadata({_KEY: about.written()})
        self._file.close()


class OpenShard:
    """A shard that is read; each of its groups by itself."""

    def __init__(self, file: parquet.ParquetFile, name: str) -> None:
        self._file, self._name = file, name
        self.about = self._about()

    @property
    def groups(self) -> range:
        """The numbers of its row groups."""
        return range(self._file.num_row_groups)

    @property
    def rows(self) -> int:
        """How many captures it holds."""
        return int(self._file.metadata.num_rows)

    def observations(self, group: int) -> list[dict[str, Any]]:
        """Return of each capture of a group what tells whether it is loaded."""
        found: list[dict[str, Any]] = self._read(group, OBSERVATION).to_pylist()
        return found

    def prepared(self, group: int) -> list[Prepared]:
        """Return the captures of a group."""
        batches = self._read(group, None).combine_chunks().to_batches()
        try:
            return [each for batch in batches for each in prepared_in(batch)]
        except (ValueError, KeyError, TypeError, pa.ArrowException) as error:
            raise SourceError(f"{self._name}: no shard of this installation's rules: {error}") from error

    def _read(self, group: int, columns: Sequence[str] | None) -> pa.Table:
        with _damage_named(self._name):
            return self._file.read_row_group(group, columns=columns, use_threads=False)

    def _about(self) -> About:
        metadata = self._file.metadata.metadata or {}
        if _KEY not in metadata:
            raise SourceError(f"{self._name}: a Parquet file, and no shard of newsfold's")
        about = About(**json.loads(metadata[_KEY]))
        if others := differences(about.rules):
            raise SourceError(
                f"{self._name} was made by other rules: {others}. Make it again with `newsfold prepare`"
            )
        return about


@contextmanager
def open_shard(path: Path, name: str) -> Iterator[OpenShard]:
    """Open a shard; raise SourceError where it is cut, damaged, none of ours, or was made by other rules."""
    with _damage_named(name):
        file = parquet.ParquetFile(path, page_checksum_verification=True)
    with file:
        yield OpenShard(file, name)


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0]
        raise SourceError(
            f"{name} is cut or damaged ({said}): make it again with `newsfold prepare`"
        ) from error
