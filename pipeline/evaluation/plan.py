"""Plans what is loaded together: the pages that a set of pairs is about, and every other set by itself.

The pages of a pair are in the set that the pair's row names (`set`), else in the one that bears the name of the pairs,
else wherever their addresses are found. Files of captures join the pages of pairs that name one of their addresses.
Pairs that carry their texts, and texts with events, need no pages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.crawling.urls import url_key
from pipeline.errors import SourceError
from pipeline.evaluation.folds import label_of, wish_of
from pipeline.evaluation.pages import address_of, gold_pages, said
from pipeline.evaluation.sets import LineNotes, read_rows
from pipeline.model import Fetched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.evaluation.sets import EventSet, Note, PageSet, PairSet, Sets
    from pipeline.ports import CaptureReader


@dataclass(frozen=True, slots=True)
class PairRow:
    """One labelled pair as its set writes it, and where it stands."""

    pairs: PairSet
    line: int
    row: Mapping[str, Any]

    @property
    def has_texts(self) -> bool:
        """Whether the pair carries its own texts."""
        return isinstance(self.row.get("text1"), str) and isinstance(self.row.get("text2"), str)

    def keys(self) -> set[str]:
        """Return the url keys that the pair names."""
        urls = (said(self.row, name) for name in ("url1", "url2"))
        return {url_key(address_of({"url": url})) for url in urls if url}


@dataclass(frozen=True, slots=True)
class Collection:
    """What is loaded into one warehouse, and the pairs and events that are judged there."""

    name: str
    pages: tuple[PageSet, ...] = ()
    warcs: tuple[Path, ...] = ()
    pairs: tuple[PairRow, ...] = ()
    events: EventSet | None = None


def plan(sets: Sets, reader: CaptureReader, note: Note) -> list[Collection]:
    """Return the collections in which everything that the sets say can be measured, in order of their names."""
    where = _Addresses(sets, reader, note)
    planned: dict[tuple[tuple[PageSet, ...], tuple[Path, ...]], list[PairRow]] = defaultdict(list)
    found = []
    for pairs in sets.pairs:
        rows = list(_pair_rows(pairs, note))
        if texts := [row for row in rows if row.has_texts]:
            found.append(Collection(pairs.name, pairs=tuple(texts)))
        for owner, group in _by_owner([row for row in rows if not row.has_texts]).items():
            planned[where.of(owner, group)] += group
    for (pages, warcs), group in planned.items():
        name = " + ".join(dict.fromkeys(page_set.subject for page_set in pages)) or "nights"
        found.append(Collection(name, pages, warcs, tuple(group)))
    taken = {page_set.name for collection in found for page_set in collection.pages}
    alone = [page_set for page_set in sets.pages if page_set.is_labelled and page_set.name not in taken]
    found += [Collection(page_set.name, (page_set,)) for page_set in alone]
    found += [Collection(events.name, events=events) for events in sets.events]
    if sets.warcs and not any(collection.warcs for collection in found):
        note(f"{sets.warcs[0].parent}: no pair names a page of the .warc.gz files: they are not measured")
    return sorted(found, key=lambda collection: collection.name)


def _pair_rows(pairs: PairSet, note: Note) -> Iterator[PairRow]:
    with LineNotes(pairs.path, note) as bad:
        for line, row in read_rows(pairs.path, note):
            if wish_of(label_of(row)):
                yield PairRow(pairs, line, row)
            else:
                bad(line, f"the label {row.get('label')!r} is unknown; the pair is left out")


def _by_owner(rows: Iterable[PairRow]) -> dict[str, list[PairRow]]:
    """Return the pairs by the name of the set that their pages should be in."""
    groups: dict[str, list[PairRow]] = defaultdict(list)
    for row in rows:
        groups[said(row.row, "set") or row.pairs.subject].append(row)
    return groups


@dataclass(slots=True)
class _Addresses:
    """Where pages are: by the name of their set, and by their address where that is asked for."""

    sets: Sets
    reader: CaptureReader
    note: Note
    _in_sets: dict[str, list[PageSet]] | None = field(default=None, init=False)
    _in_warcs: set[str] | None = field(default=None, init=False)

    def of(self, owner: str, rows: Sequence[PairRow]) -> tuple[tuple[PageSet, ...], tuple[Path, ...]]:
        """Return the sets and files of captures that hold the pages of these pairs."""
        keys = set().union(*(row.keys() for row in rows))
        named = [page_set for page_set in self.sets.pages if owner in {page_set.name, page_set.subject}]
        found = named or self._holding(keys)
        return tuple(found), self.sets.warcs if keys & self._captured() else ()

    def _holding(self, keys: set[str]) -> list[PageSet]:
        if self._in_sets is None:
            self._in_sets = defaultdict(list)
            for page_set in self.sets.pages:
                for page in gold_pages(page_set, lambda _: None):  # noted when it is loaded
                    self._in_sets[url_key(page.url)].append(page_set)
        holding = {page_set.name for key in keys for page_set in self._in_sets.get(key, ())}
        return [page_set for page_set in self.sets.pages if page_set.name in holding]

    def _captured(self) -> set[str]:
        if self._in_warcs is None:
            self._in_warcs = set()
            for path in self.sets.warcs:
                try:
                    for record in self.reader.read(path):
                        if isinstance(record, Fetched):
                            self._in_warcs.add(url_key(record.url))
                except SourceError as error:
                    self.note(str(error))
        return self._in_warcs
