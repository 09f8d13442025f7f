"""Sets of labelled data: found in a folder by the form of their names, and read row by row.

    extraction/ext_NAME      pages with their text, and title, authors, date, language where known
    extraction/dates_NAME    pages with their date
    nights/NAME              pages with time of capture, language and title; NAME_gold adds text, title and date
    nights/ANY.warc.gz       captures as they are
    duplicates/NAME_pairs    pairs of pages, or of texts, with a label; wrong_folds is one of these
    duplicates/NAME_text     the pages of these pairs where they are in no other set
    events/clu_NAME          texts with the event that they report

A set is a `.jsonl.gz` of rows. The HTML of its pages is in the `.html.tar.xz` of the same name (`NAME_pages` for
`NAME_text`). Nothing here knows a set by its name: anybody can bring one.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

    Note = Callable[[str], None]
    """Takes what a person should know about the data."""

ROWS = ".jsonl.gz"
PAGES = ".html.tar.xz"
WARC = ".warc.gz"
WRONG_FOLDS = "wrong_folds"

NOTED_LINES = 3
"""Faulty lines of one file that are named each; a file in another format would name all of its lines."""

_DOCUMENTATION = (".md",)


@dataclass(frozen=True, slots=True)
class PageSet:
    """Rows about pages whose HTML is in `archive`; `gold` holds rows that say more about the same pages."""

    name: str
    path: Path
    archive: Path
    gold: Path | None = None
    is_labelled: bool = True

    @property
    def subject(self) -> str:
        """The name that pairs of these pages bear: `daniel2012` for `ext_daniel2012`."""
        return self.name.removeprefix("ext_").removeprefix("dates_").removesuffix("_text")


@dataclass(frozen=True, slots=True)
class PairSet:
    """Rows about pairs of pages or of texts."""

    name: str
    path: Path

    @property
    def subject(self) -> str:
        """The name that the set of their pages bears."""
        return self.name.removesuffix("_pairs")


@dataclass(frozen=True, slots=True)
class EventSet:
    """Rows of texts, each with the event that it reports."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Sets:
    """All sets of a folder, and the files of no known form."""

    pages: tuple[PageSet, ...] = ()
    pairs: tuple[PairSet, ...] = ()
    events: tuple[EventSet, ...] = ()
    warcs: tuple[Path, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Files:
    """The files of one subfolder by name; what is taken is known, and the rest is not."""

    folder: Path
    left: dict[str, Path] = field(init=False)

    def __post_init__(self) -> None:
        found = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        self.left = {path.name: path for path in found if _is_data(path)}

    def take(self, name: str) -> Path | None:
        return self.left.pop(name, None)

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        ending = suffix + ROWS
        return [
            name.removesuffix(ROWS)
            for name in self.left
            if name.startswith(prefix) and name.endswith(ending) and len(name) > len(prefix) + len(ending)
        ]


def find_sets(folder: Path) -> Sets:
    """Return the sets below `folder`; raise SourceError where there is none of a known form."""
    extraction, nights, duplicates, events = (
        _Files(folder / name) for name in ("extraction", "nights", "duplicates", "events")
    )
    warcs = [path for name, path in list(nights.left.items()) if name.endswith(WARC) and nights.take(name)]
    pages = [
        _page_set(extraction, name) for prefix in ("ext_", "dates_") for name in extraction.names(prefix)
    ]
    pages += _nights(nights)
    pages += [
        _page_set(duplicates, name, archive=f"{name.removesuffix('_text')}_pages", is_labelled=False)
        for name in duplicates.names(suffix="_text")
    ]
    pairs = [
        PairSet(name, duplicates.left.pop(name + ROWS))
        for name in duplicates.names()
        if name.endswith("_pairs") or name == WRONG_FOLDS
    ]
    clusters = [EventSet(name, events.left.pop(name + ROWS)) for name in events.names("clu_")]
    if not (pages or pairs or clusters):
        raise SourceError(
            f"{folder} holds no set of a known form, such as extraction/ext_NAME{ROWS} or "
            f"duplicates/NAME_pairs{ROWS}: docs/how-to/measure-on-your-own-pages.md tells the forms"
        )
    known = (extraction, nights, duplicates, events)
    return Sets(tuple(pages), tuple(pairs), tuple(clusters), tuple(warcs), tuple(_unknown(folder, known)))


def _nights(files: _Files) -> list[PageSet]:
    gold = {name: files.left.pop(name + ROWS) for name in files.names(suffix="_gold")}
    sets = [_page_set(files, name, gold=gold.pop(f"{name}_gold", None)) for name in files.names()]
    files.left |= {path.name: path for path in gold.values()}  # says more about pages that are not there
    return sets


def _page_set(
    files: _Files,
    name: str,
    *,
    archive: str | None = None,
    gold: Path | None = None,
    is_labelled: bool = True,
) -> PageSet:
    path = files.left.pop(name + ROWS)
    pages = (archive or name) + PAGES
    return PageSet(name, path, files.take(pages) or files.folder / pages, gold, is_labelled)


def _unknown(folder: Path, known: tuple[_Files, ...]) -> Iterator[str]:
    """Yield what has no known form: single files of the known folders, and other folders as a whole."""
    for files in known:
        yield from (f"{files.folder.name}/{name}" for name in files.left)
    folders = {files.folder.name for files in known}
    for path in sorted(folder.iterdir()):
        if path.name not in folders and (path.is_dir() or _is_data(path)) and not path.name.startswith("."):
            yield f"{path.name}/" if path.is_dir() else path.name


def _is_data(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix not in _DOCUMENTATION


class LineNotes:
    """Notes of single lines of a file, the first few one by one and the rest as a number when the block ends."""

    def __init__(self, path: Path, note: Note) -> None:
        """Take where notes go; nothing is noted yet."""
        self._path, self._note, self._count = path, note, 0

    def __enter__(self) -> Self:
        """Take notes until the block ends."""
        return self

    def __call__(self, line: int, fault: str) -> None:
        """Note what is wrong with a line."""
        self._count += 1
        if self._count <= NOTED_LINES:
            self._note(f"{self._path}, line {line}: {fault}")

    def __exit__(self, *_: object) -> None:
        """End as `close` does."""
        self.close()

    def close(self) -> None:
        """Note how many more there were."""
        if self._count > NOTED_LINES:
            self._note(f"{self._path}: {self._count - NOTED_LINES} more lines like these")


def read_rows(path: Path, note: Note) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (line number, row) for every row of a set; a line that is no JSON object is noted and left out.

    A file that breaks off is noted, and what stands before counts. Raise SourceError for one that is missing.
    """
    number = 0
    try:
        with LineNotes(path, note) as bad, gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                row, fault = _row_of(line)
                if row is not None:
                    yield number, row
                elif fault:
                    bad(number, f"{fault}; the line is left out")
    except FileNotFoundError as error:
        raise SourceError(f"{path} is missing") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        note(f"{path}: cannot be read after line {number} ({error}); what stands before counts")


def _row_of(line: str) -> tuple[Mapping[str, Any] | None, str]:
    """Return the row, or what is wrong with the line: nothing with an empty one."""
    if not line.strip():
        return None, ""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"no JSON ({error})"
    return (row, "") if isinstance(row, dict) else (None, "no JSON object")
