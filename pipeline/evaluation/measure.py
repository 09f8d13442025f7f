"""Measures whatever sets of labelled data a folder holds: what is read of pages, what folds, what becomes an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.crawling.urls import url_key
from pipeline.errors import NewsfoldError
from pipeline.evaluation import folds, reading, votes
from pipeline.evaluation.events import event_of_addresses, score_clusters
from pipeline.evaluation.loading import READING, capture_ids, load, stored
from pipeline.evaluation.pages import address_of, captures_of, gold_pages, said
from pipeline.evaluation.plan import Collection, plan
from pipeline.evaluation.sets import LineNotes, find_sets
from pipeline.evaluation.texts import reports_of, text_address, texts_of
from pipeline.steps import runner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pipeline.evaluation.loading import Stored
    from pipeline.evaluation.pages import GoldPage
    from pipeline.evaluation.plan import PairRow
    from pipeline.evaluation.sets import Note, PageSet
    from pipeline.model import Fetched
    from pipeline.ports import CaptureReader, Parser, Runtime


TITLE_CHARACTERS = 80
"""Of a text without a title, so much is shown in its place."""


class Part(StrEnum):
    """What is measured."""

    READING = "reading"
    FOLDS = "folds"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Tools:
    """What measuring needs from the world: warehouses to be thrown away, by name, two readers, an ear for notes."""

    open_warehouse: Callable[[str], AbstractContextManager[Runtime]]
    reader: CaptureReader
    stock: Parser[str]
    note: Note


@dataclass(frozen=True, slots=True)
class Measured:
    """A row a page, a row a pair, a row for each kind of text in the pages of pairs, and a row a set of events.

    The table of something that no set says is empty.
    """

    pages: pd.DataFrame
    pairs: pd.DataFrame
    votes: pd.DataFrame
    events: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is measured, as it comes."""

    pages: list[pd.DataFrame] = field(default_factory=list)
    pairs: list[pd.DataFrame] = field(default_factory=list)
    votes: list[pd.DataFrame] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _LabelledPages:
    """The pages of one set, and which capture each became."""

    page_set: PageSet
    rows: list[GoldPage]
    captures: dict[int, str] = field(default_factory=dict)


def measure(gold: Path, parts: set[Part], tools: Tools) -> Measured:
    """Return what the sets below `gold` say of these parts.

    What cannot be measured is noted, and the rest is measured all the same; raise SourceError where there is no set.
    """
    sets = find_sets(gold)
    for name in sets.unknown:
        tools.note(f"{gold / name} is of no form that is measured")
    tables = _Tables()
    for collection in plan(sets, tools.reader, tools.note):
        if wanted := parts & _parts_of(collection):
            try:
                _measure(collection, wanted, tools, tables)
            except NewsfoldError as error:
                tools.note(f"{collection.name} is not measured: {error}")
    return Measured(_one(tables.pages), _one(tables.pairs), _one(tables.votes), tables.events)


def _one(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _parts_of(collection: Collection) -> set[Part]:
    """Return what can be measured there."""
    if collection.events:
        return {Part.EVENTS}
    parts = {Part.READING} if any(page_set.is_labelled for page_set in collection.pages) else set()
    return parts | ({Part.FOLDS} if collection.pairs else set())


def _measure(collection: Collection, parts: set[Part], tools: Tools, tables: _Tables) -> None:
    """Load one collection and measure these parts of it."""
    pages = [_LabelledPages(page_set, gold_pages(page_set, tools.note)) for page_set in collection.pages]
    reports: list[tuple[str, str]] = []
    captures = _captures(collection, pages, reports, tools.note)
    steps = READING if parts == {Part.READING} else runner.ORDER
    with tools.open_warehouse(collection.name) as runtime:
        load(
            runtime,
            captures,
            lambda text: tools.note(f"{collection.name}: {text}"),
            warcs=collection.warcs,
            steps=steps,
        )
        if Part.READING in parts:
            tables.pages.extend(table for each in pages for table in _reading(each, runtime, tools))
        if Part.FOLDS in parts:
            _measure_folds(collection, pages, runtime, tools.note, tables)
        if collection.events:
            with runtime.warehouse.read() as db:
                event_of = event_of_addresses(stored(runtime), db, collection.events.name)
            clusters = [event_of.get(key) for key, _ in reports]
            labels = [label for _, label in reports]
            tables.events.append(score_clusters(collection.events.name, labels, clusters))


def _captures(
    collection: Collection, pages: list[_LabelledPages], reports: list[tuple[str, str]], note: Note
) -> Iterator[Fetched]:
    """Yield all that a collection holds besides files of captures, and write down what the captures are."""
    for each in pages:
        yield from capture_ids(captures_of(each.page_set, each.rows, note), each.captures)
    for pair in collection.pairs:
        if pair.has_texts:
            yield from texts_of(pair)
    if collection.events:
        yield from reports_of(collection.events, reports, note)


def _reading(pages: _LabelledPages, runtime: Runtime, tools: Tools) -> Iterator[pd.DataFrame]:
    """Yield the table of the measured pages of a set, if it has any."""
    rows, page_set = pages.rows, pages.page_set
    places = [place for place in pages.captures if rows[place].is_measured]
    if not places:
        if page_set.is_labelled:
            tools.note(f"{page_set.path}: no page to measure")
        return
    stock = {}
    if with_text := sum(rows[place].text is not None for place in places):
        with runtime.progress.track("stock trafilatura", with_text) as advance:
            again = captures_of(
                page_set, rows, lambda _: None
            )  # what is to be noted was noted at the first time
            stock = reading.measure_stock(again, rows, tools.stock, advance)
    with runtime.progress.track("measure", len(places)) as advance:
        each = reading.measure_pages(runtime, page_set.name, rows, pages.captures, advance)
        yield reading.with_stock(each, stock)


def _measure_folds(
    collection: Collection, pages: list[_LabelledPages], runtime: Runtime, note: Note, tables: _Tables
) -> None:
    found = stored(runtime)
    by_id = {page.page_id: page.url for each in pages for page in each.rows}
    judged = folds.judge(_labelled_pairs(collection.pairs, by_id, found, note), found)
    if not judged.empty:
        cut = votes.measure_votes(runtime, judged)
        cut.insert(0, "pages", collection.name)
        tables.pairs.append(judged)
        tables.votes.append(cut)


def _labelled_pairs(
    pairs: tuple[PairRow, ...], by_id: dict[str, str], found: Stored, note: Note
) -> Iterator[folds.LabelledPair]:
    """Yield the pairs both of whose pages were loaded; note the others."""
    notes: dict[Path, LineNotes] = {}
    for pair in pairs:
        sides = [_side(pair, number, by_id, found) for number in (1, 2)]
        if None in sides:
            bad = notes.setdefault(pair.pairs.path, LineNotes(pair.pairs.path, note))
            bad(pair.line, "a page of the pair is in no set of the folder; the pair is left out")
        left, right = sides
        if left and right:
            yield folds.LabelledPair(pair.pairs.name, folds.label_of(pair.row), left, right)
    for bad in notes.values():
        bad.close()


def _side(pair: PairRow, number: int, by_id: dict[str, str], found: Stored) -> folds.Side | None:
    """Return one page of a pair, found by its id or by its address; None for one that was not loaded."""
    row = pair.row
    title = said(row, f"title{number}") or (said(row, f"text{number}") or "")[:TITLE_CHARACTERS]
    if pair.has_texts:
        return folds.Side(text_address(pair, number), title)
    url = said(row, f"url{number}")
    named = by_id.get(str(row.get(f"id{number}"))), address_of({"url": url}) if url else None
    known = [address for address in named if address and url_key(address) in found.articles]
    return folds.Side(known[0], title) if known else None
