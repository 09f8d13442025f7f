"""Files of articles that are extracted already: JSON Lines, packed or not, and Parquet."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, cast

from pipeline.adapters.folder import open_plainly
from pipeline.errors import Rejected, SourceError
from pipeline.parsing.files.article_records import page_of_record
from pipeline.parsing.files.suffixes import TABLE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.model import Fetched

MAX_LINE_BYTES = 16 << 20
"""Of one record; a longer line is no article."""
_TABLE_ROWS = 1_000  # held at once


def read_records(path: Path, columns: Mapping[str, str]) -> Iterator[Fetched | Rejected]:
    """Yield the page of each record, a Rejected for one that is none; raise SourceError where the file cannot be read."""
    try:
        written_at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        is_table = path.name.lower().endswith(TABLE_SUFFIXES)
        for number, record in enumerate(_rows(path) if is_table else _lines(path), 1):
            where = f"{path}: record {number}"
            try:
                if isinstance(record, dict):
                    yield page_of_record(record, columns, written_at, where)
                else:
                    yield Rejected("no_record", where)
            except Rejected as refused:
                yield refused
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{path}: cannot be read to its end: {error}") from error


def _lines(path: Path) -> Iterator[Any]:
    """Yield what stands on each line, None for what is no JSON."""
    with open_plainly(path) as file:
        packed = path.name.lower().endswith(".gz")
        lines = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file
        while line := lines.readline(MAX_LINE_BYTES + 1):
            if len(line) > MAX_LINE_BYTES:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(MAX_LINE_BYTES)
                yield None
            elif line.strip():
                yield _json(line)


def _json(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415 - an extra that few need
    except ImportError as error:
        raise SourceError(f"{path}: to read Parquet, install newsfold[parquet]") from error
    try:
        with parquet.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=_TABLE_ROWS):
                yield from batch.to_pylist()
    except ArrowInvalid as error:
        raise SourceError(f"{path}: no Parquet: {error}") from error
